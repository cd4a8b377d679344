"""One message about a loan -> one mail or SMS, while it is still true."""

from datetime import datetime

from mandat.bookings import texts
from mandat.bookings.lent import Lent, lent_of
from mandat.bookings.mails import compose
from mandat.bookings.news import BY_SMS, DRIVER
from mandat.bookings.standing import comes_too_late, stands
from mandat.messaging import sms
from mandat.messaging.deliver import hand_over, hold
from mandat.messaging.domain import Message
from mandat.messaging.matter import read
from mandat.messaging.outbox import Became, once, send
from mandat.messaging.texting import is_domestic


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when it is moot by now; held over the night when it is a reminder."""
    lent = _read(message, now)
    if lent is None:
        return Became.SKIPPED
    if _must_wait(lent):
        return hold(lent.matter)
    if message.post == DRIVER:
        return _to_driver(lent, attempt)
    return hand_over(lent.matter, attempt)


def _read(message: Message, now: datetime) -> Lent | None:
    matter = read(message, now)
    lent = lent_of(matter) if matter else None
    if lent is None:
        return None
    true = stands(message, lent.matter.event, lent.matter.case, lent.booking)
    return lent if true else None


def _must_wait(lent: Lent) -> bool:
    """Until morning, unless the loan has begun by then. An urgent loan reminds nobody at night."""
    matter = lent.matter
    calendar = matter.catalogue.calendar
    if matter.message.duty or not calendar.is_quiet(matter.now):
        return False
    return not comes_too_late(lent.booking, calendar.after_quiet(matter.now))


def _to_driver(lent: Lent, attempt: str) -> Became:
    """The fleet says how he is reached, as it is now."""
    message, now, thing = lent.matter.message, lent.matter.now, lent.driven
    if thing is None:
        return Became.SKIPPED
    if message.address.startswith(BY_SMS):
        return _text(lent, thing.driver.phone, attempt)
    if not thing.driver.email:
        return Became.SKIPPED
    return send(message, compose(lent), thing.driver.email, attempt, now)


def _text(lent: Lent, phone: str, attempt: str) -> Became:
    matter, settings = lent.matter, lent.matter.catalogue.sms
    if not (settings.enabled and is_domestic(phone)):
        return Became.SKIPPED
    text, sender = texts.compose(matter), settings.sender_id
    return once(matter.message, lambda: sms.send(text, phone, sender), attempt, matter.now)
