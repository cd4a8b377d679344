"""What the commands of a case write of its person, in one transaction with the events."""

from collections.abc import Sequence

import msgspec

from mandat.cases.domain.acts import Command, TextCommand
from mandat.cases.domain.facts import Event
from mandat.orders.store import wish_writes
from mandat.own.store import filed_writes
from mandat.personal.store import (
    NarrativeItem,
    TextItem,
    contact_writes,
    forgotten_at,
    key,
    text_key,
)
from mandat.personal.submission import Submission
from mandat.photos import store as photos
from mandat.platform.limits import count_write
from mandat.platform.transaction import Put, Write

OVER_LIMIT = "over_limit"


def text_writes(command: Command, events: Sequence[Event]) -> list[Write]:
    """The text of a command belongs to its first event that says it has one."""
    event = next((one for one in events if one.has_text or one.photos), None)
    if event is None or not isinstance(command, TextCommand):
        return []
    item = TextItem(
        key(event.case_id),
        text_key(event.seq),
        seq=event.seq,
        actor=event.actor,
        text=command.text.strip(),
        photos=",".join(command.photos) or None,
        expires_at=forgotten_at(event.at),
    )
    return [Put(item), *([] if command.shared else photos.claim_writes(event))]


def submission_writes(submission: Submission, events: Sequence[Event]) -> list[Write]:
    """Contact, narrative, photo claims and the count of the person's complaints today."""
    event = events[0]
    forgotten = forgotten_at(event.at)
    data = msgspec.json.encode(submission.narrative).decode()
    found: list[Write] = [
        Put(NarrativeItem(key(event.case_id), "NARRATIVE", data=data, expires_at=forgotten))
    ]
    if submission.contact.phone or submission.contact.email:
        found += contact_writes(event.case_id, submission.contact, event.at)
        found += filed_writes(submission.contact, event.case_id, event.at)
    if submission.person:
        found.append(count_write(submission.person, event.at, submission.daily_limit, OVER_LIMIT))
    wish = wish_writes(event.case_id, submission.order, event.at)
    claims = [] if submission.command.shared else photos.claim_writes(event)
    return [*found, *wish, *claims]
