"""How an enrolment changes, and which months it is owed. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mandat.errors import InvalidError
from mandat.stipend.domain.limits import STOP_REASONS
from mandat.stipend.domain.model import (
    Application,
    Enrolment,
    EnrolmentStatus,
    Payment,
    PaymentStatus,
    Stop,
)
from mandat.stipend.domain.months import later, month_of, span


def enrolled(application: Application, amount: int, village: str, name: str) -> Enrolment:
    """The enrolment that an approved application makes."""
    return Enrolment(
        application.person,
        application.case_id,
        EnrolmentStatus.ACTIVE,
        village,
        application.from_month,
        name,
        last4=application.last4,
        amount=amount,
    )


def stop_of(reason: str, day: date, cause: str) -> Stop:
    """A stop on a local day: what that month owes and was not paid yet is not owed any more.

    Raises InvalidError for a reason that is none.
    """
    if reason not in STOP_REASONS:
        raise InvalidError("reason", "choose_one")
    return Stop(cause, reason, day, later(month_of(day), -1))


def stopped(enrolment: Enrolment, stop: Stop) -> Enrolment:
    """With one more stop; the same again changes nothing."""
    if any(one.cause == stop.cause for one in enrolment.stops):
        return enrolment
    return _standing(enrolment, (*enrolment.stops, stop))


def resumed(enrolment: Enrolment, cause: str) -> Enrolment:
    """Without that very stop, as if it had never been; other stops stand."""
    left = tuple(one for one in enrolment.stops if one.cause != cause)
    return enrolment if left == enrolment.stops else _standing(enrolment, left)


def _standing(enrolment: Enrolment, stops: tuple[Stop, ...]) -> Enrolment:
    first = min(stops, key=lambda one: one.until_month, default=None)
    return replace(
        enrolment,
        stops=stops,
        status=EnrolmentStatus.STOPPED if first else EnrolmentStatus.ACTIVE,
        until_month=first.until_month if first else "",
        reason=first.reason if first else "",
        cause=first.cause if first else "",
        stopped_on=first.day if first else None,
        revision=enrolment.revision + 1,
    )


def is_owed(enrolment: Enrolment | None, month: str) -> bool:
    """Whether a payment of the month may be opened, and paid."""
    if enrolment is None or month < enrolment.from_month:
        return False
    return enrolment.is_active or month <= enrolment.until_month


def owed_months(enrolment: Enrolment, first: str, last: str) -> tuple[str, ...]:
    """The months from `first` to `last` that the person is owed."""
    end = last if enrolment.is_active else min(last, enrolment.until_month)
    return span(max(first, enrolment.from_month), end)


def lacks(payment: Payment | None) -> bool:
    """Whether the ledger has nothing for a month, or nothing that still counts."""
    return payment is None or payment.status is PaymentStatus.VOID


def to_settle(month: str, roll: Iterable[Enrolment], ledger: Iterable[Payment]) -> tuple[str, ...]:
    """The persons for whom the month is not as the roll says: nothing opened, or owed no more."""
    known = {one.person: one for one in roll}
    booked = {one.person: one for one in ledger}
    owed = {key for key, one in known.items() if is_owed(one, month)}
    missing = {key for key in owed if lacks(booked.get(key))}
    unowed = {
        key for key, one in booked.items() if one.status is PaymentStatus.DUE and key not in owed
    }
    return tuple(sorted(missing | unowed))
