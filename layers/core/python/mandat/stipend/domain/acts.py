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
    """`enrolled` and `alive` are as the register and the roll say now; the write asks again.

    `person` when the NIK was matched only now.
    """

    from_month: str = ""
    person: str = ""
    alive: bool = True
    enrolled: bool = False


@record
class RefuseApplication(StipendCommand):
    reason: str = ""


class WithdrawApplication(StipendCommand):
    """By the citizen; by the system when the data are to be erased."""


@record
class OnTheRoll(StipendCommand):
    """By who approves, with words for who is stopped; `called` where no mail of the own reaches.

    `enrolled`: the roll has the person by this very application now. The write asks again.
    """

    called: bool = False
    enrolled: bool = True


@record
class StopStipend(OnTheRoll):
    """For one of the reasons that a post may say."""

    reason: str = ""


class ResumeStipend(OnTheRoll):
    """Undo the stop that a post made here."""


@record
class OpenPayment(StipendCommand):
    """Comes with the submission of its case, by the calendar, once a month and person."""

    person: str = ""
    month: str = ""
    amount: int = 0


@record
class PayStipend(StipendCommand):
    """In cash it needs its proof at once (`proof`, a photo); by bank that may follow.

    `owed` is as the roll says now: not for a month after a stop. The write asks again.
    """

    how: str = ""
    proof: str = ""
    owed: bool = True


@record
class ProveReceipt(StipendCommand):
    """By whoever paid (`proof` photo or signature, with a photo) or by the recipient's own link."""

    proof: str = ""


@record
class VoidPayment(StipendCommand):
    """By the system, when the enrolment has ended before it was paid.

    `owed` is as the roll says now: then there is nothing to void. The write asks again.
    """

    reason: str = ""
    owed: bool = False
