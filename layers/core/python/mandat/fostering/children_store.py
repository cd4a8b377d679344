"""Children of the programme in the table: each once.

FOSTERING / <person>   the child, with its status and official beside it
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.fostering.domain.model import Fostering
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Check, Put, Write

FOSTERING = "FOSTERING"
# What was decided on a child, or an official, whom somebody else has changed meanwhile.
ROLL_CHANGED = "foster_changed"
PAGE = 200
CHILDREN_MAX = 20_000


class FosteringItem(TableItem, discriminator="Fostering"):
    status = UnicodeAttribute()
    official = UnicodeAttribute(null=True)
    revision = Number()
    state = UnicodeAttribute()


def load_fostering(child: str) -> Fostering | None:
    """The child as it is now, read consistently; None of one that is not in the programme."""
    if not child:
        return None
    try:
        return _fostering(FosteringItem.get(FOSTERING, child, consistent_read=True))
    except DoesNotExist:
        return None


def roll() -> Iterator[Fostering]:
    """Everybody who is or was in the programme; pages of PAGE, read consistently."""
    found = FosteringItem.query(FOSTERING, consistent_read=True, page_size=PAGE, limit=CHILDREN_MAX)
    return (_fostering(item) for item in found)


def _fostering(item: FosteringItem) -> Fostering:
    return msgspec.json.decode(item.state, type=Fostering)


def fostering_write(
    before: Fostering | None, after: Fostering, forget_at: datetime | None = None
) -> Write:
    """Over the revision that was read, or a new one; forgotten then, if it has ended.

    Refused as ROLL_CHANGED.
    """
    item = FosteringItem(
        FOSTERING,
        after.child,
        status=after.status,
        official=after.official or None,
        revision=after.revision,
        state=msgspec.json.encode(after).decode(),
        expires_at=epoch(forget_at) if forget_at and after.is_ended else None,
    )
    seen = FosteringItem.revision == before.revision if before else NEW
    return Put(item, seen, ROLL_CHANGED)


def still(fostering: Fostering) -> Write:
    """A check that the child is as it was read. Refused as ROLL_CHANGED."""
    seen = FosteringItem.revision == fostering.revision
    return Check(FosteringItem(FOSTERING, fostering.child), seen, ROLL_CHANGED)
