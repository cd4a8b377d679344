"""Warm: CPU of one request beside a handler that makes the same AWS calls with bare botocore.

Judged over HTTP: a call's client, socket and parsing are part of what it costs on Lambda, for both.
Told beside it: the same with AWS answering below botocore, where only the code around it is left.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import children
from bench.places import TAPES, folder_of
from bench.ratios import Ratio, of_medians
from bench.tape import Tape

ROUNDS = 9
REQUESTS = 200
LIMIT = 1.5
WHO = ("product", "floor")
NAMES = {
    "submission": "submission (POST /lapor)",
    "acknowledge": "action (POST /t/…/terima)",
    "tracking": "tracking page (GET /k/…)",
    "routed": "routed event (one SQS record)",
}


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Product and floor take turns, each round in processes of their own."""
    ratios = [one for name in NAMES for one in (_wired(name, rounds), _inside(name, rounds))]
    return {
        "rounds": rounds,
        "requests a round": REQUESTS,
        "ratios": [one.plain() for one in ratios],
    }


def _wired(name: str, rounds: int) -> Ratio:
    taken = [[_over_http(who, name) for who in WHO] for _ in range(rounds)]
    return of_medians(NAMES[name], *zip(*taken, strict=True), "ms CPU", LIMIT)


def _inside(name: str, rounds: int) -> Ratio:
    taken = [[_warm(who, name) for who in WHO] for _ in range(rounds)]
    return of_medians(f"{NAMES[name]}, without HTTP", *zip(*taken, strict=True), "ms CPU")


def _over_http(who: str, name: str) -> float:
    with children.wire(*_tapes(name)) as endpoint:
        return _warm(who, name, endpoint)


def _warm(who: str, name: str, endpoint: str = "") -> float:
    """Milliseconds of CPU for one request."""
    path = children.lambda_path(folder_of(Tape.load(f"{name}-first").function))
    arguments = (who, *_tapes(name), str(REQUESTS), *path)
    return float(children.alone("warm_child.py", *arguments, endpoint=endpoint)) * 1000


def _tapes(name: str) -> tuple[Path, Path]:
    return TAPES / f"{name}-first.tape", TAPES / f"{name}-again.tape"
