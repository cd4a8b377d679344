"""A thing's day as a post sees it: this booking, others by their times only, and what is free."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from mandat.bookings.domain.fleet import GRID_MINUTES, Fleet, Offer, Resource
from mandat.bookings.domain.free import Sheet
from mandat.bookings.domain.grid import at_minute, days
from mandat.bookings.domain.model import Loan
from mandat.bookings.store import CITY, pools, sheets
from mandat.records import record
from mandat.story.loans import resource_title, show_hour
from mandat.text.mark import msg
from mandat.text.words import show_day, translations

FREE, THIS, OTHER, CLOSED = "free", "this", "other", "closed"
WORDS: Mapping[str, str] = {
    FREE: msg("nobody has it"),
    THIS: msg("this booking, with the time before and after it"),
    OTHER: msg("another booking"),
    CLOSED: msg("kept by the city"),
}
OUT = msg("{out} of {all} are out on this day")


@record
class Span:
    """Hours of the day in one state. `kind` is one of WORDS, `hours` «08.00-12.00»."""

    kind: str
    hours: str
    words: str


@record
class ThingDay:
    """One thing on one day: `spans` of a single thing, `out` in words of a pool."""

    thing: str
    day: str
    spans: tuple[Span, ...] = ()
    out: str = ""


def thing_days(
    loan: Loan, offer: Offer, fleet: Fleet, case_id: str, locale: str
) -> tuple[ThingDay, ...]:
    """The days of the loan, thing by thing; a query a thing."""
    lent = (fleet.resource(item.resource) for item in loan.items)
    found: list[ThingDay] = []
    for resource in lent:
        if resource and resource.kind == "pool":
            found += _of_pool(resource, days(loan), fleet, locale)
        elif resource:
            found += _of_single(resource, days(loan), offer, fleet, case_id, locale)
    return tuple(found)


def _of_pool(
    pool: Resource, wanted: Sequence[date], fleet: Fleet, locale: str
) -> Iterator[ThingDay]:
    title = resource_title(pool.id, fleet, locale)
    counts = pools((pool.id,), wanted[0], wanted[-1])[pool.id]
    for day in wanted:
        out = counts.get(day, 0), pool.capacity
        yield ThingDay(title, _day(day, locale), (), _out(out, locale))


def _of_single(
    thing: Resource, wanted: Sequence[date], offer: Offer, fleet: Fleet, case_id: str, locale: str
) -> Iterator[ThingDay]:
    title = resource_title(thing.id, fleet, locale)
    taken = sheets((thing.id,), wanted[0], wanted[-1])[thing.id]
    for day in wanted:
        shown = spans(day, taken.get(day, {}), offer, case_id, locale)
        yield ThingDay(title, _day(day, locale), shown)


def _out(out: tuple[int, int], locale: str) -> str:
    return translations(locale).gettext(OUT).format(out=out[0], all=out[1])


def spans(day: date, sheet: Sheet, offer: Offer, case_id: str, locale: str) -> tuple[Span, ...]:
    """The hours in which it is lent, joined while their state is the same."""
    say = translations(locale).gettext
    return tuple(
        Span(kind, f"{_hour(day, first, locale)}-{_hour(day, last, locale)}", say(WORDS[kind]))
        for kind, first, last in _joined(sheet, offer, case_id)
    )


def _joined(sheet: Sheet, offer: Offer, case_id: str) -> Iterator[tuple[str, int, int]]:
    taken = [minute for minute, holder in sheet.items() if holder]
    first = min([offer.open_minute, *taken])
    last = max([offer.close_minute, *(minute + GRID_MINUTES for minute in taken)])
    half_hours = range(first, last, GRID_MINUTES)
    for _, group in groupby(half_hours, key=lambda minute: sheet.get(minute, "")):
        minutes = list(group)
        holder = sheet.get(minutes[0], "")
        yield _kind(holder, case_id), minutes[0], minutes[-1] + GRID_MINUTES


def _kind(holder: str, case_id: str) -> str:
    if not holder:
        return FREE
    if holder == CITY:
        return CLOSED
    return THIS if holder == case_id else OTHER


def _hour(day: date, minute: int, locale: str) -> str:
    return show_hour(at_minute(day, minute), locale)


def _day(day: date, locale: str) -> str:
    return show_day(at_minute(day, 0), locale)
