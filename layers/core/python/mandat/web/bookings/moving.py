"""Another time for a loan: what the page asks for, and the loan that it comes to."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from mandat.bookings.availability import Availability, around, of_month
from mandat.bookings.domain.model import Item, Loan
from mandat.errors import TakenError
from mandat.records import record
from mandat.web.bookings.draft import LoanDraft, day_of
from mandat.web.bookings.lending import Lending, lending_of
from mandat.web.bookings.loans import chosen, district_of, loan_of
from mandat.web.bookings.showing import read_month, shown_day, shown_month
from mandat.web.bookings.steps import time_step
from mandat.web.bookings.summary import time_choices
from mandat.web.bookings.told import Told
from mandat.web.problems import Problems
from mandat.web.visit import Visit

FIELDS = ("day", "start", "length", "thing", "days")


@record
class Move:
    """`draft` asks for what the booking has, but for what the visitor has chosen so far."""

    visit: Visit
    told: Told
    lending: Lending
    draft: LoanDraft
    is_chosen: bool

    def problems(self) -> Problems:
        return time_step(self.lending).check(self.draft, self.lending)

    @cached_property
    def wanted(self) -> Loan | None:
        return loan_of(self.draft, self.lending)

    @cached_property
    def known(self) -> Availability[Lending]:
        return around(self.lending, self.wanted or self.told.booking.loan, self.told.case.id)

    def nearest(self) -> tuple[Loan, ...]:
        """Free times around what is asked for, or around what was taken back."""
        return self.known.nearest(self.wanted or self.told.booking.loan)

    def loan(self) -> Loan:
        """What to move to; its own unit first, where the city picks. Raises TakenError."""
        wanted = self.wanted
        if wanted is not None and self.lending.is_any:
            wanted = self._unit(wanted)
        if wanted is None or not self.known.is_free(wanted):
            raise TakenError("slot_taken")
        return wanted

    def _unit(self, wanted: Loan) -> Loan | None:
        own = replace(wanted, items=(Item(self.told.booking.loan.items[0].resource),))
        if self.known.may_have(own):
            return own
        return self.known.unit(wanted, district_of(self.draft, self.lending))

    def link(self, loan: Loan) -> dict[str, str]:
        """The fields that choose `loan`."""
        return chosen(self.draft, loan, self.lending)

    def month(self) -> dict[str, Any]:
        query = self.visit.request.query
        only = query.get("barang", "")
        month = read_month(query.get("bulan", "") or self.draft.day[:7], self.lending)
        wanted = self.draft.counted() if self.lending.is_pool else None
        known = of_month(self.lending, month, self.told.case.id)
        return {
            "month": shown_month(known, only, wanted),
            "only": only if only in self.lending.offer.resources else "",
        }

    def hours(self) -> dict[str, Any]:
        day = self.draft.first_day
        if day is None:
            return {}
        shown = shown_day(self.lending, day, self.told.case.id)
        return time_choices(shown, self.lending, self.visit)


def move_of(visit: Visit, told: Told) -> Move:
    """What the address or the form says, over what the booking has now."""
    lending = lending_of(told.booking.offer, visit.now)
    typed = {name: _typed(visit, name) for name in FIELDS}
    given = {name: value for name, value in typed.items() if value}
    if day_of(typed["day"]) is None:
        given.pop("day", None)
    draft = _as_it_is(told, lending).with_fields(**given)
    return Move(visit, told, lending, draft, is_chosen="day" in given)


def _typed(visit: Visit, name: str) -> str:
    return visit.request.value(name) or visit.request.query.get(name, "")


def _as_it_is(told: Told, lending: Lending) -> LoanDraft:
    loan = told.booking.loan
    draft = LoanDraft(service=lending.id, village=told.case.village)
    if lending.is_pool:
        draft = draft.having({item.resource: str(item.quantity) for item in loan.items})
    return draft.with_fields(**chosen(draft, loan, lending))
