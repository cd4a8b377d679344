"""apply(call, event) -> call: the only place where a call changes. And what a unit becomes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce, singledispatch
from typing import Any, cast

from mandat.cases.domain.facts import Event
from mandat.dispatch.domain import facts as f
from mandat.dispatch.domain.model import Call, CallStatus, Step, Unit, UnitState
from mandat.dispatch.domain.transitions import CALL, TAKEN_BACK, UNTRUSTED
from mandat.errors import NotAllowedError

TAKEN = frozenset({"UnitAccepted", "UnitLeft", "UnitArrived", "UnitCarrying", "UnitFinished"})


def require(call: Call | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (call.status if call else None, fact) not in CALL:
        raise NotAllowedError(f"not_now_{fact}")


def apply(call: Call | None, event: Event) -> Call:
    """The call after `event`. Raises NotAllowedError for a step that the tables do not have."""
    if isinstance(event.fact, f.UnitStepTakenBack):
        return _taken_back(call, event.fact, event.at)
    require(call, event.type)
    if call is None:
        return _new(event)
    status = CALL[call.status, event.type]
    since = event.at if status is not call.status else call.since
    last = Step(call.status, event.at) if event.type in TAKEN else None
    kept = call.last if event.type == "UnitAlarmed" else last
    return _change(event.fact, replace(call, status=status, since=since, last=kept), event.at)


def is_of_call(event: Event) -> bool:
    """Whether `event` is about the call; the others of its case are the case's own."""
    return event.type.startswith("Unit")


def replay(events: Iterable[Event], call: Call | None = None) -> Call | None:
    """The call after those of `events` that are about it."""
    return reduce(_next, filter(is_of_call, events), call)


def _next(call: Call | None, event: Event) -> Call | None:
    return apply(call, event)


def _new(event: Event) -> Call:
    fact = cast("f.UnitCalled", event.fact)  # the table lets a call begin with nothing else
    return Call(
        case_id=event.case_id,
        status=UNTRUSTED if fact.to_confirm else CALL[None, event.type],
        since=event.at,
        called_at=event.at,
        whom=fact.whom,
        district=fact.district,
        caller=fact.caller,
        alarm_at=fact.alarm_at,
    )


def _taken_back(call: Call | None, fact: f.UnitStepTakenBack, at: datetime) -> Call:
    to = CallStatus(fact.status)
    if call is None or (call.status, to) not in TAKEN_BACK:
        raise NotAllowedError("not_now_UnitStepTakenBack")
    return replace(call, status=to, since=at, due_at=fact.until, last=None)


@singledispatch
def _change(fact: object, call: Call, at: datetime) -> Call:
    """Facts that only move the status change nothing else."""
    return call


@_change.register
def _confirmed(fact: f.UnitCallConfirmed, call: Call, at: datetime) -> Call:
    return replace(call, due_at=None)


@_change.register
def _offered(fact: f.UnitOffered, call: Call, at: datetime) -> Call:
    asked = replace(call, unit=fact.unit, unit_name=fact.name, offer=fact.offer)
    return replace(asked, due_at=fact.until)


@_change.register
def _not_free(fact: f.UnitNotFree, call: Call, at: datetime) -> Call:
    """Whoever was asked in this round may be asked again in the next."""
    return replace(call, asked=(), searches=fact.searches + 1, due_at=fact.until)


@_change.register
def _passed(fact: f.UnitPassed, call: Call, at: datetime) -> Call:
    asked = (*call.asked, fact.unit)
    return replace(call, asked=asked, unit="", unit_name="", due_at=None)


@_change.register
def _accepted(fact: f.UnitAccepted, call: Call, at: datetime) -> Call:
    return replace(call, due_at=None, searches=0)


@_change.register
def _finished(fact: f.UnitFinished, call: Call, at: datetime) -> Call:
    return replace(call, due_at=fact.until)


@_change.register
def _alarmed(fact: f.UnitAlarmed, call: Call, at: datetime) -> Call:
    return replace(call, alarmed=True)


@_change.register(f.UnitReturned)
@_change.register(f.UnitCallFalse)
@_change.register(f.UnitCallCancelled)
def _over(fact: object, call: Call, at: datetime) -> Call:
    return replace(call, due_at=None, ended_as=type(fact).__name__)


def units(before: Call | None, after: Call, events: Iterable[Event]) -> tuple[Unit, ...]:
    """How every unit stands that `events` moved: who left the call, and who is at it now."""
    moved: dict[str, Unit] = {}
    call = before
    for event in filter(is_of_call, events):
        old, call = call, apply(call, event)
        moved |= {one.id: one for one in _moved(old, call, event)}
    return tuple(moved.values())


def _moved(before: Call | None, call: Call, event: Event) -> Iterable[Unit]:
    if call.is_active and (before is None or before.status is not call.status):
        yield Unit(call.unit, UnitState.AT_CALL, call.since, call.case_id, call.status)
    elif before is not None and before.is_active and not call.is_active:
        yield _released(before.unit, event.fact, event.at)


def _released(unit: str, fact: Any, at: datetime) -> Unit:
    if getattr(fact, "out", False):
        return Unit(unit, UnitState.OUT, at, reason=fact.reason)
    return Unit(unit, UnitState.FREE, at)
