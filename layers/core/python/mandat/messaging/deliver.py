"""One message of the queue -> one mail: held over the night, claimed, sent, and told."""

from datetime import datetime, timedelta
from enum import StrEnum

from mandat.cases.commands import execute
from mandat.cases.domain.acts import RecordContact
from mandat.city.calendar import Calendar
from mandat.city.store import load_catalogue, load_post
from mandat.errors import InvalidError, OutcomeUnknownError, RefusedError
from mandat.messaging import queue, ses, store
from mandat.messaging.compose import compose, compose_new_link
from mandat.messaging.domain import TELLS, Kind, Message
from mandat.messaging.mail import Mail
from mandat.messaging.matter import Matter, read, recipient, reply_to
from mandat.messaging.mime import mime
from mandat.messaging.ses import Sending
from mandat.messaging.standing import is_the_answer
from mandat.messaging.store import Claim, State
from mandat.platform.observability import count, logger

# Less than the queue's age alarm, and less than the 900 seconds that SQS can wait.
HELD = timedelta(minutes=14)


class Became(StrEnum):
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    HELD = "held"


METRICS = {
    Became.SENT: "MessageSent",
    Became.FAILED: "MessageFailed",
    Became.SKIPPED: "MessageSkipped",
}


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Send `message` unless that was done or is moot; `attempt` names this receipt of it.

    Raises what makes the queue bring it again: OutcomeUnknownError, ConflictError.
    """
    act = _new_link if message.kind is Kind.NEW_LINK else _news
    became = act(message, attempt, now)
    if became in METRICS:
        count(METRICS[became])
    return became


def _new_link(message: Message, attempt: str, now: datetime) -> Became:
    post = load_post(message.post)
    address = post.address(message.address) if post else None
    if post is None or address is None:
        return Became.SKIPPED
    return _send(message, compose_new_link(message, post, now), address.email, attempt, now)


def _news(message: Message, attempt: str, now: datetime) -> Became:
    matter = read(message, now)
    to = recipient(matter) if matter else ""
    if matter is None or not to:
        return Became.SKIPPED
    if _must_wait(matter):
        queue.put([message], delay_seconds=int(_wait(matter).total_seconds()))
        return Became.HELD
    became = _send(message, compose(matter), to, attempt, now)
    if became is not Became.FAILED and message.kind in TELLS:
        _record_told(matter)
    return became


def _must_wait(matter: Matter) -> bool:
    """Courtesy keeps quiet hours, unless the matter itself is urgent."""
    courtesy = not matter.message.duty and not matter.case.terms.urgent
    return courtesy and matter.catalogue.calendar.is_quiet(matter.now)


def _wait(matter: Matter) -> timedelta:
    """Queued anew every few minutes until morning: the queue cannot wait longer at once."""
    calendar: Calendar = matter.catalogue.calendar
    return min(HELD, calendar.after_quiet(matter.now) - matter.now)


def _send(message: Message, mail: Mail, to: str, attempt: str, now: datetime) -> Became:
    try:
        data = mime(mail, message, to, reply_to())
    except InvalidError:
        return Became.FAILED
    claim = store.claim(message.id, attempt, now)
    if claim is Claim.SETTLED:
        return Became.SKIPPED
    if claim is Claim.AGAIN and not message.duty:
        return _settle(message, attempt, State.UNANSWERED, now)
    return _sent(message, data, to, attempt, now)


def _sent(message: Message, data: bytes, to: str, attempt: str, now: datetime) -> Became:
    sending = ses.send(data, to)
    if sending is Sending.TAKEN:
        return _settle(message, attempt, State.SENT, now)
    if sending is Sending.NEVER:
        return _settle(message, attempt, State.REFUSED, now)
    if sending is Sending.UNANSWERED and not message.duty:
        return _settle(message, attempt, State.UNANSWERED, now)
    store.settle(message.id, attempt, State.FREE, now)
    raise OutcomeUnknownError(f"mail_{sending.name.lower()}")


_BECAME = {
    State.SENT: Became.SENT,
    State.REFUSED: Became.FAILED,
    State.UNANSWERED: Became.SKIPPED,
}


def _settle(message: Message, attempt: str, state: State, now: datetime) -> Became:
    store.settle(message.id, attempt, state, now)
    return _BECAME[state]


def _record_told(matter: Matter) -> None:
    """The citizen's days start; a case that knows already, or has moved on, stays as it is."""
    message, case = matter.message, matter.case
    if not is_the_answer(matter.event, case) or case.told_at:
        return
    told = RecordContact(
        message.id,
        "system",
        calendar=load_catalogue().calendar,
        how="mail",
        correlation_id=message.correlation_id,
    )
    try:
        execute(case.id, told, matter.now)
    except RefusedError as error:
        logger.info("not told by this mail", code=error.code)
