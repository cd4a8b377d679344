"""Claims: who is sending a message, and what became of it.

MESSAGE#<message id> / CLAIM. A claim names its attempt: after a lost answer the attempt knows its
own claim from somebody else's, so it needs no transaction.
"""

from datetime import datetime, timedelta
from enum import Enum, StrEnum

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import NEW, Put, put

KEPT = timedelta(days=60)
# Longer than a function runs: after it, whoever claimed the message has died.
LEASE = timedelta(minutes=5)


class State(StrEnum):
    """What is known of a message. The last three settle it."""

    SENDING = "sending"
    FREE = "free"
    SENT = "sent"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


SETTLED = frozenset({State.SENT, State.REFUSED, State.UNANSWERED})


class Claim(Enum):
    """Yours to send; yours, but an earlier attempt may have sent it; or settled."""

    FIRST = 1
    AGAIN = 2
    SETTLED = 3


class ClaimItem(TableItem, discriminator="MessageClaim"):
    state = UnicodeAttribute()
    attempt = UnicodeAttribute()
    at = UnicodeAttribute()


def claim(message_id: str, attempt: str, now: datetime) -> Claim:
    """Claim a message for `attempt`, which is unique to one receipt from the queue.

    Raises ConflictError while another attempt is at work on it, OutcomeUnknownError.
    """
    fresh = NEW | (ClaimItem.state == State.FREE)
    try:
        _write(message_id, attempt, State.SENDING, now, fresh)
    except (ConflictError, OutcomeUnknownError):
        return _against(find(message_id), message_id, attempt, now)
    return Claim.FIRST


def _against(held: ClaimItem | None, message_id: str, attempt: str, now: datetime) -> Claim:
    if held is None:
        raise OutcomeUnknownError("claim_unanswered")
    if held.state in SETTLED:
        return Claim.SETTLED
    if held.attempt == attempt:
        return Claim.FIRST
    if now - datetime.fromisoformat(held.at) < LEASE:
        raise ConflictError("message_claimed")
    seen = (ClaimItem.attempt == held.attempt) & (ClaimItem.state == held.state)
    _take_over(message_id, attempt, now, seen)
    return Claim.AGAIN


def _take_over(message_id: str, attempt: str, now: datetime, seen: Condition) -> None:
    try:
        _write(message_id, attempt, State.SENDING, now, seen)
    except (ConflictError, OutcomeUnknownError):
        held = find(message_id)
        if held is None or held.attempt != attempt:
            raise


def settle(message_id: str, attempt: str, state: State, now: datetime) -> None:
    """Say what became of a message that `attempt` had claimed; FREE gives it to the next one."""
    _write(message_id, attempt, state, now, ClaimItem.attempt == attempt)


def find(message_id: str) -> ClaimItem | None:
    try:
        return ClaimItem.get(_key(message_id), "CLAIM", consistent_read=True)
    except DoesNotExist:
        return None


def _key(message_id: str) -> str:
    return f"MESSAGE#{message_id}"


def _write(
    message_id: str, attempt: str, state: State, now: datetime, condition: Condition
) -> None:
    item = ClaimItem(
        _key(message_id),
        "CLAIM",
        state=state,
        attempt=attempt,
        at=now.isoformat(),
        expires_at=epoch(now + KEPT),
    )
    put(Put(item, condition))
