"""What somebody wants done to a booking: commands, imperative, each with its cause.

They are commands on the booking's case: one cause, one record, one sequence. `actor` may also be
driver:<resource>.
"""

from dataclasses import field

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import UNSEEN, Checklist, Loan
from mandat.cases.domain.acts import TimedCommand
from mandat.cases.domain.model import Due
from mandat.records import record


@record
class BookingCommand(TimedCommand):
    """`fleet` are the things and the terms as they are today."""

    fleet: Fleet = field(default_factory=Fleet, kw_only=True, repr=False)


@record
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


@record
class OfferBooking(BookingCommand):
    """The slots of one in line have come free."""

    lane: int = 0


class AcceptOffer(BookingCommand):
    pass


class ApproveBooking(BookingCommand):
    pass


@record
class DeclineBooking(BookingCommand):
    """`reason` is of limits.DECLINE_REASONS; the text says more."""

    reason: str = ""


@record
class ProposeTime(BookingCommand):
    loan: Loan | None = None


@record
class ChooseTime(BookingCommand):
    """`other_time`: the proposed one; otherwise the one first asked for."""

    other_time: bool = False


@record
class MoveBooking(BookingCommand):
    loan: Loan | None = None
    lane: int = 0


class CancelBooking(BookingCommand):
    pass


@record
class PreemptBooking(BookingCommand):
    """`reason` is of limits.PREEMPT_REASONS."""

    reason: str = ""


@record
class HandOver(BookingCommand):
    """By the driver's link, or by the post."""

    checklist: Checklist = UNSEEN


@record
class ReturnBooking(BookingCommand):
    checklist: Checklist = UNSEEN


class RecordNoShow(BookingCommand):
    pass


@record
class RemindBooking(BookingCommand):
    """`due` is the moment that came; it acts only while that moment still stands."""

    due: Due | None = None
