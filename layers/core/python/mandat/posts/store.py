"""Posts in the table, beside the post itself (mandat.city.store).

POST#<id> / AUDIT#<key>      what was done to the post: ids, codes, keyed hashes; kept for ever.
                             An inserted one is fed to notify, as events of cases are.
POST#<id> / CAUSE#<hash>     a cause that took effect
POST#<id> / HANDOVER         the last serah terima that was asked for
POST#<id> / FORMER#<key>     who left by an audit entry: told once, then forgotten
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.store import shard, stamp
from mandat.city.domain import Address, Post
from mandat.city.store import post_write
from mandat.errors import NotFoundError
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import NEW, Put, Update, Write
from mandat.posts.domain import Change, Entry, Handover, HandoverState, PostFact

CAUSE_KEPT = timedelta(days=400)
HANDOVER_KEPT = timedelta(days=30)
FORMER_KEPT = timedelta(days=30)
AUDIT_KEY = "AUDIT#"
AUDIT_PAGE = 20
OVER = "handover_over"

_FACTS: dict[str, type[Any]] = {fact.__name__: fact for fact in get_args(PostFact)}


class AuditItem(TableItem, discriminator="PostAudit"):
    type = UnicodeAttribute()
    at = UnicodeAttribute()
    cause = UnicodeAttribute()
    actor = UnicodeAttribute()
    fact = UnicodeAttribute()


class PostCauseItem(TableItem, discriminator="PostCause"):
    key = UnicodeAttribute()


class HandoverItem(TableItem, discriminator="Handover"):
    """`handover` and `state` stand beside the data because writes ask for them."""

    handover = UnicodeAttribute()
    state = UnicodeAttribute()
    data = UnicodeAttribute()


class FormerItem(TableItem, discriminator="FormerHolders"):
    data = UnicodeAttribute()


def entry_key(cause: str, at: datetime) -> str:
    """Sorts by time; without a dot, for it becomes part of a mail's id."""
    return f"{at:%Y%m%dT%H%M%S%f}-{_digest(cause)[:8]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _key(post_id: str) -> str:
    return f"POST#{post_id}"


def outcome(post_id: str, cause: str) -> str:
    """The key of the audit entry that `cause` made; empty when it never took effect."""
    try:
        item = PostCauseItem.get(_key(post_id), _cause_key(cause), consistent_read=True)
    except DoesNotExist:
        return ""
    return item.key


def _cause_key(cause: str) -> str:
    return f"CAUSE#{_digest(cause)[:32]}"


def entry(post_id: str, key: str) -> Entry:
    """One audit entry. Raises NotFoundError."""
    try:
        item = AuditItem.get(_key(post_id), f"{AUDIT_KEY}{key}", consistent_read=True)
    except DoesNotExist as error:
        raise NotFoundError("no_entry") from error
    return _entry(item)


def audit(post_id: str, limit: int = AUDIT_PAGE) -> tuple[Entry, ...]:
    """The last entries, the newest first."""
    found = AuditItem.query(
        _key(post_id),
        AuditItem.sk.startswith(AUDIT_KEY),
        limit=limit,
        scan_index_forward=False,
        consistent_read=True,
    )
    return tuple(_entry(item) for item in found)


def entry_of_record(image: dict[str, Any]) -> Entry:
    """The entry in a stream record's NewImage (DynamoDB JSON)."""
    return _entry(AuditItem.from_raw_data(image))


def _entry(item: AuditItem) -> Entry:
    fact = msgspec.json.decode(item.fact, type=_FACTS[item.type])
    post_id, key = item.pk.removeprefix("POST#"), item.sk.removeprefix(AUDIT_KEY)
    return Entry(post_id, key, datetime.fromisoformat(item.at), item.cause, item.actor, fact)


def handover(post_id: str) -> Handover | None:
    """The last serah terima that was asked for, whatever became of it."""
    try:
        item = HandoverItem.get(_key(post_id), "HANDOVER", consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.data, type=Handover)


def former(post_id: str, key: str) -> tuple[Address, ...]:
    """Who left by an audit entry; nobody once that is forgotten."""
    try:
        item = FormerItem.get(_key(post_id), f"FORMER#{key}", consistent_read=True)
    except DoesNotExist:
        return ()
    return msgspec.json.decode(item.data, type=tuple[Address, ...])


def writes(made: Entry) -> list[Write]:
    """An audit entry and the marker of its cause: each cause takes effect once."""
    cause = PostCauseItem(
        _key(made.post_id),
        _cause_key(made.cause),
        key=made.key,
        expires_at=epoch(made.at + CAUSE_KEPT),
    )
    return [
        Put(_audit_item(made), NEW),
        Put(cause, NEW),
    ]


def change_writes(before: Post, change: Change, made: Entry) -> list[Write]:
    """A change of the post itself, its entry, and who must be told of it afterwards."""
    found = [post_write(before, change.post), *writes(made)]
    if change.gone:
        data = msgspec.json.encode([_bare(one) for one in change.gone]).decode()
        expires = epoch(made.at + FORMER_KEPT)
        left = FormerItem(_key(made.post_id), f"FORMER#{made.key}", data=data, expires_at=expires)
        found.append(Put(left))
    return found


def _bare(one: Address) -> Address:
    """Of a deputy, too, only the mailbox."""
    return Address(one.id, one.name, one.email)


def asked_write(asked: Handover) -> Write:
    """The newest wish takes the place of an earlier one, whose link ends."""
    return Put(_handover_item(asked))


def settled_write(asked: Handover, state: HandoverState) -> Write:
    """The handover as it was asked, settled once; the newcomer's mailbox is forgotten here."""
    settled = replace(asked, name="", email="", state=state)
    data = msgspec.json.encode(settled).decode()
    still = (HandoverItem.handover == asked.id) & (HandoverItem.state == HandoverState.ASKED)
    actions = [HandoverItem.state.set(state), HandoverItem.data.set(data)]
    return Update(_handover_item(asked), still, OVER, actions=actions)


def _handover_item(asked: Handover) -> HandoverItem:
    return HandoverItem(
        _key(asked.post_id),
        "HANDOVER",
        handover=asked.id,
        state=asked.state,
        data=msgspec.json.encode(asked).decode(),
        expires_at=epoch(asked.asked_at + HANDOVER_KEPT),
    )


def _audit_item(made: Entry) -> AuditItem:
    """With the keys of the index by day, from which a span of the feed is published again."""
    at = stamp(made.at)
    return AuditItem(
        _key(made.post_id),
        f"{AUDIT_KEY}{made.key}",
        type=made.type,
        at=at,
        cause=made.cause,
        actor=made.actor,
        fact=msgspec.json.encode(made.fact).decode(),
        day_shard=f"{at[:10]}#{shard(made.post_id)}",
        day_at=f"{at}#{made.post_id}#{made.key}",
    )
