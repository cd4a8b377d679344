"""Calls and units in the table.

CASE#<case> / CALL                 the call, its state as one document
UNIT#<unit> / UNIT                 how a unit stands; one that never did anything has no item
CALLER#<hash> / FALSE#<case>       a false call of a number, until it is forgotten

A unit is taken by a condition on its own item, in the transaction of the call's event: whoever
comes second finds it taken, and asks the next.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.bookings.domain.fleet import GRID_MINUTES
from mandat.bookings.sheets_store import CITY, DaySheetItem
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.cases.store import CaseItem, case_key, due_item, stamp
from mandat.city.calendar import to_local
from mandat.dispatch.domain.apply import units
from mandat.dispatch.domain.limits import FALSE_CALLS, FALSE_FOR
from mandat.dispatch.domain.model import Call, Unit, UnitState
from mandat.dispatch.domain.timing import next_moment
from mandat.errors import ConflictError
from mandat.personal.domain import Contact, Narrative
from mandat.personal.store import ContactItem, NarrativeItem
from mandat.platform import secrets
from mandat.platform.observability import logger
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Check, Delete, Put, Write, commit

CALL_KEY, UNIT_KEY = "CALL", "UNIT"
# The table forgets within two days of the date: so many are looked through at most.
FALSE_MAX = 50
UNIT_TAKEN, UNIT_MOVED = "unit_taken", "unit_moved"


class CallItem(TableItem, discriminator="Call"):
    seq = Number()
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class UnitItem(TableItem, discriminator="Unit"):
    state = UnicodeAttribute()
    since = UnicodeAttribute()
    case_id = UnicodeAttribute(null=True)
    step = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)


class FalseCallItem(TableItem, discriminator="FalseCall"):
    at = UnicodeAttribute()


def load(case_id: str) -> Call | None:
    """The call of a case as it is now; None for a case without one."""
    try:
        item = CallItem.get(case_key(case_id), CALL_KEY, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Call)


def load_many(case_ids: Iterable[str]) -> dict[str, Call]:
    """The calls of those cases that have one, by case."""
    keys = [(case_key(one), CALL_KEY) for one in dict.fromkeys(case_ids)]
    found = CallItem.batch_get(keys, consistent_read=True)
    calls = (msgspec.json.decode(item.state, type=Call) for item in found)
    return {call.case_id: call for call in calls}


def contacts(case_ids: Iterable[str]) -> dict[str, Contact]:
    """Whom to call back, by case; an empty one when it was forgotten."""
    wanted = tuple(dict.fromkeys(case_ids))
    found = ContactItem.batch_get([(case_key(one), "CONTACT") for one in wanted])
    known = {one.pk: msgspec.json.decode(one.data, type=Contact) for one in found}
    return {one: known.get(case_key(one)) or Contact() for one in wanted}


def narratives(case_ids: Iterable[str]) -> dict[str, Narrative]:
    """Where to come, by case; an empty one when it was forgotten."""
    wanted = tuple(dict.fromkeys(case_ids))
    found = NarrativeItem.batch_get([(case_key(one), "NARRATIVE") for one in wanted])
    known = {one.pk: msgspec.json.decode(one.data, type=Narrative) for one in found}
    return {one: known.get(case_key(one)) or Narrative() for one in wanted}


def load_units(unit_ids: Iterable[str]) -> dict[str, Unit]:
    """Every unit as it stands now: one that has no item yet is free. A call for each hundred."""
    wanted = tuple(dict.fromkeys(unit_ids))
    found = UnitItem.batch_get([(_unit_key(one), UNIT_KEY) for one in wanted], consistent_read=True)
    known = {one.id: one for one in map(_unit, found)}
    return {one: known.get(one) or Unit(one) for one in wanted}


def _unit_key(unit_id: str) -> str:
    return f"UNIT#{unit_id}"


def _unit(item: UnitItem) -> Unit:
    return Unit(
        item.pk.removeprefix("UNIT#"),
        UnitState(item.state),
        datetime.fromisoformat(item.since),
        item.case_id or "",
        item.step or "",
        item.reason or "",
    )


def _unit_item(unit: Unit, at: datetime) -> UnitItem:
    return UnitItem(
        _unit_key(unit.id),
        UNIT_KEY,
        state=unit.state,
        since=stamp(unit.since or at),
        case_id=unit.case_id or None,
        step=unit.step or None,
        reason=unit.reason or None,
    )


def rides(unit_ids: Iterable[str], now: datetime) -> dict[str, str]:
    """The case of the scheduled ride that a unit is on now, the way there and back included."""
    local = to_local(now)
    slot = f"s{local.hour:02}{local.minute // GRID_MINUTES * GRID_MINUTES:02}"
    keys = [(f"SLOTS#{one}", local.date().isoformat()) for one in dict.fromkeys(unit_ids)]
    found = DaySheetItem.batch_get(keys, consistent_read=True)
    held = {one.pk.removeprefix("SLOTS#"): one.attribute_values.get(slot) for one in found}
    return {unit: case_id for unit, case_id in held.items() if case_id and case_id != CITY}


def writes(before: Call | None, after: Call, events: Sequence[Event]) -> list[Write]:
    """What a command changes beside the case: call, units and due item.

    The case's own write, at the sequence it was decided on, guards the call and its due item.
    """
    return [
        Put(_call_item(after, events[-1].seq)),
        *_unit_writes(before, after, events),
        *_due_writes(before, after),
        *_false_writes(after, events),
    ]


def _call_item(call: Call, seq: int) -> CallItem:
    state = msgspec.json.encode(call).decode()
    return CallItem(case_key(call.case_id), CALL_KEY, seq=seq, status=call.status, state=state)


def _unit_writes(before: Call | None, after: Call, events: Sequence[Event]) -> list[Write]:
    moved = units(before, after, events)
    held = before.unit if before and before.is_active else ""
    return [_unit_write(unit, held, after.case_id, events[-1].at) for unit in moved]


def _unit_write(unit: Unit, held: str, case_id: str, at: datetime) -> Write:
    """A unit that the call had is the call's to change; any other must be free."""
    if unit.id == held:
        return Put(_unit_item(unit, at), UnitItem.case_id == case_id, UNIT_MOVED)
    return Put(_unit_item(unit, at), _is_free(), UNIT_TAKEN)


def _is_free() -> Condition:
    is_free: Condition = UnitItem.pk.does_not_exist() | (UnitItem.state == UnitState.FREE)
    return is_free


def _due_writes(before: Call | None, after: Call) -> list[Write]:
    old = next_moment(before) if before else None
    new = next_moment(after)
    if old == new:
        return []
    gone: list[Write] = [Delete(due_item(after.case_id, old))] if old else []
    return [*gone, Put(due_item(after.case_id, new))] if new else gone


def _false_writes(call: Call, events: Sequence[Event]) -> list[Write]:
    """Remembered of the number, for a while."""
    if call.ended_as != "UnitCallFalse" or not call.caller:
        return []
    at = events[-1].at
    key, kept = _caller_key(call.caller), epoch(at + FALSE_FOR)
    return [Put(FalseCallItem(key, f"FALSE#{call.case_id}", at=stamp(at), expires_at=kept))]


def _caller_key(caller: str) -> str:
    return f"CALLER#{caller}"


def caller_hash(phone: str) -> str:
    """The number that called, without keeping it."""
    return secrets.keyed_hash("ambulance-caller", phone).hex()[:32]


def is_doubtful(caller: str, now: datetime) -> bool:
    """Whether so many false calls of the number are remembered that the desk looks first."""
    found = FalseCallItem.query(
        _caller_key(caller), FalseCallItem.sk.startswith("FALSE#"), limit=FALSE_MAX
    )
    return sum(1 for one in found if one.expires_at > epoch(now)) >= FALSE_CALLS


def set_service(unit: Unit, reason: str, now: datetime) -> None:
    """Out of service for a `reason`, or back without one; as long as the unit is as it was read.

    Raises ConflictError("unit_moved") when a call has taken it meanwhile.
    """
    state = UnitState.OUT if reason else UnitState.FREE
    seen: Condition = UnitItem.state == unit.state
    if unit.since is None:
        seen = UnitItem.pk.does_not_exist()
    commit([Put(_unit_item(Unit(unit.id, state, now, reason=reason), now), seen, UNIT_MOVED)])


def forget_due(case: Case, due: Due) -> None:
    """Delete a due item that the call of `case` no longer stands by, if it is as it was read."""
    seen = Check(CaseItem(case_key(case.id), "CASE"), CaseItem.seq == case.seq)
    try:
        commit([seen, Delete(due_item(case.id, due))])
    except ConflictError:
        logger.info("due item left to the command that overtook it")
