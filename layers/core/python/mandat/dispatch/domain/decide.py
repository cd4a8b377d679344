"""decide(case, call, command, now) -> events: every rule of a call, and nothing but rules.

What happens to a call and what that means for its case are decided together: one step, one record.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain import timing as clocks
from mandat.cases.domain.decide import moment, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import FIRST_TASK
from mandat.cases.domain.model import Case, Outcome, Task, TaskStatus
from mandat.city.calendar import Calendar
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain import facts as f
from mandat.dispatch.domain import timing
from mandat.dispatch.domain.apply import replay, require
from mandat.dispatch.domain.limits import (
    ALARM_AFTER,
    ANSWER_WITHIN,
    CANNOT_REASONS,
    FOR_WHOM,
    NO_ANSWER,
    OUT_REASONS,
    REASSIGNED,
    TAKE_BACK_WITHIN,
)
from mandat.dispatch.domain.model import Call, CallStatus
from mandat.dispatch.domain.transitions import STEPS
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM, CITIZEN, CREW = "system", "citizen", "driver"
FALSE_CALL = "not_found"
_STEPS = {
    "UnitAccepted": f.UnitAccepted,
    "UnitLeft": f.UnitLeft,
    "UnitArrived": f.UnitArrived,
    "UnitCarrying": f.UnitCarrying,
}


@record
class Standing:
    """A call and its case at a moment."""

    case: Case
    call: Call
    at: datetime


def decide(
    case: Case, call: Call | None, command: a.CallCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `call` (None before it exists) and to its `case`.

    No events when it does nothing. Raises RefusedError (NotAllowedError, NotYoursError,
    InvalidError) when the rules say no.
    """
    at = moment(case, now)
    events = recorded(case, command, _facts(case, call, command, at), at)
    replay(events, call)
    return events


def _facts(case: Case, call: Call | None, command: a.CallCommand, at: datetime) -> Iterable[Any]:
    if isinstance(command, a.CallUnit):
        return _call_unit(case, call, command, at)
    if call is None:
        raise NotAllowedError("no_call")
    return _decide(command, Standing(case, call, at))


def _call_unit(case: Case, call: Call | None, command: a.CallUnit, at: datetime) -> Facts:
    """The desk holds it from the first second; a trusted one is offered in the same step."""
    require(call, "UnitCalled")
    if command.whom not in FOR_WHOM:
        raise InvalidError("whom", "choose_one")
    called = f.UnitCalled(
        command.whom, command.district, at + ALARM_AFTER, command.caller, command.to_confirm
    )
    offered = () if command.to_confirm else _ask_next(command.ready, _Round(), at)
    return (_assigned(case, command, at), called, *offered)


def _assigned(case: Case, command: a.CallUnit, at: datetime) -> of_case.TaskAssigned:
    started = clocks.task_clocks(case, at, command.calendar)
    budget = clocks.wait_budget(command.calendar, urgent=case.terms.urgent)
    return of_case.TaskAssigned(FIRST_TASK, command.owner, "dispatch", started, budget)


@record
class _Round:
    """Who was asked, how often one was looked for in vain, and how often one was asked at all."""

    asked: tuple[str, ...] = ()
    searches: int = 0
    offers: int = 0


def _ask_next(ready: Iterable[a.Ready], before: _Round, at: datetime) -> Facts:
    """The nearest that was not asked in this round; the desk, when there is none."""
    for unit in ready:
        if unit.id not in before.asked:
            until = at + ANSWER_WITHIN
            return (f.UnitOffered(unit.id, unit.name, until, before.offers + 1),)
    again = at + timing.between_searches(before.searches)
    return (f.UnitNotFree(again, before.searches),)


def _ask(one: Standing, command: a.CallCommand, *besides: str) -> Facts:
    call = one.call
    before = _Round((*call.asked, *besides), call.searches, call.offer)
    return _ask_next(command.ready, before, one.at)


@singledispatch
def _decide(command: a.CallCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _task(one: Standing) -> Task:
    if one.case.task is None:
        raise NotAllowedError("not_routed")
    return one.case.task


def _by_desk(one: Standing, command: a.CallCommand) -> None:
    if command.post != _task(one).owner:
        raise NotYoursError("not_owner")


def _by_crew(one: Standing, command: a.CrewCommand) -> None:
    """Only who is at it now, by the link of this very offer."""
    if command.actor != f"{CREW}:{one.call.unit}" or command.offer != one.call.offer:
        raise NotAllowedError("passed_on")


@_decide.register
def _confirm_call(command: a.ConfirmCall, one: Standing) -> Facts:
    require(one.call, "UnitCallConfirmed")
    _by_desk(one, command)
    return (f.UnitCallConfirmed(), *_ask(one, command))


@_decide.register
def _assign_unit(command: a.AssignUnit, one: Standing) -> Facts:
    """Also what no desk had confirmed: to send somebody is to believe it."""
    _by_desk(one, command)
    unit, call = command.unit, one.call
    if unit is None:
        raise InvalidError("unit", "choose_one")
    if unit.id == call.unit:
        raise NotAllowedError("already_at_it")
    confirmed = (f.UnitCallConfirmed(),) if call.status is CallStatus.TO_CONFIRM else ()
    left = (_passed(call, REASSIGNED),) if call.is_active else ()
    until, offer = one.at + ANSWER_WITHIN, call.offer + 1
    return (*confirmed, *left, f.UnitOffered(unit.id, unit.name, until, offer, "desk"))


def _passed(call: Call, reason: str, *, text: bool = False) -> f.UnitPassed:
    return f.UnitPassed(call.unit, call.unit_name, reason, reason in OUT_REASONS, text)


@_decide.register
def _take_step(command: a.TakeStep, one: Standing) -> Facts:
    _by_crew(one, command)
    fact = STEPS.get(command.step)
    if fact is None:
        raise InvalidError("step", "choose_one")
    require(one.call, fact)
    who = (one.call.unit, one.call.unit_name)
    if fact == "UnitFinished":
        return (f.UnitFinished(*who, one.at + TAKE_BACK_WITHIN),)
    return (_STEPS[fact](*who), *_seen(one, fact))


def _seen(one: Standing, fact: str) -> Facts:
    """The first yes is also the office's: its clock of accepting is met."""
    task = _task(one)
    fresh = fact == "UnitAccepted" and task.status is TaskStatus.ASSIGNED
    return (of_case.TaskAcknowledged(task.id),) if fresh else ()


@_decide.register
def _take_back(command: a.TakeBack, one: Standing) -> Facts:
    _by_crew(one, command)
    last, call = one.call.last, one.call
    if last is None or one.at > last.at + TAKE_BACK_WITHIN:
        raise NotAllowedError("too_late_to_take_back")
    until = one.at + ANSWER_WITHIN if last.before is CallStatus.OFFERED else None
    return (f.UnitStepTakenBack(call.unit, call.unit_name, last.before, until),)


@_decide.register
def _pass_call(command: a.PassCall, one: Standing) -> Facts:
    _by_crew(one, command)
    require(one.call, "UnitPassed")
    if command.reason not in CANNOT_REASONS:
        raise InvalidError("reason", "choose_one")
    passed = _passed(one.call, command.reason)
    return (passed, *_ask(one, command, one.call.unit))


@_decide.register
def _close_as_false(command: a.CloseAsFalse, one: Standing) -> Facts:
    if command.post:
        _by_desk(one, command)
    else:
        _by_crew(one, command)
    require(one.call, "UnitCallFalse")
    if not command.post and one.call.status is CallStatus.OFFERED:
        raise NotAllowedError("accept_first")
    false = f.UnitCallFalse(one.call.unit, one.call.unit_name)
    answer = of_case.TaskRejected(_task(one).id, FALSE_CALL, None, text=False)
    return (false, answer, _told(command.calendar, one.at))


@_decide.register
def _search_unit(command: a.SearchUnit, one: Standing) -> Facts:
    left = [unit for unit in command.ready if unit.id not in one.call.asked]
    if one.call.status is not CallStatus.WITH_DESK or not left:
        return ()
    return _ask(one, command)


@_decide.register
def _cancel_call(command: a.CancelCall, one: Standing) -> Facts:
    if command.actor != CITIZEN:
        _by_desk(one, command)
    require(one.call, "UnitCallCancelled")
    cancelled = f.UnitCallCancelled(one.call.unit, one.call.unit_name)
    return (cancelled, of_case.CaseClosed(Outcome.WITHDRAWN))


@_decide.register
def _remind_call(command: a.RemindCall, one: Standing) -> Facts:
    """Only while the moment stands, and not before it."""
    due = command.due
    if command.actor != SYSTEM or due is None or timing.next_moment(one.call) != due:
        return ()
    if one.at < due.at:
        return ()
    return _MOMENTS[timing.step_of(due)](one, command)


def _no_answer(one: Standing, command: a.CallCommand) -> Facts:
    return (_passed(one.call, NO_ANSWER), *_ask(one, command, one.call.unit))


def _alarm(one: Standing, command: a.CallCommand) -> Facts:
    """A call that nobody confirmed in time is believed: a number may be wrong, a life is one."""
    if one.call.status is not CallStatus.TO_CONFIRM:
        return (f.UnitAlarmed(),)
    return (f.UnitAlarmed(), f.UnitCallConfirmed(), *_ask(one, command))


def _return(one: Standing, command: a.CallCommand) -> Facts:
    """The crew stood before the citizen: nobody has to be called to be told of it."""
    call = one.call
    finished = of_case.TaskFinished(_task(one).id, None, text=False)
    back = f.UnitReturned(call.unit, call.unit_name)
    return (back, finished, _told(command.calendar, one.at))


def _told(calendar: Calendar, at: datetime) -> of_case.CitizenTold:
    """No reminders to rate: whoever needed an ambulance has other worries."""
    return of_case.CitizenTold("page", (), at + clocks.CLOSE_AFTER)


_MOMENTS = {
    timing.NEXT: _no_answer,
    timing.SEARCH: _ask,
    timing.RETURN: _return,
    timing.ALARM: _alarm,
}
