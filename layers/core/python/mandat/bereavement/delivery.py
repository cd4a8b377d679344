"""One message about a death -> one mail, while it is still true. Nothing of it waits for day."""

from datetime import datetime

from mandat.bereavement.mourned import mourned_of
from mandat.bereavement.standing import stands
from mandat.messaging.deliver import hand_over
from mandat.messaging.domain import Message
from mandat.messaging.matter import read
from mandat.messaging.outbox import Became


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    matter = read(message, now)
    mourned = mourned_of(matter) if matter else None
    if matter is None or mourned is None:
        return Became.SKIPPED
    if not stands(message, matter.event, matter.case, mourned.death, mourned.step):
        return Became.SKIPPED
    return hand_over(matter, attempt)
