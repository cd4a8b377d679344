"""What is free: of single things read off their day sheets, of pools off their counters. Pure.

A day sheet is {minute of the local day: id of the case that holds the half hour}; sheets are by
local day, and a day without one is free. A pool's days are {local day: how many are out}.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from mandat.bookings.domain.fleet import GRID_MINUTES, Fleet, Offer, Resource
from mandat.bookings.domain.grid import DAY_MINUTES, at_minute, days, slots
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import check, closed, held_back, last_day
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.records import record

Sheet = Mapping[int, str]
Sheets = Mapping[date, Sheet]
Counts = Mapping[date, int]


class DayState(StrEnum):
    """How a day looks in the calendar. `OUTSIDE` is past, too soon, or too far ahead."""

    FREE = "free"
    PARTLY = "partly"
    FULL = "full"
    CLOSED = "closed"
    OUTSIDE = "outside"


@record
class Window:
    """Local minutes of a day between which a thing is free, buffers left out."""

    start: int
    end: int


def is_free(loan: Loan, buffer_minutes: int, sheets: Sheets, case_id: str = "") -> bool:
    """Whether nobody but `case_id` holds a half hour of it, nor of its buffers."""
    mine = {"", case_id}
    return all(
        sheets.get(day, {}).get(minute, "") in mine
        for day, minutes in slots(loan, buffer_minutes).items()
        for minute in minutes
    )


def left(resource: Resource, loan: Loan, counts: Counts) -> int:
    """How many of a pool can still be had on every day of the loan."""
    return resource.capacity - max(counts.get(day, 0) for day in days(loan))


def windows(
    offer: Offer, resource: Resource, day: date, sheets: Sheets, now: datetime
) -> tuple[Window, ...]:
    """When a single thing is free on a day: each window at least a half hour long, in order."""
    found: list[Window] = []
    for minute in range(offer.open_minute, offer.close_minute, GRID_MINUTES):
        if not _half_hour_free(offer, resource, day, minute, sheets, now):
            continue
        end = minute + GRID_MINUTES
        if found and found[-1].end == minute:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(Window(minute, end))
    return tuple(found)


def _half_hour_free(
    offer: Offer, resource: Resource, day: date, minute: int, sheets: Sheets, now: datetime
) -> bool:
    start, end = at_minute(day, minute), at_minute(day, minute + GRID_MINUTES)
    loan = Loan((Item(resource.id),), start, end)
    known = is_free(loan, offer.buffer_minutes, sheets)
    early = start < now + timedelta(hours=offer.notice_hours)
    return known and not early and resource.id not in held_back(offer, start, end)


def month(
    offer: Offer, resource: Resource, first: date, sheets: Sheets, now: datetime
) -> Mapping[date, DayState]:
    """How each day of `first`'s month looks for a single thing."""
    return {
        day: _calendar_state(day, offer, resource, now)
        or _single_state(offer, windows(offer, resource, day, sheets, now))
        for day in month_days(first)
    }


def pool_month(
    offer: Offer, resource: Resource, first: date, counts: Counts, now: datetime
) -> Mapping[date, DayState]:
    """How each day of `first`'s month looks for a pool."""
    return {
        day: _calendar_state(day, offer, resource, now) or _pool_state(resource, counts.get(day, 0))
        for day in month_days(first)
    }


def month_days(first: date) -> tuple[date, ...]:
    """All days of the month that `first` lies in."""
    first = first.replace(day=1)
    found = (first + timedelta(days=n) for n in range(31))
    return tuple(day for day in found if day.month == first.month)


def _calendar_state(day: date, offer: Offer, resource: Resource, now: datetime) -> DayState | None:
    over = at_minute(day, offer.close_minute) <= now + timedelta(hours=offer.notice_hours)
    if over or day > last_day(offer, now):
        return DayState.OUTSIDE
    return DayState.CLOSED if closed(day, offer, (resource,)) else None


def _single_state(offer: Offer, found: tuple[Window, ...]) -> DayState:
    if not found:
        return DayState.FULL
    whole = found == (Window(offer.open_minute, offer.close_minute),)
    return DayState.FREE if whole else DayState.PARTLY


def _pool_state(resource: Resource, out: int) -> DayState:
    if out >= resource.capacity:
        return DayState.FULL
    return DayState.PARTLY if out else DayState.FREE


IsFree = Callable[[Loan], bool]


def nearest(
    wanted: Loan, offer: Offer, fleet: Fleet, free: IsFree, now: datetime, count: int = 3
) -> tuple[Loan, ...]:
    """The free loans of the same length that come nearest to `wanted`, the nearest first.

    Of a single thing at any hour, and of the other things of the offer; of pools the same items on
    other days. `free` asks the sheets. Days are searched outwards: at most a fortnight each way.
    """
    found = (
        loan
        for loan in _candidates(wanted, offer, fleet)
        if loan != wanted and _allowed(loan, offer, fleet, now) and free(loan)
    )
    return tuple(islice(found, count))


FORTNIGHT = 14


def _candidates(wanted: Loan, offer: Offer, fleet: Fleet) -> Iterator[Loan]:
    shifts = sorted(range(-FORTNIGHT, FORTNIGHT + 1), key=lambda days: (abs(days), -days))
    for away in shifts:
        yield from _of_day(wanted, timedelta(days=away), offer, fleet)


def _of_day(wanted: Loan, away: timedelta, offer: Offer, fleet: Fleet) -> Iterator[Loan]:
    """The wanted hour of each thing first, then the hours around it."""
    moved = replace(wanted, start=wanted.start + away, end=wanted.end + away)
    kinds = {one.id: one.kind for one in fleet.resources_of(offer)}
    if any(kinds.get(item.resource) == "pool" for item in wanted.items):
        yield moved
        return
    own = wanted.items[0].resource
    things = sorted(offer.resources, key=lambda one: one != own)
    for start in _starts(moved, offer):
        for thing in things:
            yield Loan((Item(thing),), start, start + (wanted.end - wanted.start))


def _starts(wanted: Loan, offer: Offer) -> list[datetime]:
    day = to_local(wanted.start).date()
    last = min(offer.close_minute, DAY_MINUTES)
    found = [at_minute(day, minute) for minute in range(offer.open_minute, last, GRID_MINUTES)]
    return sorted(found, key=lambda at: abs(at - wanted.start))


def _allowed(loan: Loan, offer: Offer, fleet: Fleet, now: datetime) -> bool:
    try:
        check(loan, offer, fleet, now)
    except InvalidError:
        return False
    return True
