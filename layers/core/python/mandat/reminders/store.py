"""Due items in 16 shards: the next moment of every open case, and the lease that hands one on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from operator import attrgetter

from pynamodb.exceptions import UpdateError

from mandat.cases.domain.model import Case, Due
from mandat.cases.store import SHARDS, CaseItem, DueItem, case_key, due_item, stamp
from mandat.platform.table import epoch
from mandat.platform.transaction import REFUSED, Check, Delete, commit
from mandat.records import record

LEASE = timedelta(minutes=3)
PAGE = 100


@record
class DueRow:
    """A due item as it was read."""

    case_id: str
    due: Due
    shard: int
    key: str
    leased: bool


def due_rows(until: datetime, now: datetime) -> Iterator[DueRow]:
    """Due items up to `until`, the oldest of all shards first, read a page of a shard at a time."""
    shards = (_of_shard(shard, until, now) for shard in range(SHARDS))
    return merge(*shards, key=attrgetter("key"))


def _of_shard(shard: int, until: datetime, now: datetime) -> Iterator[DueRow]:
    before = DueItem.sk < stamp(until)
    found = DueItem.query(f"DUE#{shard:02}", before, page_size=PAGE)
    return (_row(item, shard, now) for item in found)


def _row(item: DueItem, shard: int, now: datetime) -> DueRow:
    due = Due(item.due_kind, datetime.fromisoformat(item.due_at), item.task_id)
    return DueRow(item.case_id, due, shard, item.sk, (item.lease_until or 0) > epoch(now))


def lease(row: DueRow, now: datetime) -> bool:
    """Take the item for a short while; False when it is gone or another sweep has it."""
    free = DueItem.lease_until.does_not_exist() | (DueItem.lease_until <= epoch(now))
    try:
        DueItem(f"DUE#{row.shard:02}", row.key).update(
            actions=[DueItem.lease_until.set(epoch(now + LEASE))],
            condition=DueItem.case_id.exists() & free,
        )
    except UpdateError as error:
        if error.cause_response_code == REFUSED:
            return False
        raise
    return True


def forget(case: Case, due: Due) -> None:
    """Delete a due item that the case no longer stands by, if the case is still as it was read.

    Raises ConflictError when the case moved meanwhile: its own command deletes what is old.
    """
    seen = Check(CaseItem(case_key(case.id), "CASE"), CaseItem.seq == case.seq)
    commit([seen, Delete(due_item(case.id, due))])
