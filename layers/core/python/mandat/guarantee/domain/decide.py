"""decide(case, guarantee, command, now) -> events: every rule of care without payment.

What is decided about a request and what that means for its case go together: one step, one record.
Source of the rules: the programme's terms (mandat.programmes.domain.terms).
"""

from datetime import UTC, datetime, time, timedelta
from functools import singledispatch
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, Outcome, Task
from mandat.cases.domain.timing import task_clocks
from mandat.city.calendar import JAKARTA, to_local
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain import facts as f
from mandat.guarantee.domain.apply import replay, require
from mandat.guarantee.domain.limits import (
    APPLICANTS,
    REFUSE_REASONS,
    STATED,
    STATEMENT,
    VOID_REASONS,
)
from mandat.guarantee.domain.model import Guarantee, LetterStatus
from mandat.guarantee.domain.numbers import read_number
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM, CITIZEN = "system", "citizen"


@record
class Standing:
    """A request and its case at a moment."""

    case: Case
    guarantee: Guarantee
    at: datetime

    @property
    def task(self) -> Task:
        if self.case.task is None:
            raise NotAllowedError("not_routed")
        return self.case.task


def decide(
    case: Case, guarantee: Guarantee | None, command: a.GuaranteeCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `guarantee` (None before it exists) and to its `case`.

    Raises RefusedError (NotAllowedError, NotYoursError, InvalidError) when the rules say no.
    """
    at = moment(case, now)
    events = recorded(case, command, _facts(case, guarantee, command, at), at)
    replay(events, guarantee)
    return events


def _facts(
    case: Case, guarantee: Guarantee | None, command: a.GuaranteeCommand, at: datetime
) -> Facts:
    if isinstance(command, a.AskForCare):
        return _ask(guarantee, command)
    if guarantee is None:
        raise NotAllowedError("no_guarantee")
    return _decide(command, Standing(case, guarantee, at))


def _ask(guarantee: Guarantee | None, command: a.AskForCare) -> Facts:
    require(guarantee, "GuaranteeAsked")
    one_of("applicant", command.applicant, APPLICANTS)
    _of_the_city("hospital", command.hospital, command.terms)
    asked = f.GuaranteeAsked(
        command.urgent,
        command.applicant,
        command.hospital,
        person=command.person,
        last4=command.last4,
        listed=command.listed and bool(command.person),
    )
    return (asked,)


def _of_the_city(field: str, hospital: str, terms: GuaranteeTerms) -> None:
    if terms.hospital(hospital) is None:
        raise InvalidError(field, "choose_one")


def valid_until(at: datetime, terms: GuaranteeTerms) -> datetime:
    """The local midnight at which a letter of now no longer holds, in UTC."""
    day = to_local(at).date() + timedelta(days=terms.valid_days + 1)
    return datetime.combine(day, time(), JAKARTA).astimezone(UTC)


@singledispatch
def _decide(command: a.GuaranteeCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _owned(one: Standing, command: a.GuaranteeCommand, fact: str) -> Task:
    """The task, when the acting post holds it and the step is possible."""
    require(one.guarantee, fact)
    task = one.task
    if command.post != task.owner:
        raise NotYoursError("not_owner")
    return task


def _issuers(command: a.GuaranteeCommand) -> None:
    if not command.post or command.post != command.terms.issued_by:
        raise NotYoursError("not_issuer")


def _passed(one: Standing, command: a.GuaranteeCommand, to: str, reason: str) -> Facts:
    """The task with another post, with clocks of its own."""
    task = one.task
    if to == task.owner:
        return ()
    clocks = task_clocks(one.case, one.at, command.calendar)
    return (of_case.TaskTransferred(task.id, task.owner, to, reason, clocks),)


@_decide.register
def _ask_for_statement(command: a.AskForStatement, one: Standing) -> Facts:
    _issuers(command)
    _owned(one, command, "GuaranteeStatementAsked")
    if one.guarantee.is_shown_poor:
        raise NotAllowedError("already_shown")
    if not command.to or command.to == one.task.owner:
        raise InvalidError("to", "choose_other_post")
    return (
        f.GuaranteeStatementAsked(command.to),
        *_passed(one, command, command.to, STATEMENT),
    )


@_decide.register
def _state_poverty(command: a.StatePoverty, one: Standing) -> Facts:
    """Who issues asks for it, and may not give it."""
    _owned(one, command, "GuaranteeStated")
    if command.post == command.terms.issued_by:
        raise NotYoursError("not_lurah")
    check_text(command, OWNER_TEXT_MIN)
    stated = f.GuaranteeStated(command.poor, photos=command.photos)
    return (stated, *_passed(one, command, command.terms.issued_by, STATED))


@_decide.register
def _issue_letter(command: a.IssueLetter, one: Standing) -> Facts:
    """To who is shown to be poor. What is urgent does not wait for the showing."""
    require(one.guarantee, "GuaranteeIssued")
    _issuers(command)
    hospital = command.hospital or one.guarantee.hospital
    _of_the_city("hospital", hospital, command.terms)
    if read_number(command.number) != command.number:
        raise InvalidError("number", "wrong_number")
    shown = _may_be_issued(command, one)
    issued = f.GuaranteeIssued(
        command.number,
        hospital,
        valid_until(one.at, command.terms),
        person=command.person,
        listed=command.listed or one.guarantee.listed,
        unstated=not shown,
    )
    back = _passed(one, command, command.terms.issued_by, STATED)
    return (*back, issued, *_finished(one, command))


def _may_be_issued(command: a.IssueLetter, one: Standing) -> bool:
    """Whether it is shown already that the household is poor. Raises NotAllowedError."""
    if not command.alive:
        raise NotAllowedError("person_died")
    if one.guarantee.is_shown_poor or command.listed:
        return True
    if not one.guarantee.urgent or one.guarantee.stated is False:
        raise NotAllowedError("not_shown_poor")
    return False


def _finished(one: Standing, command: a.GuaranteeCommand) -> Facts:
    check_text(command, 0)
    text = bool(command.text.strip())
    done = of_case.TaskFinished(one.task.id, None, text=text, photos=command.photos)
    return answered(one.case, done, command.calendar, one.at)


@_decide.register
def _refuse_care(command: a.RefuseCare, one: Standing) -> Facts:
    _issuers(command)
    task = _owned(one, command, "GuaranteeRefused")
    one_of("reason", command.reason, REFUSE_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    said = of_case.TaskRejected(task.id, command.reason, None, photos=command.photos)
    refused = f.GuaranteeRefused(command.reason)
    return (refused, *answered(one.case, said, command.calendar, one.at))


@_decide.register
def _withdraw_request(command: a.WithdrawRequest, one: Standing) -> Facts:
    require(one.guarantee, "GuaranteeWithdrawn")
    if command.actor not in {CITIZEN, SYSTEM}:
        raise NotYoursError("not_citizen")
    return (f.GuaranteeWithdrawn(), of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _use_letter(command: a.UseLetter, one: Standing) -> Facts:
    """Once, by the hospital that it names, while it holds."""
    worth = one.guarantee.letter(one.at)
    if command.hospital != one.guarantee.hospital or not command.hospital:
        raise NotYoursError("other_hospital")
    if worth is not LetterStatus.VALID:
        raise NotAllowedError(f"letter_{worth}" if worth else "no_letter")
    return (f.GuaranteeUsed(command.hospital),)


@_decide.register
def _hear_follow_up(command: a.HearFollowUp, one: Standing) -> Facts:
    """By the system: the case that followed has decided it."""
    require(one.guarantee, "GuaranteeFollowedUp")
    return (f.GuaranteeFollowedUp(command.kind, command.how, command.since),)


@_decide.register
def _void_letter(command: a.VoidLetter, one: Standing) -> Facts:
    """Not once it was used: the hospital has relied on it."""
    _issuers(command)
    require(one.guarantee, "GuaranteeVoided")
    one_of("reason", command.reason, VOID_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    return (f.GuaranteeVoided(command.reason),)
