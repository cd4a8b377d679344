"""Children who have lost a parent, for the fostering programme. Keys: docs/data-model.md.

ORPHAN#<person id> / ORPHAN          the child: `deaths` are the cases of those who died
CASE#<case id> / ORPHAN#<person id>  whom a death has left behind
"""

from collections.abc import Callable
from datetime import date
from typing import cast

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.bookings.domain.grid import DAY_MINUTES, at_minute
from mandat.cases.store import case_key
from mandat.platform.patience import patiently
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import CONTENDED, MOVED, NEW, Delete, Put, Update, Write, commit
from mandat.programmes.domain.person import Person
from mandat.records import record

ORPHAN = "ORPHAN"
UNSEEN, TAKEN_UP = "new", "taken"
# More than the register has on a family card.
LEFT_MAX = 100


class OrphanItem(TableItem, discriminator="Orphan"):
    """`status` is new until the fostering programme has taken the child up."""

    since = UnicodeAttribute()
    deaths = UnicodeAttribute()
    village = UnicodeAttribute()
    status = UnicodeAttribute()


class LeftItem(TableItem, discriminator="LeftBehind"):
    """Its key says all."""


@record
class Orphan:
    """A child who has lost a parent: since which local day, and by which deaths' cases."""

    person: str
    since: date
    deaths: tuple[str, ...]
    village: str
    taken_up: bool


def orphan(person: str) -> Orphan | None:
    """Read consistently; None of a child of whom no death says so."""
    known = _find(person)
    return _orphan(known) if known else None


def _orphan(item: OrphanItem) -> Orphan:
    person, since = item.pk.partition("#")[2], date.fromisoformat(item.since)
    deaths = tuple(item.deaths.split(","))
    return Orphan(person, since, deaths, item.village, item.status != UNSEEN)


def taken_write(known: Orphan) -> Write:
    """That the fostering programme has the child. Refused as MOVED, when its deaths are others."""
    item = OrphanItem(f"ORPHAN#{known.person}", ORPHAN)
    seen = OrphanItem.deaths == ",".join(known.deaths)
    return Update(item, seen, MOVED, actions=[OrphanItem.status.set(TAKEN_UP)])


def release(person: str, case_id: str) -> bool:
    """As `remove`, also for a child that was taken up: the fostering programme has let it go."""

    def writes(known: OrphanItem | None) -> list[Write]:
        left = Delete(LeftItem(case_key(case_id), f"{ORPHAN}#{person}"))
        if known is None or case_id not in known.deaths.split(","):
            return []
        return [_without(known, case_id), left]

    return _persistently(person, writes)


def left_by(case_id: str) -> tuple[str, ...]:
    """The children whom the death of a case has left, by their ids in the register."""
    begins = LeftItem.sk.startswith(f"{ORPHAN}#")
    found = LeftItem.query(case_key(case_id), begins, limit=LEFT_MAX, consistent_read=True)
    return tuple(item.sk.partition("#")[2] for item in found)


def add(child: Person, case_id: str, since: date) -> bool:
    """Whether the death of the case is new to the child."""
    person = child.id

    def writes(known: OrphanItem | None) -> list[Write]:
        left = Put(LeftItem(case_key(case_id), f"{ORPHAN}#{person}"), NEW, MOVED)
        if known is None:
            return [Put(_new(child, case_id, since), NEW, MOVED), left]
        deaths = known.deaths.split(",")
        return [] if case_id in deaths else [_changed(known, [*deaths, case_id]), left]

    return _persistently(person, writes)


def remove(person: str, case_id: str) -> bool:
    """Whether the child is no longer left by the case; one who was taken up stays so."""

    def writes(known: OrphanItem | None) -> list[Write]:
        if known is None or known.status != UNSEEN:
            return []
        return [
            _without(known, case_id),
            Delete(LeftItem(case_key(case_id), f"{ORPHAN}#{person}")),
        ]

    return _persistently(person, writes)


def _new(child: Person, case_id: str, since: date) -> OrphanItem:
    """Kept no longer than the child's own record."""
    kept = child.retain_until
    return OrphanItem(
        f"ORPHAN#{child.id}",
        ORPHAN,
        since=since.isoformat(),
        deaths=case_id,
        village=child.village,
        status=UNSEEN,
        expires_at=epoch(at_minute(kept, DAY_MINUTES)) if kept else None,
    )


def _without(known: OrphanItem, case_id: str) -> Write:
    others = [one for one in known.deaths.split(",") if one != case_id]
    return _changed(known, others) if others else Delete(known, _as_read(known), MOVED)


def _changed(known: OrphanItem, deaths: list[str]) -> Write:
    told = OrphanItem.deaths.set(",".join(deaths))
    return Update(known, _as_read(known), MOVED, actions=[told])


def _as_read(known: OrphanItem) -> Condition:
    deaths, status = OrphanItem.deaths == known.deaths, OrphanItem.status == known.status
    return cast("Condition", deaths & status)


def _persistently(person: str, writes: Callable[[OrphanItem | None], list[Write]]) -> bool:
    """Again while somebody else writes. Raises ConflictError(BUSY)."""

    def once() -> bool:
        wanted = writes(_find(person))
        if wanted:
            commit(wanted)
        return bool(wanted)

    return patiently(once, again=(MOVED, CONTENDED))


def _find(person: str) -> OrphanItem | None:
    try:
        return OrphanItem.get(f"ORPHAN#{person}", ORPHAN, consistent_read=True)
    except DoesNotExist:
        return None
