"""What has happened to a call for an ambulance: facts on the record of its case, codes only.

Their names begin with Unit, for a unit of ambulances is what all of them are about. `name` is how
people call the unit («Ambulans 07»). `booking` tells the case that it cannot end now, or can.
"""

from datetime import datetime
from typing import ClassVar

from mandat.cases.domain.model import BookingState
from mandat.records import record


@record
class UnitCalled:
    """Somebody needs one: `whom` is patient or body. `to_confirm`: the desk looks at it first.

    `caller` is a keyed hash of the number. Without a yes until `alarm_at` the desk is alarmed.
    """

    booking: ClassVar[BookingState] = BookingState.LIVE
    whom: str
    district: str
    alarm_at: datetime
    caller: str = ""
    to_confirm: bool = False


@record
class UnitCallConfirmed:
    """The desk says that it is real, or did not say anything in time (by the system)."""


@record
class UnitOffered:
    """Asked of one unit, which answers until `until`: the call's `offer`th time to ask.

    `how`: nearest, or desk (its own choice).
    """

    unit: str
    name: str
    until: datetime
    offer: int
    how: str = "nearest"


@record
class UnitNotFree:
    """None that is free is left to ask: the desk has the call. Looked for again at `until`.

    `searches` were in vain before this one.
    """

    until: datetime
    searches: int = 0


@record
class UnitPassed:
    """The unit does not do it: no_answer, reassigned, or of limits.CANNOT_REASONS.

    `out`: it is out of service from now on.
    """

    unit: str
    name: str
    reason: str
    out: bool = False
    text: bool = False


@record
class UnitAccepted:
    """«Terima»."""

    unit: str
    name: str


@record
class UnitLeft:
    """«Berangkat»."""

    unit: str
    name: str


@record
class UnitArrived:
    """«Tiba»."""

    unit: str
    name: str


@record
class UnitCarrying:
    """«Antar ke RS»."""

    unit: str
    name: str


@record
class UnitFinished:
    """«Selesai»: it stands at `until`, when nobody can take it back any more."""

    unit: str
    name: str
    until: datetime


@record
class UnitStepTakenBack:
    """The crew's last step was a slip: the call is `status` again, until `until` if it is asked."""

    unit: str
    name: str
    status: str
    until: datetime | None = None


@record
class UnitReturned:
    """The unit is free again. TaskFinished follows."""

    booking: ClassVar[BookingState] = BookingState.OVER
    unit: str
    name: str


@record
class UnitAlarmed:
    """Nobody has said yes for too long: the desk's page is red, and others are told."""


@record
class UnitCallFalse:
    """Nobody needed one, says the crew or the desk. TaskRejected follows."""

    booking: ClassVar[BookingState] = BookingState.OVER
    unit: str = ""
    name: str = ""
    text: bool = False


@record
class UnitCallCancelled:
    """None is needed any more, says the citizen, or the desk. CaseClosed follows."""

    booking: ClassVar[BookingState] = BookingState.OVER
    unit: str = ""
    name: str = ""


UnitFact = (
    UnitCalled
    | UnitCallConfirmed
    | UnitOffered
    | UnitNotFree
    | UnitPassed
    | UnitAccepted
    | UnitLeft
    | UnitArrived
    | UnitCarrying
    | UnitFinished
    | UnitStepTakenBack
    | UnitReturned
    | UnitAlarmed
    | UnitCallFalse
    | UnitCallCancelled
)
