"""Sweeps a flood of due items, a process of its own so that its memory is its own.

    python -m floods.sweeping COUNT WORKED_A_MINUTE BEATS

prints what was handed on as JSON on its last line. BEATS is how many at most.
"""

import json
import re
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

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
        "peak_mb": peak_mb(),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
    }


def peak_mb() -> float:
    """Of this process: rusage would begin with the peak of the one that started it."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0


if __name__ == "__main__":
    main()
