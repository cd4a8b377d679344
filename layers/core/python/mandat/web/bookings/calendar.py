"""The calendar of an offer, as a page shows it: a month of days, and the hours of one day. Pure."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from mandat.bookings.domain.free import DayState, Window, month_days
from mandat.records import record
from mandat.text.mark import msg

# The word in a day of the calendar, and the whole of it in the legend.
STATES: Mapping[DayState, str] = {
    DayState.FREE: msg("free"),
    DayState.PARTLY: msg("some left"),
    DayState.FULL: msg("full"),
    DayState.CLOSED: msg("closed"),
    DayState.OUTSIDE: msg("not open for booking"),
}
MEANINGS: Mapping[DayState, str] = {
    DayState.FREE: msg("free all day"),
    DayState.PARTLY: msg("free at some hours, or some of them"),
    DayState.FULL: msg("everything is taken; you can wait in line"),
    DayState.CLOSED: msg("not lent on this day"),
}
ASKED = frozenset({DayState.FREE, DayState.PARTLY, DayState.FULL})
WEEK = 7


@record
class Cell:
    """`is_open`: it can be asked for, if only by waiting in line."""

    day: date
    state: DayState

    @property
    def is_open(self) -> bool:
        return self.state in ASKED

    @property
    def word(self) -> str:
        return STATES[self.state]


@record
class Month:
    """Weeks begin on Monday; None is a day of another month. `previous` and `next` can be shown."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    previous: date | None
    next: date | None

    @property
    def states(self) -> list[DayState]:
        """Those that this month has, for its legend."""
        found = {cell.state for week in self.weeks for cell in week if cell}
        return [state for state in MEANINGS if state in found]

    def word(self, state: DayState) -> str:
        return STATES[state]

    def meaning(self, state: DayState) -> str:
        return MEANINGS[state]

    @property
    def is_empty(self) -> bool:
        """Nothing of it can be asked for."""
        return not any(cell.is_open for week in self.weeks for cell in week if cell)


def month_of(first: date, states: Mapping[date, DayState], earliest: date, latest: date) -> Month:
    """The month of `first`; its neighbours are shown from `earliest` to `latest`."""
    days = month_days(first)
    blank = (None,) * days[0].weekday()
    cells = (*blank, *(Cell(day, states[day]) for day in days))
    cells += (None,) * (-len(cells) % WEEK)
    weeks = tuple(cells[place : place + WEEK] for place in range(0, len(cells), WEEK))
    before, after = days[0] - timedelta(days=1), days[-1] + timedelta(days=1)
    return Month(
        days[0],
        weeks,
        before.replace(day=1) if before >= earliest.replace(day=1) else None,
        after if after <= latest else None,
    )


States = Mapping[date, DayState]


def together(months: Iterable[States], *, any_will_do: bool) -> dict[date, DayState]:
    """Several things as one: what is free of all, and what is left of some.

    `any_will_do`: the city picks the unit, so one that is free is enough.
    """
    found: dict[date, set[DayState]] = {}
    for month in months:
        for day, state in month.items():
            found.setdefault(day, set()).add(state)
    return {
        day: _together(frozenset(states), any_will_do=any_will_do) for day, states in found.items()
    }


def _together(states: frozenset[DayState], *, any_will_do: bool) -> DayState:
    if any_will_do and DayState.FREE in states:
        return DayState.FREE
    asked = states & ASKED
    if not asked:
        return DayState.CLOSED if DayState.CLOSED in states else DayState.OUTSIDE
    return next(iter(asked)) if len(asked) == 1 else DayState.PARTLY


@record
class Stretch:
    """A part of a day in which nothing changes, in local minutes; `free` is of each thing."""

    start: int
    end: int
    free: tuple[bool, ...]


def stretches(
    opens: int, closes: int, things: tuple[tuple[Window, ...], ...]
) -> tuple[Stretch, ...]:
    """The hours of a day for several things side by side."""
    edges = {opens, closes}
    edges |= {edge for windows in things for one in windows for edge in (one.start, one.end)}
    cut = sorted(edges)
    return tuple(
        Stretch(start, end, tuple(_covers(windows, start, end) for windows in things))
        for start, end in itertools.pairwise(cut)
    )


def _covers(windows: tuple[Window, ...], start: int, end: int) -> bool:
    return any(one.start <= start and end <= one.end for one in windows)
