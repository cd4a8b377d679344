"""What has happened to a fostering: facts on the record of its case, codes and ids only.

`pending` tells the case whether the programme's own act must still come: it cannot end before.
"""

from datetime import datetime
from typing import ClassVar

from mandat.records import record


@record
class FosterNeeded:
    """A child is without a fosterer since `waiting_since`; `before` is who it was until then."""

    pending: ClassVar[bool] = True
    child: str
    waiting_since: datetime
    because: str
    before: str = ""


@record
class FosterMatched:
    """An official fosters it from now on. TaskFinished follows."""

    pending: ClassVar[bool] = False
    official: str
    text: bool = False


@record
class FosterDropped:
    """It needs none any more, for a `reason` of an end. CaseClosed follows."""

    pending: ClassVar[bool] = False
    reason: str


@record
class FosterSupportDue:
    """An official owes a child the help of a month, at least `least` rupiah."""

    pending: ClassVar[bool] = True
    child: str
    official: str
    month: str
    least: int
    due_by: datetime


@record
class FosterSupportProved:
    """It was given: `proof` is slip, visit or photo. TaskFinished follows."""

    pending: ClassVar[bool] = False
    month: str
    amount: int
    proof: str
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class FosterCheckDue:
    """An official owes a child a look after school and health, once a school term."""

    pending: ClassVar[bool] = True
    child: str
    official: str
    term: str
    due_by: datetime


@record
class FosterChecked:
    """He was there: how school and health are. TaskFinished follows."""

    pending: ClassVar[bool] = False
    term: str
    school: str
    health: str
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class FosterDutyVoided:
    """Nothing is owed for the period after all, or by another official. CaseClosed follows."""

    pending: ClassVar[bool] = False
    reason: str


@record
class FosterComplained:
    """The child or whoever looks after it: help did not come. The post answers as any report."""

    child: str
    what: str
    by: str
    official: str = ""
    text: bool = False


FosterFact = (
    FosterNeeded
    | FosterMatched
    | FosterDropped
    | FosterSupportDue
    | FosterSupportProved
    | FosterCheckDue
    | FosterChecked
    | FosterDutyVoided
    | FosterComplained
)
