"""Evenings of takziah by local day: EVENING#<day> / <case id>; one due item a list of a day."""

from datetime import date, datetime, timedelta

from pynamodb.attributes import UnicodeAttribute

from mandat.cases.store import DueItem, shard, stamp
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Delete, Put, commit, put
from mandat.records import record

KEPT = timedelta(days=30)
# Ten times the deaths of three days.
HOUSES_MAX = 200
HEADS, DUE_KIND = "heads", "evening:list"


class EveningItem(TableItem, discriminator="Evening"):
    """`list_id` is the list that tells of it."""

    list_id = UnicodeAttribute()


@record
class Evening:
    """A house that is visited on a day: the death's case, and the list that tells of it."""

    case_id: str
    list_id: str


def expect(day: date, evening: Evening, due_at: datetime, now: datetime) -> None:
    """Have the list sent at `due_at`, and the house on it. Again is the same.

    The due item first, so that no house is left out. Raises OutcomeUnknownError.
    """
    put(Put(_due(evening.list_id, due_at)))
    key, until = (_key(day), evening.case_id), epoch(now + KEPT)
    put(Put(EveningItem(*key, list_id=evening.list_id, expires_at=until)))


def on(day: date) -> tuple[Evening, ...]:
    """The houses of a day: those of the deaths of three days, at most HOUSES_MAX."""
    found = EveningItem.query(_key(day), consistent_read=True, limit=HOUSES_MAX)
    return tuple(Evening(item.sk, item.list_id) for item in found)


def forget_due(list_id: str, due_at: datetime) -> None:
    commit([Delete(_due(list_id, due_at))])


def _key(day: date) -> str:
    return f"EVENING#{day.isoformat()}"


def _due(list_id: str, due_at: datetime) -> DueItem:
    """As a case's due item is: the sweep knows no difference."""
    at = stamp(due_at)
    return DueItem(
        f"DUE#{shard(list_id)}",
        f"{at}#{HEADS}#{list_id}#{DUE_KIND}",
        case_id=HEADS,
        task_id=list_id,
        due_kind=DUE_KIND,
        due_at=at,
    )
