"""What somebody wants done about care without payment: commands on its case, with a cause."""

from datetime import date

from mandat.cases.domain.acts import TimedCommand
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.records import record

NOTHING_PROMISED = GuaranteeTerms()


@record
class GuaranteeCommand(TimedCommand):
    """`terms` are those of today."""

    terms: GuaranteeTerms = NOTHING_PROMISED


@record
class AskForCare(GuaranteeCommand):
    """Comes with the submission of its case. `listed`: the register knows the household as poor."""

    urgent: bool = False
    applicant: str = ""
    hospital: str = ""
    person: str = ""
    last4: str = ""
    listed: bool = False


@record
class AskForStatement(GuaranteeCommand):
    """By who issues: `to` is the lurah of the patient's place."""

    to: str = ""


@record
class StatePoverty(GuaranteeCommand):
    """By the lurah who was asked."""

    poor: bool = False


@record
class IssueLetter(GuaranteeCommand):
    """By who issues. `number` is a new letter's; `hospital` where another one takes the patient.

    `person`, `alive` and `listed` are as the register says now, where the NIK was matched.
    """

    number: str = ""
    hospital: str = ""
    person: str = ""
    alive: bool = True
    listed: bool = False


@record
class RefuseCare(GuaranteeCommand):
    """By who issues."""

    reason: str = ""


@record
class WithdrawRequest(GuaranteeCommand):
    """By the citizen."""


@record
class UseLetter(GuaranteeCommand):
    """By the hospital whose code was right (`hospital`)."""

    hospital: str = ""


@record
class VoidLetter(GuaranteeCommand):
    """By who issues: the letter no longer holds."""

    reason: str = ""


@record
class HearFollowUp(GuaranteeCommand):
    """By the system: what followed the letter has come to its end."""

    kind: str = ""
    how: str = ""
    since: date | None = None


@record
class BeginFollowUp(GuaranteeCommand):
    """Comes with the submission of its case. `letter` is the case of the letter."""

    kind: str = ""
    letter: str = ""


@record
class SettleFollowUp(GuaranteeCommand):
    """By who holds it. `since` is the first day of a cover."""

    how: str = ""
    since: date | None = None


@record
class DropFollowUp(GuaranteeCommand):
    """By the system: the letter was made void."""
