"""The roll: who is enrolled, and what stopped it.

ENROL#stipend / <person>                the enrolment, its status and months beside it
ENROL#stipend#<person> / STOP#<hash>    what became of a stop: one item a cause, for ever
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.cases.store import stamp
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Check, Put, Write
from mandat.records import record
from mandat.stipend.domain.model import Enrolment, EnrolmentStatus, Stop

ROLL = "ENROL#stipend"
# What was decided on an enrolment that somebody else has changed meanwhile.
ROLL_CHANGED = "roll_changed"
PAGE = 200
ROLL_MAX = 20_000


class EnrolmentItem(TableItem, discriminator="Enrolment"):
    status = UnicodeAttribute()
    from_month = UnicodeAttribute()
    until_month = UnicodeAttribute(null=True)
    revision = Number()
    state = UnicodeAttribute()


class StopItem(TableItem, discriminator="EnrolmentStop"):
    """`day` and `reason` are missing where a resumption came before its stop."""

    cause = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    day = UnicodeAttribute(null=True)
    stopped_at = UnicodeAttribute(null=True)
    resumed_at = UnicodeAttribute(null=True)


@record
class StopRecord:
    """What became of a stop's cause. `day` is the stop's, None when it never took effect."""

    reason: str
    day: date | None
    resumed: bool


def find_enrolment(person: str) -> Enrolment | None:
    """A person's enrolment as it is now, read consistently."""
    try:
        return _enrolment(EnrolmentItem.get(ROLL, person, consistent_read=True))
    except DoesNotExist:
        return None


def roll() -> Iterator[Enrolment]:
    """Everybody who is or was enrolled, by person; pages of PAGE, read consistently."""
    found = EnrolmentItem.query(ROLL, consistent_read=True, page_size=PAGE, limit=ROLL_MAX)
    return (_enrolment(item) for item in found)


def _enrolment(item: EnrolmentItem) -> Enrolment:
    return msgspec.json.decode(item.state, type=Enrolment)


def enrolment_write(
    before: Enrolment | None, after: Enrolment, forget_at: datetime | None = None
) -> Write:
    """Over the revision that was read, or a new one; forgotten then, if it is stopped.

    Refused as ROLL_CHANGED.
    """
    item = EnrolmentItem(
        ROLL,
        after.person,
        status=after.status,
        from_month=after.from_month,
        until_month=after.until_month or None,
        revision=after.revision,
        state=msgspec.json.encode(after).decode(),
        expires_at=epoch(forget_at) if forget_at and not after.is_active else None,
    )
    seen = EnrolmentItem.revision == before.revision if before else NEW
    return Put(item, seen, ROLL_CHANGED)


def still(enrolment: Enrolment) -> Write:
    """A check that the enrolment is as it was read. Refused as ROLL_CHANGED."""
    seen = EnrolmentItem.revision == enrolment.revision
    return Check(EnrolmentItem(ROLL, enrolment.person), seen, ROLL_CHANGED)


def owes(person: str, month: str) -> Write:
    """A check that the roll owes a person the month: not after a stop. Refused as ROLL_CHANGED."""
    return Check(EnrolmentItem(ROLL, person), _owed(month), ROLL_CHANGED)


def owes_not(person: str, month: str) -> Write:
    """The contrary."""
    return Check(EnrolmentItem(ROLL, person), ~_owed(month), ROLL_CHANGED)


def _owed(month: str) -> Condition:
    active = EnrolmentItem.status == EnrolmentStatus.ACTIVE
    runs: Condition = active | (EnrolmentItem.until_month >= month)
    found: Condition = (EnrolmentItem.from_month <= month) & runs
    return found


def find_stop(person: str, cause: str) -> StopRecord | None:
    """What became of a stop, by its cause; read consistently."""
    try:
        item = StopItem.get(*_stop_key(person, cause), consistent_read=True)
    except DoesNotExist:
        return None
    day = date.fromisoformat(item.day) if item.day else None
    return StopRecord(item.reason or "", day, bool(item.resumed_at))


def _stop_key(person: str, cause: str) -> tuple[str, str]:
    return f"{ROLL}#{person}", f"STOP#{hashlib.sha256(cause.encode()).hexdigest()[:32]}"


def stop_write(person: str, stop: Stop, now: datetime) -> Write:
    """That a stop has taken effect, once for its cause. Refused as ROLL_CHANGED."""
    item = StopItem(
        *_stop_key(person, stop.cause),
        cause=stop.cause,
        reason=stop.reason,
        day=stop.day.isoformat(),
        stopped_at=stamp(now),
    )
    return Put(item, NEW, ROLL_CHANGED)


def resume_write(person: str, known: StopRecord | None, cause: str, now: datetime) -> Write:
    """That the stop of a cause is undone, or must never take effect: `known` is what it was.

    Refused as ROLL_CHANGED.
    """
    item = StopItem(
        *_stop_key(person, cause),
        cause=cause,
        reason=known.reason or None if known else None,
        day=known.day.isoformat() if known and known.day else None,
        resumed_at=stamp(now),
    )
    seen = StopItem.pk.exists() & StopItem.resumed_at.does_not_exist() if known else NEW
    return Put(item, seen, ROLL_CHANGED)
