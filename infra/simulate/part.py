"""One part of the city in a process of its own; prints what became of it as JSON.

python -m simulate.part '{"first": "2026-12-01", "days": 30, …}': the fields of a Plan.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date

from bench import quick_moto
from bench.places import SURROUNDINGS
from bench.world import city
from simulate import quick_writes, short_way
from simulate.queues import Queues

# Logs and metrics of a year are read by nobody.
QUIET = {"POWERTOOLS_LOG_LEVEL": "ERROR", "POWERTOOLS_METRICS_DISABLED": "true"}


def main(asked: str) -> None:
    quick_moto.install()
    quick_writes.install()
    SURROUNDINGS.update(QUIET)
    begun = time.perf_counter()
    queues = Queues()
    with city(), short_way.taken(queues):
        from simulate.year import Plan, Year

        told = json.loads(asked)
        plan = Plan(**told | {"first": date.fromisoformat(told["first"])})
        year = Year(plan, queues)
        year.play()
    print(
        json.dumps(
            {
                "told": year.account.told(),
                "facts": year.account.facts,
                "spent": year.stream.spent,
                "refused": year.offices.refused,
                "seconds": round(time.perf_counter() - begun),
                "cpu_seconds": round(time.process_time()),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
