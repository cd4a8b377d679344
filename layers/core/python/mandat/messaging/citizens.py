"""Mail to citizens: whether the address may have it now, and what the case must know of it."""

from datetime import datetime

from mandat.cases.commands import execute
from mandat.cases.domain.acts import Command, PostponeMail, RecordContact
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.store import load_catalogue
from mandat.errors import RefusedError
from mandat.messaging.compose import compose
from mandat.messaging.domain import TELLS, Message, is_at_once
from mandat.messaging.matter import Matter
from mandat.messaging.outbox import Became, send
from mandat.messaging.standing import tells_the_answer
from mandat.people import mails, store
from mandat.people.commands import lose_contact
from mandat.people.domain import Leave, Mailbox, leave, morning_leave, planned
from mandat.platform.observability import logger


def deliver(matter: Matter, to: str, attempt: str) -> Became:
    """One mail about one case, if its address may have it now."""
    message, now = matter.message, matter.now
    box = store.mailbox(store.address_hash(to))
    may = _granted(leave(box, message.id, now), box, message.id, now)
    if may is Leave.NEVER:
        lose_contact(matter.case.id, f"lost:{message.id}", now)
        return Became.SKIPPED
    if may is Leave.LATER and not is_at_once(message.kind, matter.case):
        return _later(matter, box)
    mail = compose(matter)
    if may is not Leave.FREELY:
        mail = mails.plainly(mail, box.hash, matter.case.id, now)
    became = send(message, mail, to, attempt, now)
    if became is not Became.FAILED and message.kind in TELLS:
        record_told(matter)
    return became


def _granted(may: Leave, box: Mailbox, message_id: str, now: datetime) -> Leave:
    """Of two mails that want the day's only one, the table gives it to the first."""
    if may is Leave.PLAINLY and not store.take_day(box.hash, message_id, now):
        return Leave.LATER
    return may


def _later(matter: Matter, box: Mailbox) -> Became:
    """The newest state is mailed in the morning; no post is late for it."""
    case, now = matter.case, matter.now
    until = planned(box, now)
    store.wait(box.hash, case.id, case.seq, until, now)
    if matter.message.kind in TELLS:
        calendar = load_catalogue().calendar
        cause = f"later:{matter.message.id}"
        _note(case, PostponeMail(cause, "system", calendar=calendar, until=until), now)
    return Became.WAITS


def record_told(matter: Matter, how: str = "mail") -> None:
    """The citizen's days start; a case that knows already, or has moved on, stays as it is."""
    message, case = matter.message, matter.case
    if tells_the_answer(matter.event, case) and not case.told_at:
        _note(case, _told(message.id, message.correlation_id, how), matter.now)


def _told(cause: str, correlation_id: str = "", how: str = "mail") -> Command:
    return RecordContact(
        cause,
        "system",
        calendar=load_catalogue().calendar,
        how=how,
        correlation_id=correlation_id,
    )


def _note(case: Case, command: Command, now: datetime) -> None:
    try:
        execute(case.id, command, now)
    except RefusedError as error:
        logger.info("not noted on the case", code=error.code)


def deliver_latest(message: Message, attempt: str, now: datetime) -> Became:
    """The newest state of every case that waited for the morning, in one mail."""
    hashed = mails.hash_of(message)
    waiting = store.waiting(hashed)
    if not waiting:
        return Became.SKIPPED
    box, cases = store.mailbox(hashed), mails.read(waiting)
    may = _granted(morning_leave(box, message.id, now), box, message.id, now)
    if may is Leave.LATER and cases:
        store.plan(hashed, planned(box, now), now)
        return Became.WAITS
    became = Became.SKIPPED
    if may is Leave.NEVER:
        _lost(hashed, cases, now)
    elif cases:
        mail = mails.latest(cases, hashed, now, confirmed=may is Leave.FREELY)
        became = send(message, mail, cases[0].contact.email, attempt, now)
        _all_told(message, cases if became is not Became.FAILED else (), now)
    store.mailed(hashed, waiting, now)
    return became


def _lost(hashed: str, cases: tuple[mails.Waiting, ...], now: datetime) -> None:
    for one in cases:
        lose_contact(one.case.id, f"lost:{hashed}:{one.case.id}:{one.case.seq}", now)


def _all_told(message: Message, cases: tuple[mails.Waiting, ...], now: datetime) -> None:
    for one in cases:
        if one.case.status is CaseStatus.ANSWERED and one.case.told_at is None:
            _note(one.case, _told(f"{message.id}:{one.case.id}"), now)
