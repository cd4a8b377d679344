"""What somebody wants done to an application or a payment: commands on its case, with a cause."""

from datetime import date

from mandat.cases.domain.acts import TimedCommand
from mandat.programmes.domain.terms import StipendTerms
from mandat.records import record

NOTHING_PROMISED = StipendTerms(amount=0, least_age=0)


@record
class StipendCommand(TimedCommand):
    """`terms` are those of today."""

    terms: StipendTerms = NOTHING_PROMISED


@record
class ApplyForStipend(StipendCommand):
    """Comes with the submission of its case."""

    applicant: str = ""
    person: str = ""
    last4: str = ""
    claimed: tuple[str, ...] = ()


@record
class VerifyApplication(StipendCommand):
    """The lurah's visit, with a photo; `person` when the NIK was matched at the door."""

    visited_on: date | None = None
    met: tuple[str, ...] = ()
    recommended: bool = False
    person: str = ""


@record
class ApproveApplication(StipendCommand):
    """`enrolled` and `alive` are as the register and the roll say now; the write asks again."""

    from_month: str = ""
    alive: bool = True
    enrolled: bool = False


@record
class RefuseApplication(StipendCommand):
    reason: str = ""


@record
class OpenPayment(StipendCommand):
    """Comes with the submission of its case, by the calendar, once a month and person."""

    person: str = ""
    month: str = ""


@record
class PayStipend(StipendCommand):
    """In cash it needs its proof at once (`proof`, a photo); by bank that may follow."""

    how: str = ""
    proof: str = ""


@record
class ProveReceipt(StipendCommand):
    """By whoever paid (`proof` photo or signature, with a photo) or by the recipient's own link."""

    proof: str = ""


@record
class VoidPayment(StipendCommand):
    """By the system, when the enrolment has ended before it was paid."""

    reason: str = ""
