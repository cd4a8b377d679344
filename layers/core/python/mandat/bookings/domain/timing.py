"""When a booking must be looked at next, if nobody moves before. Pure."""

from datetime import datetime, timedelta

from mandat.bookings.domain.limits import BEFORE_START, OVERDUE
from mandat.bookings.domain.model import Booking, BookingStatus, Loan
from mandat.cases.domain.model import Due

TASK = "booking"
KIND = "booking:"
EXPIRE = "expire"
RETURN = "return"
# The steps of reminding, in order; what each means to whom is in bookings.news.
STEPS = (
    *(f"before:{n}" for n in range(len(BEFORE_START))),
    RETURN,
    *(f"overdue:{n}" for n in range(len(OVERDUE))),
)
_ENDS_BY_ITSELF = frozenset(
    {
        BookingStatus.WAITING,
        BookingStatus.OFFERED,
        BookingStatus.HELD,
        BookingStatus.PROPOSED,
        BookingStatus.PREEMPTED,
    }
)
_REMINDED = frozenset({BookingStatus.APPROVED, BookingStatus.HANDED_OVER})


def next_moment(booking: Booking) -> Due | None:
    """The next moment that stands; None once it is over, or all steps of reminding are taken."""
    if booking.status in _ENDS_BY_ITSELF and booking.until:
        return Due(KIND + EXPIRE, booking.until, TASK)
    if booking.status not in _REMINDED:
        return None
    place = next((n for n in range(booking.reminded, len(STEPS)) if _applies(booking, n)), None)
    return None if place is None else Due(KIND + STEPS[place], moments(booking.loan)[place], TASK)


def moments(loan: Loan) -> tuple[datetime, ...]:
    """When each of `STEPS` comes."""
    before = (loan.start - early for early in BEFORE_START)
    return (*before, loan.end, *(loan.end + late for late in OVERDUE))


def _applies(booking: Booking, place: int) -> bool:
    """Who has the thing is not reminded of fetching it; who never came, not of bringing it back."""
    if booking.status is BookingStatus.HANDED_OVER:
        return place >= len(BEFORE_START)
    return STEPS[place] != RETURN


def passed(loan: Loan, at: datetime) -> int:
    """How many steps of reminding lie behind already when a loan is agreed at `at`."""
    return sum(moment <= at for moment in moments(loan)[: len(BEFORE_START)])


def hold_until(loan: Loan, at: datetime, hours: int) -> datetime:
    """So many hours, but not beyond the start of what is held."""
    return min(at + timedelta(hours=hours), loan.start)
