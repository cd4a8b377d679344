"""One message about a stipend -> one mail, while it is still true.

None goes out as SMS: these cases are sealed, and phones are shared.
"""

from datetime import datetime

from mandat.messaging.deliver import hand_over, hold
from mandat.messaging.domain import Message
from mandat.messaging.matter import Matter, read
from mandat.messaging.outbox import Became
from mandat.stipend import store
from mandat.stipend.standing import stands


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when it is moot by now; a courtesy keeps quiet hours."""
    matter = read(message, now)
    if matter is None or not _stands(matter):
        return Became.SKIPPED
    if not message.duty and matter.catalogue.calendar.is_quiet(now):
        return hold(matter)
    return hand_over(matter, attempt)


def _stands(matter: Matter) -> bool:
    case = matter.case
    subject = store.load_application(case.id) or store.load_payment(case.id)
    return subject is not None and stands(matter.message, matter.event, case, subject)
