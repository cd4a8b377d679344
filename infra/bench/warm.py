"""Warm: CPU of one request beside a handler that makes the same AWS calls with bare botocore."""

from __future__ import annotations

from typing import Any

from bench import children
from bench.places import TAPES, folder_of
from bench.ratios import Ratio, of_medians
from bench.tape import Tape

ROUNDS = 9
REQUESTS = 200
LIMIT = 1.5
NAMES = {
    "submission": "submission (POST /lapor)",
    "acknowledge": "action (POST /t/…/terima)",
    "tracking": "tracking page (GET /k/…)",
    "routed": "routed event (one SQS record)",
}


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Product and floor take turns, each round in processes of their own."""
    return {
        "rounds": rounds,
        "requests a round": REQUESTS,
        "ratios": [_ratio(name, rounds).plain() for name in NAMES],
    }


def _ratio(name: str, rounds: int) -> Ratio:
    taken = [(_warm("product", name), _warm("floor", name)) for _ in range(rounds)]
    product, floor = zip(*taken, strict=True)
    return of_medians(NAMES[name], product, floor, "ms CPU", LIMIT)


def _warm(who: str, name: str) -> float:
    """Milliseconds of CPU for one request."""
    tapes = (TAPES / f"{name}-first.tape", TAPES / f"{name}-again.tape")
    path = children.lambda_path(folder_of(Tape.load(f"{name}-first").function))
    said = children.alone("warm_child.py", who, *tapes, str(REQUESTS), *path)
    return float(said) * 1000
