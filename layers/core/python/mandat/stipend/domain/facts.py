"""What has happened to an application or a payment: facts on the record of its case.

`pending` tells the case whether the programme's own act must still come: it cannot end before.
Codes and ids only: no name, no NIK.
"""

from typing import ClassVar

from mandat.records import record


@record
class StipendApplied:
    """`person` is of the register, empty when the NIK matched nobody there."""

    pending: ClassVar[bool] = True
    applicant: str
    person: str = ""
    last4: str = ""
    claimed: tuple[str, ...] = ()


@record
class StipendVerified:
    """The lurah was there: `met` are the criteria that hold. TaskTransferred to who approves."""

    pending: ClassVar[bool] = True
    visited_on: str
    met: tuple[str, ...]
    recommended: bool
    person: str = ""
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class StipendApproved:
    """TaskFinished follows, and the person is enrolled in the same step."""

    pending: ClassVar[bool] = False
    person: str
    from_month: str
    amount: int


@record
class StipendRefused:
    """For a `reason` of the limits. TaskRejected follows; AnswerRefused is the appeal."""

    pending: ClassVar[bool] = False
    reason: str


@record
class StipendWithdrawn:
    """The applicant takes it back, or has the data erased. CaseClosed follows."""

    pending: ClassVar[bool] = False


@record
class StipendStopped:
    """On a local `day` for a `reason` of a post: nothing is owed from `month` on.

    `stop` is its cause on the roll. `called`: who is stopped was told by a person, not by mail.
    """

    pending: ClassVar[bool] = False
    reason: str
    day: str
    month: str
    stop: str
    called: bool = False
    text: bool = True


@record
class StipendResumed:
    """The stop of that cause is undone, as if it had never been."""

    pending: ClassVar[bool] = False
    stop: str
    called: bool = False
    text: bool = True


@record
class StipendDue:
    """A month's payment is owed to a person, who lives in `village`."""

    pending: ClassVar[bool] = True
    person: str
    month: str
    amount: int
    village: str = ""


@record
class StipendPaid:
    """The money has left the city's hands; `how` is bank or cash."""

    pending: ClassVar[bool] = True
    month: str
    amount: int
    how: str
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class StipendReceived:
    """It has arrived: `proof` is photo, signature or link. TaskFinished follows."""

    pending: ClassVar[bool] = False
    proof: str
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class StipendVoided:
    """Nothing is owed after all: `reason` as of a stop. CaseClosed follows."""

    pending: ClassVar[bool] = False
    reason: str


StipendFact = (
    StipendApplied
    | StipendVerified
    | StipendApproved
    | StipendRefused
    | StipendWithdrawn
    | StipendStopped
    | StipendResumed
    | StipendDue
    | StipendPaid
    | StipendReceived
    | StipendVoided
)
