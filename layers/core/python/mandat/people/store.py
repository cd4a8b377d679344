"""Citizens' addresses in the table, by keyed hash. The address itself stands with its cases only.

ADDRESS#<hash> / ADDRESS         confirmed, lost, mailed today
ADDRESS#<hash> / WAIT#<case id>  a case whose newest state waits for the morning
DUE#<shard> / <time>#<hash>#-#news   the morning, among the other due items
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.store import DueItem, shard, stamp
from mandat.errors import ConflictError
from mandat.people.domain import CASES_IN_A_MAIL, Lost, Mailbox, day_of
from mandat.personal.domain import RETENTION_DAYS
from mandat.platform.secrets import keyed_hash
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Delete, Put, Update, commit

KEPT = timedelta(days=RETENTION_DAYS)
NEWS = "news"
NO_TASK = "-"


class AddressItem(TableItem, discriminator="CitizenAddress"):
    """`digest` names the cases of the last mail of several, for the case that it comes back."""

    confirmed_at = UnicodeAttribute(null=True)
    lost_at = UnicodeAttribute(null=True)
    lost_reason = UnicodeAttribute(null=True)
    mailed_on = UnicodeAttribute(null=True)
    mailed_by = UnicodeAttribute(null=True)
    waits_until = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    delays = Number(null=True)


class WaitItem(TableItem, discriminator="WaitingNews"):
    """`seq` is the case's when it began to wait: what came later must not be forgotten with it."""

    seq = Number()


def address_hash(email: str) -> str:
    """How an address is known: it matches, and cannot be read back."""
    return keyed_hash("address", email.strip().casefold()).hex()[:32]


def mailbox(hashed: str) -> Mailbox:
    """What is known of an address, read consistently; nothing yet of a new one."""
    try:
        item = AddressItem.get(_key(hashed), "ADDRESS", consistent_read=True)
    except DoesNotExist:
        return Mailbox(hashed)
    return Mailbox(
        hashed,
        _moment(item.confirmed_at),
        _moment(item.lost_at),
        item.lost_reason or "",
        item.mailed_on or "",
        item.mailed_by or "",
        _moment(item.waits_until),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _key(hashed: str) -> str:
    return f"ADDRESS#{hashed}"


def _item(hashed: str) -> AddressItem:
    return AddressItem(_key(hashed), "ADDRESS")


def take_day(hashed: str, message_id: str, now: datetime) -> bool:
    """Take the one mail of today for a message; False when another one has it."""
    today = day_of(now)
    free = AddressItem.mailed_on.does_not_exist() | (AddressItem.mailed_on < today)
    mine = (AddressItem.mailed_on == today) & (AddressItem.mailed_by == message_id)
    actions = [
        AddressItem.mailed_on.set(today),
        AddressItem.mailed_by.set(message_id),
        _kept(now),
    ]
    try:
        commit([Update(_item(hashed), free | mine, actions=actions)])
    except ConflictError:
        return False
    return True


def wait(hashed: str, case_id: str, seq: int, until: datetime, now: datetime) -> None:
    """The case's news waits until then; a repeat changes nothing."""
    waiting = WaitItem(_key(hashed), f"WAIT#{case_id}", seq=seq, expires_at=epoch(now + KEPT))
    actions = [AddressItem.waits_until.set(until.isoformat()), _kept(now)]
    commit([Put(waiting), Put(_due(hashed, until)), Update(_item(hashed), actions=actions)])


def plan(hashed: str, until: datetime, now: datetime) -> None:
    """What waits is mailed at `until` instead of when it was planned."""
    actions = [AddressItem.waits_until.set(until.isoformat()), _kept(now)]
    commit([Put(_due(hashed, until)), Update(_item(hashed), actions=actions)])


def waiting(hashed: str) -> dict[str, int]:
    """The cases whose newest state waits, at most as many as one mail holds, with their `seq`."""
    found = WaitItem.query(
        _key(hashed),
        WaitItem.sk.startswith("WAIT#"),
        limit=CASES_IN_A_MAIL,
        consistent_read=True,
    )
    return {item.sk.removeprefix("WAIT#"): int(item.seq) for item in found}


def mailed(hashed: str, cases: dict[str, int], now: datetime) -> None:
    """The morning's mail has told these cases; one that moved on meanwhile waits on."""
    for case_id, seq in cases.items():
        _told(hashed, case_id, seq)
    actions = [
        AddressItem.digest.set(",".join(cases)),
        AddressItem.waits_until.remove(),
        _kept(now),
    ]
    commit([Update(_item(hashed), actions=actions)])


def forget_case(hashes: Iterable[str], case_id: str) -> None:
    """No morning's mail tells of the case any more."""
    for hashed in hashes:
        commit([Delete(WaitItem(_key(hashed), f"WAIT#{case_id}"))])


def _told(hashed: str, case_id: str, seq: int) -> None:
    item = WaitItem(_key(hashed), f"WAIT#{case_id}", seq=seq)
    try:
        commit([Delete(item, WaitItem.seq == seq)])
    except ConflictError:
        return


def digest(hashed: str) -> tuple[str, ...]:
    """The cases of the last mail of several."""
    try:
        item = AddressItem.get(_key(hashed), "ADDRESS", consistent_read=True)
    except DoesNotExist:
        return ()
    return tuple(filter(None, (item.digest or "").split(",")))


def confirm(hashed: str, now: datetime) -> None:
    """Whoever reads the address wants its mail; the first confirmation counts.

    Raises ConflictError when the address is lost meanwhile.
    """
    first = AddressItem.confirmed_at.does_not_exist()
    actions = [AddressItem.confirmed_at.set(now.isoformat()), _kept(now)]
    commit([Update(_item(hashed), first & AddressItem.lost_at.does_not_exist(), actions=actions)])


def lose(hashed: str, reason: Lost, now: datetime) -> bool:
    """No mail to the address any more; False when that is known."""
    actions = [
        AddressItem.lost_at.set(now.isoformat()),
        AddressItem.lost_reason.set(reason),
        AddressItem.confirmed_at.remove(),
        _kept(now),
    ]
    try:
        commit([Update(_item(hashed), AddressItem.lost_at.does_not_exist(), actions=actions)])
    except ConflictError:
        return False
    return True


def forget_due(hashed: str, at: datetime) -> None:
    commit([Delete(_due(hashed, at))])


def _due(hashed: str, at: datetime) -> DueItem:
    moment = stamp(at)
    return DueItem(
        f"DUE#{shard(hashed)}",
        f"{moment}#{hashed}#{NO_TASK}#{NEWS}",
        case_id=hashed,
        task_id=NO_TASK,
        due_kind=NEWS,
        due_at=moment,
    )


def _kept(now: datetime):  # type: ignore[no-untyped-def]  # PynamoDB's actions have no public type here
    return AddressItem.expires_at.set(epoch(now + KEPT))
