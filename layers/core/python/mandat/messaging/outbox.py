"""A finished mail or SMS -> its service: claimed first, sent once, and settled."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from mandat.errors import ConflictError, InvalidError, OutcomeUnknownError
from mandat.messaging import ses, store
from mandat.messaging.domain import Message
from mandat.messaging.mail import Mail
from mandat.messaging.matter import reply_to
from mandat.messaging.mime import mime
from mandat.messaging.ses import Sending
from mandat.messaging.store import Claim, State
from mandat.platform.observability import logger


class Became(StrEnum):
    """What became of a message. A held one comes again by itself; a waiting one is another mail."""

    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    HELD = "held"
    WAITS = "waits"


def send(message: Message, mail: Mail, to: str, attempt: str, now: datetime) -> Became:
    """Raises OutcomeUnknownError or ConflictError for what the queue must bring again."""
    try:
        data = mime(mail, message, to, reply_to())
    except InvalidError:
        return Became.FAILED
    return once(message, lambda: ses.send(data, to, message.id), attempt, now)


def once(message: Message, hand_over: Callable[[], Sending], attempt: str, now: datetime) -> Became:
    """Claim `message`, hand it over (as a mail or an SMS) and settle it. Raises as `send` does."""
    claim = store.claim(message.id, attempt, now)
    if claim is Claim.SETTLED:
        return Became.SKIPPED
    if claim is Claim.AGAIN and not message.duty:
        return _settle(message, attempt, State.UNANSWERED, now)
    return _sent(message, hand_over(), attempt, now)


def _sent(message: Message, sending: Sending, attempt: str, now: datetime) -> Became:
    if sending is Sending.TAKEN:
        return _settle(message, attempt, State.SENT, now)
    if sending is Sending.NEVER:
        return _settle(message, attempt, State.REFUSED, now)
    if sending is Sending.UNANSWERED and not message.duty:
        return _settle(message, attempt, State.UNANSWERED, now)
    store.settle(message.id, attempt, State.FREE, now)
    raise OutcomeUnknownError(f"sending_{sending.name.lower()}")


_BECAME = {
    State.SENT: Became.SENT,
    State.REFUSED: Became.FAILED,
    State.UNANSWERED: Became.SKIPPED,
}


def _settle(message: Message, attempt: str, state: State, now: datetime) -> Became:
    """What is known for sure here ends the message, even when it cannot be written down.

    To raise would bring it again, and a mail that the service has would be sent twice.
    """
    try:
        store.settle(message.id, attempt, state, now)
    except (ConflictError, OutcomeUnknownError):
        logger.warning("not noted on the claim", became=_BECAME[state])
    return _BECAME[state]
