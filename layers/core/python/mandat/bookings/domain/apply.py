"""apply(booking, event) -> booking: the only place where a booking changes."""

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch
from typing import Any

from mandat.bookings.domain import facts as f
from mandat.bookings.domain.model import Booking, BookingStatus
from mandat.bookings.domain.timing import STEPS, passed
from mandat.bookings.domain.transitions import BOOKING
from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError


def require(booking: Booking | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (booking.status if booking else None, fact) not in BOOKING:
        raise NotAllowedError(f"not_now_{fact}")


def replay(events: Iterable[Event], booking: Booking | None = None) -> Booking | None:
    """The booking that a case's record tells; None when none of its events is a booking's."""
    for event in events:
        if event.type.startswith("Booking"):
            booking = apply(booking, event)
    return booking


def apply(booking: Booking | None, event: Event) -> Booking:
    """The booking after one of its events. Raises NotAllowedError for an impossible step."""
    require(booking, event.type)
    status = BOOKING[booking.status if booking else None, event.type]
    if booking is None:
        return _new(event, status)
    return _change(event.fact, replace(booking, status=status), event)


def _new(event: Event, status: BookingStatus) -> Booking:
    fact: Any = event.fact  # BookingHeld or BookingWaitlisted: the table begins with nothing else
    return Booking(
        event.case_id,
        status,
        fact.offer,
        fact.loan,
        until=fact.until,
        family=fact.family,
        lane=getattr(fact, "lane", 0),
        purpose=fact.purpose,
    )


def _agreed(booking: Booking, event: Event) -> Booking:
    """Approved for the loan that it has now: the reminders that still make sense begin."""
    return replace(
        booking,
        until=None,
        proposed=None,
        was_approved=True,
        reminded=passed(booking.loan, event.at),
        revision=booking.revision + booking.was_approved,
    )


@singledispatch
def _change(fact: object, booking: Booking, event: Event) -> Booking:
    """It is over: nothing waits and nothing is proposed any more."""
    return replace(booking, until=None, proposed=None, revision=booking.revision + 1)


@_change.register
def _offered(fact: f.BookingOffered, booking: Booking, event: Event) -> Booking:
    return replace(booking, loan=fact.loan, until=fact.until, lane=fact.lane)


@_change.register
def _accepted(fact: f.BookingAccepted, booking: Booking, event: Event) -> Booking:
    return replace(booking, until=fact.until)


@_change.register
def _approved(fact: f.BookingApproved, booking: Booking, event: Event) -> Booking:
    return _agreed(booking, event)


@_change.register
def _proposed(fact: f.BookingProposed, booking: Booking, event: Event) -> Booking:
    """What was given up is not held again: then the proposal is all there is to choose."""
    first = booking.loan if booking.until else fact.loan
    return replace(booking, loan=first, proposed=fact.loan, until=fact.until)


@_change.register
def _chosen(fact: f.BookingChosen, booking: Booking, event: Event) -> Booking:
    return _agreed(replace(booking, loan=fact.loan), event)


@_change.register
def _moved(fact: f.BookingMoved, booking: Booking, event: Event) -> Booking:
    booking = replace(booking, loan=fact.loan, lane=fact.lane or booking.lane)
    if fact.until:
        return replace(booking, until=fact.until)
    return _agreed(booking, event)


@_change.register
def _preempted(fact: f.BookingPreempted, booking: Booking, event: Event) -> Booking:
    return replace(booking, until=fact.until, revision=booking.revision + 1)


@_change.register
def _handed_over(fact: f.BookingHandedOver, booking: Booking, event: Event) -> Booking:
    return replace(booking, handed_over_at=event.at, out=fact.checklist)


@_change.register
def _returned(fact: f.BookingReturned, booking: Booking, event: Event) -> Booking:
    return replace(booking, returned_at=event.at, back=fact.checklist)


@_change.register
def _no_show(fact: f.BookingNoShow, booking: Booking, event: Event) -> Booking:
    return replace(booking, barred_until=fact.barred_until)


@_change.register
def _reminded(fact: f.BookingReminded, booking: Booking, event: Event) -> Booking:
    return replace(booking, reminded=STEPS.index(fact.step) + 1)
