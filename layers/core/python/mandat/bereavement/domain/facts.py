"""What has happened after a death was reported: facts on the record of its case, codes only.

The case cannot end before the papers are handed over, or the report is undone (`pending`).
"""

from datetime import date, datetime
from typing import ClassVar

from mandat.records import record


@record
class DeathReported:
    """Everything begins with it: `nights` are counted from `died_at`."""

    pending: ClassVar[bool] = True
    reporter: str
    died_at: datetime
    faith: str
    nights: tuple[date, ...]
    handover_by: datetime
    person: str = ""
    last4: str = ""
    asked: tuple[str, ...] = ()
    spouse: bool = False
    children: int = 0


@record
class DeathConfirmed:
    """The lurah's letter, or a doctor's; `person` once somebody has matched the NIK.

    The lurah was there: the case has been read and answered, whatever is still to be handed over.
    """

    meets_quick: ClassVar[bool] = True
    person: str = ""
    last4: str = ""
    spouse: bool = False
    children: int = 0
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class DeathStepOpened:
    """One more thing is somebody's work: a case of its own."""

    step: str
    case_id: str


@record
class DeathStepEnded:
    """`how` is done or refused; after undoing it is undone, and said on the step's own record."""

    step: str
    how: str


@record
class DeathNightHeld:
    """An evening of takziah, with the posts that came."""

    number: int
    present: tuple[str, ...] = ()
    text: bool = False


@record
class DeathPapersHandedOver:
    """The papers lie in the family's hands. TaskFinished follows."""

    pending: ClassVar[bool] = False
    papers: tuple[str, ...]
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class DeathUndone:
    """The report was wrong: all that it set off is taken back. CaseClosed follows."""

    pending: ClassVar[bool] = False
    reason: str
    text: bool = True


DeathFact = (
    DeathReported
    | DeathConfirmed
    | DeathStepOpened
    | DeathStepEnded
    | DeathNightHeld
    | DeathPapersHandedOver
    | DeathUndone
)
