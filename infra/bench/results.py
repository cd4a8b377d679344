"""results.json: the figures of every part, each with the machine and the day it was taken on."""

from __future__ import annotations

import json
from typing import Any

from bench.machine import described
from bench.places import RESULTS

Results = dict[str, Any]


def read() -> Results:
    """What was measured last; nothing yet is an empty dictionary."""
    return dict(json.loads(RESULTS.read_text("utf-8"))) if RESULTS.exists() else {}


def keep(part: str, found: Results, *, measured: bool = True) -> None:
    """Put the figures of one part in place of its older ones; what is counted has no machine."""
    whole = {"machine": described()} | found if measured else found
    text = json.dumps(read() | {part: whole}, indent=1, sort_keys=True)
    RESULTS.write_text(f"{text}\n", "utf-8")


def ratios(results: Results) -> list[Results]:
    """Every ratio of every part."""
    return [one for part in results.values() for one in part.get("ratios", ())]


def broken(results: Results) -> list[str]:
    """The ratios that are over their limit, in words."""
    return [
        f"{one['name']}: {one['ratio']:.2f}, at most {one['limit']}"
        for one in ratios(results)
        if not one["holds"]
    ]
