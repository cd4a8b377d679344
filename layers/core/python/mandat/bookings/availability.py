"""What is free of an offer: read lazily, at most one query a thing and span of days.

The same for the citizen's calendar, for who proposes another time, and for what mails name.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from mandat.bookings import store
from mandat.bookings.domain import free
from mandat.bookings.domain.fleet import Fleet, Offer, Resource
from mandat.bookings.domain.free import Counts, DayState, Sheets, Window
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import check, closed
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.records import record

# A loan's buffer may lie on the day before or after it.
MARGIN = timedelta(days=1)
AROUND = timedelta(days=free.FORTNIGHT) + MARGIN
SHOWN = 3


class Lender(Protocol):
    """An offer and the fleet that it is of, at a moment."""

    @property
    def offer(self) -> Offer: ...
    @property
    def fleet(self) -> Fleet: ...
    @property
    def now(self) -> datetime: ...


L = TypeVar("L", bound=Lender)


@record
class Shelf:
    """The plain one."""

    offer: Offer
    fleet: Fleet
    now: datetime


@record
class Availability(Generic[L]):
    """Between two local days, both included. `case_id`: whose own slots are no hindrance."""

    lender: L
    first: date
    last: date
    case_id: str = ""
    _sheets: dict[str, Sheets] = field(default_factory=dict, repr=False)
    _counts: dict[str, Counts] = field(default_factory=dict, repr=False)

    @property
    def month_start(self) -> date:
        """The first day of the month, of one that was made by `of_month`."""
        return self.first + MARGIN

    def sheets(self, resource: str) -> Sheets:
        if resource not in self._sheets:
            found = store.sheets((resource,), self.first, self.last)
            self._sheets[resource] = self._without_own(found[resource])
        return self._sheets[resource]

    def _without_own(self, sheets: Sheets) -> Sheets:
        if not self.case_id:
            return sheets
        return {
            day: {minute: who for minute, who in sheet.items() if who != self.case_id}
            for day, sheet in sheets.items()
        }

    def counts(self, resource: str) -> Counts:
        if resource not in self._counts:
            found = store.pools((resource,), self.first, self.last)
            self._counts[resource] = found[resource]
        return self._counts[resource]

    def is_free(self, loan: Loan) -> bool:
        return all(self._has(loan, item.resource, item.quantity) for item in loan.items)

    def _has(self, loan: Loan, resource_id: str, quantity: int) -> bool:
        resource = self.lender.fleet.resource(resource_id)
        if resource is None:
            return False
        if resource.kind == "pool":
            return free.left(resource, loan, self.counts(resource_id)) >= quantity
        return free.is_free(loan, self.lender.offer.buffer_minutes, self.sheets(resource_id))

    def windows(self, resource: Resource, day: date) -> tuple[Window, ...]:
        """When a single thing is free on a day."""
        lender = self.lender
        if closed(day, lender.offer, (resource,)):
            return ()
        sheets = self.sheets(resource.id)
        return free.windows(lender.offer, resource, day, sheets, lender.now)

    def month(self, resource: Resource) -> Mapping[date, DayState]:
        """How each day of the first day's month looks for one thing."""
        lender, first = self.lender, self.month_start
        if resource.kind == "pool":
            counts = self.counts(resource.id)
            return free.pool_month(lender.offer, resource, first, counts, lender.now)
        return free.month(lender.offer, resource, first, self.sheets(resource.id), lender.now)

    def nearest(self, wanted: Loan, count: int = SHOWN) -> tuple[Loan, ...]:
        """Free loans around the wanted one; where the city chooses the unit, one of each time."""
        lender = self.lender
        any_unit = lender.offer.chosen_by == "city"
        seen: set[datetime] = set()

        def is_free(loan: Loan) -> bool:
            if any_unit and loan.start in seen:
                return False
            found = self.is_free(loan)
            seen.update((loan.start,) if found else ())
            return found

        return free.nearest(wanted, lender.offer, lender.fleet, is_free, lender.now, count)

    def unit(self, wanted: Loan, district: str) -> Loan | None:
        """The same loan of the free unit that is nearest to a kecamatan; None when none is free."""
        for one in _nearest_units(self.lender, district):
            loan = replace(wanted, items=(Item(one.id),))
            if self.may_have(loan):
                return loan
        return None

    def may_have(self, loan: Loan) -> bool:
        """Whether the terms allow it, and it is free."""
        try:
            check(loan, self.lender.offer, self.lender.fleet, self.lender.now)
        except InvalidError:
            return False
        return self.is_free(loan)


def _nearest_units(lender: Lender, district: str) -> list[Resource]:
    """Those of the kecamatan, of the ones beside it, then the rest."""
    beside = dict(lender.fleet.neighbours).get(district, ())
    order = {one: place for place, one in enumerate((district, *beside))}
    return sorted(
        lender.fleet.resources_of(lender.offer), key=lambda one: order.get(one.district, len(order))
    )


def of_month(lender: L, month: date, case_id: str = "") -> Availability[L]:
    days = free.month_days(month)
    return Availability(lender, days[0] - MARGIN, days[-1] + MARGIN, case_id)


def of_day(lender: L, day: date, case_id: str = "") -> Availability[L]:
    return Availability(lender, day - MARGIN, day + MARGIN, case_id)


def around(lender: L, loan: Loan, case_id: str = "") -> Availability[L]:
    """The fortnights before and after a loan."""
    first, last = to_local(loan.start).date(), to_local(loan.end).date()
    return Availability(lender, first - AROUND, last + AROUND, case_id)
