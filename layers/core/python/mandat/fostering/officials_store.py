"""Officials of the city in the table. The quota is a condition of the write.

OFFICIALS / <id>                the official, with how many more children he may foster
RESIDENT#<person> / OFFICIAL    who of the register is which official
"""

from collections.abc import Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.fostering.children_store import ROLL_CHANGED
from mandat.fostering.domain.model import Official
from mandat.fostering.domain.officials import room
from mandat.platform.table import Number, TableItem
from mandat.platform.transaction import NEW, Delete, Put, Write
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.store import resident_key

OFFICIALS, OFFICIAL = "OFFICIALS", "OFFICIAL"
PAGE = 200
OFFICIALS_MAX = 5_000


class OfficialItem(TableItem, discriminator="Official"):
    """`free` is how many children may still be entrusted to him: 0 of who has left."""

    status = UnicodeAttribute()
    free = Number()
    revision = Number()
    state = UnicodeAttribute()


class OfficialPersonItem(TableItem, discriminator="OfficialPerson"):
    official = UnicodeAttribute()


def load_official(official_id: str) -> Official | None:
    """The official as he is now, read consistently; None when there is none of that id."""
    if not official_id:
        return None
    try:
        return _official(OfficialItem.get(OFFICIALS, official_id, consistent_read=True))
    except DoesNotExist:
        return None


def officials() -> Iterator[Official]:
    """Everybody who is or was an official; pages of PAGE, read consistently."""
    found = OfficialItem.query(OFFICIALS, consistent_read=True, page_size=PAGE, limit=OFFICIALS_MAX)
    return (_official(item) for item in found)


def _official(item: OfficialItem) -> Official:
    return msgspec.json.decode(item.state, type=Official)


def official_of(person: str) -> Official | None:
    """The official who is this person of the register; None when the city has not said so."""
    try:
        found = OfficialPersonItem.get(resident_key(person), OFFICIAL, consistent_read=True)
    except DoesNotExist:
        return None
    return load_official(found.official)


def official_write(before: Official | None, after: Official, terms: FosterTerms) -> Write:
    """Over the revision that was read; one child more only while there is room for it.

    Refused as ROLL_CHANGED.
    """
    item = OfficialItem(
        OFFICIALS,
        after.id,
        status=after.status,
        free=room(after, terms),
        revision=after.revision,
        state=msgspec.json.encode(after).decode(),
    )
    return Put(item, _seen(before, after), ROLL_CHANGED)


def _seen(before: Official | None, after: Official) -> Condition:
    if before is None:
        return NEW
    seen: Condition = OfficialItem.revision == before.revision
    if len(after.children) > len(before.children):
        seen = seen & (OfficialItem.free >= 1)
    return seen


def person_writes(before: Official | None, after: Official) -> list[Write]:
    """That he is another person of the register than it said, or one at all."""
    was = before.person if before else ""
    if was == after.person:
        return []
    gone: list[Write] = [Delete(OfficialPersonItem(resident_key(was), OFFICIAL))] if was else []
    key = resident_key(after.person), OFFICIAL
    said = [Put(OfficialPersonItem(*key, official=after.id))] if after.person else []
    return [*gone, *said]
