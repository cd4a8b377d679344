"""One trip behind a driver's link: a loan of one thing, as it is now."""

from dataclasses import field
from datetime import datetime
from functools import cached_property

from mandat.bookings import store
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Booking, BookingStatus
from mandat.cases import store as cases
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import LinkError
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative
from mandat.platform.links import Purpose, read
from mandat.platform.observability import follow, logger
from mandat.records import record
from mandat.web.lending.permits import DRIVERS, Action, main_of, possible
from mandat.web.visit import Visit

# While the trip lies ahead or runs, its driver knows whom he meets.
_ON = frozenset({BookingStatus.APPROVED, BookingStatus.HANDED_OVER})


@record
class Trip:
    """`resource` is the thing that the driver brings; `token` is his link's."""

    visit: Visit
    token: str = field(repr=False)
    case: Case
    booking: Booking
    resource: str

    @property
    def now(self) -> datetime:
        return self.visit.now

    @cached_property
    def fleet(self) -> Fleet:
        return store.load_fleet()

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @property
    def actor(self) -> str:
        return f"driver:{self.resource}"

    @property
    def scope(self) -> str:
        """What a nonce of this trip is good for."""
        return f"{self.case.id}|{self.actor}"

    @property
    def is_on(self) -> bool:
        return self.booking.status in _ON

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        if self.case.status is not CaseStatus.OPEN:
            return ()
        return tuple(one for one in possible(self.booking, self.now) if one in DRIVERS)

    @property
    def main(self) -> Action | None:
        return main_of(self.booking, self.allowed)

    @cached_property
    def contact(self) -> Contact:
        return personal.contact(self.case.id) if self.is_on else Contact()

    @cached_property
    def narrative(self) -> Narrative:
        return personal.narrative(self.case.id) if self.is_on else Narrative()

    def path(self, action: str = "") -> str:
        return f"/sopir/{self.token}/{action}" if action else f"/sopir/{self.token}"


def trip_of(visit: Visit, token: str) -> Trip:
    """The trip as it is now. Raises LinkError when the loan is of another thing by now."""
    claims = read(Purpose.DRIVER, token, visit.now)
    case_id, resource = claims.get("c", ""), claims.get("r", "")
    case, booking = cases.load(case_id), store.load(case_id)
    follow(case_id, visit.request.id)
    logger.append_keys(resource=resource)
    if booking is None or resource not in {one.resource for one in booking.loan.items}:
        raise LinkError("link_ended")
    return Trip(visit, token, case, booking, resource)
