"""Extracts of 1,000, 10,000 and 100,000 lines into the register: rows a second, and peak memory.

Each twice: of people whom the register does not know, then the same file again, which writes
nothing. Every figure is a process of its own, as the first invocation of a function is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench import children, extract
from bench.places import KEPT, folder_of
from bench.ratios import Ratio
from bench.registry import Registry, serving

SIZES = (1_000, 10_000, 100_000)
SECONDS = 900
# Sixteen bytes a line are kept to find a NIK that stands twice, and the allocator has its own mind.
LIMIT_MEMORY = 1.2
# Of the issue: Lambda's longest, and the memory that functions have here.
LONGEST_SECONDS, MEMORY_MEGABYTES = 900, 512
FIRST, AGAIN = "new", "again"


def measure() -> dict[str, Any]:
    """Rates and peaks by size, and the ratio of the largest peak to the smallest."""
    city = json.loads(children.on_moto("bench.seed"))["city"]
    sizes = {str(size): _imported(city, size) for size in SIZES}
    return {"sizes": sizes, "ratios": [one.plain() for one in _ratios(sizes)]}


def _imported(city: list[dict[str, Any]], size: int) -> dict[str, dict[str, float]]:
    file = KEPT / f"extract-{size}.csv"
    extract.write(file, size, villages(city))
    registry = Registry(city, {})
    with serving(registry) as endpoint:
        found = {
            name: _once(registry, endpoint, f"incoming/dukcapil/{name}.csv", file, size)
            for name in (FIRST, AGAIN)
        }
    file.unlink()
    return found


def villages(city: list[dict[str, Any]]) -> list[str]:
    """Codes of the kelurahan in the synced catalogue."""
    body = next(one["body"]["S"] for one in city if one["sk"]["S"] == "CATALOGUE")
    return [one["code"] for one in json.loads(body)["villages"]]


def _once(registry: Registry, endpoint: str, key: str, file: Path, size: int) -> dict[str, float]:
    registry.files[key] = file
    registry.calls.clear()
    path = children.lambda_path(folder_of("imports"))
    printed = children.alone("import_child.py", key, *path, endpoint=endpoint, seconds=SECONDS)
    took = json.loads(printed)
    if key in registry.files or residents(registry) != size:
        raise children.ChildError(f"{key}: {residents(registry)} of {size} rows are there")
    return {
        "rows_per_second": round(size / took["seconds"], 1),
        "ms_cpu_per_row": round(1000 * took["cpu_seconds"] / size, 3),
        "peak_megabytes": round(took["peak_megabytes"], 1),
        "writes": registry.calls["TransactWriteItems"],
        "sealed": registry.calls["Encrypt"],
    }


def residents(registry: Registry) -> int:
    return sum(sk == "RESIDENT" for _, sk in registry.items)


def _ratios(sizes: dict[str, dict[str, dict[str, float]]]) -> list[Ratio]:
    large, small = (sizes[str(one)] for one in (SIZES[-1], SIZES[0]))
    peaks = [
        Ratio(
            f"{words}: peak memory of {SIZES[-1]:,} lines",
            large[name]["peak_megabytes"],
            small[name]["peak_megabytes"],
            "MB",
            LIMIT_MEMORY,
        )
        for name, words in ((FIRST, "people who are new"), (AGAIN, "the same again"))
    ]
    seconds = SIZES[-1] / large[FIRST]["rows_per_second"]
    return [
        *peaks,
        Ratio("time of 100,000 new people", seconds, LONGEST_SECONDS, "s", 1.0),
        Ratio(
            "memory of 100,000 new people",
            large[FIRST]["peak_megabytes"],
            MEMORY_MEGABYTES,
            "MB",
            1.0,
        ),
    ]
