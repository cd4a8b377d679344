"""decide(case, subject, command, now) -> events: every rule of the stipend, and nothing but rules.

What is decided about an application or a payment and what that means for its case go together: one
step, one record. Source of the rules: the programme's terms (mandat.programmes.domain.terms).
"""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, ContactKind, Outcome, Task
from mandat.cases.domain.timing import scheduled_clocks, task_clocks
from mandat.city.calendar import to_local
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.records import record
from mandat.stipend.domain import acts as a
from mandat.stipend.domain import facts as f
from mandat.stipend.domain.apply import Subject, replay, require
from mandat.stipend.domain.limits import (
    APPLICANTS,
    HOW_PAID,
    LINK,
    MONTHS_AHEAD,
    OWN,
    POST_REASONS,
    PROOFS,
    PROVE_WITHIN,
    REFUSE_REASONS,
    STOP_REASONS,
    VERIFIED,
)
from mandat.stipend.domain.model import Application, Payment
from mandat.stipend.domain.months import checked, later, month_at, month_of

Facts = tuple[Any, ...]
SYSTEM, CITIZEN = "system", "citizen"


@record
class Standing:
    """An application or a payment and its case at a moment."""

    case: Case
    subject: Subject | None
    at: datetime

    @property
    def task(self) -> Task:
        if self.case.task is None:
            raise NotAllowedError("not_routed")
        return self.case.task


def decide(
    case: Case, subject: Subject | None, command: a.StipendCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `subject` (None before it exists) and to its `case`.

    No events when it does nothing. Raises RefusedError (NotAllowedError, NotYoursError,
    InvalidError) when the rules say no.
    """
    at = moment(case, now)
    found: Iterable[Any] = _decide(command, Standing(case, subject, at))
    events = recorded(case, command, found, at)
    replay(events, subject)
    return events


@singledispatch
def _decide(command: a.StipendCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _owned(one: Standing, command: a.StipendCommand, fact: str) -> Task:
    """The task, when the acting post holds it and the step is possible."""
    require(one.subject, fact)
    task = one.task
    if command.post != task.owner:
        raise NotYoursError("not_owner")
    return task


def _deciders(one: Standing, command: a.StipendCommand, fact: str) -> Task:
    task = _owned(one, command, fact)
    if command.post != command.terms.approved_by:
        raise NotYoursError("not_approver")
    return task


def _application(one: Standing) -> Application:
    if not isinstance(one.subject, Application):
        raise NotAllowedError("no_application")
    return one.subject


def _payment(one: Standing) -> Payment:
    if not isinstance(one.subject, Payment):
        raise NotAllowedError("no_payment")
    return one.subject


def _criteria(command: a.StipendCommand) -> frozenset[str]:
    return frozenset(key for key, _ in command.terms.criteria)


def _of_criteria(field: str, chosen: tuple[str, ...], command: a.StipendCommand) -> None:
    if not _criteria(command).issuperset(chosen):
        raise InvalidError(field, "choose_one")


@_decide.register
def _apply_for_stipend(command: a.ApplyForStipend, one: Standing) -> Facts:
    require(one.subject, "StipendApplied")
    one_of("applicant", command.applicant, APPLICANTS)
    _of_criteria("claimed", command.claimed, command)
    person, last4 = command.person, command.last4
    return (f.StipendApplied(command.applicant, person, last4, command.claimed),)


@_decide.register
def _verify_application(command: a.VerifyApplication, one: Standing) -> Facts:
    """By the lurah, who has been there: then it is before whoever approves, with new clocks."""
    task = _owned(one, command, "StipendVerified")
    _of_criteria("met", command.met, command)
    check_text(command, OWNER_TEXT_MIN)
    if not command.photos:
        raise InvalidError("photos", "photos_needed")
    verified = f.StipendVerified(
        _visited(command, one.at),
        command.met,
        command.recommended,
        command.person,
        photos=command.photos,
    )
    return (verified, *_passed_on(one, command, task))


def _visited(command: a.VerifyApplication, at: datetime) -> str:
    day = command.visited_on
    if day is None or day > to_local(at).date():
        raise InvalidError("visited_on", "choose_day")
    return day.isoformat()


def _passed_on(one: Standing, command: a.VerifyApplication, task: Task) -> Facts:
    to = command.terms.approved_by
    if to == task.owner:
        return ()
    clocks = task_clocks(one.case, one.at, command.calendar)
    return (of_case.TaskTransferred(task.id, task.owner, to, VERIFIED, clocks),)


@_decide.register
def _approve_application(command: a.ApproveApplication, one: Standing) -> Facts:
    """Of a living person whom the register knows, for whom the visit found all criteria to hold."""
    task = _deciders(one, command, "StipendApproved")
    application = _application(one)
    person = command.person or application.person
    _may_be_enrolled(command, person)
    if not _criteria(command).issubset(application.met):
        raise NotAllowedError("criteria_not_met")
    first = _first_month(command, one)
    return (
        f.StipendApproved(person, first, command.terms.amount),
        *_finished(one, command, task),
    )


def _may_be_enrolled(command: a.ApproveApplication, person: str) -> None:
    if not person:
        raise NotAllowedError("person_unknown")
    if not command.alive:
        raise NotAllowedError("person_died")
    if command.enrolled:
        raise NotAllowedError("already_enrolled")


def _first_month(command: a.ApproveApplication, one: Standing) -> str:
    """Not before the month in which it was asked for, and not far ahead."""
    month = checked(command.from_month)
    latest = later(month_at(one.at), MONTHS_AHEAD)
    if not month_at(one.case.submitted_at) <= month <= latest:
        raise InvalidError("from_month", "choose_month")
    return month


def _finished(one: Standing, command: a.StipendCommand, task: Task) -> Facts:
    text = bool(command.text.strip())
    done = of_case.TaskFinished(task.id, None, text=text, photos=command.photos)
    return answered(one.case, done, command.calendar, one.at)


@_decide.register
def _refuse_application(command: a.RefuseApplication, one: Standing) -> Facts:
    task = _deciders(one, command, "StipendRefused")
    one_of("reason", command.reason, REFUSE_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    said = of_case.TaskRejected(task.id, command.reason, None, photos=command.photos)
    return (
        f.StipendRefused(command.reason),
        *answered(one.case, said, command.calendar, one.at),
    )


@_decide.register
def _withdraw_application(command: a.WithdrawApplication, one: Standing) -> Facts:
    require(one.subject, "StipendWithdrawn")
    if command.actor not in {CITIZEN, SYSTEM}:
        raise NotYoursError("not_citizen")
    return (f.StipendWithdrawn(), of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _stop_stipend(command: a.StopStipend, one: Standing) -> Facts:
    """From the month of this day on; what was paid stays paid."""
    _may_change_roll(one, command, "StipendStopped")
    one_of("reason", command.reason, POST_REASONS)
    called, day = _told(one, command), to_local(one.at).date()
    stop = f"stop:{one.case.id}:{one.case.seq + 1}"
    fact = f.StipendStopped(command.reason, day.isoformat(), month_of(day), stop, called)
    return (fact,)


@_decide.register
def _resume_stipend(command: a.ResumeStipend, one: Standing) -> Facts:
    _may_change_roll(one, command, "StipendResumed")
    return (f.StipendResumed(_application(one).stop, _told(one, command)),)


def _may_change_roll(one: Standing, command: a.OnTheRoll, fact: str) -> None:
    """By who approves, also long after the case was answered and by whoever holds it then."""
    require(one.subject, fact)
    if command.post != command.terms.approved_by:
        raise NotYoursError("not_approver")
    if not command.enrolled:
        raise NotAllowedError("enrolled_elsewhere")


def _told(one: Standing, command: a.OnTheRoll) -> bool:
    """Nobody's money ends without a word: by mail to the own address, or by a person."""
    check_text(command, OWNER_TEXT_MIN)
    if is_mailed(one.case, _application(one)):
        return False
    if not command.called:
        raise InvalidError("called", "not_called")
    return True


def is_mailed(case: Case, application: Application) -> bool:
    """Whether mail of the case reaches who gets the money, or the family."""
    return case.contact is ContactKind.MAIL and application.applicant in OWN


@_decide.register
def _open_payment(command: a.OpenPayment, one: Standing) -> Facts:
    require(one.subject, "StipendDue")
    if command.actor != SYSTEM or command.amount <= 0 or not command.person:
        raise NotAllowedError("not_owed")
    month, amount = checked(command.month), command.amount
    return (f.StipendDue(command.person, month, amount, one.case.village),)


@_decide.register
def _pay_stipend(command: a.PayStipend, one: Standing) -> Facts:
    """All that is due, never a part. In cash whoever got it shows that at once."""
    task = _owned(one, command, "StipendPaid")
    one_of("how", command.how, HOW_PAID)
    if not command.owed:
        raise NotAllowedError("stipend_stopped")
    at_once = command.how == "cash" or bool(command.proof)
    if at_once:
        _check_proof(command.proof, command.photos)
    text = bool(command.text.strip())
    due = _payment(one)
    paid = f.StipendPaid(due.month, due.amount, command.how, text, command.photos)
    after = _received(one, command, task) if at_once else _to_prove(one, command, task)
    return (paid, *after)


def _check_proof(proof: str, photos: tuple[str, ...]) -> None:
    one_of("proof", proof, PROOFS)
    if not photos:
        raise InvalidError("photos", "photos_needed")


def _received(one: Standing, command: a.PayStipend, task: Task) -> Facts:
    """The text and the photos are the payment's."""
    done = of_case.TaskFinished(task.id, None, text=False)
    return (
        f.StipendReceived(command.proof),
        *answered(one.case, done, command.calendar, one.at),
    )


def _to_prove(one: Standing, command: a.PayStipend, task: Task) -> Facts:
    """The promise to pay is met; the proof has days of its own."""
    by = one.at + PROVE_WITHIN
    return (
        of_case.TaskScheduled(task.id, scheduled_clocks(one.case, one.at, by, command.calendar)),
    )


@_decide.register
def _prove_receipt(command: a.ProveReceipt, one: Standing) -> Facts:
    """By the recipient, who says so behind the own link, or by whoever paid, who shows it."""
    require(one.subject, "StipendReceived")
    by_link = command.actor == CITIZEN
    if not by_link:
        _owned(one, command, "StipendReceived")
        _check_proof(command.proof, command.photos)
    text = bool(command.text.strip())
    proof = LINK if by_link else command.proof
    done = of_case.TaskFinished(one.task.id, None, text=False)
    return (
        f.StipendReceived(proof, text, command.photos),
        *answered(one.case, done, command.calendar, one.at),
    )


@_decide.register
def _void_payment(command: a.VoidPayment, one: Standing) -> Facts:
    """What has been paid, or is owed again, is left alone."""
    if command.actor != SYSTEM:
        raise NotYoursError("not_system")
    one_of("reason", command.reason, STOP_REASONS)
    if command.owed or _payment(one).status != "due":
        return ()
    return (f.StipendVoided(command.reason), of_case.CaseClosed(Outcome.WITHDRAWN))
