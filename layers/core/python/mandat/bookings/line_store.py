"""Who waits for what: LINE#<offer>#<local day the loan begins> / <asked at>#<case id>."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import chain

from pynamodb.attributes import UnicodeAttribute

from mandat.bookings.domain.grid import days
from mandat.bookings.domain.limits import WAITING_MAX
from mandat.bookings.domain.model import Booking, BookingStatus
from mandat.cases.store import stamp
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Delete, Put, Write
from mandat.records import record

KEPT = timedelta(days=2)


class InLineItem(TableItem, discriminator="InLine"):
    case_id = UnicodeAttribute()


@record
class Waiting:
    """A case in line; `asked_at` is a stamp."""

    asked_at: str
    case_id: str


def in_line(offer_id: str, first_days: Iterable[date]) -> tuple[Waiting, ...]:
    """Who waits for a loan that begins on one of `first_days`, who asked first before.

    A query a day, each with the first WAITING_MAX.
    """
    found = chain.from_iterable(_of_day(offer_id, day) for day in first_days)
    return tuple(sorted(found, key=lambda one: (one.asked_at, one.case_id)))


def _of_day(offer_id: str, day: date) -> Iterable[Waiting]:
    found = InLineItem.query(_key(offer_id, day), limit=WAITING_MAX, consistent_read=True)
    return (Waiting(one.sk.partition("#")[0], one.case_id) for one in found)


def _key(offer_id: str, day: date) -> str:
    return f"LINE#{offer_id}#{day.isoformat()}"


def line_writes(before: Booking | None, after: Booking, asked_at: datetime) -> list[Write]:
    """In line while it waits, and no longer."""
    waited = before is not None and before.status is BookingStatus.WAITING
    if waited == (after.status is BookingStatus.WAITING):
        return []
    loan = before.loan if before and waited else after.loan
    place = _key(after.offer, days(loan)[0]), f"{stamp(asked_at)}#{after.case_id}"
    if waited:
        return [Delete(InLineItem(*place))]
    gone = epoch(loan.end + KEPT)
    return [Put(InLineItem(*place, case_id=after.case_id, expires_at=gone))]
