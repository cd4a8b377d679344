"""Other times that a post may propose: what is free near the wanted one, and what it types."""

import re
from datetime import UTC, date, datetime, timedelta

from mandat.bookings.availability import around
from mandat.bookings.domain.free import nearest
from mandat.bookings.domain.grid import days
from mandat.bookings.domain.model import Item, Loan
from mandat.errors import NotFoundError
from mandat.web.bookings.lending import lending_of
from mandat.web.staff.fields import read_deadline

SHOWN = 6
YEARS = range(2000, 2200)
_TIME = "%Y%m%dT%H%MZ"
_THING = r"[a-z0-9-]{1,40}\*[0-9]{1,4}"
_CODE = re.compile(
    rf"(?P<things>{_THING}(\+{_THING}){{0,9}})@(?P<start>\d{{8}}T\d{{4}}Z)@(?P<end>\d{{8}}T\d{{4}}Z)"
)


def alternatives(
    wanted: Loan, offer_id: str, now: datetime, case_id: str, count: int = SHOWN
) -> tuple[Loan, ...]:
    """The free times that come nearest to the wanted one: of each thing one a day."""
    try:
        lending = lending_of(offer_id, now)
    except NotFoundError:  # the city lends it no more
        return ()
    found = around(lending, wanted, case_id)
    seen: set[tuple[tuple[Item, ...], date]] = set()

    def free(loan: Loan) -> bool:
        place = loan.items, days(loan)[0]
        if place in seen or not found.is_free(loan):
            return False
        seen.add(place)
        return True

    return nearest(wanted, lending.offer, lending.fleet, free, now, count)


def code_of(loan: Loan) -> str:
    """A loan as the value of a choice: «bd-1-a*1@20261205T0100Z@20261205T0500Z»."""
    times = (f"{at.astimezone(UTC):{_TIME}}" for at in (loan.start, loan.end))
    things = "+".join(f"{one.resource}*{one.quantity}" for one in loan.items)
    return "@".join((things, *times))


def loan_of(code: str) -> Loan | None:
    """The loan of a choice; None for a value that no page of ours has."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    pairs = (one.rpartition("*") for one in found["things"].split("+"))
    items = tuple(Item(thing, int(quantity)) for thing, _, quantity in pairs)
    try:
        start, end = (datetime.fromisoformat(found[name]) for name in ("start", "end"))
    except ValueError:
        return None
    return _of_our_time(Loan(items, start, end))


def _of_our_time(loan: Loan) -> Loan | None:
    """Calendars reckon with days around a loan: none is near their ends."""
    return loan if YEARS.start <= loan.start.year <= loan.end.year < YEARS.stop else None


def typed_loan(wanted: Loan, thing: str, day: str, start: str, end: str) -> Loan | None:
    """The time that was typed, for `thing` in place of the wanted one; None when unreadable."""
    first, last = read_deadline(day, start), read_deadline(day, end)
    if first is None or last is None or last.year not in YEARS:
        return None
    if len(days(wanted)) > 1:
        last += (wanted.end - wanted.start) // timedelta(days=1) * timedelta(days=1)
    items = (Item(thing),) if thing else wanted.items
    return _of_our_time(Loan(items, first, last))
