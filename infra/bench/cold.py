"""Cold start: import and first request of each API function beside the bare function.

Product and floors take turns in every round, each in a fresh process; what counts is the CPU time
(user and system), because a machine that has other work stretches the wall's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import children
from bench.places import KEPT, TAPES, folder_of
from bench.ratios import Ratio, of_medians
from bench.tape import Tape

ROUNDS = 11
LIMIT = 1.25
REQUESTS = ("home", "form", "submission", "case")


@dataclass(frozen=True)
class Took:
    """Seconds of one fresh process."""

    import_cpu: float
    import_wall: float
    request_cpu: float
    request_wall: float

    @property
    def cpu(self) -> float:
        return self.import_cpu + self.request_cpu

    @property
    def wall(self) -> float:
        return self.import_wall + self.request_wall


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """All requests; one round before the first is not counted, it fills the caches of files."""
    _prepare()
    taken = {name: [_round(name) for _ in range(rounds + 1)][1:] for name in REQUESTS}
    return {
        "rounds": rounds,
        "ratios": [one.plain() for name in REQUESTS for one in _ratios(name, taken[name])],
    }


def _round(name: str) -> dict[str, Took]:
    function = Tape.load(f"{name}-first").function
    return {
        "product": _fresh(f"{name}-first", folder_of(function)),
        "floor": _fresh(f"bare-{name}", KEPT),
        "silent": _fresh("bare-nothing", KEPT),
    }


def _fresh(tape: str, folder: Path) -> Took:
    said = children.alone("cold_child.py", TAPES / f"{tape}.tape", *children.lambda_path(folder))
    return Took(*map(float, said.splitlines()[-1].split()))


def _ratios(name: str, rounds: list[dict[str, Took]]) -> list[Ratio]:
    product, floor, silent = ([one[who] for one in rounds] for who in rounds[0])
    return [
        of_medians(
            f"{name}: import and first request",
            _ms(one.cpu for one in product),
            _ms(one.cpu for one in floor),
            "ms CPU",
            LIMIT,
        ),
        of_medians(
            f"{name}: the same, wall",
            _ms(one.wall for one in product),
            _ms(one.wall for one in floor),
            "ms",
        ),
        of_medians(
            f"{name}: import alone",
            _ms(one.import_cpu for one in product),
            _ms(one.import_cpu for one in floor),
            "ms CPU",
        ),
        of_medians(
            f"{name}: beside a floor that reads nothing",
            _ms(one.cpu for one in product),
            _ms(one.cpu for one in silent),
            "ms CPU",
        ),
    ]


def _ms(seconds: Any) -> list[float]:
    return [one * 1000 for one in seconds]


def _prepare() -> None:
    """The bare function, compiled as the layers are, and its tapes: the same calls."""
    children.compiled(children.BARE, KEPT / "bare")
    for name in REQUESTS:
        tape = Tape.load(f"{name}-first")
        Tape("bare", tape.event, tape.calls).save(f"bare-{name}")
    Tape("bare", Tape.load("home-first").event, []).save("bare-nothing")
