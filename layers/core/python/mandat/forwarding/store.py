"""Windows of heads: WINDOW#<post> / <window>; one due item for the end of the window of all."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases import store as cases
from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.cases.store import DueItem, shard, stamp
from mandat.errors import ConflictError
from mandat.forwarding.domain import GRACE, Window
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import NEW, Delete, Put, commit, put

# Longer than history is told as news: a replay opens no window anew.
KEPT = timedelta(days=30)
DIGEST = "digest"
HEADS = "heads"


class WindowItem(TableItem, discriminator="Window"):
    """`first` is the event whose copy went out at once."""

    first = UnicodeAttribute()


def expect_end(window: Window, due_at: datetime) -> None:
    """Have the window gathered when it is over: before any head's is opened, so that none is left.

    Again is the same. Raises OutcomeUnknownError.
    """
    put(Put(_due(window.id, due_at)))


def open_window(head: str, window: Window, event_id: str, now: datetime) -> bool:
    """Whether the event is the window's first; asked again it is so again.

    Raises OutcomeUnknownError.
    """
    item = WindowItem(_key(head), window.id, first=event_id, expires_at=epoch(now + KEPT))
    try:
        put(Put(item, NEW))
    except ConflictError:
        return first_of(head, window) == event_id
    return True


def firsts(heads: Iterable[str], window: Window, *, all_of_them: bool = False) -> dict[str, str]:
    """Head to its window's first event.

    Unless `all_of_them` are wanted, for twice the units, one that was opened this moment may be
    missing.
    """
    keys = [(_key(head), window.id) for head in heads]
    found = WindowItem.batch_get(keys, consistent_read=all_of_them)
    return {item.pk.removeprefix(_key("")): item.first for item in found}


def first_of(head: str, window: Window) -> str:
    """The id of the window's first event; empty when it was never opened."""
    try:
        return WindowItem.get(_key(head), window.id, consistent_read=True).first
    except DoesNotExist:
        return ""


def assigned_in(window: Window, now: datetime) -> tuple[Event, ...]:
    """The reports that got an owner in a window, in any order.

    What is over does not change: all its digests are made of one reading a process.
    """
    return _of_past(window) if now >= window.end + GRACE else _read(window)


@lru_cache(maxsize=1)
def _of_past(window: Window) -> tuple[Event, ...]:
    return _read(window)


def _read(window: Window) -> tuple[Event, ...]:
    events = cases.events_between(window.start, window.end)
    return tuple(one for one in events if isinstance(one.fact, TaskAssigned))


def forget_windows() -> None:
    """Read the window anew at its next digest."""
    _of_past.cache_clear()


def forget_due(window_id: str, due_at: datetime) -> None:
    commit([Delete(_due(window_id, due_at))])


def _key(head: str) -> str:
    return f"WINDOW#{head}"


def _due(window_id: str, due_at: datetime) -> DueItem:
    """As a case's due item is: the sweep knows no difference."""
    at = stamp(due_at)
    return DueItem(
        f"DUE#{shard(window_id)}",
        f"{at}#{HEADS}#{window_id}#{DIGEST}",
        case_id=HEADS,
        task_id=window_id,
        due_kind=DIGEST,
        due_at=at,
    )
