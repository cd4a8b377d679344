"""DynamoDB's own arithmetic: what a call costs in read and write units. Pure.

Rules as of 2026-11 (Developer Guide, "DynamoDB item sizes and formats", "Read and write
operations", "Transactions", "Considerations for global secondary indexes"). An item is in the
API's own form: {"pk": {"S": "CASE#1"}, "seq": {"N": "7"}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
WRITTEN = 1024
READ = 4096
TRANSACTION = 2
# A list or a map has 3 bytes of its own, and each of its elements 1.
HOLDER, ELEMENT = 3, 1


@dataclass(frozen=True)
class Index:
    """A global secondary index that projects everything; sparse: both keys must be there."""

    name: str
    hash_key: str
    range_key: str

    def place(self, item: Item | None) -> tuple[str, str] | None:
        """Where the item stands in the index; None when it does not."""
        if item is None or self.hash_key not in item or self.range_key not in item:
            return None
        return item[self.hash_key]["S"], item[self.range_key]["S"]


def size(item: Item | None) -> int:
    """Bytes of an item: its names and its values. What is not there has none."""
    return sum(len(name.encode()) + _value(value) for name, value in (item or {}).items())


def _value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return _number(content)
        case "B":
            return len(content)
        case "BOOL" | "NULL":
            return 1
        case "M" | "L":
            return HOLDER + _elements(content)
        case _:
            return sum(_value({kind[0]: one}) for one in content)


def _elements(content: Any) -> int:
    names = sum(len(name.encode()) for name in content) if isinstance(content, dict) else 0
    values = content.values() if isinstance(content, dict) else content
    return names + sum(_value(one) + ELEMENT for one in values)


def _number(text: str) -> int:
    """One byte for two significant digits, and one more; a sign takes another."""
    digits = text.lstrip("-").replace(".", "").strip("0")
    return ceil(len(digits) / 2) + 1 + text.startswith("-")


def write(before: Item | None, after: Item | None, *, transaction: bool = False) -> int:
    """Write units of the table for one item: the larger of what was there and what is there."""
    units = _blocks(max(size(before), size(after)), WRITTEN)
    return units * TRANSACTION if transaction else units


def index_write(index: Index, before: Item | None, after: Item | None) -> int:
    """Write units of an index: a new place is one write, a moved one two, the same place one.

    An item that is not in the index, or does not change, costs it nothing.
    """
    old, new = index.place(before), index.place(after)
    if before == after:
        return 0
    if old is not None and old == new:
        return _blocks(max(size(before), size(after)), WRITTEN)
    gone = _blocks(size(before), WRITTEN) if old is not None else 0
    return gone + (_blocks(size(after), WRITTEN) if new is not None else 0)


def read(items: Iterable[Item], *, consistent: bool = False, transaction: bool = False) -> float:
    """Read units of one item or one page of a query: its bytes together, in blocks of 4 KB.

    Nothing found costs as much as the smallest item.
    """
    units = _blocks(sum(size(item) for item in items), READ)
    if transaction:
        return float(units * TRANSACTION)
    return float(units) if consistent else units / 2


def _blocks(length: int, block: int) -> int:
    return max(1, ceil(length / block))
