"""The sweep: hands what is due within the minute to the queue, and does nothing else."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from mandat.cases.store import stamp
from mandat.platform.observability import count, lag, logger
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings
from mandat.reminders.store import DueRow, due_rows, lease

AHEAD = timedelta(seconds=60)
BATCH = 10


def sweep(now: datetime) -> int:
    """Hand on what is due up to `now` + 60 s; the number of messages sent.

    A message that could not be sent comes again when its lease has lapsed.
    """
    sent = 0
    oldest = now
    for rows in _batches(due_rows(now + AHEAD, now)):
        oldest = min([oldest, *(row.due.at for row in rows)])
        sent += _hand_on(rows, now)
    lag("DueLag", oldest, now)
    count("DueHandedOn", sent)
    logger.info("swept", handed_on=sent)
    return sent


def _batches(rows: Iterable[DueRow]) -> Iterator[list[DueRow]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _hand_on(rows: list[DueRow], now: datetime) -> int:
    taken = [row for row in rows if not row.leased and lease(row, now)]
    return send_batch(settings().due_queue_url, [_entry(row, now) for row in taken])


def _entry(row: DueRow, now: datetime) -> dict[str, Any]:
    wait = max(0, round((row.due.at - now).total_seconds()))
    return {"DelaySeconds": wait, "MessageBody": message(row)}


def message(row: DueRow) -> str:
    due = row.due
    return json.dumps(
        {"case_id": row.case_id, "task_id": due.task_id, "kind": due.kind, "at": stamp(due.at)}
    )
