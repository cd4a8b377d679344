"""One post's visit of one booking: its case's desk, and what is lent."""

from functools import cached_property

from mandat.bookings import store
from mandat.bookings.domain.fleet import Fleet, Offer
from mandat.bookings.domain.model import Booking
from mandat.errors import NotFoundError
from mandat.records import record
from mandat.web.lending.checklist import has_engine
from mandat.web.lending.permits import Action, allowed, main_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit


@record
class LoanDesk:
    """`booking` is as it was when the page was asked for."""

    desk: Desk
    booking: Booking

    @cached_property
    def fleet(self) -> Fleet:
        return store.load_fleet()

    @property
    def offer(self) -> Offer | None:
        """The terms as they are today; none for what the city lends no more."""
        return self.fleet.offer(self.booking.offer)

    @property
    def engine(self) -> bool:
        return has_engine(self.booking, self.fleet)

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        desk = self.desk
        return allowed(desk.case, self.booking, desk.viewer.id, desk.now)

    @property
    def main(self) -> Action | None:
        return main_of(self.booking, self.allowed)


def with_booking(desk: Desk) -> LoanDesk:
    """The desk of a booking's case. Raises NotFoundError when nothing is lent by it."""
    booking = store.load(desk.case.id)
    if booking is None:
        raise NotFoundError("no_booking")
    return LoanDesk(desk, booking)


def loan_desk_of(visit: Visit, token: str) -> LoanDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_booking(desk_of(visit, token))
