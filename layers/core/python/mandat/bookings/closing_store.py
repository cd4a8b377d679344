"""Days on which a post keeps a thing for the city: CLOSED#<resource> / <local day>#<hash>.

Beside it stand what it takes: the half hours of the day sheet, held by CITY, or so many of the
pool. One transaction, conditional as every hold: what a citizen holds is not taken from them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from pynamodb.attributes import UnicodeAttribute

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.holding import Holding
from mandat.bookings.sheets_store import CITY, KEPT, pool_writes, slot_writes
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Delete, Put, Write
from mandat.records import record

CLOSED_BEFORE, OPENED_BEFORE = "closed_before", "opened_before"
SPAN_MAX = 100


class ClosedItem(TableItem, discriminator="Closed"):
    reason = UnicodeAttribute()
    actor = UnicodeAttribute()
    start = Number()
    end = Number()
    quantity = Number()


@record
class Closed:
    """A part of a local day, in minutes from its midnight; `quantity` is how many of a pool.

    `reason` is of limits.CLOSED_REASONS, `actor` who closed it.
    """

    resource: str
    day: date
    start: int
    end: int
    reason: str
    actor: str
    quantity: int = 1
    id: str = ""


def closing_id(cause: str) -> str:
    return hashlib.sha256(cause.encode()).hexdigest()[:16]


def closed(resource: str, first: date, last: date) -> tuple[Closed, ...]:
    """What was closed between two local days, both included: one query."""
    days = ClosedItem.sk.between(first.isoformat(), f"{last.isoformat()}~")
    found = ClosedItem.query(_key(resource), days, limit=SPAN_MAX)
    return tuple(_as_closed(resource, item) for item in found)


def _as_closed(resource: str, item: ClosedItem) -> Closed:
    day, _, made = item.sk.partition("#")
    span = int(item.start), int(item.end)
    return Closed(
        resource,
        date.fromisoformat(day),
        *span,
        item.reason,
        item.actor,
        int(item.quantity),
        made,
    )


def _key(resource: str) -> str:
    return f"CLOSED#{resource}"


def close_writes(wishes: Sequence[Closed], holding: Holding, fleet: Fleet) -> list[Write]:
    """`holding` is what the city takes. Refused as SLOT_TAKEN, POOL_SHORT or CLOSED_BEFORE."""
    return [
        *(Put(_item(one), NEW, CLOSED_BEFORE) for one in wishes),
        *slot_writes(CITY, Holding(), holding, ceded=False),
        *pool_writes(Holding(), holding, fleet),
    ]


def open_writes(known: Iterable[Closed], holding: Holding, fleet: Fleet) -> list[Write]:
    """`holding` is what the city gives back. Refused as OPENED_BEFORE."""
    gone = (_item(one) for one in known)
    return [
        *(Delete(item, ClosedItem.pk.exists(), OPENED_BEFORE) for item in gone),
        *slot_writes(CITY, holding, Holding(), ceded=False),
        *pool_writes(holding, Holding(), fleet),
    ]


def _item(one: Closed) -> ClosedItem:
    return ClosedItem(
        _key(one.resource),
        f"{one.day.isoformat()}#{one.id}",
        reason=one.reason,
        actor=one.actor,
        start=one.start,
        end=one.end,
        quantity=one.quantity,
        expires_at=epoch(at_minute(one.day, 0) + KEPT),
    )
