"""decide(case, subject, command, now) -> events: every rule of fostering, and nothing but rules.

What is decided about a child and what that means for its case go together: one step, one record.
Source of the rules: the programme's terms (mandat.programmes.domain.terms.FosterTerms).
"""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import RUNG_LEADERS, Case, ClockName, Outcome, Task
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.fostering.domain import acts as a
from mandat.fostering.domain import facts as f
from mandat.fostering.domain import limits as at_most
from mandat.fostering.domain.apply import replay, require
from mandat.fostering.domain.model import Duty, Need, NeedStatus, Subject
from mandat.fostering.domain.waiting import must_know
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM, CITIZEN = "system", "citizen"


@record
class Standing:
    """What a case is about and the case itself, at a moment."""

    case: Case
    subject: Subject | None
    at: datetime

    @property
    def task(self) -> Task:
        if self.case.task is None:
            raise NotAllowedError("not_routed")
        return self.case.task


def decide(
    case: Case, subject: Subject | None, command: a.FosterCommand, now: datetime
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
def _decide(command: a.FosterCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _by_system(command: a.FosterCommand) -> None:
    if command.actor != SYSTEM:
        raise NotYoursError("not_system")


def _keeps(command: a.FosterCommand) -> bool:
    """Whether the post that keeps the programme acts: its children are nobody else's business."""
    return bool(command.post) and command.post == command.terms.matched_by


def _need(one: Standing) -> Need:
    if not isinstance(one.subject, Need):
        raise NotAllowedError("no_need")
    return one.subject


def _duty(one: Standing) -> Duty:
    if not isinstance(one.subject, Duty):
        raise NotAllowedError("no_duty")
    return one.subject


@_decide.register
def _open_need(command: a.OpenNeed, one: Standing) -> Facts:
    require(one.subject, "FosterNeeded")
    _by_system(command)
    one_of("because", command.because, at_most.BECAUSE)
    if not command.child or command.waiting_since is None:
        raise NotAllowedError("no_child")
    since, why = command.waiting_since, command.because
    return (f.FosterNeeded(command.child, since, why, command.before),)


@_decide.register
def _match_child(command: a.MatchChild, one: Standing) -> Facts:
    require(one.subject, "FosterMatched")
    if not _keeps(command):
        raise NotYoursError("not_matcher")
    _need(one)
    _may_take(command)
    matched = f.FosterMatched(command.official, text=_has_text(command))
    return (matched, *_finished(one, command))


def _may_take(command: a.MatchChild) -> None:
    """By what was read of child and official just now; the write asks both again."""
    if not command.official:
        raise InvalidError("official", "choose_one")
    if not command.waiting:
        raise NotAllowedError("child_has_fosterer")
    if not command.active:
        raise NotAllowedError("official_left")
    if command.free < 1:
        raise NotAllowedError("quota_full")


def _has_text(command: a.FosterCommand) -> bool:
    return bool(command.text.strip())


def _finished(one: Standing, command: a.FosterCommand) -> Facts:
    """The text and the photos are the programme's own fact's."""
    done = of_case.TaskFinished(one.task.id, None, text=False)
    return answered(one.case, done, command.calendar, one.at)


@_decide.register
def _drop_need(command: a.DropNeed, one: Standing) -> Facts:
    _by_system(command)
    one_of("reason", command.reason, at_most.END_REASONS)
    if _need(one).status is not NeedStatus.OPEN:
        return ()
    return (f.FosterDropped(command.reason), of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _tell_leaders(command: a.TellLeaders, one: Standing) -> Facts:
    """Whatever its clocks say, which a post that passes the task on starts anew."""
    _by_system(command)
    need = _need(one)
    told = one.case.level >= RUNG_LEADERS or need.status is not NeedStatus.OPEN
    if told or not must_know(need.waiting_since, one.at, command.terms):
        return ()
    return (of_case.CaseEscalated(RUNG_LEADERS, ClockName.FINISH, one.task.id),)


@_decide.register
def _open_support(command: a.OpenSupport, one: Standing) -> Facts:
    _opened(command, one, "FosterSupportDue")
    least = command.terms.least_amount
    if command.due_by is None or least <= 0:
        raise NotAllowedError("not_owed")
    whose = (command.child, command.official, command.month)
    return (f.FosterSupportDue(*whose, least, command.due_by),)


def _opened(command: a.OpenSupport | a.OpenCheck, one: Standing, fact: str) -> None:
    require(one.subject, fact)
    _by_system(command)
    if not command.child or not command.official:
        raise NotAllowedError("not_owed")


@_decide.register
def _open_check(command: a.OpenCheck, one: Standing) -> Facts:
    _opened(command, one, "FosterCheckDue")
    if command.due_by is None:
        raise NotAllowedError("not_owed")
    whose = (command.child, command.official, command.term)
    return (f.FosterCheckDue(*whose, command.due_by),)


def _owed_by(one: Standing, command: a.FosterCommand, fact: str) -> Duty:
    """The duty, when it is due and who acts owes it, or keeps the programme."""
    require(one.subject, fact)
    duty = _duty(one)
    if duty.is_month != (fact == "FosterSupportProved"):
        raise NotAllowedError(f"not_now_{fact}")
    if not _keeps(command) and command.by_official != duty.official:
        raise NotYoursError("not_your_child")
    return duty


@_decide.register
def _prove_support(command: a.ProveSupport, one: Standing) -> Facts:
    """A slip and a photo are seen, a visit is told; less than the least is no month's help."""
    duty = _owed_by(one, command, "FosterSupportProved")
    one_of("proof", command.proof, at_most.PROOFS)
    if not duty.least <= command.amount <= at_most.MOST_RUPIAH:
        raise InvalidError("amount", "amount_too_little")
    if command.proof != at_most.VISIT and not command.photos:
        raise InvalidError("photos", "photos_needed")
    check_text(command, OWNER_TEXT_MIN if command.proof == at_most.VISIT else 0)
    how = (command.amount, command.proof, _has_text(command), command.photos)
    return (f.FosterSupportProved(duty.period, *how), *_finished(one, command))


@_decide.register
def _report_check(command: a.ReportCheck, one: Standing) -> Facts:
    duty = _owed_by(one, command, "FosterChecked")
    one_of("school", command.school, at_most.SCHOOL)
    one_of("health", command.health, at_most.HEALTH)
    well = command.school in at_most.SCHOOL_WELL and command.health in at_most.HEALTH_WELL
    check_text(command, 0 if well else OWNER_TEXT_MIN)
    found = (command.school, command.health, _has_text(command), command.photos)
    return (f.FosterChecked(duty.period, *found), *_finished(one, command))


@_decide.register
def _void_duty(command: a.VoidDuty, one: Standing) -> Facts:
    """What was given, or is owed again, is left alone."""
    _by_system(command)
    one_of("reason", command.reason, at_most.VOID_REASONS)
    if command.owed or _duty(one).status != "due":
        return ()
    return (f.FosterDutyVoided(command.reason), of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _complain(command: a.Complain, one: Standing) -> Facts:
    """Behind the child's link: who says so and what is wrong, and no more is asked."""
    require(one.subject, "FosterComplained")
    if command.actor != CITIZEN or not command.child:
        raise NotYoursError("not_your_child")
    one_of("what", command.what, at_most.WHAT)
    one_of("by", command.by, at_most.COMPLAINED_BY)
    said = (command.child, command.what, command.by, command.official)
    return (f.FosterComplained(*said, text=_has_text(command)),)
