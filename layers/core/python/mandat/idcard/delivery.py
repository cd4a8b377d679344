"""One message about a card -> one mail, while it is still true.

None goes out as SMS: these cases are sealed, and phones are shared.
"""

from datetime import datetime

from mandat.idcard import store
from mandat.idcard.standing import stands
from mandat.messaging.deliver import hand_over, hold
from mandat.messaging.domain import Message
from mandat.messaging.matter import Matter, read
from mandat.messaging.outbox import Became


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when it is moot by now; all of them keep quiet hours."""
    matter = read(message, now)
    if matter is None or not _stands(matter):
        return Became.SKIPPED
    return hold(matter) if matter.catalogue.calendar.is_quiet(now) else hand_over(matter, attempt)


def _stands(matter: Matter) -> bool:
    card = store.load(matter.case.id)
    return card is not None and stands(matter.message.kind, matter.event, card)
