"""decide(case, booking, command, now) -> events: every rule of a booking, and nothing but rules.

What happens to a booking and what that means for its case are decided together: one step, one
record. Source of the rules: the offer's published terms (fleet) and the city's promises.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import singledispatch
from typing import Any

from mandat.bookings.domain import acts as a
from mandat.bookings.domain import facts as f
from mandat.bookings.domain import terms, timing
from mandat.bookings.domain.apply import replay, require
from mandat.bookings.domain.fleet import Fleet, Offer
from mandat.bookings.domain.limits import (
    DECLINE_REASONS,
    HANDED_OVER_EARLY,
    NEAR,
    NO_SHOW_AFTER,
    OFFER_HOURS,
    OFFER_HOURS_NEAR,
    PREEMPT_REASONS,
)
from mandat.bookings.domain.model import Booking, BookingStatus, Checklist, Loan
from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, Outcome, Task
from mandat.cases.domain.timing import scheduled_clocks
from mandat.city.calendar import Calendar
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM, CITIZEN = "system", "citizen"
DAY = timedelta(days=1)


@record
class Standing:
    """A booking and its case at a moment, and the offer as it is today."""

    case: Case
    booking: Booking
    offer: Offer
    fleet: Fleet
    at: datetime


def decide(
    case: Case, booking: Booking | None, command: a.BookingCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `booking` (None before it exists) and to its `case`.

    No events when it does nothing. Raises RefusedError (NotAllowedError, NotYoursError,
    InvalidError) when the rules say no.
    """
    at = moment(case, now)
    found = _facts(case, booking, command, at)
    events = recorded(case, command, found, at)
    replay(events, booking)
    return events


def _facts(
    case: Case, booking: Booking | None, command: a.BookingCommand, at: datetime
) -> Iterable[Any]:
    if isinstance(command, a.RequestBooking):
        return _request(booking, command, at)
    if booking is None:
        raise NotAllowedError("no_booking")
    offer = _offer(command.fleet, booking.offer)
    return _decide(command, Standing(case, booking, offer, command.fleet, at))


def _offer(fleet: Fleet, offer_id: str) -> Offer:
    offer = fleet.offer(offer_id)
    if offer is None:
        raise InvalidError("offer", "choose_one")
    return offer


def _request(booking: Booking | None, command: a.RequestBooking, at: datetime) -> Facts:
    offer, loan = _offer(command.fleet, command.offer), _asked(command.loan)
    terms.check(loan, offer, command.fleet, at)
    asked = (offer.id, loan)
    if command.in_line:
        require(booking, "BookingWaitlisted")
        until = loan.start - timedelta(hours=offer.notice_hours)
        return (f.BookingWaitlisted(*asked, until, command.purpose, command.family),)
    require(booking, "BookingHeld")
    until = timing.hold_until(loan, at, offer.decide_hours)
    held = f.BookingHeld(*asked, until, command.purpose, command.family, command.lane)
    return (held, *_at_once(offer))


def _asked(loan: Loan | None) -> Loan:
    if loan is None:
        raise InvalidError("time", "choose_time")
    return loan


def _at_once(offer: Offer) -> Facts:
    return () if offer.approved_by_post else (f.BookingApproved(),)


@singledispatch
def _decide(command: a.BookingCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _task(one: Standing) -> Task:
    if one.case.task is None:
        raise NotAllowedError("not_routed")
    return one.case.task


def _owned(one: Standing, command: a.BookingCommand, fact: str) -> Task:
    """The task, when the acting post holds it and the step is possible."""
    require(one.booking, fact)
    task = _task(one)
    if command.post != task.owner:
        raise NotYoursError("not_owner")
    return task


def _citizens(one: Standing, command: a.BookingCommand, fact: str) -> None:
    require(one.booking, fact)
    if command.actor != CITIZEN:
        raise NotYoursError("not_citizen")


def _brought(one: Standing, command: a.BookingCommand, fact: str) -> Task:
    """By the driver of one of its things, or by the post that holds the task."""
    require(one.booking, fact)
    task = _task(one)
    drivers = {f"driver:{item.resource}" for item in one.booking.loan.items}
    if command.actor not in drivers and command.post != task.owner:
        raise NotYoursError("not_driver")
    return task


def _scheduled(one: Standing, calendar: Calendar, by: datetime) -> Facts:
    """The case's clocks, set for the day of the loan; before the router saw it there are none."""
    if one.case.task is None:
        return ()
    clocks = scheduled_clocks(one.case, one.at, by, calendar)
    return (of_case.TaskScheduled(one.case.task.id, clocks),)


@_decide.register
def _offer_booking(command: a.OfferBooking, one: Standing) -> Facts:
    """To the first in line, for a day, or two hours when the day of the loan is near."""
    require(one.booking, "BookingOffered")
    loan = one.booking.loan
    if loan.start <= one.at:
        return ()
    hours = OFFER_HOURS_NEAR if loan.start - one.at < NEAR else OFFER_HOURS
    return (f.BookingOffered(loan, timing.hold_until(loan, one.at, hours), command.lane),)


@_decide.register
def _accept_offer(command: a.AcceptOffer, one: Standing) -> Facts:
    _citizens(one, command, "BookingAccepted")
    until = timing.hold_until(one.booking.loan, one.at, one.offer.decide_hours)
    return (f.BookingAccepted(until), *_at_once(one.offer))


@_decide.register
def _approve_booking(command: a.ApproveBooking, one: Standing) -> Facts:
    _owned(one, command, "BookingApproved")
    by = one.booking.loan.end + DAY
    return (f.BookingApproved(), *_scheduled(one, command.calendar, by))


@_decide.register
def _decline_booking(command: a.DeclineBooking, one: Standing) -> Facts:
    task = _owned(one, command, "BookingDeclined")
    one_of("reason", command.reason, DECLINE_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    return (f.BookingDeclined(command.reason), *_rejected(one, command, task, command.reason))


def _rejected(one: Standing, command: a.BookingCommand, task: Task, reason: str) -> Facts:
    text = bool(command.text.strip())
    fact = of_case.TaskRejected(task.id, reason, None, text=text, photos=command.photos)
    return answered(one.case, fact, command.calendar, one.at)


@_decide.register
def _propose_time(command: a.ProposeTime, one: Standing) -> Facts:
    _owned(one, command, "BookingProposed")
    loan, first = _asked(command.loan), one.booking.loan
    if loan == first and one.booking.is_live:
        raise InvalidError("time", "same_time")
    terms.check(loan, one.offer, one.fleet, one.at, by_post=True)
    until = timing.hold_until(loan, one.at, one.offer.choose_hours)
    until = min(until, first.start) if one.booking.is_live else until
    proposed = f.BookingProposed(loan, until, text=bool(command.text.strip()))
    # The post has answered: the next word is the citizen's.
    return (proposed, *_scheduled(one, command.calendar, max(loan.end, first.end) + DAY))


@_decide.register
def _choose_time(command: a.ChooseTime, one: Standing) -> Facts:
    _citizens(one, command, "BookingChosen")
    loan = one.booking.proposed if command.other_time else one.booking.loan
    loan = _asked(loan)
    chosen = f.BookingChosen(loan, command.other_time)
    return (chosen, *_scheduled(one, command.calendar, loan.end + DAY))


@_decide.register
def _move_booking(command: a.MoveBooking, one: Standing) -> Facts:
    _citizens(one, command, "BookingMoved")
    _before_cutoff(one)
    loan, booking = _asked(command.loan), one.booking
    if loan == booking.loan and booking.is_live:
        raise InvalidError("time", "same_time")
    terms.check(loan, one.offer, one.fleet, one.at)
    if booking.status is BookingStatus.HELD:
        until = timing.hold_until(loan, one.at, one.offer.decide_hours)
        return (f.BookingMoved(booking.loan, loan, until, command.lane),)
    moved = f.BookingMoved(booking.loan, loan, None, command.lane)
    return (moved, *_scheduled(one, command.calendar, loan.end + DAY))


def _before_cutoff(one: Standing) -> None:
    """Who was promised a thing gives it back in time for somebody else to have it."""
    promised = one.booking.status is BookingStatus.APPROVED
    if promised and one.at > cutoff(one.booking.loan, one.offer):
        raise NotAllowedError("after_cutoff")


def cutoff(loan: Loan, offer: Offer) -> datetime:
    """Until when the citizen may move or cancel an approved loan by link."""
    return loan.start - timedelta(hours=offer.cutoff_hours)


@_decide.register
def _cancel_booking(command: a.CancelBooking, one: Standing) -> Facts:
    """After the cut-off by the post, which the citizen calls, or with the citizen's data."""
    if command.post:
        _owned(one, command, "BookingCancelled")
    elif command.actor != SYSTEM:
        _citizens(one, command, "BookingCancelled")
        _before_cutoff(one)
    require(one.booking, "BookingCancelled")
    return (f.BookingCancelled(), of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _preempt_booking(command: a.PreemptBooking, one: Standing) -> Facts:
    one_of("reason", command.reason, PREEMPT_REASONS)
    if command.actor != SYSTEM:
        _owned(one, command, "BookingPreempted")
        check_text(command, OWNER_TEXT_MIN)
    require(one.booking, "BookingPreempted")
    until = one.at + timedelta(hours=one.offer.choose_hours)
    taken = f.BookingPreempted(command.reason, until, text=bool(command.text.strip()))
    return (taken, *_scheduled(one, command.calendar, until + DAY))


@_decide.register
def _hand_over(command: a.HandOver, one: Standing) -> Facts:
    _brought(one, command, "BookingHandedOver")
    if one.at < one.booking.loan.start - HANDED_OVER_EARLY:
        raise NotAllowedError("too_early")
    _check_checklist(command.checklist)
    text = bool(command.text.strip())
    return (f.BookingHandedOver(command.checklist, text, command.photos),)


def _check_checklist(found: Checklist) -> None:
    if found.odometer is not None and found.odometer < 0:
        raise InvalidError("odometer", "odometer_unreadable")
    if found.fuel is not None and found.fuel not in range(9):
        raise InvalidError("fuel", "choose_one")


@_decide.register
def _return_booking(command: a.ReturnBooking, one: Standing) -> Facts:
    task = _brought(one, command, "BookingReturned")
    _check_checklist(command.checklist)
    before = one.booking.out.odometer if one.booking.out else None
    after = command.checklist.odometer
    if before is not None and after is not None and after < before:
        raise InvalidError("odometer", "odometer_less")
    text = bool(command.text.strip())
    back = f.BookingReturned(command.checklist, text, command.photos)
    done = of_case.TaskFinished(task.id, None, text=False)
    return (back, *answered(one.case, done, command.calendar, one.at))


@_decide.register
def _record_no_show(command: a.RecordNoShow, one: Standing) -> Facts:
    task = _brought(one, command, "BookingNoShow")
    if one.at < one.booking.loan.start + NO_SHOW_AFTER:
        raise NotAllowedError("too_early")
    barred = terms.add_months(one.at, one.offer.strike_months)
    done = of_case.TaskFinished(task.id, None, text=False)
    return (f.BookingNoShow(barred), *answered(one.case, done, command.calendar, one.at))


@_decide.register
def _remind_booking(command: a.RemindBooking, one: Standing) -> Facts:
    """Only while the moment stands, and not before it."""
    due = command.due
    if command.actor != SYSTEM or due is None or timing.next_moment(one.booking) != due:
        return ()
    if one.at < due.at:
        return ()
    step = due.kind.removeprefix(timing.KIND)
    return _expire(one, command) if step == timing.EXPIRE else (f.BookingReminded(step),)


_WHY = {
    BookingStatus.WAITING: "never_free",
    BookingStatus.OFFERED: "not_taken",
    BookingStatus.HELD: "not_decided",
    BookingStatus.PROPOSED: "not_chosen",
    BookingStatus.PREEMPTED: "not_chosen",
}
# What the city did not do is an answer that the citizen may refuse; what he did not, is the end.
_CITYS_FAULT = frozenset({BookingStatus.HELD, BookingStatus.PREEMPTED})


def _expire(one: Standing, command: a.BookingCommand) -> Facts:
    status = one.booking.status
    expired = f.BookingExpired(_WHY[status])
    if status in _CITYS_FAULT and one.case.task:
        return (expired, *_rejected(one, command, one.case.task, _WHY[status]))
    return (expired, of_case.CaseClosed(Outcome.UNRATED))
