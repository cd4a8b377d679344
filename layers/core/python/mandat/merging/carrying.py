"""What happens to an earlier case passes over to those that were merged into it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from mandat.cases.domain import acts as a
from mandat.cases.domain import facts as f
from mandat.cases.domain.model import Case
from mandat.cases.domain.work import LEADERS
from mandat.city.calendar import Calendar
from mandat.records import record

MOVES = (f.TaskTransferred, f.TaskClaimed, f.TaskOrdered)


@record
class Carried:
    """What happened to the earlier case, with the text that came with it."""

    event: f.Event
    calendar: Calendar = field(repr=False)
    text: str = field(default="", repr=False)


def is_carried(event: f.Event) -> bool:
    return type(event.fact) in _BUILDERS


def carried(what: Carried, case: Case) -> a.Command | None:
    """What follows for the merged `case`; None when it is there already."""
    return _BUILDERS[type(what.event.fact)](what, case)


def _update(what: Carried, _: Case) -> a.Command:
    return a.PostUpdate(
        _cause(what), what.event.actor, text=what.text, photos=what.event.photos, shared=True
    )


def _finish(what: Carried, _: Case) -> a.Command:
    return _timed(a.FinishTask, what)


def _reject(what: Carried, _: Case) -> a.Command:
    return _timed(a.RejectTask, what, reason=what.event.fact.reason)  # type: ignore[union-attr]  # a TaskRejected


def _answer(what: Carried, _: Case) -> a.Command:
    return _timed(a.AnswerAsLeader, what, leaders=LEADERS)


def _move(what: Carried, case: Case) -> a.Command | None:
    """Whoever gets the earlier case gets this one: by the power of who moved that one."""
    to: str = what.event.fact.owner  # type: ignore[union-attr]  # one of MOVES
    if to == case.owner:
        return None
    mover = a.Command(_cause(what), what.event.actor).post
    return a.TransferTask(
        _cause(what),
        what.event.actor,
        to=to,
        reason=getattr(what.event.fact, "reason", "other_agency"),
        calendar=what.calendar,
        dispatchers=frozenset({mover}),
    )


def _timed(kind: type[a.TimedCommand], what: Carried, **more: Any) -> a.Command:
    photos = what.event.photos
    return kind(
        _cause(what),
        what.event.actor,
        text=what.text,
        photos=photos,
        calendar=what.calendar,
        shared=True,
        **more,
    )


def _cause(what: Carried) -> str:
    """The same event is carried over once to each case."""
    return f"merged:{what.event.id}"


_BUILDERS: Mapping[type, Callable[[Carried, Case], a.Command | None]] = {
    f.UpdatePosted: _update,
    f.TaskFinished: _finish,
    f.TaskRejected: _reject,
    f.LeaderAnswered: _answer,
    **dict.fromkeys(MOVES, _move),
}
