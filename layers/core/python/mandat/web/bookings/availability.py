"""What is free of an offer: read lazily, at most one query a thing and span of days."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, timedelta

from mandat.bookings import store
from mandat.bookings.domain import free
from mandat.bookings.domain.fleet import Resource
from mandat.bookings.domain.free import Counts, DayState, Sheets, Window
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import check, closed
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.records import record
from mandat.web.bookings.lending import Lending

# A loan's buffer may lie on the day before or after it.
MARGIN = timedelta(days=1)
AROUND = timedelta(days=free.FORTNIGHT) + MARGIN


@record
class Availability:
    """Between two local days, both included. `case_id`: whose own slots are no hindrance."""

    lending: Lending
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
        resource = self.lending.fleet.resource(resource_id)
        if resource is None:
            return False
        if resource.kind == "pool":
            return free.left(resource, loan, self.counts(resource_id)) >= quantity
        return free.is_free(loan, self.lending.offer.buffer_minutes, self.sheets(resource_id))

    def windows(self, resource: Resource, day: date) -> tuple[Window, ...]:
        """When a single thing is free on a day."""
        lending = self.lending
        if closed(day, lending.offer, (resource,)):
            return ()
        sheets = self.sheets(resource.id)
        return free.windows(lending.offer, resource, day, sheets, lending.now)

    def month(self, resource: Resource) -> Mapping[date, DayState]:
        """How each day of the first day's month looks for one thing."""
        lending, first = self.lending, self.month_start
        if resource.kind == "pool":
            counts = self.counts(resource.id)
            return free.pool_month(lending.offer, resource, first, counts, lending.now)
        return free.month(lending.offer, resource, first, self.sheets(resource.id), lending.now)

    def nearest(self, wanted: Loan) -> tuple[Loan, ...]:
        """Free loans around the wanted one; where the city chooses the unit, at several times."""
        lending = self.lending
        seen: set[object] = set()

        def is_free(loan: Loan) -> bool:
            if lending.is_any and loan.start in seen:
                return False
            found = self.is_free(loan)
            if found:
                seen.add(loan.start)
            return found

        return free.nearest(wanted, lending.offer, lending.fleet, is_free, lending.now)

    def unit(self, wanted: Loan, district: str) -> Loan | None:
        """The same loan of the free unit that is nearest to a kecamatan; None when none is free."""
        for one in _nearest_units(self.lending, district):
            loan = replace(wanted, items=(Item(one.id),))
            if self.may_have(loan):
                return loan
        return None

    def may_have(self, loan: Loan) -> bool:
        """Whether the terms allow it, and it is free."""
        try:
            check(loan, self.lending.offer, self.lending.fleet, self.lending.now)
        except InvalidError:
            return False
        return self.is_free(loan)


def _nearest_units(lending: Lending, district: str) -> list[Resource]:
    """Those of the kecamatan, of the ones beside it, then the rest."""
    beside = dict(lending.fleet.neighbours).get(district, ())
    order = {one: place for place, one in enumerate((district, *beside))}
    return sorted(lending.resources, key=lambda one: order.get(one.district, len(order)))


def of_month(lending: Lending, month: date, case_id: str = "") -> Availability:
    days = free.month_days(month)
    return Availability(lending, days[0] - MARGIN, days[-1] + MARGIN, case_id)


def of_day(lending: Lending, day: date, case_id: str = "") -> Availability:
    return Availability(lending, day - MARGIN, day + MARGIN, case_id)


def around(lending: Lending, loan: Loan, case_id: str = "") -> Availability:
    """The fortnights before and after a loan."""
    first, last = to_local(loan.start).date(), to_local(loan.end).date()
    return Availability(lending, first - AROUND, last + AROUND, case_id)
