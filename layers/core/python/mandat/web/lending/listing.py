"""Bookings as rows of a worklist: what is lent, when, and how it stands."""

from collections.abc import Iterable

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import OVER, Booking
from mandat.bookings.store import load_fleet, load_many
from mandat.story.loans import show_loan, things
from mandat.web.lending.wording import STATUS
from mandat.web.staff.worklist import Lent


def lent(case_ids: Iterable[str], locale: str) -> dict[str, Lent]:
    """By case; one call for all of them."""
    fleet = load_fleet()
    return {one.case_id: _lent(one, fleet, locale) for one in load_many(case_ids).values()}


def _lent(booking: Booking, fleet: Fleet, locale: str) -> Lent:
    told = f"{show_loan(booking.loan, locale)}, {', '.join(things(booking.loan, fleet, locale))}"
    return Lent(told, "" if booking.status in OVER else STATUS[booking.status])
