"""The evenings of takziah, and the hour at which the papers are due. Pure: days are Asia/Jakarta's.

Source: the city's «3 in 1 duka cita»: what the family needs is handed over on the third night.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mandat.bookings.domain.grid import at_minute, minute_of
from mandat.city.calendar import Calendar, to_local
from mandat.programmes.domain.terms import BereavementTerms

DAY = timedelta(days=1)


def nights(died_at: datetime, terms: BereavementTerms) -> tuple[date, ...]:
    """The local days on whose evenings people come; one that had begun at the death is not one."""
    begun = minute_of(died_at) >= terms.evening_minute
    first = to_local(died_at).date() + (DAY if begun else timedelta())
    return tuple(first + n * DAY for n in range(terms.nights))


def handover_by(
    died_at: datetime, reported_at: datetime, terms: BereavementTerms, calendar: Calendar
) -> datetime:
    """The handover hour of the last night; for a late report that of the next evening.

    The next is the first one that leaves `papers_minutes` of the quick-response clock.
    """
    day = max(nights(died_at, terms)[-1], to_local(reported_at).date())
    hour = at_minute(day, terms.handover_minute)
    while calendar.minutes_between(reported_at, hour) < terms.papers_minutes:
        hour += DAY
    return hour


def evening(night: date, terms: BereavementTerms) -> datetime:
    """When the evening of a night begins."""
    return at_minute(night, terms.evening_minute)


def ahead(held: Iterable[date], at: datetime, terms: BereavementTerms) -> tuple[date, ...]:
    """Those of the nights whose evening has not begun at `at`."""
    return tuple(one for one in held if evening(one, terms) > at)
