"""A table of many cases, all like one real case, written into a shelf directly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.shelf import Item, Shelf

# Due at the very minute of the measure, whatever the size of the table: the load, not the growth.
DUE_NOW = 20
# One in so many cases lies with the post whose worklist is measured.
OWNED = 10
SHARDS = 16
SPREAD = timedelta(days=25)
KEYS = ("pk", "sk", "case_id", "post_id", "work_at", "day_shard", "day_at")


def fill(shelf: Shelf, city: Iterable[Item], case: str, items: Iterable[Item], many: int) -> None:
    """The city, the real case, and `many` others of its kind."""
    template = tuple(items)
    for one in (*city, *template):
        shelf.put(one)
    for number in range(many):
        for one in copies(case, template, number, many):
            shelf.put(one)
    shelf.sort()


def copies(case: str, template: Iterable[Item], number: int, many: int) -> Iterator[Item]:
    """The items of the `number`-th of `many` cases; values that do not differ are shared."""
    name = f"{number:08}"
    for item in template:
        if "DUE#" in item["pk"]["S"]:
            yield _due(item, name, number, many)
        else:
            yield _renamed(item, case, name, number)


def _renamed(item: Item, case: str, name: str, number: int) -> Item:
    changed = {
        key: {"S": item[key]["S"].replace(case, name)}
        for key in KEYS
        if key in item and case in item[key]["S"]
    }
    if "post_id" in item and number % OWNED:
        changed["post_id"] = {"S": f"other-{number % OWNED}"}
    if "PERSON#" in item["pk"]["S"]:
        changed["pk"] = {"S": f"{item['pk']['S']}-{name}"}
    return {**item, **changed}


def _due(item: Item, name: str, number: int, many: int) -> Item:
    """Due items in 16 shards: a few now, the others over the next weeks."""
    now = datetime.now(UTC)
    later = timedelta(hours=2) + SPREAD * (number / many)
    at = _stamp(now - timedelta(seconds=10 + number) if number < DUE_NOW else now + later)
    _, _, task, kind = item["sk"]["S"].split("#")
    changed: Mapping[str, Any] = {
        "pk": {"S": f"DUE#{number % SHARDS:02}"},
        "sk": {"S": f"{at}#{name}#{task}#{kind}"},
        "case_id": {"S": name},
        "due_at": {"S": at},
    }
    return {**item, **changed}


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
