"""What somebody wants done to a booking: commands, imperative, each with its cause.

They are commands on the booking's case: one cause, one record, one sequence. `actor` may also be
driver:<resource>.
"""

from dataclasses import dataclass, field

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import UNSEEN, Checklist, Loan
from mandat.cases.domain.acts import TimedCommand
from mandat.cases.domain.model import Due


@dataclass(frozen=True)
class BookingCommand(TimedCommand):
    """`fleet` are the things and the terms as they are today."""

    fleet: Fleet = field(default_factory=Fleet, kw_only=True, repr=False)


@dataclass(frozen=True)
class RequestBooking(BookingCommand):
    """Comes with the submission of its case.

    `offer` is an Offer's id, `lane` the free place in the family's quota.
    `in_line`: the time is taken, the citizen waits for it.
    """

    offer: str = ""
    loan: Loan | None = None
    purpose: str = ""
    family: str = ""
    lane: int = 0
    in_line: bool = False


@dataclass(frozen=True)
class OfferBooking(BookingCommand):
    """The slots of one in line have come free."""

    lane: int = 0


class AcceptOffer(BookingCommand):
    pass


class ApproveBooking(BookingCommand):
    pass


@dataclass(frozen=True)
class DeclineBooking(BookingCommand):
    """`reason` is of limits.DECLINE_REASONS; the text says more."""

    reason: str = ""


@dataclass(frozen=True)
class ProposeTime(BookingCommand):
    loan: Loan | None = None


@dataclass(frozen=True)
class ChooseTime(BookingCommand):
    """`other_time`: the proposed one; otherwise the one first asked for."""

    other_time: bool = False


@dataclass(frozen=True)
class MoveBooking(BookingCommand):
    loan: Loan | None = None
    lane: int = 0


class CancelBooking(BookingCommand):
    pass


@dataclass(frozen=True)
class PreemptBooking(BookingCommand):
    """`reason` is of limits.PREEMPT_REASONS."""

    reason: str = ""


@dataclass(frozen=True)
class HandOver(BookingCommand):
    """By the driver's link, or by the post."""

    checklist: Checklist = UNSEEN


@dataclass(frozen=True)
class ReturnBooking(BookingCommand):
    checklist: Checklist = UNSEEN


class RecordNoShow(BookingCommand):
    pass


@dataclass(frozen=True)
class RemindBooking(BookingCommand):
    """`due` is the moment that came; it acts only while that moment still stands."""

    due: Due | None = None
