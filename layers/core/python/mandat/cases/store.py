"""Cases in the table: what is read, and what commands write. Keys: docs/data-model.md."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from heapq import merge
from operator import attrgetter
from pkgutil import resolve_name
from typing import Any, cast, get_args
from zlib import crc32

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.domain.facts import Event, Fact
from mandat.cases.domain.model import Case, Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.domain.work import work
from mandat.errors import NotFoundError
from mandat.platform.ids import ID_MAX
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Delete, Put, Write
from mandat.records import record

SHARDS = 16
CAUSE_KEPT = timedelta(days=400)
PAGE = 50
SPAN_MAX = 1000
FEW = 20

_FACTS: dict[str, type[Any]] = {fact.__name__: fact for fact in get_args(Fact)}
# Facts of what hangs off a case, by how their names begin: imported when one is read.
_ELSEWHERE = {
    "Booking": "mandat.bookings.domain.facts",
    "Unit": "mandat.dispatch.domain.facts",
    "Stipend": "mandat.stipend.domain.facts",
    "Death": "mandat.bereavement.domain.facts",
    "Guarantee": "mandat.guarantee.domain.facts",
    "Foster": "mandat.fostering.domain.facts",
    "Card": "mandat.idcard.domain.facts",
}


class CaseItem(TableItem, discriminator="Case"):
    seq = Number()
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class EventItem(TableItem, discriminator="Event"):
    """`photos` and `programme` are there only when they say something: filters of queues ask."""

    case_id = UnicodeAttribute()
    seq = Number()
    type = UnicodeAttribute()
    at = UnicodeAttribute()
    cause = UnicodeAttribute()
    actor = UnicodeAttribute()
    correlation_id = UnicodeAttribute(null=True)
    fact = UnicodeAttribute()
    photos = UnicodeAttribute(null=True)
    programme = UnicodeAttribute(null=True)


class CauseItem(TableItem, discriminator="Cause"):
    """The first outcome of a cause: `digest` tells an edited resend from an equal one."""

    seq = Number()
    digest = UnicodeAttribute(null=True)


class TaskItem(TableItem, discriminator="Task"):
    """A row of a post's worklist; the index keys are there only while a step is owed."""

    case_id = UnicodeAttribute()
    service_id = UnicodeAttribute()
    title = UnicodeAttribute()
    village = UnicodeAttribute()
    status = UnicodeAttribute()
    level = Number()
    by = UnicodeAttribute(null=True)


class DueItem(TableItem, discriminator="Due"):
    case_id = UnicodeAttribute()
    task_id = UnicodeAttribute()
    due_kind = UnicodeAttribute()
    due_at = UnicodeAttribute()
    lease_until = Number(null=True)


@record
class CauseOutcome:
    """The sequence that a cause brought the case to, and what it was asked to do."""

    seq: int
    digest: str


@record
class WorkRow:
    """A row of a worklist; times are aware UTC."""

    case_id: str
    service_id: str
    title: dict[str, str]
    village: str
    status: str
    level: int
    by: datetime


def case_key(case_id: str) -> str:
    return f"CASE#{case_id}"


@lru_cache(maxsize=32)
def stamp(at: datetime) -> str:
    """A moment as a sortable key: UTC with microseconds. A command writes its own in many items."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def shard(case_id: str) -> str:
    return f"{crc32(case_id.encode()) % SHARDS:02}"


def load(case_id: str) -> Case:
    """The case as it is now, read consistently. Raises NotFoundError."""
    if len(case_id) > ID_MAX:
        raise NotFoundError("no_case")
    try:
        item = CaseItem.get(case_key(case_id), "CASE", consistent_read=True)
    except DoesNotExist as error:
        raise NotFoundError("no_case") from error
    return msgspec.json.decode(item.state, type=Case)


def find(case_id: str) -> Case | None:
    try:
        return load(case_id)
    except NotFoundError:
        return None


def load_many(case_ids: Iterable[str]) -> Iterator[Case]:
    """Those of the cases that there are, in the order asked for; a call for each hundred."""
    wanted = tuple(dict.fromkeys(case_ids))
    found = CaseItem.batch_get([(case_key(one), "CASE") for one in wanted], consistent_read=True)
    cases = {item.pk: msgspec.json.decode(item.state, type=Case) for item in found}
    return (cases[case_key(one)] for one in wanted if case_key(one) in cases)


def outcome(case_id: str, cause: str) -> CauseOutcome | None:
    """What became of a cause, None when it never took effect."""
    try:
        item = CauseItem.get(case_key(case_id), _cause_key(cause), consistent_read=True)
    except DoesNotExist:
        return None
    return CauseOutcome(int(item.seq), item.digest or "")


def timeline(case_id: str, after: int = 0, limit: int = PAGE) -> tuple[Event, ...]:
    """Events after sequence number `after`, oldest first, at most `limit`."""
    found = EventItem.query(
        case_key(case_id),
        EventItem.sk.between(_event_key(after + 1), "EVENT#999999"),
        limit=limit,
        consistent_read=True,
    )
    return tuple(as_event(item) for item in found)


def fact_type(name: str) -> type[Any]:
    """The class of a fact, the case's own or of what hangs off it. Raises KeyError."""
    return _FACTS.get(name) or _elsewhere(name)


@cache
def _elsewhere(name: str) -> type[Any]:
    for beginning, module in _ELSEWHERE.items():
        if name.startswith(beginning):
            return cast("type[Any]", resolve_name(f"{module}:{name}"))
    raise KeyError(name)


def as_event(item: EventItem) -> Event:
    fact = msgspec.json.decode(item.fact, type=fact_type(item.type))
    at = datetime.fromisoformat(item.at)
    trace = item.correlation_id or ""
    return Event(item.case_id, int(item.seq), at, item.cause, item.actor, fact, trace)


def event_of_record(image: dict[str, Any]) -> Event:
    """The event in a stream record's NewImage (DynamoDB JSON)."""
    return as_event(EventItem.from_raw_data(image))


def worklist(post: str, limit: int = PAGE, after: str = "") -> tuple[WorkRow, ...]:
    """Open work of `post`, the earliest deadline first; `after` is the last row's key."""
    later = TaskItem.work_at > after if after else None
    found = TableItem.worklist.query(post, later, limit=limit)
    return tuple(_row(item) for item in found if isinstance(item, TaskItem))


def row_key(row: WorkRow) -> str:
    """Where the next page of a worklist starts."""
    return f"{stamp(row.by)}#{row.case_id}"


def _row(item: TaskItem) -> WorkRow:
    title = msgspec.json.decode(item.title, type=dict[str, str])
    by = datetime.fromisoformat(item.by or "")
    return WorkRow(
        item.case_id, item.service_id, title, item.village, item.status, int(item.level), by
    )


def events_between(start: datetime, end: datetime) -> Iterator[Event]:
    """Events from `start` up to `end`, shard by shard, at most SPAN_MAX of a shard and day."""
    for day in _days(start, end):
        for number in range(SHARDS):
            span = TableItem.day_at.between(stamp(start), stamp(end))
            found = TableItem.days.query(f"{day}#{number:02}", span, limit=SPAN_MAX)
            yield from (as_event(item) for item in found if isinstance(item, EventItem))


def _days(start: datetime, end: datetime) -> list[str]:
    """The UTC days that a span touches, in order."""
    count = (end - start).days + 2
    return sorted({f"{min(start + timedelta(days=n), end):%Y-%m-%d}" for n in range(count)})


def events_back(start: datetime, end: datetime, before: str = "") -> Iterator[Event]:
    """Events of a span, the newest first; `before` is the day_key where a page above ended.

    A few of each shard are read at a time, at most SPAN_MAX of a shard and day.
    """
    last = min(before or stamp(end), stamp(end))
    if last < stamp(start):
        return
    for day in reversed(_days(start, datetime.fromisoformat(last.partition("#")[0]))):
        shards = (_back(day, number, stamp(start), last) for number in range(SHARDS))
        found = merge(*shards, key=attrgetter("day_at"), reverse=True)
        events = (item for item in found if isinstance(item, EventItem) and item.day_at != before)
        yield from map(as_event, events)


def _back(day: str, number: int, first: str, last: str) -> Iterator[TableItem]:
    span = TableItem.day_at.between(first, last)
    return TableItem.days.query(
        f"{day}#{number:02}", span, scan_index_forward=False, page_size=FEW, limit=SPAN_MAX
    )


def day_key(event: Event) -> str:
    """Where an event stands in its day: sorts by time."""
    return f"{stamp(event.at)}#{event.case_id}#{event.seq:06}"


def writes(before: Case | None, after: Case, events: Sequence[Event], digest: str) -> list[Write]:
    """Everything that one command changes about a case, at the sequence it was decided on."""
    cause = _cause_item(after.id, events[0].cause, after, digest)
    return [
        Put(_case_item(after), CaseItem.seq == before.seq if before else NEW),
        Put(cause, NEW),
        *(Put(_event_item(event, after.programme), NEW) for event in events),
        *_task_writes(before, after),
        *_due_writes(before, after),
    ]


def _case_item(case: Case) -> CaseItem:
    state = msgspec.json.encode(case).decode()
    return CaseItem(case_key(case.id), "CASE", seq=case.seq, status=case.status, state=state)


def _event_key(seq: int) -> str:
    return f"EVENT#{seq:06}"


def _event_item(event: Event, programme: str) -> EventItem:
    at = stamp(event.at)
    return EventItem(
        case_key(event.case_id),
        _event_key(event.seq),
        case_id=event.case_id,
        seq=event.seq,
        type=event.type,
        at=at,
        cause=event.cause,
        actor=event.actor,
        correlation_id=event.correlation_id or None,
        fact=msgspec.json.encode(event.fact).decode(),
        photos=",".join(event.photos) or None,
        programme=programme or None,
        day_shard=f"{at[:10]}#{shard(event.case_id)}",
        day_at=day_key(event),
    )


def _cause_key(cause: str) -> str:
    return f"CAUSE#{hashlib.sha256(cause.encode()).hexdigest()[:32]}"


def _cause_item(case_id: str, cause: str, after: Case, digest: str) -> CauseItem:
    return CauseItem(
        case_key(case_id),
        _cause_key(cause),
        seq=after.seq,
        digest=digest or None,
        expires_at=epoch(after.changed_at + CAUSE_KEPT),
    )


def _task_writes(before: Case | None, after: Case) -> list[Write]:
    item = _task_item(after)
    old = _task_item(before) if before else None
    unchanged = item and old and item.attribute_values == old.attribute_values
    return [] if item is None or unchanged else [Put(item)]


def _task_item(case: Case) -> TaskItem | None:
    if case.task is None:
        return None
    owed = work(case)
    by = stamp(owed.by) if owed else None
    return TaskItem(
        case_key(case.id),
        f"TASK#{case.task.id}",
        case_id=case.id,
        service_id=case.service_id,
        title=msgspec.json.encode(case.service_title).decode(),
        village=case.village,
        status=case.status if case.task.is_open is False else case.task.status,
        level=case.level,
        by=by,
        post_id=owed.post if owed else None,
        work_at=f"{by}#{case.id}" if owed else None,
    )


def _due_writes(before: Case | None, after: Case) -> list[Write]:
    old = next_moment(before) if before else None
    new = next_moment(after)
    if old == new:
        return []
    gone: list[Write] = [Delete(due_item(after.id, old))] if old else []
    return [*gone, Put(due_item(after.id, new))] if new else gone


def due_item(case_id: str, due: Due) -> DueItem:
    """The due item that stands for a case's next moment; its name is the moment itself."""
    at = stamp(due.at)
    return DueItem(
        f"DUE#{shard(case_id)}",
        f"{at}#{case_id}#{due.task_id}#{due.kind}",
        case_id=case_id,
        task_id=due.task_id,
        due_kind=due.kind,
        due_at=at,
    )
