"""The same requests on tables of 1,000, 10,000 and 100,000 cases. Run as a process of its own.

Reads the seed from the file that is named; prints JSON. All three tables are in the process at
once and take turns, so that a slow moment of the machine falls on all of them.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench import doors
from bench.filling import fill
from bench.shelf import Shelf
from bench.shop import SPARSE, Shop

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 9
REQUESTS = 10


def main(seed: dict[str, Any]) -> dict[str, Any]:
    """Medians by request and size."""
    tables = {size: _table(seed, size) for size in SIZES}
    shop = Shop()
    shop.open()
    # A hundred thousand cases of ours are no garbage of the product's.
    gc.collect()
    gc.freeze()
    return {
        name: _grown(shop, tables, function, event)
        for name, (function, event) in seed["requests"].items()
    }


def _table(seed: dict[str, Any], size: int) -> Shelf:
    shelf = Shelf(SPARSE)
    fill(shelf, seed["city"], seed["case"], seed["items"], size)
    return shelf


def _grown(
    shop: Shop, tables: dict[int, Shelf], function: str, event: dict[str, Any]
) -> dict[str, Any]:
    shop.shelf = tables[SIZES[0]]
    doors.call(function, event)
    taken: dict[int, list[float]] = {size: [] for size in tables}
    used: dict[int, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for size, shelf in tables.items():
            shop.shelf = shelf
            taken[size].append(_milliseconds(shop, function, event))
            used[size] = {name: number / REQUESTS for name, number in shop.used.items()}
    return {str(size): {"ms_cpu": median(taken[size]), **used[size]} for size in tables}


def _milliseconds(shop: Shop, function: str, event: dict[str, Any]) -> float:
    """CPU of one request without the table's own."""
    shop.forget()
    begun = time.process_time()
    for _ in range(REQUESTS):
        doors.call(function, event)
    return (time.process_time() - begun - shop.seconds) / REQUESTS * 1000


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
