"""When somebody can have their biometrics recorded: half hours of counters, by the booking rules.

A counter is a single thing of the booking engine that is lent for half an hour at its quiet hours.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from mandat.bookings.domain.fleet import GRID_MINUTES, Offer, Resource
from mandat.bookings.domain.free import Sheets, windows
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.holding import Holding
from mandat.city.calendar import Calendar, to_local
from mandat.programmes.domain.terms import CardTerms
from mandat.records import record


@record
class Time:
    """Half an hour of a counter."""

    counter: str
    at: datetime


def offer(terms: CardTerms) -> Offer:
    """The terms as the booking rules know them; nobody has to agree."""
    return Offer(
        terms.service,
        tuple(one.id for one in terms.counters),
        approved_by_post=False,
        weekdays=terms.weekdays,
        open_minute=terms.open_minute,
        close_minute=terms.close_minute,
        notice_hours=terms.notice_hours,
        horizon_days=terms.horizon_days,
        longest_minutes=GRID_MINUTES,
    )


def days(terms: CardTerms, now: datetime, calendar: Calendar) -> tuple[date, ...]:
    """Local days on which a time could be had, the nearest first: no holidays."""
    today = to_local(now).date()
    ahead = (today + timedelta(days=n) for n in range(terms.horizon_days + 1))
    shut = calendar.holidays
    return tuple(day for day in ahead if day.weekday() in terms.weekdays and day not in shut)


def times(
    terms: CardTerms, day: date, taken: Mapping[str, Sheets], now: datetime
) -> tuple[Time, ...]:
    """What is free on a day, in its order; of several counters the first that is."""
    found: dict[datetime, Time] = {}
    for counter in terms.counters:
        for at in _free(terms, counter.id, day, taken.get(counter.id, {}), now):
            found.setdefault(at, Time(counter.id, at))
    return tuple(found[at] for at in sorted(found))


def _free(
    terms: CardTerms, counter: str, day: date, taken: Sheets, now: datetime
) -> Iterator[datetime]:
    resource = Resource(counter, "single", {})
    for window in windows(offer(terms), resource, day, taken, now):
        for minute in range(window.start, window.end, GRID_MINUTES):
            yield at_minute(day, minute)


def is_open(terms: CardTerms, wanted: Time, now: datetime, calendar: Calendar) -> bool:
    """Whether the counter could be had then if nobody else has it."""
    day = to_local(wanted.at).date()
    known = {one.id for one in terms.counters}
    if wanted.counter not in known or day not in days(terms, now, calendar):
        return False
    return wanted.at in _free(terms, wanted.counter, day, {}, now)


def held(counter: str, at: datetime | None) -> Holding:
    """What a card holds of the counters: nothing without an appointment."""
    if not counter or at is None:
        return Holding()
    local = to_local(at)
    minute = local.hour * 60 + local.minute
    return Holding(slots=frozenset({(counter, local.date(), minute)}))
