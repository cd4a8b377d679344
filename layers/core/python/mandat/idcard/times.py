"""When the counters are free, read off the day sheets of the booking engine; a query a counter."""

from collections.abc import Mapping
from datetime import date, datetime

from mandat.bookings.domain.grid import at_minute
from mandat.bookings.sheets_store import CITY, sheets
from mandat.city.store import load_catalogue
from mandat.idcard.domain.counters import Time, days, times
from mandat.programmes.domain.terms import CardTerms
from mandat.records import record

DaysOf = Mapping[date, tuple[Time, ...]]


@record
class Kept:
    """Half an hour of a counter that is kept for the card of a case."""

    case_id: str
    time: Time


def free_days(terms: CardTerms, now: datetime) -> DaysOf:
    """Days on which something is free, the nearest first, each with its times."""
    ahead = days(terms, now, load_catalogue().calendar)
    if not ahead:
        return {}
    taken = sheets((one.id for one in terms.counters), ahead[0], ahead[-1])
    found = {day: times(terms, day, taken, now) for day in ahead}
    return {day: free for day, free in found.items() if free}


def free_times(terms: CardTerms, day: date, now: datetime) -> tuple[Time, ...]:
    """Of one day, in its order; of several counters the first that is free."""
    if day not in days(terms, now, load_catalogue().calendar):
        return ()
    return times(terms, day, sheets((one.id for one in terms.counters), day, day), now)


def kept_between(terms: CardTerms, first: date, last: date) -> tuple[Kept, ...]:
    """Who has an appointment on these local days, in the order in which they come."""
    found = sheets((one.id for one in terms.counters), first, last)
    kept = (
        Kept(case_id, Time(counter, at_minute(day, minute)))
        for counter, of_days in found.items()
        for day, sheet in of_days.items()
        for minute, case_id in sheet.items()
        if case_id != CITY
    )
    return tuple(sorted(kept, key=lambda one: (one.time.at, one.time.counter)))
