"""Seconds of holds on the emulator: one after the other, and forty at the same moment.

Run as a process of its own with AWS_ENDPOINT_URL; prints JSON. Those who are refused are counted
too: they were answered.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any

from bench import borrowing
from bench.borrowing import CAR, OTHER_CAR, saturday
from bench.places import SURROUNDINGS
from bench.world import make_city

NOW = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
ALONE, CROWD, ROUNDS, WARMING = 60, 40, 7, 5
WEEKS = 12
HOURS = (7, 10, 13, 16, 19)


def held(key: str, wanted: Any) -> tuple[str, float]:
    """What was said to one request, and how long it took."""
    from mandat.bookings.commands import request
    from mandat.errors import TakenError

    sent, wish = borrowing.submission(key), borrowing.wish(key, wanted)
    started = time.perf_counter()
    try:
        request(sent, wish, NOW)
    except TakenError:
        return "taken", time.perf_counter() - started
    return "held", time.perf_counter() - started


def alone() -> list[tuple[str, float]]:
    """Free times, one after the other; the first few warm the process."""
    days = [saturday(NOW, 1 + week) for week in range(WEEKS)]
    free = [(day, hour, car) for car in (CAR, OTHER_CAR) for day in days for hour in HOURS]
    wanted = [borrowing.loan(day, hour, 60, car) for day, hour, car in free[: ALONE + WARMING]]
    found = [held(f"alone-{place}", loan) for place, loan in enumerate(wanted)]
    return found[WARMING:]


def crowded(number: int) -> list[tuple[str, float]]:
    """Forty who want a random part of the same Sunday."""
    chance = Random(number)  # noqa: S311  the same windows in every run
    day = saturday(NOW, 1 + number) + timedelta(days=1)
    wanted = [
        borrowing.loan(day, chance.randrange(7, 17), 30 * chance.randint(1, 8))
        for _ in range(CROWD)
    ]
    start = Barrier(CROWD)

    def one(place: int) -> tuple[str, float]:
        start.wait()
        return held(f"crowd-{number}-{place}", wanted[place])

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def told(found: list[tuple[str, float]]) -> dict[str, Any]:
    return {"answers": Counter(said for said, _ in found), "seconds": [took for _, took in found]}


def main() -> None:
    os.environ.update(SURROUNDINGS)
    make_city()
    single = alone()
    crowd = [one for number in range(ROUNDS) for one in crowded(number)]
    print(json.dumps({"alone": told(single), "crowd": told(crowd)}))


if __name__ == "__main__":
    main()
