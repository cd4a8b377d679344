"""The grid of half hours of local days that single things are held on, and the days of pools. Pure.

A minute is counted from the local midnight: 0, 30, … 1,410.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from mandat.bookings.domain.fleet import GRID_MINUTES
from mandat.bookings.domain.model import Loan
from mandat.city.calendar import JAKARTA, to_local

STEP = timedelta(minutes=GRID_MINUTES)
DAY_MINUTES = 1440


def at_minute(day: date, minute: int) -> datetime:
    """The moment, in UTC, at which a local day is so many minutes old."""
    return (datetime.combine(day, time(), JAKARTA) + timedelta(minutes=minute)).astimezone(UTC)


def minute_of(at: datetime) -> int:
    local = to_local(at)
    return local.hour * 60 + local.minute


def on_grid(at: datetime) -> bool:
    local = to_local(at)
    return not (local.minute % GRID_MINUTES or local.second or local.microsecond)


def days(loan: Loan) -> tuple[date, ...]:
    """The local days that the loan touches; one that ends at midnight does not touch the next."""
    first, last = to_local(loan.start).date(), to_local(loan.end - timedelta(microseconds=1)).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def slots(loan: Loan, buffer_minutes: int) -> Mapping[date, tuple[int, ...]]:
    """The half hours that the loan takes, with the buffer before and after it, by local day."""
    found: dict[date, list[int]] = {}
    for at in _half_hours(loan, timedelta(minutes=buffer_minutes)):
        found.setdefault(to_local(at).date(), []).append(minute_of(at))
    return {day: tuple(minutes) for day, minutes in found.items()}


def _half_hours(loan: Loan, buffer: timedelta) -> Iterator[datetime]:
    at, end = loan.start - buffer, loan.end + buffer
    at -= timedelta(minutes=minute_of(at) % GRID_MINUTES)
    while at < end:
        yield at
        at += STEP
