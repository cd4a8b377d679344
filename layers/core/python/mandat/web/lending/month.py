"""A month of what a post lends, day by day: bookings by their reference, and what it keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from mandat.bookings import store
from mandat.bookings.closing_store import Closed, closed
from mandat.bookings.domain.fleet import GRID_MINUTES, Resource
from mandat.bookings.domain.free import Sheet
from mandat.bookings.domain.grid import DAY_MINUTES, at_minute
from mandat.bookings.domain.model import Booking
from mandat.bookings.domain.terms import closed as closed_by_terms
from mandat.bookings.store import CITY
from mandat.records import record
from mandat.story.loans import FROM_TO, show_hour, show_hours
from mandat.text.mark import msg
from mandat.text.words import show_day
from mandat.web.lending.shelf import Shelf
from mandat.web.lending.wording import STATUS

REASONS: Mapping[str, str] = {
    "official_duty": msg("Official duty or a visit of state"),
    "maintenance": msg("Maintenance"),
    "breakdown": msg("Broken down"),
}
KEPT = msg("Taken back from a loan, or kept by the city")
OUT = msg("{out} of {all} out")


@record
class Entry:
    """One line of a day. `link` leads to a booking, `opens` to the form that lends it again."""

    thing: str
    hours: str = ""
    words: str = ""
    case_id: str = ""
    link: str = ""
    opens: str = ""


@record
class Day:
    """`is_open`: the terms lend on this day. Nothing in `entries`: all is free.

    `first` is the title of the first of several free days that are told as one.
    """

    day: date
    title: str
    is_open: bool
    is_today: bool
    entries: tuple[Entry, ...] = ()
    first: str = ""


Found = Iterator[tuple[date, Entry]]


def days_of(
    shelf: Shelf, days: Sequence[date], things: Sequence[Resource] | None = None
) -> tuple[Day, ...]:
    """Those of `days` that lie ahead and are lent on, or on which something is lent or kept.

    A query or two a thing.
    """
    shown = shelf.shown if things is None else things
    entries: dict[date, list[Entry]] = {}
    for thing in shown:
        found = _of_pool if thing.kind == "pool" else _of_single
        for day, entry in found(thing, days, shelf):
            entries.setdefault(day, []).append(entry)
    every = (_day(day, shelf, shown, tuple(entries.get(day, ()))) for day in days)
    return tuple(one for one in every if one.entries or (one.is_open and one.day >= shelf.today))


def joined(days: Sequence[Day], shelf: Shelf) -> tuple[Day, ...]:
    """Free days that follow each other as one line, but today stands by itself."""
    found: list[Day] = []
    for one in days:
        last = found[-1] if found else None
        if last and not (last.entries or one.entries or last.is_today or one.is_today):
            title = shelf.visit.say(FROM_TO, first=last.first or last.title, last=one.title)
            found[-1] = replace(last, title=title, first=last.first or last.title)
        else:
            found.append(one)
    return tuple(found)


def _day(day: date, shelf: Shelf, things: Sequence[Resource], entries: tuple[Entry, ...]) -> Day:
    title = show_day(at_minute(day, 0), shelf.visit.locale)
    lent = any(not closed_by_terms(day, shelf.offer_of(one), (one,)) for one in things)
    return Day(day, title, lent, day == shelf.today, entries)


def _of_single(thing: Resource, days: Sequence[date], shelf: Shelf) -> Found:
    kept = closed(thing.id, days[0], days[-1])
    sheets = store.sheets((thing.id,), days[0], days[-1])[thing.id]
    holders = {holder for sheet in sheets.values() for holder in sheet.values()} - {CITY}
    bookings = store.load_many(sorted(holders)) if holders else {}
    for day, sheet in sorted(sheets.items()):
        reasons = [one for one in kept if one.day == day]
        for holder, start, end in _runs(sheet):
            entry = _entry(holder, bookings, reasons, shelf)
            hours = entry.hours or _hours(day, start, end, shelf)
            opens = "" if entry.case_id else _opens(thing, day, shelf)
            yield day, replace(entry, thing=shelf.title(thing.id), hours=hours, opens=opens)


def _runs(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """Holder, first minute and end of each unbroken run."""
    taken = ((minute, holder) for minute, holder in sorted(sheet.items()) if holder)
    numbered = (
        (holder, minute, minute // GRID_MINUTES - n) for n, (minute, holder) in enumerate(taken)
    )
    for (holder, _), group in groupby(numbered, key=lambda one: (one[0], one[2])):
        minutes = [minute for _, minute, _ in group]
        yield holder, minutes[0], minutes[-1] + GRID_MINUTES


def _hours(day: date, start: int, end: int, shelf: Shelf) -> str:
    if (start, end) == (0, DAY_MINUTES):
        return ""
    locale = shelf.visit.locale
    return f"{show_hour(at_minute(day, start), locale)}-{show_hour(at_minute(day, end), locale)}"


def _entry(
    holder: str, bookings: Mapping[str, Booking], reasons: list[Closed], shelf: Shelf
) -> Entry:
    """Without the thing. A booking's hours are its own, without the time before and after it."""
    say, booking = shelf.visit.say, bookings.get(holder)
    if holder == CITY:
        why = REASONS.get(reasons[0].reason, KEPT) if reasons else KEPT
        return Entry("", words=say(why))
    link = shelf.viewer.case_link(holder, shelf.now)
    if booking is None:
        return Entry("", case_id=holder, link=link)
    hours = "" if booking.proposed else show_hours(booking.loan, shelf.visit.locale)
    return Entry("", hours, say(STATUS[booking.status]), holder, link)


def _opens(thing: Resource, day: date, shelf: Shelf) -> str:
    """Where the thing is lent again; what is over stays as it was."""
    return shelf.path(f"buka/{thing.id}/{day.isoformat()}") if day >= shelf.today else ""


def _of_pool(thing: Resource, days: Sequence[date], shelf: Shelf) -> Found:
    """How many are out; what is kept can be lent again."""
    kept = closed(thing.id, days[0], days[-1])
    counts = store.pools((thing.id,), days[0], days[-1])[thing.id]
    for day, out in sorted(counts.items()):
        reasons = [one for one in kept if one.day == day]
        words = [shelf.visit.say(OUT, out=out, all=thing.capacity)]
        words += [shelf.visit.say(REASONS.get(one.reason, KEPT)) for one in reasons]
        opens = _opens(thing, day, shelf) if reasons else ""
        if out:
            yield day, Entry(shelf.title(thing.id), words="; ".join(words), opens=opens)
