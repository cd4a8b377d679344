"""The mail addresses that citizens leave: who confirmed, who was mailed today, who is lost. Pure.

An address is known by its keyed hash only. Until somebody who reads it has confirmed it, it gets
one mail a (Jakarta) day, without a word that a citizen or an officer wrote: a mistyped address is
a stranger's. What comes after that mail waits for the next morning, as the newest state of each
case, not as a backlog.
"""

from datetime import datetime, time, timedelta
from enum import Enum, StrEnum

from mandat.city.calendar import JAKARTA
from mandat.records import record

MORNING = time(7, 0)
# An unconfirmed address may write no more to: what waits is kept no longer than a case is open.
CASES_IN_A_MAIL = 20
LINK_AGE = timedelta(days=30)


class Lost(StrEnum):
    """Why an address gets no mail any more."""

    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    COMPLAINED = "complained"
    DISOWNED = "disowned"


@record
class Mailbox:
    """What is known of an address. `mailed_by` is the message that took the mail of `mailed_on`.

    `mailed_on` is a Jakarta day (2026-11-24). `waits_until` is the morning for which a mail of
    the newest state is planned.
    """

    hash: str
    confirmed_at: datetime | None = None
    lost_at: datetime | None = None
    lost_reason: str = ""
    mailed_on: str = ""
    mailed_by: str = ""
    waits_until: datetime | None = None


class Leave(Enum):
    """May this mail go out: as it is, without free text, tomorrow, or never."""

    FREELY = 1
    PLAINLY = 2
    LATER = 3
    NEVER = 4


def leave(box: Mailbox, message_id: str, now: datetime) -> Leave:
    """What holds for an ordinary mail to the address."""
    if box.lost_at:
        return Leave.NEVER
    if box.confirmed_at:
        return Leave.FREELY
    if has_todays(box, message_id, now):
        return Leave.PLAINLY
    is_free = box.mailed_on < day_of(now) and box.waits_until is None
    return Leave.PLAINLY if is_free else Leave.LATER


def morning_leave(box: Mailbox, message_id: str, now: datetime) -> Leave:
    """What holds for the planned mail of the newest state."""
    if box.lost_at:
        return Leave.NEVER
    if box.confirmed_at:
        return Leave.FREELY
    free = box.mailed_on < day_of(now) or has_todays(box, message_id, now)
    return Leave.PLAINLY if free else Leave.LATER


def has_todays(box: Mailbox, message_id: str, now: datetime) -> bool:
    """Whether this very message took today's mail: its repeat is the same mail."""
    return box.mailed_on == day_of(now) and box.mailed_by == message_id


def day_of(at: datetime) -> str:
    return at.astimezone(JAKARTA).date().isoformat()


def next_morning(now: datetime) -> datetime:
    """07:00 WIB of the next day, which has a mail of its own."""
    local = now.astimezone(JAKARTA)
    tomorrow = local.date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, JAKARTA).astimezone(now.tzinfo)


def planned(box: Mailbox, now: datetime) -> datetime:
    """When what must wait is mailed: the morning that is planned already, or the next."""
    morning = next_morning(now)
    if box.waits_until is not None and now < box.waits_until < morning:
        return box.waits_until
    return morning
