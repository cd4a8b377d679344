"""apply(case, event) -> case: the only place where a case changes."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce, singledispatch
from typing import Any, cast

from mandat.cases.domain import facts as f
from mandat.cases.domain.model import (
    RUNG_LEADERS,
    Case,
    CaseStatus,
    Clock,
    ClockName,
    ContactKind,
    Task,
    TaskStatus,
)
from mandat.cases.domain.transitions import CASE, TASK
from mandat.errors import NotAllowedError
from mandat.records import replace

QUICK = frozenset({ClockName.ACKNOWLEDGE, ClockName.ANSWER})
ALL_CLOCKS = frozenset(ClockName)
# Not while things are held in the case's name: the booking ends first, in the same step.
ENDINGS = frozenset({"TaskFinished", "TaskRejected", "LeaderAnswered", "CaseMerged", "CaseClosed"})
# What a fact of what hangs off a case says of it: class variables of that fact.
HANGING = ("booking", "pending")
# `meets_quick` of such a fact: with it the case has been read, and answered for the first time.
OF_TASKS = frozenset(fact for _, fact in TASK)
REOPENED = frozenset({ClockName.FINISH, ClockName.STATUTORY})


def require(case: Case | None, fact: str) -> None:
    """NotAllowedError when the tables have no such step from here."""
    if (case.status if case else None, fact) not in CASE:
        raise NotAllowedError(f"not_now_{fact}")
    if case and case.is_unsettled and fact in ENDINGS:
        raise NotAllowedError("programme_pending" if case.pending else "booking_unsettled")
    if fact in OF_TASKS and (_task_status(case), fact) not in TASK:
        raise NotAllowedError(f"not_now_{fact}")


def _task_status(case: Case | None) -> TaskStatus | None:
    return case.task.status if case and case.task else None


def apply(case: Case | None, event: f.Event) -> Case:
    """The case after `event`. Raises NotAllowedError for a step that the tables do not have."""
    require(case, event.type)
    moved = _moved(case, event)
    return _change(event.fact, moved, event)


def replay(events: Iterable[f.Event], case: Case | None = None) -> Case:
    """The case that its whole record tells. Raises ValueError on an empty record."""
    result = reduce(apply_next, events, case)
    if result is None:
        raise ValueError("a case has at least one event")
    return result


def apply_next(case: Case | None, event: f.Event) -> Case | None:
    return apply(case, event)


def _moved(case: Case | None, event: f.Event) -> Case:
    if case is None:
        return _new(event)
    status = CASE[case.status, event.type]
    hanging = {one: getattr(event.fact, one, getattr(case, one)) for one in HANGING}
    case = replace(case, seq=event.seq, changed_at=event.at, status=status, **hanging)
    if case.task and (case.task.status, event.type) in TASK:
        case = _with_task(case, status=TASK[case.task.status, event.type])
    quick = case.task is not None and getattr(event.fact, "meets_quick", False)
    return _meet(case, QUICK, event.at) if quick else case


def _new(event: f.Event) -> Case:
    fact = cast("f.CaseSubmitted", event.fact)  # the table lets a case begin with nothing else
    taken = {name: getattr(fact, name) for name in fact.__dataclass_fields__ if name != "photos"}
    return Case(
        id=event.case_id,
        seq=event.seq,
        status=CaseStatus.SUBMITTED,
        submitted_at=event.at,
        changed_at=event.at,
        recorded_by=event.actor if event.actor.startswith("post:") else "",
        **taken,
    )


def _with_task(case: Case, **changes: Any) -> Case:
    return replace(case, tasks=(*case.tasks[:-1], replace(case.tasks[-1], **changes)))


def _met(task: Task, names: frozenset[ClockName], at: datetime) -> tuple[Clock, ...]:
    return tuple(
        replace(clock, met_at=at) if clock.name in names and clock.met_at is None else clock
        for clock in task.clocks
    )


def _meet(case: Case, names: frozenset[ClockName], at: datetime) -> Case:
    return _with_task(case, clocks=_met(case.tasks[-1], names, at))


@singledispatch
def _change(fact: object, case: Case, event: f.Event) -> Case:
    """Facts that only move the status change nothing else."""
    return case


@_change.register
def _task_assigned(fact: f.TaskAssigned, case: Case, event: f.Event) -> Case:
    task = Task(
        fact.task_id,
        fact.owner,
        TaskStatus.ASSIGNED,
        event.at,
        fact.clocks,
        fact.wait_minutes_left,
    )
    return replace(case, tasks=(*case.tasks, task), rung_at=None)


@_change.register
def _task_acknowledged(fact: f.TaskAcknowledged, case: Case, event: f.Event) -> Case:
    return _meet(case, frozenset({ClockName.ACKNOWLEDGE}), event.at)


@_change.register
def _task_transferred(fact: f.TaskTransferred, case: Case, event: f.Event) -> Case:
    moved = _with_task(
        case,
        owner=fact.owner,
        assigned_at=event.at,
        clocks=fact.clocks,
        waiting_since=None,
        waiting_until=None,
        transfers=case.tasks[-1].transfers + 1,
    )
    return replace(moved, rung_at=None)


@_change.register
def _task_claimed(fact: f.TaskClaimed, case: Case, event: f.Event) -> Case:
    case = _with_task(case, owner=fact.owner, assigned_at=event.at, clocks=fact.clocks)
    return replace(_meet(case, frozenset({ClockName.ACKNOWLEDGE}), event.at), rung_at=None)


@_change.register
def _task_scheduled(fact: f.TaskScheduled, case: Case, event: f.Event) -> Case:
    case = _with_task(case, clocks=fact.clocks, waiting_since=None, waiting_until=None)
    return replace(case, rung_at=None)


@_change.register
def _comment_posted(fact: f.CommentPosted, case: Case, event: f.Event) -> Case:
    return replace(case, comments=case.comments + 1)


@_change.register
def _case_merged(fact: f.CaseMerged, case: Case, event: f.Event) -> Case:
    case = _meet(case, frozenset({ClockName.ACKNOWLEDGE}), event.at)
    return replace(case, merged_into=fact.into)


@_change.register
def _citizen_asked(fact: f.CitizenAsked, case: Case, event: f.Event) -> Case:
    case = _meet(case, frozenset({ClockName.ACKNOWLEDGE}), event.at)
    return _with_task(case, waiting_since=event.at, waiting_until=fact.waiting_until)


@_change.register
def _task_resumed(fact: f.TaskResumed, case: Case, event: f.Event) -> Case:
    return _with_task(
        case,
        clocks=fact.clocks,
        wait_minutes_left=fact.wait_minutes_left,
        waiting_since=None,
        waiting_until=None,
    )


@_change.register
def _information_added(fact: f.InformationAdded, case: Case, event: f.Event) -> Case:
    return replace(case, additions=case.additions + 1)


@_change.register
def _update_posted(fact: f.UpdatePosted, case: Case, event: f.Event) -> Case:
    return _meet(case, QUICK, event.at)


@_change.register(f.TaskFinished)
@_change.register(f.TaskRejected)
def _finished_or_rejected(
    fact: f.TaskFinished | f.TaskRejected, case: Case, event: f.Event
) -> Case:
    return _answered(_meet(case, ALL_CLOCKS, event.at), fact.tell, event)


@_change.register
def _leader_answered(fact: f.LeaderAnswered, case: Case, event: f.Event) -> Case:
    return _answered(case, fact.tell, event)


@_change.register
def _answer_confirmed(fact: f.AnswerConfirmed, case: Case, event: f.Event) -> Case:
    return replace(_answered(case, fact.tell, event), confirmations=fact.count)


def _answered(case: Case, tell: Clock | None, event: f.Event) -> Case:
    case = _with_task(case, waiting_since=None, waiting_until=None)
    return replace(
        case,
        clock=tell,
        rung_at=None,
        answered_at=event.at,
        answered_by=event.actor,
        told_at=None,
        told_how="",
        tell_tries=0,
        nudge_at=(),
        nudges=0,
        close_at=None,
    )


@_change.register
def _citizen_told(fact: f.CitizenTold, case: Case, event: f.Event) -> Case:
    return replace(
        case,
        clock=None,
        rung_at=None,
        told_at=event.at,
        told_how=fact.how,
        nudge_at=fact.nudge_at,
        close_at=fact.close_at,
    )


@_change.register
def _citizen_not_reached(fact: f.CitizenNotReached, case: Case, event: f.Event) -> Case:
    return replace(case, tell_tries=fact.tries)


@_change.register
def _mail_lost(fact: f.MailLost, case: Case, event: f.Event) -> Case:
    """What counted as told by mail did not; the days of the citizen have not begun."""
    case = replace(case, contact=fact.contact, mail_lost=True)
    if case.status is not CaseStatus.ANSWERED or case.told_how not in {"", "mail"}:
        return case
    return replace(
        case,
        clock=fact.tell,
        rung_at=None,
        told_at=None,
        told_how="",
        nudge_at=(),
        nudges=0,
        close_at=None,
    )


@_change.register
def _mail_postponed(fact: f.MailPostponed, case: Case, event: f.Event) -> Case:
    return replace(case, clock=fact.tell, rung_at=None)


@_change.register
def _citizen_reminded(fact: f.CitizenReminded, case: Case, event: f.Event) -> Case:
    return replace(case, nudges=fact.nudge, rung_at=event.at)


@_change.register
def _deadline_reminded(fact: f.DeadlineReminded, case: Case, event: f.Event) -> Case:
    return _climbed(case, fact.clock, event.at)


@_change.register
def _deadline_missed(fact: f.DeadlineMissed, case: Case, event: f.Event) -> Case:
    return replace(_climbed(case, fact.clock, event.at), level=max(case.level, 1))


@_change.register
def _case_escalated(fact: f.CaseEscalated, case: Case, event: f.Event) -> Case:
    return replace(_climbed(case, fact.reason, event.at), level=max(case.level, fact.level))


def _climbed(case: Case, name: str, at: datetime) -> Case:
    """One rung higher on the clock of that name; a refusal («refused») climbs none."""
    if case.clock and case.clock.name == name:
        return replace(case, clock=_rung(case.clock), rung_at=at)
    if case.task is None or all(clock.name != name for clock in case.task.clocks):
        return case
    clocks = tuple(_rung(one) if one.name == name else one for one in case.task.clocks)
    return replace(_with_task(case, clocks=clocks), rung_at=at)


def _rung(clock: Clock) -> Clock:
    return replace(clock, passed=min(clock.passed, RUNG_LEADERS) + 1)


@_change.register
def _answer_accepted(fact: f.AnswerAccepted, case: Case, event: f.Event) -> Case:
    return replace(case, stars=fact.stars)


@_change.register
def _answer_refused(fact: f.AnswerRefused, case: Case, event: f.Event) -> Case:
    """Reopened: the task keeps its first clock, the leaders hold the case."""
    clocks = tuple(
        replace(one, met_at=None) if one.name in REOPENED else one for one in case.tasks[-1].clocks
    )
    case = _with_task(case, clocks=clocks)
    return replace(case, clock=fact.decide, rung_at=None, refusals=case.refusals + 1)


@_change.register
def _task_ordered(fact: f.TaskOrdered, case: Case, event: f.Event) -> Case:
    case = _with_task(
        case,
        owner=fact.owner,
        assigned_at=event.at,
        clocks=fact.clocks,
        waiting_since=None,
        waiting_until=None,
    )
    return replace(case, clock=None, rung_at=None)


@_change.register
def _case_closed(fact: f.CaseClosed, case: Case, event: f.Event) -> Case:
    if case.task and case.task.is_open:
        case = _with_task(case, status=TaskStatus.CANCELLED, waiting_until=None)
    return replace(
        case, clock=None, close_at=None, nudge_at=(), outcome=fact.outcome, closed_at=event.at
    )


@_change.register
def _contact_corrected(fact: f.ContactCorrected, case: Case, event: f.Event) -> Case:
    lost = case.mail_lost and fact.contact is not ContactKind.MAIL
    case = replace(case, contact=fact.contact, mail_lost=lost)
    untold = case.status is CaseStatus.ANSWERED and case.told_at is None
    return replace(case, clock=fact.tell, rung_at=None) if untold else case


@_change.register
def _data_erased(fact: f.DataErased, case: Case, event: f.Event) -> Case:
    """Nobody can be told any more."""
    return replace(case, contact=ContactKind.NONE, mail_lost=False, erased_at=event.at)
