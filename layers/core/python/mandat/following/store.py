"""Who follows a case: CASE#<id> / FOLLOW#<hash>, personal, forgotten after a year."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.following.domain import Follower
from mandat.own.store import follow_writes, unfollow_writes
from mandat.platform.secrets import keyed_hash
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Delete, Put, commit

KEPT = timedelta(days=365)
_PREFIX = "FOLLOW#"


class FollowerItem(TableItem, discriminator="Follower"):
    email = UnicodeAttribute(null=True)
    locale = UnicodeAttribute()


def follower_hash(seed: str) -> str:
    """The same person follows once: `seed` is a mail address, a number, or a form's cause."""
    return keyed_hash("follow", seed.strip().casefold()).hex()[:32]


def put(follower: Follower, now: datetime) -> None:
    item = _item(follower.case_id, follower.hash)
    item.email, item.locale = follower.email or None, follower.locale
    item.expires_at = epoch(now + KEPT)
    mine = follow_writes(follower.email, follower.case_id, follower.hash, item.expires_at)
    commit([Put(item), *mine])


def drop(follower: Follower) -> None:
    item = _item(follower.case_id, follower.hash)
    commit([Delete(item), *unfollow_writes(follower.email, follower.case_id)])


def find(case_id: str, hashed: str) -> Follower | None:
    try:
        item = FollowerItem.get(_key(case_id), _PREFIX + hashed, consistent_read=True)
    except DoesNotExist:
        return None
    return _follower(case_id, item)


def followers(case_id: str) -> Iterator[Follower]:
    """Everybody who follows, page by page."""
    found = FollowerItem.query(_key(case_id), FollowerItem.sk.startswith(_PREFIX), page_size=100)
    return (_follower(case_id, item) for item in found)


def _follower(case_id: str, item: FollowerItem) -> Follower:
    return Follower(case_id, item.sk.removeprefix(_PREFIX), item.email or "", item.locale)


def _item(case_id: str, hashed: str) -> FollowerItem:
    return FollowerItem(_key(case_id), _PREFIX + hashed)


def _key(case_id: str) -> str:
    return f"CASE#{case_id}"
