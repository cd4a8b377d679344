"""Whether a message about a booking is still worth sending: it may have moved on. Pure."""

# ruff: noqa: ARG001  every rule of the table has the same signature

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from mandat.bookings.domain import facts as b
from mandat.bookings.domain.model import Booking, BookingStatus
from mandat.bookings.domain.timing import STEPS
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.messaging.domain import Kind, Message

Stands = Callable[[Event, Case, Booking], bool]


def _always(event: Event, case: Case, booking: Booking) -> bool:
    return True


def _is(*statuses: BookingStatus) -> Stands:
    return lambda _, __, booking: booking.status in statuses


def _until_stands(status: BookingStatus) -> Stands:
    """Of the same offer or proposal still, not of one that came after it."""

    def stands(event: Event, _: Case, booking: Booking) -> bool:
        return booking.status is status and booking.until == getattr(event.fact, "until", None)

    return stands


def _same_time(event: Event, _: Case, booking: Booking) -> bool:
    return booking.is_live and booking.loan == getattr(event.fact, "loan", None)


def _last_step(event: Event, _: Case, booking: Booking) -> bool:
    """No later step was taken, and no other time was agreed: both begin to count anew."""
    step = getattr(event.fact, "step", "")
    return booking.is_live and booking.reminded == STEPS.index(step) + 1


def _is_driven(event: Event, case: Case, booking: Booking) -> bool:
    return booking.status is BookingStatus.APPROVED


def _owned(event: Event, case: Case, booking: Booking) -> bool:
    """Nobody gets a task's papers who lost the task in between."""
    return getattr(event.fact, "owner", case.owner) == case.owner


def _to_decide(event: Event, case: Case, booking: Booking) -> bool:
    return booking.status is BookingStatus.HELD and _owned(event, case, booking)


def _to_prepare(event: Event, case: Case, booking: Booking) -> bool:
    return booking.status is BookingStatus.APPROVED and _owned(event, case, booking)


_HAS_IT = (BookingStatus.APPROVED, BookingStatus.HANDED_OVER)

# Kinds that are not here are worth sending whatever came after.
STANDS: Mapping[Kind, Stands] = {
    Kind.BOOKING_HELD: _is(BookingStatus.HELD),
    Kind.BOOKING_IN_LINE: _is(BookingStatus.WAITING),
    Kind.BOOKING_OFFERED: _until_stands(BookingStatus.OFFERED),
    Kind.BOOKING_APPROVED: _is(*_HAS_IT),
    Kind.BOOKING_PROPOSED: _until_stands(BookingStatus.PROPOSED),
    Kind.BOOKING_MOVED: _same_time,
    Kind.BOOKING_PREEMPTED: _until_stands(BookingStatus.PREEMPTED),
    Kind.BOOKING_REMINDER: _last_step,
    Kind.BOOKING_RETURN: _last_step,
    Kind.BOOKING_LATE: _last_step,
    Kind.BOOKING_TO_DECIDE: _to_decide,
    Kind.BOOKING_TO_PREPARE: _to_prepare,
    Kind.BOOKING_UNRETURNED: _last_step,
    Kind.TRIP: _is_driven,
    Kind.TRIP_MOVED: _same_time,
    Kind.TRIP_REMINDER: _last_step,
    Kind.TRIP_LATE: _last_step,
}
# What a post is asked to call for, while that still stands.
CALLS: Mapping[type, Kind] = {
    b.BookingOffered: Kind.BOOKING_OFFERED,
    b.BookingApproved: Kind.BOOKING_APPROVED,
    b.BookingProposed: Kind.BOOKING_PROPOSED,
    b.BookingPreempted: Kind.BOOKING_PREEMPTED,
    b.BookingReminded: Kind.BOOKING_REMINDER,
}


def stands(message: Message, event: Event, case: Case, booking: Booking) -> bool:
    """Whether `message` is still worth sending."""
    called_for = CALLS.get(type(event.fact), message.kind)
    kind = called_for if message.kind is Kind.BOOKING_CALL else message.kind
    return STANDS.get(kind, _always)(event, case, booking)


def comes_too_late(booking: Booking, morning: datetime) -> bool:
    """A reminder that waits for `morning` would come when the loan has begun already."""
    return morning >= booking.loan.start


# By these facts a booking ends, or is given back; a fact of its case follows in the same step.
_ENDS = (b.BookingDeclined, b.BookingExpired, b.BookingReturned, b.BookingNoShow)


def ended_by(event: Event, recent: Iterable[Event]) -> Event | None:
    """The end of the booking that `event`, of its case, tells of; None when it tells of none."""
    same = (one for one in recent if one.cause == event.cause and one.seq < event.seq)
    return next((one for one in same if isinstance(one.fact, _ENDS)), None)
