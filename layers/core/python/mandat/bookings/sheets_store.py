"""What is taken: a day sheet of each single thing, a counter a day of each pool.

SLOTS#<resource> / <local day>   s0000 … s2330: the case that holds the half hour
POOL#<resource> / <local day>    used: how many are out

One conditional update a thing and day: what a booking gains must be free in that very write.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from mandat.bookings.domain.fleet import GRID_MINUTES, Fleet
from mandat.bookings.domain.grid import DAY_MINUTES, at_minute
from mandat.bookings.domain.holding import Holding
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Update, Write
from mandat.records import record

SLOT_TAKEN, POOL_SHORT = "slot_taken", "pool_short"
# Who holds what was taken back for the city's own use: it is free for nobody.
CITY = "CITY"
KEPT = timedelta(days=400)
SPAN_MAX = 100

Kind = TypeVar("Kind", bound=TableItem)
_NAMES = {
    minute: f"s{minute // 60:02}{minute % 60:02}" for minute in range(0, DAY_MINUTES, GRID_MINUTES)
}


def _half_hours(namespace: dict[str, Any]) -> None:
    namespace["__module__"] = __name__
    namespace.update({name: UnicodeAttribute(null=True) for name in _NAMES.values()})


DaySheetItem: type[TableItem] = types.new_class(
    "DaySheetItem", (TableItem,), {"discriminator": "DaySheet"}, _half_hours
)


class PoolDayItem(TableItem, discriminator="PoolDay"):
    used = Number(null=True)


@record
class _Day:
    """What a booking gains and gives up of one thing on one local day."""

    gained: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)


def sheets(
    resources: Iterable[str], first: date, last: date
) -> Mapping[str, Mapping[date, Mapping[int, str]]]:
    """Who holds which half hours of single things, by thing and local day; a query a thing."""
    return {
        one: {day: _sheet(item) for day, item in _span(DaySheetItem, _slots_key(one), first, last)}
        for one in resources
    }


def pools(resources: Iterable[str], first: date, last: date) -> Mapping[str, Mapping[date, int]]:
    """How many are out of each pool, by pool and local day; a query a pool."""
    return {
        one: {day: int(item.used) for day, item in _span(PoolDayItem, _pool_key(one), first, last)}
        for one in resources
    }


def _slots_key(resource: str) -> str:
    return f"SLOTS#{resource}"


def _pool_key(resource: str) -> str:
    return f"POOL#{resource}"


def _span(kind: type[Kind], key: str, first: date, last: date) -> Iterator[tuple[date, Kind]]:
    """For showing: who writes asks the write itself."""
    days = kind.sk.between(first.isoformat(), last.isoformat())
    return ((date.fromisoformat(one.sk), one) for one in kind.query(key, days, limit=SPAN_MAX))


def _sheet(item: TableItem) -> Mapping[int, str]:
    held = item.attribute_values
    return {minute: held[name] for minute, name in _NAMES.items() if held.get(name)}


def are_taken(case_id: str, wanted: Holding) -> bool:
    """Whether a look shows a half hour in other hands. It proves nothing when it does not."""
    if not wanted.slots:
        return False
    days = {day for _, day, _ in wanted.slots}
    known = sheets({resource for resource, _, _ in wanted.slots}, min(days), max(days))
    holders = (known[one].get(day, {}).get(minute) for one, day, minute in wanted.slots)
    return any(holder not in {None, case_id} for holder in holders)


def slot_writes(case_id: str, before: Holding, after: Holding, *, ceded: bool) -> list[Write]:
    """The half hours of `before` become those of `after`: one update a thing and day.

    `ceded`: what is given up is taken by the city itself. Refused as SLOT_TAKEN.
    """
    found: dict[tuple[str, date], _Day] = {}
    for resource, day, minute in sorted(after.slots - before.slots):
        found.setdefault((resource, day), _Day()).gained.append(minute)
    for resource, day, minute in sorted(before.slots - after.slots):
        found.setdefault((resource, day), _Day()).given.append(minute)
    heir = CITY if ceded else ""
    return [_sheet_write(*place, change, case_id, heir) for place, change in found.items()]


def _sheet_write(resource: str, day: date, change: _Day, case_id: str, heir: str) -> Write:
    gained, given = ([_slot(minute) for minute in some] for some in (change.gained, change.given))
    actions = [
        *(slot.set(case_id) for slot in gained),
        *(slot.set(heir) if heir else slot.remove() for slot in given),
    ]
    mine = reduce(and_, (_free_or_of(case_id, slot) for slot in (*gained, *given)))
    item = DaySheetItem(_slots_key(resource), day.isoformat())
    return Update(item, mine, SLOT_TAKEN, actions=[*actions, *_marks(item, day)])


def _slot(minute: int) -> UnicodeAttribute:
    slot: UnicodeAttribute = DaySheetItem.get_attributes()[_NAMES[minute]]  # type: ignore[assignment]  # made above
    return slot


def _free_or_of(case_id: str, slot: UnicodeAttribute) -> Condition:
    found: Condition = slot.does_not_exist() | (slot == case_id)
    return found


def _marks(item: TableItem, day: date) -> list[Action]:
    """An update may make the item: its kind, and when the day is long over."""
    gone = epoch(at_minute(day, 0) + KEPT)
    return [TableItem.kind.set(type(item)), TableItem.expires_at.set(gone)]


def pool_writes(before: Holding, after: Holding, fleet: Fleet) -> list[Write]:
    """The counters of pools go from `before` to `after`: one update a pool and day.

    Refused as POOL_SHORT.
    """
    places = sorted(before.counts.keys() | after.counts.keys())
    changes = {one: after.counts.get(one, 0) - before.counts.get(one, 0) for one in places}
    return [_pool_write(*place, change, fleet) for place, change in changes.items() if change]


def _pool_write(resource: str, day: date, change: int, fleet: Fleet) -> Write:
    item = PoolDayItem(_pool_key(resource), day.isoformat())
    allowed = _room(resource, change, fleet) if change > 0 else PoolDayItem.used >= -change
    actions = [PoolDayItem.used.add(change), *_marks(item, day)]
    return Update(item, allowed, POOL_SHORT, actions=actions)


def _room(resource: str, more: int, fleet: Fleet) -> Condition:
    known = fleet.resource(resource)
    left = (known.capacity if known else 0) - more
    enough: Condition = PoolDayItem.used <= left
    return enough | PoolDayItem.used.does_not_exist() if left >= 0 else enough
