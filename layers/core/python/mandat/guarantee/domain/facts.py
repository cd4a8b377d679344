"""What has happened to a request for care: facts on the record of its case, codes and ids only.

The case cannot end before the letter is issued, or the request refused or withdrawn (`pending`).
"""

from datetime import date, datetime
from typing import ClassVar

from mandat.records import record


@record
class GuaranteeAsked:
    """`person` is of the register, empty when the NIK was not at hand or matched nobody."""

    pending: ClassVar[bool] = True
    urgent: bool
    applicant: str
    hospital: str
    person: str = ""
    last4: str = ""
    listed: bool = False


@record
class GuaranteeStatementAsked:
    """Whether the household is poor is the lurah's to say. TaskTransferred to him follows."""

    pending: ClassVar[bool] = True
    to: str


@record
class GuaranteeStated:
    """The lurah has said it. TaskTransferred back to who issues follows."""

    pending: ClassVar[bool] = True
    poor: bool
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class GuaranteeIssued:
    """`unstated`: nobody has yet shown that the household is poor, and it could not wait.

    TaskFinished follows.
    """

    pending: ClassVar[bool] = False
    number: str
    hospital: str
    valid_until: datetime
    person: str = ""
    listed: bool = False
    unstated: bool = False


@record
class GuaranteeRefused:
    """TaskRejected follows."""

    pending: ClassVar[bool] = False
    reason: str


@record
class GuaranteeWithdrawn:
    """CaseClosed follows."""

    pending: ClassVar[bool] = False


@record
class GuaranteeUsed:
    """The hospital has taken the letter in, whatever has become of the case."""

    hospital: str


@record
class GuaranteeVoided:
    """Whoever issued the letter took it back, unused."""

    reason: str
    text: bool = True


@record
class GuaranteeFollowedUp:
    """What followed the letter has come to its end: on the letter's own record.

    `since` is the first day of a cover.
    """

    kind: str
    how: str
    since: date | None = None


@record
class GuaranteeFollowUpDue:
    """On a case of its own. `kind` is cover or statement, `letter` the case of the letter."""

    pending: ClassVar[bool] = True
    kind: str
    letter: str


@record
class GuaranteeFollowUpSettled:
    """TaskFinished or TaskRejected follows."""

    pending: ClassVar[bool] = False
    how: str
    since: date | None = None
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class GuaranteeFollowUpDropped:
    """The letter was made void. CaseClosed follows."""

    pending: ClassVar[bool] = False


GuaranteeFact = (
    GuaranteeAsked
    | GuaranteeStatementAsked
    | GuaranteeStated
    | GuaranteeIssued
    | GuaranteeRefused
    | GuaranteeWithdrawn
    | GuaranteeUsed
    | GuaranteeVoided
    | GuaranteeFollowedUp
    | GuaranteeFollowUpDue
    | GuaranteeFollowUpSettled
    | GuaranteeFollowUpDropped
)
