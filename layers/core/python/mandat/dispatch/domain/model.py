"""A call for an ambulance, and the units. Frozen: only `apply` makes the next one."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from mandat.records import record


class CallStatus(StrEnum):
    """Where a call stands. In `ACTIVE` a unit is at it, in `UNANSWERED` none has said yes."""

    TO_CONFIRM = "to_confirm"
    WITH_DESK = "with_desk"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    CARRYING = "carrying"
    FINISHED = "finished"
    OVER = "over"


class UnitState(StrEnum):
    """How a unit stands: free, at a call, or out of service. What it does at it, the call says."""

    FREE = "free"
    AT_CALL = "at_call"
    OUT = "out"


UNANSWERED = frozenset({CallStatus.TO_CONFIRM, CallStatus.WITH_DESK, CallStatus.OFFERED})
ACTIVE = frozenset(
    {
        CallStatus.OFFERED,
        CallStatus.ACCEPTED,
        CallStatus.ON_WAY,
        CallStatus.ARRIVED,
        CallStatus.CARRYING,
        CallStatus.FINISHED,
    }
)


@record
class Step:
    """A step of the crew: what the call was before it, and when it was taken."""

    before: CallStatus
    at: datetime


@record
class Call:
    """`asked` are the units of this round that were asked and did not take it.

    `unit` is the one that is at it now (or was, when it is over); `offer` counts the offers, and a
    crew's link is for one of them. `due_at` is when the present status ends by itself. `last` is
    the crew's last step, as long as it may be taken back. `caller` is a keyed hash of the number.
    """

    case_id: str
    status: CallStatus
    since: datetime
    called_at: datetime
    whom: str
    district: str
    caller: str = field(default="", repr=False)
    unit: str = ""
    unit_name: str = ""
    offer: int = 0
    asked: tuple[str, ...] = ()
    due_at: datetime | None = None
    searches: int = 0
    alarm_at: datetime | None = None
    alarmed: bool = False
    last: Step | None = None
    ended_as: str = ""

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def is_over(self) -> bool:
        return self.status is CallStatus.OVER


@record
class Unit:
    """An ambulance as the board has it. `since` is None for one that has done nothing yet.

    `step` is the status of its call (CallStatus) while it is at one; `reason` why it is out.
    """

    id: str
    state: UnitState = UnitState.FREE
    since: datetime | None = None
    case_id: str = ""
    step: str = ""
    reason: str = ""
