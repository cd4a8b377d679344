"""The next moment of a call. Pure: everything that must happen by itself is a due item."""

from datetime import datetime, timedelta

from mandat.cases.domain.model import Due
from mandat.dispatch.domain.limits import SEARCH_EVERY, SEARCH_SELDOM, SEARCHES_OFTEN
from mandat.dispatch.domain.model import UNANSWERED, Call, CallStatus

KIND = "unit:"
TASK_ID = "unit"
NEXT, SEARCH, RETURN, ALARM = "next", "search", "return", "alarm"
STEPS = (NEXT, SEARCH, RETURN, ALARM)

_ENDS = {
    CallStatus.OFFERED: NEXT,
    CallStatus.WITH_DESK: SEARCH,
    CallStatus.FINISHED: RETURN,
}


def next_moment(call: Call) -> Due | None:
    """When the call must be looked at next; None while a crew is at work, and when it is over."""
    found = [*_end(call), *_alarm(call)]
    return min(found, key=lambda due: due.at) if found else None


def _end(call: Call) -> list[Due]:
    step = _ENDS.get(call.status)
    return [_due(step, call.due_at)] if step and call.due_at else []


def _alarm(call: Call) -> list[Due]:
    waits = call.status in UNANSWERED and not call.alarmed
    return [_due(ALARM, call.alarm_at)] if waits and call.alarm_at else []


def _due(step: str, at: datetime) -> Due:
    return Due(f"{KIND}{step}", at, TASK_ID)


def step_of(due: Due) -> str:
    return due.kind.removeprefix(KIND)


def between_searches(searches: int) -> timedelta:
    """Often at first; after half an hour the desk knows."""
    return SEARCH_EVERY if searches < SEARCHES_OFTEN else SEARCH_SELDOM
