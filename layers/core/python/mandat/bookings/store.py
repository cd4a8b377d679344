"""Bookings in the table, and everything that a change of one writes. Keys: docs/data-model.md.

CASE#<case id> / BOOKING   the booking of a case, and how it holds its things
"""

from collections.abc import Iterable

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.bookings.domain.fleet import Fleet, Offer
from mandat.bookings.domain.holding import Grip, holding
from mandat.bookings.domain.model import Booking, BookingStatus, Loan
from mandat.bookings.domain.timing import next_moment
from mandat.bookings.fleet_store import forget_fleet, load_fleet, put_fleet, read_fleet
from mandat.bookings.line_store import Waiting, in_line, line_writes
from mandat.bookings.quota_store import BARRED, QUOTA_USED, Quota, free_lane, quota, quota_writes
from mandat.bookings.sheets_store import (
    CITY,
    POOL_SHORT,
    SLOT_TAKEN,
    are_taken,
    pool_writes,
    pools,
    sheets,
    slot_writes,
)
from mandat.cases.domain.model import Case
from mandat.cases.store import case_key, due_item
from mandat.errors import ConflictError
from mandat.platform.table import Number, TableItem
from mandat.platform.transaction import Delete, Put, Write
from mandat.records import record

__all__ = [
    "BARRED",
    "CITY",
    "POOL_SHORT",
    "QUOTA_USED",
    "SLOT_TAKEN",
    "Quota",
    "Stored",
    "Waiting",
    "forget_fleet",
    "free_lane",
    "in_line",
    "load",
    "load_fleet",
    "load_many",
    "load_stored",
    "look",
    "pools",
    "put_fleet",
    "quota",
    "read_fleet",
    "sheets",
    "writes",
]
BOOKING = "BOOKING"


class BookingItem(TableItem, discriminator="Booking"):
    """`pools` are the counted ones among its things, with commas."""

    status = UnicodeAttribute()
    state = UnicodeAttribute()
    buffer = Number()
    pools = UnicodeAttribute(null=True)


@record
class Stored:
    """A booking with how it holds its things."""

    booking: Booking
    grip: Grip


def load(case_id: str) -> Booking | None:
    """The booking of a case as it is now, read consistently; None where there is none."""
    found = load_stored(case_id)
    return found.booking if found else None


def load_many(case_ids: Iterable[str]) -> dict[str, Booking]:
    """Those of the bookings that there are, by case; for showing: a call for each hundred."""
    wanted = tuple(dict.fromkeys(case_ids))
    found = BookingItem.batch_get([(case_key(one), BOOKING) for one in wanted])
    bookings = (msgspec.json.decode(item.state, type=Booking) for item in found)
    return {one.case_id: one for one in bookings}


def load_stored(case_id: str) -> Stored | None:
    """The same, with how it holds its things."""
    try:
        item = BookingItem.get(case_key(case_id), BOOKING, consistent_read=True)
    except DoesNotExist:
        return None
    counted = frozenset(item.pools.split(",")) if item.pools else frozenset()
    booking = msgspec.json.decode(item.state, type=Booking)
    return Stored(booking, Grip(int(item.buffer), counted))


def writes(case: Case, before: Stored | None, after: Booking, fleet: Fleet) -> list[Write]:
    """Everything that changes with a booking: all is derived, so that no command forgets a part.

    `case` is the case after the step: its sequence guards them all. What is gained must be free,
    what is given up is free again; a single thing that is pre-empted stays taken, by the city.
    """
    old = before.booking if before else None
    offer = fleet.offer(after.offer) or Offer(after.offer, ())
    grip = _grip(before, after, offer, fleet)
    had, has = holding(old.held if old else (), grip), holding(after.held, grip)
    ceded = after.status is BookingStatus.PREEMPTED
    return [
        Put(_item(after, grip)),
        *slot_writes(after.case_id, had, has, ceded=ceded),
        *pool_writes(had, has, fleet),
        *quota_writes(old, after, offer, case.changed_at),
        *line_writes(old, after, case.submitted_at),
        *_due_writes(old, after),
    ]


def look(wanted: Booking, fleet: Fleet) -> None:
    """ConflictError(SLOT_TAKEN) when it shows that a new booking comes too late.

    For who had to wait for another writer: a transaction that is refused costs as much as one that
    is not, and makes the others wait.
    """
    offer = fleet.offer(wanted.offer) or Offer(wanted.offer, ())
    held = holding(wanted.held, _grip(None, wanted, offer, fleet))
    if are_taken(wanted.case_id, held):
        raise ConflictError(SLOT_TAKEN)


def _item(booking: Booking, grip: Grip) -> BookingItem:
    state = msgspec.json.encode(booking).decode()
    return BookingItem(
        case_key(booking.case_id),
        BOOKING,
        status=booking.status,
        state=state,
        buffer=grip.buffer,
        pools=",".join(sorted(grip.pools)) or None,
    )


def _grip(before: Stored | None, after: Booking, offer: Offer, fleet: Fleet) -> Grip:
    """Things that the booking had before are held as they were."""
    known = before.grip if before else Grip(offer.buffer_minutes)
    things = {item.resource for loan in _loans(after) for item in loan.items}
    found = (fleet.resource(one) for one in things)
    counted = {one.id for one in found if one and one.kind == "pool"}
    return Grip(known.buffer, known.pools | counted)


def _loans(booking: Booking) -> tuple[Loan, ...]:
    return (booking.loan, *((booking.proposed,) if booking.proposed else ()))


def _due_writes(before: Booking | None, after: Booking) -> list[Write]:
    """Its next moment, in place of the one before."""
    old, new = (next_moment(one) if one else None for one in (before, after))
    if old == new:
        return []
    gone: list[Write] = [Delete(due_item(after.case_id, old))] if old else []
    return [*gone, Put(due_item(after.case_id, new))] if new else gone
