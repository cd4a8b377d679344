"""A table that only remembers: sorted partitions and indexes, in this process.

Found by bisection, as DynamoDB finds: neither a read nor a write looks at what it does not answer.
moto goes through the whole table at a query of an index and copies it at a transaction.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bench.units import Index

Item = dict[str, dict[str, Any]]
FIRST, LAST = "", "\U0010ffff"
# The smallest text after one: one and this.
NEXT = "\0"
_NAMES = re.compile(r"#\w+")
_VALUES = re.compile(r":\w+")


class Shelf:
    """Items by partition and by index; `sort` after the last of them was put."""

    def __init__(self, indexes: Iterable[Index]) -> None:
        self._indexes = tuple(indexes)
        self._items: dict[tuple[str, str], Item] = {}
        self._rows: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)

    def put(self, item: Item) -> None:
        """Keep an item; a second one of its key is not looked for."""
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        self._items[pk, sk] = item
        self._rows["", pk].append((sk, pk, sk))
        for index in self._indexes:
            place = index.place(item)
            if place is not None:
                self._rows[index.name, place[0]].append((place[1], pk, sk))

    def sort(self) -> None:
        for rows in self._rows.values():
            rows.sort()

    def get(self, key: Mapping[str, Any]) -> Item | None:
        return self._items.get((key["pk"]["S"], key["sk"]["S"]))

    def query(self, params: Mapping[str, Any]) -> tuple[list[Item], bool]:
        """The items of one page, and whether there are more."""
        partition, low, high = asked(params)
        rows = self._rows.get((params.get("IndexName", ""), partition), [])
        start, end = bisect_left(rows, (low,)), bisect_left(rows, (high,))
        after = params.get("ExclusiveStartKey")
        if after is not None:
            start = self._after(rows, after, params)
        found = rows[start:end] if params.get("ScanIndexForward", True) else rows[start:end][::-1]
        limit = params.get("Limit", len(found))
        return [self._items[pk, sk] for _, pk, sk in found[:limit]], len(found) > limit

    def _after(self, rows: list[Any], key: Mapping[str, Any], params: Mapping[str, Any]) -> int:
        names = [
            index.range_key for index in self._indexes if index.name == params.get("IndexName")
        ]
        place = key[names[0] if names else "sk"]["S"]
        return bisect_right(rows, (place, key["pk"]["S"], key["sk"]["S"]))


def asked(params: Mapping[str, Any]) -> tuple[str, str, str]:
    """Partition of a query, from which sort key and up to which.

    PynamoDB writes `(#0 = :0 AND #1 BETWEEN :1 AND :2)`, the partition first. Raises ValueError for
    a condition that is not known here.
    """
    text, values = params["KeyConditionExpression"], params["ExpressionAttributeValues"]
    given = [values[one]["S"] for one in _VALUES.findall(text)]
    partition, rest = given[0], given[1:]
    if not rest:
        return partition, FIRST, LAST
    condition = _VALUES.sub("?", _NAMES.sub("#", text)).partition(" AND ")[2].strip("() ")
    return partition, *_bounds(condition, rest)


def _bounds(condition: str, given: list[str]) -> tuple[str, str]:
    asked_for, first, last = condition.replace(" ", ""), given[0], given[-1]
    known = {
        "#BETWEEN?AND?": (first, last + NEXT),
        "#<?": (FIRST, first),
        "#<=?": (FIRST, first + NEXT),
        "#>?": (first + NEXT, LAST),
        "#>=?": (first, LAST),
        "#=?": (first, first + NEXT),
        "begins_with(#,?": (first, first + LAST),
    }
    if asked_for not in known:
        raise ValueError(f"a condition that the shelf does not know: {asked_for}")
    return known[asked_for]
