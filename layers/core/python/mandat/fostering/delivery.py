"""A mail to who fosters children -> its official, while it is still true.

An official holds no post for it, and his mailbox is his own: no child's name stands in a mail.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from mandat.city.store import load_catalogue
from mandat.fostering import monthly_mail, store
from mandat.fostering.domain.model import Need, NeedStatus, Official
from mandat.fostering.letters import letter
from mandat.messaging import queue
from mandat.messaging.domain import COURTESY, Kind, Message
from mandat.messaging.mail import Mail
from mandat.messaging.outbox import Became, send

# The queue holds it no longer than this at once; it waits for the morning in several steps.
HELD_SECONDS = 840


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when he has left office, has no mailbox, or nothing is left to do."""
    official = store.load_official(message.address)
    if official is None or not (official.is_active and official.email):
        return Became.SKIPPED
    if message.kind in COURTESY and (left := _night_left(now)):
        queue.put([message], delay_seconds=min(HELD_SECONDS, left))
        return Became.HELD
    mail = _MAILS[message.kind](message, official, now)
    return send(message, mail, official.email, attempt, now) if mail else Became.SKIPPED


def _night_left(now: datetime) -> int:
    calendar = load_catalogue().calendar
    return int((calendar.after_quiet(now) - now).total_seconds()) if calendar.is_quiet(now) else 0


def _entrusted(message: Message, official: Official, now: datetime) -> Mail | None:
    """While the child is still his."""
    del now
    need = store.load(message.case_id)
    if not isinstance(need, Need) or need.status is not NeedStatus.MATCHED:
        return None
    fostering = store.load_fostering(need.child)
    if fostering is None or not (fostering.is_fostered and fostering.official == official.id):
        return None
    return letter(Kind.FOSTER_NEW, official, village=fostering.village)


_Compose = Callable[[Message, Official, datetime], Mail | None]
_MAILS: Mapping[Kind, _Compose] = {
    Kind.FOSTER_NEW: _entrusted,
    Kind.FOSTER_MONTH: monthly_mail.compose,
    Kind.FOSTER_REMINDER: monthly_mail.compose,
}
