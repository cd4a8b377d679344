"""Who turns 17 when: pure arithmetic of local days.

Population law 23/2006 (as changed by 24/2013), article 63: whoever is 17 must have a card. Who was
born on 29 February is 17 on 1 March: a year of age is full when its last day has passed.
"""

from datetime import UTC, date, datetime, time, timedelta

from mandat.city.calendar import JAKARTA
from mandat.programmes.domain.terms import CardTerms

DECEMBER = 12


def birthday(born_on: date, years: int) -> date:
    """The local day on which somebody is so many years old."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def born_from(day: date, terms: CardTerms) -> date:
    """The first day of birth that the run of a day looks at: who is that late is 17 already."""
    return _before(day - timedelta(days=terms.late_days), terms.age)


def born_until(day: date, terms: CardTerms) -> date:
    """The last: their birthday is so many days ahead as invitations go out."""
    return _before(day + timedelta(days=terms.invite_days), terms.age)


def _before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def is_awaited(born_on: date, day: date, terms: CardTerms) -> bool:
    """Whether somebody born then is to have a card case on a local day."""
    first = day - timedelta(days=terms.late_days)
    last = day + timedelta(days=terms.invite_days)
    return first <= birthday(born_on, terms.age) <= last


def months(first: date, last: date) -> tuple[str, ...]:
    """The months of two days and those between, as "2009-12"."""
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)
    return tuple(found)


def evening(day: date, terms: CardTerms) -> datetime:
    """Until when a card is brought on a local day; aware UTC."""
    minute = timedelta(minutes=terms.deliver_by_minute)
    return (datetime.combine(day, time(), JAKARTA) + minute).astimezone(UTC)
