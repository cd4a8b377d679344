"""Who must know of what happened to a booking. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of bookings, `OF_ITS_CASE` what its case is told
by instead of what a report is. Every other fact of its case tells whom it tells of any case.

An end is told once: a refusal, a return, an end by itself by the fact of the case that follows in
the same step (TaskRejected, TaskFinished, CaseClosed), which says it in the words of the booking.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mandat.bookings.domain import facts as b
from mandat.bookings.domain.fleet import Driver, Fleet
from mandat.bookings.domain.model import Booking, BookingStatus, Loan
from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Outcome
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Message, Role, Row
from mandat.records import record

When = Callable[[Any, Booking], bool]


def always(_: object, __: Booking) -> bool:
    return True


def before_word(_: object, booking: Booking) -> bool:
    """Nobody has agreed yet; what is agreed at once is told by that."""
    return not booking.was_approved


def agreed(_: object, booking: Booking) -> bool:
    return booking.was_approved


def nobody_decided(fact: b.BookingExpired, _: Booking) -> bool:
    return fact.reason == "not_decided"


def is_step(*steps: str) -> When:
    def found(fact: b.BookingReminded, _: Booking) -> bool:
        return fact.step in steps

    return found


def is_out(step: str) -> When:
    """The step of one who has the thing; who never came for it owes nothing back."""

    def found(fact: b.BookingReminded, booking: Booking) -> bool:
        return fact.step == step and booking.handed_over_at is not None

    return found


def not_withdrawn(fact: f.CaseClosed, _: Booking) -> bool:
    """What was cancelled is told by BookingCancelled."""
    return fact.outcome is not Outcome.WITHDRAWN


def without_agreement(fact: f.CaseClosed, _: Booking) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


def in_agreement(fact: f.CaseClosed, booking: Booking) -> bool:
    return not_withdrawn(fact, booking) and not without_agreement(fact, booking)


def rated(fact: f.CaseClosed, booking: Booking) -> bool:
    """The post hears of an end by itself from BookingExpired."""
    return not_withdrawn(fact, booking) and booking.status is not BookingStatus.EXPIRED


@record
class Notice:
    """A message of `kind` to `role`, when the booking is as `when` says."""

    kind: Kind
    role: Role
    when: When = always


BEFORE = ("before:0", "before:1", "before:2")

WHO_MUST_KNOW: Mapping[type, tuple[Notice, ...]] = {
    b.BookingHeld: (Notice(Kind.BOOKING_HELD, Role.CITIZEN, before_word),),
    b.BookingWaitlisted: (Notice(Kind.BOOKING_IN_LINE, Role.CITIZEN),),
    b.BookingOffered: (
        Notice(Kind.BOOKING_OFFERED, Role.CITIZEN),
        Notice(Kind.BOOKING_CALL, Role.TELLER),
    ),
    b.BookingAccepted: (Notice(Kind.BOOKING_HELD, Role.CITIZEN, before_word),),
    b.BookingApproved: (
        Notice(Kind.BOOKING_APPROVED, Role.CITIZEN),
        Notice(Kind.BOOKING_CALL, Role.TELLER),
        Notice(Kind.TRIP, Role.DRIVER),
    ),
    b.BookingDeclined: (),  # TaskRejected follows
    b.BookingProposed: (
        Notice(Kind.BOOKING_PROPOSED, Role.CITIZEN),
        Notice(Kind.BOOKING_CALL, Role.TELLER),
    ),
    b.BookingChosen: (
        Notice(Kind.BOOKING_APPROVED, Role.CITIZEN),
        Notice(Kind.BOOKING_NEWS, Role.OWNER),
        Notice(Kind.TRIP, Role.DRIVER),
    ),
    b.BookingMoved: (
        Notice(Kind.BOOKING_MOVED, Role.CITIZEN),
        Notice(Kind.BOOKING_NEWS, Role.OWNER),
        Notice(Kind.TRIP_MOVED, Role.DRIVER, agreed),
    ),
    b.BookingCancelled: (
        Notice(Kind.BOOKING_CANCELLED, Role.CITIZEN),
        Notice(Kind.BOOKING_NEWS, Role.OWNER),
        Notice(Kind.TRIP_OFF, Role.DRIVER, agreed),
    ),
    b.BookingExpired: (  # TaskRejected or CaseClosed follows, and tells the citizen
        Notice(Kind.BOOKING_NEWS, Role.OWNER),
        Notice(Kind.BOOKING_NEWS, Role.SUPERIOR, nobody_decided),
    ),
    b.BookingPreempted: (
        Notice(Kind.BOOKING_PREEMPTED, Role.CITIZEN),
        Notice(Kind.BOOKING_CALL, Role.TELLER),
        Notice(Kind.TRIP_OFF, Role.DRIVER),
    ),
    b.BookingHandedOver: (),  # the citizen stands beside it
    b.BookingReturned: (),  # TaskFinished follows
    b.BookingNoShow: (Notice(Kind.BOOKING_NEWS, Role.OWNER),),  # TaskFinished follows
    b.BookingReminded: (
        Notice(Kind.BOOKING_REMINDER, Role.CITIZEN, is_step(*BEFORE)),
        Notice(Kind.BOOKING_CALL, Role.TELLER, is_step("before:1")),
        Notice(Kind.TRIP_REMINDER, Role.DRIVER, is_step(*BEFORE, "return")),
        Notice(Kind.BOOKING_RETURN, Role.CITIZEN, is_out("return")),
        Notice(Kind.BOOKING_LATE, Role.CITIZEN, is_out("overdue:0")),
        Notice(Kind.TRIP_LATE, Role.DRIVER, is_step("overdue:0")),
        Notice(Kind.BOOKING_UNRETURNED, Role.OWNER, is_step("overdue:1", "overdue:2")),
        Notice(Kind.BOOKING_UNRETURNED, Role.SUPERIOR, is_step("overdue:2")),
    ),
}

OF_ITS_CASE: Mapping[type, tuple[Notice, ...]] = {
    f.CaseSubmitted: (),  # BookingHeld or BookingWaitlisted follows
    f.TaskAssigned: (
        Notice(Kind.BOOKING_TO_DECIDE, Role.OWNER, before_word),
        Notice(Kind.BOOKING_TO_PREPARE, Role.OWNER, agreed),
    ),
    f.CaseClosed: (
        Notice(Kind.CLOSED, Role.CITIZEN, in_agreement),
        Notice(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Notice(Kind.CALL, Role.TELLER, without_agreement),
        Notice(Kind.ENDED, Role.OWNER, rated),
    ),
}


_TABLE = {**WHO_MUST_KNOW, **OF_ITS_CASE}


def notices(event: Event, booking: Booking) -> tuple[Notice, ...]:
    """What `event`, of a booking or of its case, has to tell; `booking` as it is now.

    A post needs no news of what it did itself, a citizen no call about it.
    """
    known = _TABLE.get(type(event.fact))
    if known is None:
        rows = OF_ANY_CASE[type(event.fact)]
        return tuple(Notice(row.kind, row.role) for row in rows if row.when(event.fact))
    seen = Kind.BOOKING_NEWS if event.actor.startswith("post:") else Kind.BOOKING_CALL
    done = event.actor.startswith(("post:", "citizen"))
    found = (one for one in known if one.when(event.fact, booking))
    return tuple(one for one in found if not (done and one.kind is seen))


def rows(found: Iterable[Notice]) -> tuple[Row, ...]:
    """What `messaging.domain.audience` turns into people: everybody but drivers."""
    return tuple(Row(one.kind, one.role) for one in found if one.role is not Role.DRIVER)


# A driver is no post: his messages name the thing that he drives, one by mail and one by SMS.
DRIVER = "driver"
BY_SMS = "sms-"


def trips(found: Iterable[Notice], event: Event, booking: Booking) -> tuple[tuple[Kind, str], ...]:
    """(kind, resource) of what its drivers must know. Another car: the first one is off."""
    kinds = [one.kind for one in found if one.role is Role.DRIVER]
    told = [pair for kind in kinds for pair in _of_loan(kind, event, booking)]
    return tuple(dict.fromkeys(told))


def _of_loan(kind: Kind, event: Event, booking: Booking) -> tuple[tuple[Kind, str], ...]:
    fact = event.fact
    loan = getattr(fact, "loan", booking.loan)
    if not isinstance(fact, b.BookingMoved):
        return tuple((kind, one) for one in things(loan))
    before, after = things(fact.previous), things(loan)
    off = ((Kind.TRIP_OFF, one) for one in before if one not in after)
    on = ((kind if one in before else Kind.TRIP, one) for one in after)
    return (*off, *on)


def things(loan: Loan) -> tuple[str, ...]:
    return tuple(one.resource for one in loan.items)


def to_drivers(
    event: Event, pairs: Iterable[tuple[Kind, str]], fleet: Fleet, *, by_sms: bool
) -> tuple[Message, ...]:
    """A mail and an SMS to each driver, as far as the fleet knows how to reach him.

    Who brings several things hears of all of them at once.
    """
    found: dict[tuple[Kind, Driver], str] = {}
    for kind, resource_id in pairs:
        resource = fleet.resource(resource_id)
        if resource:
            found.setdefault((kind, resource.driver), resource_id)
    return tuple(
        _to_driver(event, kind, address)
        for (kind, driver), resource_id in found.items()
        for address in _addresses(driver, resource_id, by_sms=by_sms)
    )


def _addresses(driver: Driver, resource_id: str, *, by_sms: bool) -> tuple[str, ...]:
    mail = (resource_id,) if driver.email else ()
    return (*mail, f"{BY_SMS}{resource_id}") if driver.phone and by_sms else mail


def _to_driver(event: Event, kind: Kind, address: str) -> Message:
    trace = event.correlation_id
    return Message(event.id, kind, event.case_id, event.seq, DRIVER, address, trace)
