"""`make simulate`: a year of the programmes, and what of it was promised, kept and late.

The city is played in as many parts as there are cores, each some kelurahan with its share of
everybody. The figures go to infra/simulate/results.json. `--days 30` plays the first thirty days
only, and leaves the results of the year alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from simulate.report import report

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "infra" / "simulate" / "results.json"
KELURAHAN = ROOT / "infra" / "city" / "bengkulu" / "kelurahan.csv"
FIRST, YEAR = "2026-12-01", 365
SEED = 17
# The whole city's; what is given a day may be a fraction of a part.
PEOPLE = {"widows": 400, "orphans": 1400, "birthdays": 7000}
A_DAY = {"deaths_a_day": 6.0, "sick_a_day": 10.0}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--days", type=int, default=YEAR)
    days = asked.parse_args().days
    parts = os.cpu_count() or 1
    playing = [_started(number, parts, days) for number in range(parts)]
    found = [_finished(one) for one in playing]
    result = {"days": days, "parts": parts, **merged(found)}
    if days == YEAR:
        RESULTS.write_text(json.dumps(result, indent=2, sort_keys=True) + "\n", "utf-8")
    print(report(result))
    return 1 if result["refused"] else 0


def _started(number: int, parts: int, days: int) -> subprocess.Popen[str]:
    plan = {
        "first": FIRST,
        "days": days,
        "seed": SEED + number,
        "villages": _villages()[number::parts],
        **{name: (whole + number) // parts for name, whole in PEOPLE.items()},
        **{name: whole / parts for name, whole in A_DAY.items()},
    }
    return subprocess.Popen(
        [sys.executable, "-m", "simulate.part", json.dumps(plan)],
        env=os.environ | {"PYTHONPATH": ":".join(str(ROOT / one) for one in PATHS)},
        stdout=subprocess.PIPE,
        text=True,
    )


PATHS = ("infra", "layers/core/python", "functions")


def _villages() -> list[str]:
    lines = KELURAHAN.read_text("utf-8").splitlines()
    return [line.split(",")[0] for line in lines[1:]]


def _finished(part: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = part.communicate()
    if part.returncode:
        raise SystemExit(f"a part of the city ended with {part.returncode}")
    return dict(json.loads(said.splitlines()[-1]))


def merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """All parts as one city; `seconds` are the slowest's, `cpu_seconds` all parts'."""
    told: dict[str, Counter[str]] = {}
    for part in parts:
        for service, line in part["told"].items():
            told.setdefault(service, Counter()).update(line)
    sums = {
        name: dict(sum((Counter(part[name]) for part in parts), Counter()))
        for name in ("facts", "spent")
    }
    return {
        "told": {name: dict(line) for name, line in sorted(told.items())},
        **sums,
        "refused": [one for part in parts for one in part["refused"]],
        "seconds": max(part["seconds"] for part in parts),
        "cpu_seconds": sum(part["cpu_seconds"] for part in parts),
    }


if __name__ == "__main__":
    sys.exit(main())
