"""Load, decide, save: the one way in which a call changes, and with it its case and the units."""

from dataclasses import replace
from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.domain.model import Due
from mandat.cases.once import once
from mandat.city.store import load_catalogue
from mandat.dispatch import fleet, store
from mandat.dispatch.domain.acts import (
    AssignUnit,
    CallCommand,
    ConfirmCall,
    PassCall,
    RemindCall,
    SearchUnit,
)
from mandat.dispatch.domain.decide import SYSTEM, decide
from mandat.dispatch.domain.limits import SERVICE_REASONS
from mandat.dispatch.domain.model import Call, CallStatus, Unit, UnitState
from mandat.dispatch.domain.timing import next_moment
from mandat.dispatch.saving import Done, save
from mandat.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    UnavailableError,
)
from mandat.personal.writes import text_writes
from mandat.platform.observability import logger

OPEN_MAX = 100
# Commands after which somebody else may be asked; a tap of the crew looks at no other unit.
_ASKING = (ConfirmCall, PassCall, RemindCall, SearchUnit)
# A unit has come free for others, or may have.
_FREEING = frozenset({"UnitReturned", "UnitPassed", "UnitCallFalse", "UnitCallCancelled"})


def execute(case_id: str, command: CallCommand, now: datetime) -> Done:
    """Do `command` to the call of the case, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError, ConflictError (too busy; «unit_taken» for a unit that the
    desk chose), UnavailableError or OutcomeUnknownError.
    """
    done = _done(case_id, command, now)
    if any(one.type in _FREEING for one in done.events):
        offer_waiting(done.case.owner, now, besides=case_id)
    return done


def _done(case_id: str, command: CallCommand, now: datetime) -> Done:
    def give_up(error: ConflictError) -> None:
        if _is_final(error, command):
            raise error

    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, command, now),
        lambda case: Done(case, call_of(case_id), replayed=True),
        give_up=give_up,
    )


def _is_final(error: ConflictError, command: CallCommand) -> bool:
    """The desk chooses again; everybody else just asks the next."""
    return isinstance(command, AssignUnit) and error.code == store.UNIT_TAKEN


def call_of(case_id: str) -> Call:
    """The call of a case. Raises NotFoundError for a case without one."""
    call = store.load(case_id)
    if call is None:
        raise NotFoundError("no_call")
    return call


def _attempt(case_id: str, command: CallCommand, now: datetime) -> Done:
    """The case is read first: a call that is newer than it makes the write fail."""
    case, call = cases.load(case_id), call_of(case_id)
    if isinstance(command, _ASKING):
        command = replace(command, ready=fleet.ready(call.district, now))
    events = decide(case, call, command, now)
    if not events:
        return Done(case, call)
    return save(case, call, events, text_writes(command, events))


def remind(case_id: str, due: Due, now: datetime) -> bool:
    """A moment of a call has come; whether anything was done. A stale item is dropped."""
    cause = f"due:{case_id}:{due.task_id}:{due.kind}:{cases.stamp(due.at)}"
    command = RemindCall(cause, SYSTEM, calendar=load_catalogue().calendar, due=due)
    done = execute(case_id, command, now)
    if not done.events:
        _drop_if_old(case_id, due)
    return bool(done.events)


def _drop_if_old(case_id: str, due: Due) -> None:
    """An item that the call does not stand by would come for ever."""
    case, call = cases.load(case_id), call_of(case_id)
    if next_moment(call) != due:
        store.forget_due(case, due)


def open_calls(desk: str) -> tuple[Call, ...]:
    """The calls that are not over, the longest open first."""
    rows = cases.worklist(desk, OPEN_MAX)
    calls = store.load_many(row.case_id for row in rows)
    return tuple(sorted((c for c in calls.values() if not c.is_over), key=lambda c: c.called_at))


def offer_waiting(desk: str, now: datetime, besides: str = "") -> None:
    """A unit has come free: the calls that wait for one are offered, the oldest first.

    `besides`: the call that it comes from; who has just said no is not asked again at once.
    What goes wrong here goes right two minutes later, when the call's own moment comes.
    """
    try:
        for call in open_calls(desk):
            if call.status is CallStatus.WITH_DESK and call.case_id != besides:
                cause = f"free:{call.case_id}:{cases.stamp(now)}"
                _done(call.case_id, SearchUnit(cause, SYSTEM), now)
    except (ConflictError, RefusedError, OutcomeUnknownError, UnavailableError) as error:
        logger.info("waiting calls not offered", error=type(error).__name__)


def set_service(unit_id: str, reason: str, desk: str, now: datetime) -> Unit:
    """Take a free unit off the board for a `reason`, or put it back without one.

    Raises NotFoundError, InvalidError, NotAllowedError for a unit that is at a call, ConflictError.
    """
    unit = _unit(unit_id)
    if reason and reason not in SERVICE_REASONS:
        raise InvalidError("reason", "choose_one")
    if unit.state is UnitState.AT_CALL:
        raise NotAllowedError("unit_at_call")
    store.set_service(unit, reason, now)
    if not reason:
        offer_waiting(desk, now)
    return _unit(unit_id)


def _unit(unit_id: str) -> Unit:
    known = {one.id for one in fleet.units_of(fleet.fleet_now())}
    if unit_id not in known:
        raise NotFoundError("no_unit")
    return store.load_units([unit_id])[unit_id]
