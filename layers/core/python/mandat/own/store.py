"""A citizen's cases by keyed hash of a mail address or a number; neither stands here itself.

PERSON#<hash> / CASE#<submitted at>#<case id>   filed
PERSON#<hash> / FOLLOW#<case id>               followed
"""

from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.domain.model import Case
from mandat.cases.store import stamp
from mandat.people.store import address_hash
from mandat.personal.domain import RETENTION_DAYS, Contact
from mandat.platform.secrets import keyed_hash
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Delete, Put, Write
from mandat.records import record

PAGE = 20
_CASE = "CASE#"
_FOLLOW = "FOLLOW#"


class PersonCaseItem(TableItem, discriminator="PersonCase"):
    case_id = UnicodeAttribute()


class PersonFollowItem(TableItem, discriminator="PersonFollow"):
    follower = UnicodeAttribute()


@record
class Followed:
    """A case of somebody else; `follower` is how the case knows this person."""

    case_id: str
    follower: str


@record
class Filed:
    """A case of a person; `key` is where the page after it starts."""

    case_id: str
    key: str


def phone_hash(phone: str) -> str:
    """How a number (E.164) is known: it matches, and cannot be read back."""
    return keyed_hash("phone", phone).hex()[:32]


def hashes(contact: Contact) -> tuple[str, ...]:
    """What the person of a case is known by, at most two."""
    by_mail = (address_hash(contact.email),) if contact.email else ()
    return (*by_mail, phone_hash(contact.phone)) if contact.phone else by_mail


def filed_writes(contact: Contact, case_id: str, at: datetime) -> list[Write]:
    """The case under everything that its contact is known by."""
    return [Put(_item(one, case_id, at)) for one in hashes(contact)]


def moved_writes(before: Contact, after: Contact, case: Case) -> list[Write]:
    """The case under its new contact, and no longer under the old one."""
    gone = set(hashes(before)) - set(hashes(after))
    put = filed_writes(after, case.id, case.submitted_at)
    return [*put, *(Delete(_item(one, case.id, case.submitted_at)) for one in sorted(gone))]


def forget_writes(contact: Contact, case: Case) -> list[Write]:
    return [Delete(_item(one, case.id, case.submitted_at)) for one in hashes(contact)]


def _item(hashed: str, case_id: str, at: datetime) -> PersonCaseItem:
    kept = epoch(at + timedelta(days=RETENTION_DAYS))
    key = f"{_CASE}{stamp(at)}#{case_id}"
    return PersonCaseItem(_key(hashed), key, case_id=case_id, expires_at=kept)


def _key(hashed: str) -> str:
    return f"PERSON#{hashed}"


def filed(hashed: str, before: str = "", limit: int = PAGE) -> tuple[Filed, ...]:
    """The person's cases, the newest first; `before` is the last key of the page above."""
    found = PersonCaseItem.query(
        _key(hashed),
        PersonCaseItem.sk.startswith(_CASE) if not before else PersonCaseItem.sk < _CASE + before,
        limit=limit,
        scan_index_forward=False,
        consistent_read=True,
    )
    return tuple(Filed(item.case_id, item.sk.removeprefix(_CASE)) for item in found)


def has(hashed: str, case: Case) -> bool:
    """Whether the case is one of the person's."""
    item = _item(hashed, case.id, case.submitted_at)
    try:
        PersonCaseItem.get(item.pk, item.sk, consistent_read=True)
    except DoesNotExist:
        return False
    return True


def follow_writes(email: str, case_id: str, follower: str, expires_at: int) -> list[Write]:
    """The followed case under the follower's address, if one was given."""
    if not email:
        return []
    item = _follow_item(email, case_id)
    item.follower, item.expires_at = follower, expires_at
    return [Put(item)]


def unfollow_writes(email: str, case_id: str) -> list[Write]:
    return [Delete(_follow_item(email, case_id))] if email else []


def _follow_item(email: str, case_id: str) -> PersonFollowItem:
    return PersonFollowItem(_key(address_hash(email)), f"{_FOLLOW}{case_id}")


def followed(hashed: str) -> tuple[Followed, ...]:
    """What the person follows, at most 20."""
    found = PersonFollowItem.query(
        _key(hashed),
        PersonFollowItem.sk.startswith(_FOLLOW),
        limit=PAGE,
        consistent_read=True,
    )
    return tuple(Followed(item.sk.removeprefix(_FOLLOW), item.follower) for item in found)
