"""`python -m bench` measures everything; `python -m bench cold warm` those parts only.

Writes infra/bench/results.json and the tables of README.md, then fails when a ratio is over its
limit.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from bench import (
    bookings,
    capacity,
    children,
    cold,
    growth,
    imports,
    mailed,
    money,
    report,
    results,
    snapshot,
    warm,
)

PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "cold": cold.measure,
    "warm": warm.measure,
    "capacity": capacity.measure,
    "growth": growth.measure,
    "mailed": mailed.measure,
    "bookings": bookings.measure,
    "imports": imports.measure,
}
OVER = 1


def main(wanted: list[str]) -> int:
    """The exit code: 1 when one of the parts measured now is over a limit."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
        return 2
    chosen = wanted or list(PARTS)
    _timed("build", snapshot.take)
    _timed("tapes", lambda: children.on_moto("bench.record"))
    for part in chosen:
        results.keep(part, _timed(part, PARTS[part]))
    _priced()
    report.write(results.read())
    return _judge(chosen)


def _priced() -> None:
    """The bill follows from what a complaint uses and how long the functions took."""
    found = results.read()
    if "capacity" in found and "mailed" in found:
        bill = money.measure(found["capacity"], found["mailed"]["durations_ms"])
        results.keep("money", bill, measured=False)


def _timed(what: str, do: Callable[[], Any]) -> Any:
    started = time.monotonic()
    found = do()
    print(f"{what}: {time.monotonic() - started:.0f} s", flush=True)
    return found


def _judge(chosen: list[str]) -> int:
    found = {part: results.read()[part] for part in chosen}
    for one in results.ratios(found):
        limit = f" (at most {one['limit']})" if one["limit"] else ""
        figures = f"{one['product']:g} / {one['floor']:g} {one['unit']}"
        print(f"  {one['name']}: {figures} = {one['ratio']:.2f}{limit}")
    over = results.broken(found)
    print("\n".join(["", "Over the limit:", *over]) if over else "\nEvery ratio holds.")
    return OVER if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
