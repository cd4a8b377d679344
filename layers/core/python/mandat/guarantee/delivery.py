"""One message about care without payment -> one mail, while it is still true.

None goes out as SMS: these cases are sealed, and phones are shared.
"""

from datetime import datetime

from mandat.guarantee.standing import stands
from mandat.messaging.deliver import hand_over, hold
from mandat.messaging.domain import Message
from mandat.messaging.matter import Matter, read
from mandat.messaging.outbox import Became


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when it is moot by now; a courtesy keeps quiet hours."""
    matter = read(message, now)
    if matter is None or not stands(message, matter.event, matter.case):
        return Became.SKIPPED
    return hold(matter) if _must_wait(matter) else hand_over(matter, attempt)


def _must_wait(matter: Matter) -> bool:
    return not matter.message.duty and matter.catalogue.calendar.is_quiet(matter.now)
