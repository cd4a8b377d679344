"""Which month and which day a page shows: the same for forms and for the public."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from mandat.bookings.availability import Availability, of_day
from mandat.bookings.domain.fleet import GRID_MINUTES, Resource
from mandat.bookings.domain.free import Counts, DayState, Window
from mandat.bookings.domain.terms import last_day
from mandat.city.calendar import to_local
from mandat.records import record
from mandat.web.bookings.calendar import Month, Stretch, month_of, stretches, together
from mandat.web.bookings.draft import day_of
from mandat.web.bookings.lending import Lending
from mandat.web.bookings.loans import starts

_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def first_month(lending: Lending) -> date:
    """The month of the first day that notice leaves."""
    earliest = lending.now + timedelta(hours=lending.offer.notice_hours)
    return to_local(earliest).date().replace(day=1)


def read_month(text: str, lending: Lending) -> date:
    """The month «2026-12», as near to it as the terms reach; without one the first."""
    found = day_of(f"{text}-01") if _MONTH.fullmatch(text) else None
    first, last = first_month(lending), last_day(lending.offer, lending.now).replace(day=1)
    return min(max(found, first), last) if found else first


def shown_month(
    known: Availability[Lending], only: str = "", wanted: Mapping[str, int] | None = None
) -> Month:
    """The month of `known`, of one thing (`only`), or of all as one; of pools, of so many."""
    lending, things = known.lender, _things(known.lender, only)
    if wanted:
        states = _of_pools(known, things, wanted)
    else:
        states = together(_enough(known, lending, things), any_will_do=lending.is_any)
    latest = last_day(lending.offer, lending.now)
    return month_of(known.month_start, states, first_month(lending), latest)


def _things(lending: Lending, only: str) -> tuple[Resource, ...]:
    found = tuple(one for one in lending.resources if one.id == only)
    return found or lending.resources


def _enough(
    known: Availability[Lending], lending: Lending, things: tuple[Resource, ...]
) -> list[Mapping[date, DayState]]:
    """Where the city takes any unit, no more units are read than tell something new."""
    found: list[Mapping[date, DayState]] = []
    for one in things:
        before = together(found, any_will_do=True)
        found.append(known.month(one))
        if lending.is_any and _says_all(before, together(found, any_will_do=True)):
            break
    return found


def _says_all(before: Mapping[date, DayState], after: Mapping[date, DayState]) -> bool:
    """No day is full so far, and the last unit changed nothing or there is nothing to change."""
    states = set(after.values())
    return DayState.FULL not in states and (before == after or DayState.PARTLY not in states)


def _of_pools(
    known: Availability[Lending], things: tuple[Resource, ...], wanted: Mapping[str, int]
) -> dict[date, DayState]:
    """Free when all that is wanted can be had on the day."""
    asked = [one for one in things if one.id in wanted] or list(things)
    plain = together([known.month(one) for one in asked], any_will_do=False)
    short = {
        day
        for one in asked
        for day, out in known.counts(one.id).items()
        if one.capacity - out < wanted.get(one.id, 1)
    }
    return {day: _fits(state, day in short) for day, state in plain.items()}


def _fits(state: DayState, is_short: bool) -> DayState:  # noqa: FBT001  asked once, above
    if state in {DayState.CLOSED, DayState.OUTSIDE}:
        return state
    return DayState.FULL if is_short else DayState.FREE


@record
class Day:
    """The hours of a day for single things side by side; of pools how many are `left`."""

    day: date
    things: tuple[Resource, ...]
    windows: tuple[tuple[Window, ...], ...]
    stretches: tuple[Stretch, ...]
    left: Mapping[str, int]

    @property
    def is_free(self) -> bool:
        return any(self.windows) or any(number > 0 for number in self.left.values())


def shown_day(lending: Lending, day: date, case_id: str = "") -> Day:
    known, offer = of_day(lending, day, case_id), lending.offer
    if lending.is_pool:
        left = {one.id: one.capacity - _out(known.counts(one.id), day) for one in lending.resources}
        return Day(day, lending.resources, (), (), left)
    things = lending.resources if lending.is_chosen else ()
    windows = tuple(known.windows(one, day) for one in things)
    if lending.is_any:
        windows = (_of_any(known, lending, day),)
    cut = stretches(offer.open_minute, offer.close_minute, windows)
    return Day(day, things, windows, cut, {})


def _out(counts: Counts, day: date) -> int:
    return counts.get(day, 0)


def _of_any(known: Availability[Lending], lending: Lending, day: date) -> tuple[Window, ...]:
    """When any unit is free: read until the day is known to be, or a unit tells nothing new."""
    free: set[int] = set()
    whole = set(range(lending.offer.open_minute, lending.offer.close_minute, GRID_MINUTES))
    for one in lending.resources:
        new = set(starts(known.windows(one, day))) - free
        if free and not new:
            break
        free |= new
        if free >= whole:
            break
    return _runs(sorted(free))


def _runs(minutes: list[int]) -> tuple[Window, ...]:
    found: list[Window] = []
    for minute in minutes:
        end = minute + GRID_MINUTES
        if found and found[-1].end == minute:
            found[-1] = Window(found[-1].start, end)
        else:
            found.append(Window(minute, end))
    return tuple(found)
