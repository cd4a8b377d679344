"""What a post may do with a booking as it is now. Pure; the booking's tables have the last word."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from mandat.bookings.domain.limits import HANDED_OVER_EARLY, NO_SHOW_AFTER
from mandat.bookings.domain.model import OVER, Booking, BookingStatus
from mandat.bookings.domain.transitions import BOOKING
from mandat.cases.domain.model import Case, CaseStatus
from mandat.platform import links
from mandat.records import record


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    APPROVE = links.APPROVE
    PROPOSE = links.PROPOSE
    DECLINE = links.DECLINE
    HAND_OVER = "serah"
    TAKE_BACK = "kembali"
    NO_SHOW = "tidak-datang"
    PREEMPT = "tarik"
    CANCEL = "batalkan"


# What a driver does by his own link, /sopir/<token>/<value>.
DRIVERS = (Action.HAND_OVER, Action.TAKE_BACK, Action.NO_SHOW)


@record
class Rule:
    """The fact that the action would add, and from when on it may be added."""

    fact: str
    due: Callable[[Booking, datetime], bool] = lambda _booking, _now: True


def _near(booking: Booking, now: datetime) -> bool:
    return now >= booking.loan.start - HANDED_OVER_EARLY


def _waited(booking: Booking, now: datetime) -> bool:
    return now >= booking.loan.start + NO_SHOW_AFTER


# In the order in which a page offers them.
RULES: Mapping[Action, Rule] = {
    Action.APPROVE: Rule("BookingApproved"),
    Action.HAND_OVER: Rule("BookingHandedOver", _near),
    Action.TAKE_BACK: Rule("BookingReturned"),
    Action.NO_SHOW: Rule("BookingNoShow", _waited),
    Action.PROPOSE: Rule("BookingProposed"),
    Action.DECLINE: Rule("BookingDeclined"),
    Action.PREEMPT: Rule("BookingPreempted"),
    Action.CANCEL: Rule("BookingCancelled"),
}


def possible(booking: Booking, now: datetime) -> tuple[Action, ...]:
    """What can be done with the booking at all, whoever does it."""
    return tuple(
        action
        for action, rule in RULES.items()
        if (booking.status, rule.fact) in BOOKING and rule.due(booking, now)
    )


def allowed(case: Case, booking: Booking, post: str, now: datetime) -> tuple[Action, ...]:
    """What is open to `post`: everything to the one that holds the task, nothing to others."""
    if post != case.owner or case.status is not CaseStatus.OPEN:
        return ()
    return possible(booking, now)


def main_of(booking: Booking, actions: tuple[Action, ...]) -> Action | None:
    """The one act that the page has a button for; none while nothing has to be done."""
    wanted = {BookingStatus.HELD: Action.APPROVE, BookingStatus.HANDED_OVER: Action.TAKE_BACK}
    first = wanted.get(booking.status, Action.HAND_OVER)
    if booking.status in OVER:
        first = Action.PROPOSE
    return first if first in actions else None
