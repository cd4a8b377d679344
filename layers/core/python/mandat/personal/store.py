"""Personal items of a case: written with the command that brings them, forgotten on their date."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.personal.domain import RETENTION_DAYS, Contact, Narrative, Said
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Delete, Put, Write, commit

TEXTS_MAX = 200
ERASED_AT_ONCE = 50
CITIZEN = "citizen"


class ContactItem(TableItem, discriminator="Contact"):
    data = UnicodeAttribute()


class NarrativeItem(TableItem, discriminator="Narrative"):
    data = UnicodeAttribute()


class TextItem(TableItem, discriminator="Text"):
    seq = Number()
    actor = UnicodeAttribute()
    text = UnicodeAttribute()
    photos = UnicodeAttribute(null=True)


def key(case_id: str) -> str:
    return f"CASE#{case_id}"


def forgotten_at(at: datetime) -> int:
    return epoch(at + timedelta(days=RETENTION_DAYS))


def contact(case_id: str) -> Contact:
    """The citizen's contact; an empty one when anonymous or forgotten."""
    try:
        item = ContactItem.get(key(case_id), "CONTACT")
    except DoesNotExist:
        return Contact()
    return msgspec.json.decode(item.data, type=Contact)


def narrative(case_id: str) -> Narrative:
    """What was reported; empty when forgotten."""
    try:
        item = NarrativeItem.get(key(case_id), "NARRATIVE")
    except DoesNotExist:
        return Narrative()
    return msgspec.json.decode(item.data, type=Narrative)


def texts(case_id: str, after: int = 0, limit: int = TEXTS_MAX) -> dict[int, Said]:
    """What was said on the case, by the sequence number of its event."""
    later = TextItem.sk.between(text_key(after + 1), "TEXT#999999")
    found = TextItem.query(key(case_id), later, limit=limit, consistent_read=True)
    return {int(item.seq): _said(item) for item in found}


def text(case_id: str, seq: int) -> Said | None:
    try:
        return _said(TextItem.get(key(case_id), text_key(seq)))
    except DoesNotExist:
        return None


def _said(item: TextItem) -> Said:
    names = tuple(item.photos.split(",")) if item.photos else ()
    return Said(int(item.seq), item.actor, item.text, names)


def text_key(seq: int) -> str:
    return f"TEXT#{seq:06}"


def contact_writes(case_id: str, contact: Contact, submitted_at: datetime) -> list[Write]:
    """The contact of a case, kept as long as the case's other personal items."""
    data = msgspec.json.encode(contact).decode()
    kept = forgotten_at(submitted_at)
    return [Put(ContactItem(key(case_id), "CONTACT", data=data, expires_at=kept))]


def said(case_id: str) -> Iterator[Said]:
    """Everything that was said on the case, oldest first, page by page."""
    after = 0
    while page := texts(case_id, after):
        yield from page.values()
        after = max(page)


def said_by_citizen(case_id: str) -> tuple[Said, ...]:
    """What the citizen wrote later than the report."""
    return tuple(one for one in said(case_id) if one.actor == CITIZEN)


def erase_texts(case_id: str) -> None:
    """What the citizen wrote later; again is the same."""
    gone = (Delete(TextItem(key(case_id), text_key(one.seq))) for one in said_by_citizen(case_id))
    while some := list(islice(gone, ERASED_AT_ONCE)):
        commit(some)


def erase_rest(case_id: str, also: Sequence[Write]) -> None:
    """Narrative and contact, together with `also`: what leads to everything else goes last."""
    own = key(case_id)
    commit([Delete(NarrativeItem(own, "NARRATIVE")), Delete(ContactItem(own, "CONTACT")), *also])
