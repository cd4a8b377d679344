"""The monthly stipend: who asked for it, who is enrolled, and what each month was paid. Frozen."""

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from mandat.records import record


class ApplicationStatus(StrEnum):
    """Where an application stands: with the lurah, with who approves, decided, or taken back.

    `STOPPED`: what was approved is paid no more, by the word of who approves. A death is no such.
    """

    APPLIED = "applied"
    VERIFIED = "verified"
    APPROVED = "approved"
    STOPPED = "stopped"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@record
class Application:
    """Hangs off one case. `person` is of the register, empty until somebody has matched the NIK.

    `met` are the criteria that the visit found to hold. `applicant` is self, family, rt or lurah.
    `stop` is the cause of the roll's stop that a post made here and that stands, else empty.
    """

    case_id: str
    status: ApplicationStatus
    applicant: str
    person: str = ""
    last4: str = ""
    claimed: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    recommended: bool | None = None
    visited_on: date | None = None
    from_month: str = ""
    stop: str = ""


class EnrolmentStatus(StrEnum):
    ACTIVE = "active"
    STOPPED = "stopped"


@record
class Stop:
    """Nothing is owed for months after `until_month`; `cause` is what stopped it, on `day`."""

    cause: str
    reason: str
    day: date
    until_month: str


@record
class Enrolment:
    """A person in the programme: at most one. Months are "2026-12", both included.

    `stops` are those that stand: it is active without one. `until_month`, `reason` (death, moved,
    no_longer_poor or asked), `cause` and `stopped_on` are of the earliest. `case_id` is the
    application's.
    """

    person: str
    case_id: str
    status: EnrolmentStatus
    village: str
    from_month: str
    name: str = field(repr=False)
    last4: str = ""
    amount: int = 0
    until_month: str = ""
    reason: str = ""
    cause: str = ""
    stopped_on: date | None = None
    stops: tuple[Stop, ...] = ()
    revision: int = 1

    @property
    def is_active(self) -> bool:
        return self.status is EnrolmentStatus.ACTIVE


class PaymentStatus(StrEnum):
    """`PAID` has left the city's hands; `RECEIVED` is proved."""

    DUE = "due"
    PAID = "paid"
    RECEIVED = "received"
    VOID = "void"


@record
class Payment:
    """One month of one person, in rupiah; hangs off one case, and the ledger has it once.

    `how` is bank or cash; `proof` is photo, signature or link.
    """

    case_id: str
    person: str
    month: str
    amount: int
    status: PaymentStatus
    village: str = ""
    how: str = ""
    paid_at: datetime | None = None
    received_at: datetime | None = None
    proof: str = ""
    reason: str = ""
