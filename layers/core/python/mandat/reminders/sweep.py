"""The sweep: hands what is due within the minute to the queue, and does nothing else."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from math import ceil
from typing import Any

from mandat.cases.store import stamp
from mandat.platform.backlog import backlog
from mandat.platform.observability import count, lag, logger, publish
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings
from mandat.reminders.store import DueRow, due_rows, lease

AHEAD = timedelta(seconds=60)
BATCH = 10
# More than this would wait in the queue for longer than a lease, and be handed on again.
ROOM = 3000
# Rows between two looks at how full the queue is.
ROUND = 500

Check = Callable[[], bool]


def unhurried() -> bool:
    """For a sweep that nobody stops."""
    return True


def sweep(now: datetime, has_time: Check = unhurried) -> int:
    """Hand on what is due up to `now` + 60 s, in order of due time; the number of messages sent.

    Ends early without time left, or when the queue is full; the next sweep goes on. A message that
    could not be sent comes again when its lease has lapsed.
    """
    rows = _allowed(_told(due_rows(now + AHEAD, now), now), has_time)
    taken = (row for row in rows if not row.leased and lease(row, now))
    sent = sum(_send(batch, now) for batch in _batches(taken))
    count("DueHandedOn", sent)
    logger.info("swept", handed_on=sent)
    return sent


def _told(rows: Iterator[DueRow], now: datetime) -> Iterator[DueRow]:
    """`rows`, once the lag is told: the first is the oldest, and a sweep may die half way."""
    first = tuple(islice(rows, 1))
    lag("DueLag", first[0].due.at if first else now, now)
    publish()
    return chain(first, rows)


def _allowed(rows: Iterator[DueRow], has_time: Check) -> Iterator[DueRow]:
    for place, row in enumerate(rows):
        if not has_time():
            logger.warning("sweep ends early", why="no_time", seen=place)
            return
        if place % ROUND == 0 and not _has_room():
            logger.warning("sweep ends early", why="no_room", seen=place)
            return
        yield row


def _has_room() -> bool:
    return backlog(settings().due_queue_url) < ROOM


def _batches(rows: Iterable[DueRow]) -> Iterator[list[DueRow]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _send(rows: list[DueRow], now: datetime) -> int:
    return send_batch(settings().due_queue_url, [_entry(row, now) for row in rows])


def _entry(row: DueRow, now: datetime) -> dict[str, Any]:
    """Rounded up: what comes before its moment does nothing, and comes again minutes later."""
    wait = max(0, ceil((row.due.at - now).total_seconds()))
    return {"DelaySeconds": wait, "MessageBody": message(row)}


def message(row: DueRow) -> str:
    due = row.due
    return json.dumps(
        {"case_id": row.case_id, "task_id": due.task_id, "kind": due.kind, "at": stamp(due.at)}
    )
