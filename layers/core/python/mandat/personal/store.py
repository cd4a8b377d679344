"""Personal items of a case: written with the command that brings them, forgotten on their date."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.domain.acts import Command, TextCommand
from mandat.cases.domain.facts import Event
from mandat.personal.domain import RETENTION_DAYS, Contact, Narrative, Said, Submission
from mandat.photos import store as photos
from mandat.platform.limits import count_write
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Put, Write

OVER_LIMIT = "over_limit"
TEXTS_MAX = 200


class ContactItem(TableItem, discriminator="Contact"):
    data = UnicodeAttribute()


class NarrativeItem(TableItem, discriminator="Narrative"):
    data = UnicodeAttribute()


class TextItem(TableItem, discriminator="Text"):
    seq = NumberAttribute()
    actor = UnicodeAttribute()
    text = UnicodeAttribute()
    photos = UnicodeAttribute(null=True)


def _key(case_id: str) -> str:
    return f"CASE#{case_id}"


def _forgotten_at(at: datetime) -> int:
    return epoch(at + timedelta(days=RETENTION_DAYS))


def contact(case_id: str) -> Contact:
    """The citizen's contact; an empty one when anonymous or forgotten."""
    try:
        item = ContactItem.get(_key(case_id), "CONTACT")
    except DoesNotExist:
        return Contact()
    return msgspec.json.decode(item.data, type=Contact)


def narrative(case_id: str) -> Narrative:
    """What was reported; empty when forgotten."""
    try:
        item = NarrativeItem.get(_key(case_id), "NARRATIVE")
    except DoesNotExist:
        return Narrative()
    return msgspec.json.decode(item.data, type=Narrative)


def texts(case_id: str, after: int = 0, limit: int = TEXTS_MAX) -> dict[int, Said]:
    """What was said on the case, by the sequence number of its event."""
    later = TextItem.sk.between(_text_key(after + 1), "TEXT#999999")
    found = TextItem.query(_key(case_id), later, limit=limit, consistent_read=True)
    return {int(item.seq): _said(item) for item in found}


def text(case_id: str, seq: int) -> Said | None:
    try:
        return _said(TextItem.get(_key(case_id), _text_key(seq)))
    except DoesNotExist:
        return None


def _said(item: TextItem) -> Said:
    names = tuple(item.photos.split(",")) if item.photos else ()
    return Said(int(item.seq), item.actor, item.text, names)


def _text_key(seq: int) -> str:
    return f"TEXT#{seq:06}"


def text_writes(command: Command, events: Sequence[Event]) -> list[Write]:
    """The text of a command belongs to its first event that says it has one."""
    event = next((one for one in events if one.has_text or one.photos), None)
    if event is None or not isinstance(command, TextCommand):
        return []
    item = TextItem(
        _key(event.case_id),
        _text_key(event.seq),
        seq=event.seq,
        actor=event.actor,
        text=command.text.strip(),
        photos=",".join(command.photos) or None,
        expires_at=_forgotten_at(event.at),
    )
    return [Put(item), *photos.claim_writes(event)]


def submission_writes(submission: Submission, events: Sequence[Event]) -> list[Write]:
    """Contact, narrative, photo claims and the count of the person's complaints today."""
    event = events[0]
    forgotten = _forgotten_at(event.at)
    key = _key(event.case_id)
    data = msgspec.json.encode(submission.narrative).decode()
    found: list[Write] = [Put(NarrativeItem(key, "NARRATIVE", data=data, expires_at=forgotten))]
    if submission.contact.phone or submission.contact.email:
        data = msgspec.json.encode(submission.contact).decode()
        found.append(Put(ContactItem(key, "CONTACT", data=data, expires_at=forgotten)))
    if submission.person:
        found.append(count_write(submission.person, event.at, submission.daily_limit, OVER_LIMIT))
    return [*found, *photos.claim_writes(event)]
