"""How far an import has come. Key: IMPORT#<upload> / PROGRESS."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Put, commit
from mandat.programmes.domain.spans import Place
from mandat.records import record

PROGRESS = "PROGRESS"
MOVED = "import_moved"
# Less than the parts of its report lie in the bucket: a file that is sent again later is read anew.
KEPT = timedelta(days=5)

Status = Literal["running", "done", "refused"]


class ImportItem(TableItem, discriminator="Import"):
    """`offset` and `status` stand beside the state because writes ask for them."""

    offset = Number()
    status = UnicodeAttribute()
    state = UnicodeAttribute()


@record
class Counts:
    """Lines by what became of them; a refreshed date of retention is a change."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


@record
class Progress:
    """An extract by name and content. `reason` is why the whole file was refused."""

    upload: str
    key: str
    place: Place = Place()
    counts: Counts = Counts()
    status: Status = "running"
    reason: str = ""

    @property
    def is_over(self) -> bool:
        return self.status != "running"


def upload_id(key: str, etag: str) -> str:
    """The same file under the same name is the same upload."""
    return hashlib.sha256(f"{key}|{etag.strip(chr(34))}".encode()).hexdigest()[:32]


def load(upload: str) -> Progress | None:
    """How far it has come; None when it was never begun."""
    try:
        item = ImportItem.get(f"IMPORT#{upload}", PROGRESS, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Progress)


def save(before: Progress | None, after: Progress, now: datetime) -> Progress:
    """Over the progress that was seen. Raises ConflictError(MOVED) when it is another by now."""
    seen = NEW
    if before:
        seen = (ImportItem.offset == before.place.offset) & (ImportItem.status == before.status)
    item = ImportItem(
        f"IMPORT#{after.upload}",
        PROGRESS,
        offset=after.place.offset,
        status=after.status,
        state=msgspec.json.encode(after).decode(),
        expires_at=epoch(now + KEPT),
    )
    commit([Put(item, seen, MOVED)])
    return after


def plus(counts: Counts, outcomes: "list[str]") -> Counts:
    """With one more for each outcome, which is a name of the counts."""
    more = {name: getattr(counts, name) + outcomes.count(name) for name in set(outcomes)}
    return replace(counts, **more)
