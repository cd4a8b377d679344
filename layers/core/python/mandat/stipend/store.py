"""The stipend in the table: applications here, the roll and the ledger in stores of their own.

CASE#<case id> / APPLICATION   the application of a case
"""

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.store import case_key
from mandat.platform.table import TableItem
from mandat.platform.transaction import Check, Put, Write
from mandat.programmes.domain.person import Person
from mandat.programmes.store import CHANGED, RESIDENT, ResidentItem, resident_key
from mandat.stipend.domain.model import Application, Payment
from mandat.stipend.domain.months import later
from mandat.stipend.ledger_store import (
    LEDGER_CHANGED,
    find_payment,
    ledger,
    load_payment,
    payment_writes,
    payments_between,
    put_totals,
    totals,
)
from mandat.stipend.roll_store import (
    ROLL_CHANGED,
    StopRecord,
    enrolment_write,
    find_enrolment,
    find_stop,
    owes,
    owes_not,
    resume_write,
    roll,
    still,
    stop_write,
)

__all__ = [
    "CHANGED",
    "LEDGER_CHANGED",
    "ROLL_CHANGED",
    "StopRecord",
    "application_write",
    "enrolment_write",
    "find_enrolment",
    "find_payment",
    "find_stop",
    "ledger",
    "load_application",
    "load_payment",
    "owes",
    "owes_not",
    "payment_writes",
    "payments_between",
    "payments_of",
    "put_totals",
    "resume_write",
    "roll",
    "still",
    "still_resident",
    "stop_write",
    "totals",
]
APPLICATION = "APPLICATION"


class ApplicationItem(TableItem, discriminator="Application"):
    status = UnicodeAttribute()
    state = UnicodeAttribute()


def load_application(case_id: str) -> Application | None:
    """The application of a case as it is now, read consistently; None where there is none."""
    try:
        item = ApplicationItem.get(case_key(case_id), APPLICATION, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Application)


def application_write(application: Application) -> Write:
    """Behind the condition of its case."""
    state = msgspec.json.encode(application).decode()
    key = case_key(application.case_id), APPLICATION
    return Put(ApplicationItem(*key, status=application.status, state=state))


def payments_of(person: str, until: str, limit: int = 12) -> tuple[Payment, ...]:
    """The payments that count for a person, the last first: of the `limit` months up to `until`."""
    found = payments_between(person, later(until, 1 - limit), until)
    return tuple(found[month] for month in sorted(found, reverse=True))


def still_resident(person: Person) -> Write:
    """A check that the register's record is as it was read. Refused as CHANGED."""
    seen = ResidentItem.revision == person.revision
    return Check(ResidentItem(resident_key(person.id), RESIDENT), seen, CHANGED)
