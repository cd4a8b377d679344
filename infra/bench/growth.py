"""Growth: what a request costs on a table of 100,000 cases beside one of 1,000."""

from __future__ import annotations

import json
from typing import Any

from bench import children
from bench.places import KEPT
from bench.ratios import Ratio

SMALL, LARGE = "1000", "100000"
# Calls, items and units are counted and must not grow at all. CPU is measured: medians of this
# length differ by up to a tenth each way on a machine that does nothing else, so twice a tenth is
# no growth; whatever were linear in the table would show as a hundred.
COUNTED = ("calls", "items", "half_units_read", "units_written")
LIMIT_COUNTED, LIMIT_MEASURED = 1.0, 1.2


def measure() -> dict[str, Any]:
    """Every request at every size, and its ratios of the largest to the smallest."""
    seed = KEPT / "seed.json"
    seed.write_text(children.on_moto("bench.seed"), "utf-8")
    grown = json.loads(children.on_moto("bench.growing", str(seed)))
    ratios = [_cpu(name, sizes) for name, sizes in grown.items()]
    ratios += [one for name, sizes in grown.items() for one in _counted(name, sizes)]
    return {"sizes": grown, "ratios": [one.plain() for one in ratios]}


def _cpu(name: str, sizes: dict[str, dict[str, float]]) -> Ratio:
    large, small = (sizes[one]["ms_cpu"] for one in (LARGE, SMALL))
    return Ratio(f"{name}: CPU at 100,000 cases", large, small, "ms CPU", LIMIT_MEASURED)


def _counted(name: str, sizes: dict[str, dict[str, float]]) -> list[Ratio]:
    return [
        Ratio(
            f"{name}: {what.replace('_', ' ')} at 100,000 cases",
            sizes[LARGE][what],
            sizes[SMALL][what],
            what.replace("_", " "),
            LIMIT_COUNTED,
        )
        for what in COUNTED
        if sizes[SMALL].get(what)
    ]
