"""Sweeps a flood of due items, a process of its own so that its memory is its own.

    python -m floods.sweeping COUNT WORKED_A_MINUTE BEATS

prints what was handed on as JSON on its last line. BEATS is how many at most.
"""

import json
import resource
import sys
from datetime import UTC, datetime

from floods.shards import MINUTE, Flood
from mandat.reminders.sweep import sweep

START = datetime(2026, 11, 24, 3, tzinfo=UTC)


def main() -> None:
    count, rate, most = map(int, sys.argv[1:])
    flood = Flood(count, START)
    flood.listen()
    beats = 0
    while beats < most and flood.worked < count:
        beats += 1
        sweep(START + MINUTE * beats)
        flood.work_off(rate)
    print(json.dumps(told(flood, beats)))  # noqa: T201  what the test reads


def told(flood: Flood, beats: int) -> dict[str, object]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "beats": beats,
        "handed_on": len(flood.handed),
        "in_order_and_once": list(flood.handed) == list(range(len(flood.handed))),
        "peak_mb": round(usage.ru_maxrss / 1024, 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
    }


if __name__ == "__main__":
    main()
