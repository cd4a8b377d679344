"""Orphans and the officials of the city who foster them, and what a fostering asks of whom. Frozen.

A child is the id of a person of the register; an official has an id of the city's own.
"""

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from mandat.records import record


class OfficialStatus(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


@record
class Official:
    """`rank` is one of FosterTerms. `person` is of the register, empty while nobody has said it.

    `children` are those entrusted to him, at most his quota when one is added; of one who has left
    those who are not handed on yet. `generation` grows with his mailbox, so that older links end.
    """

    id: str
    name: str = field(repr=False)
    rank: str
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    village: str = ""
    district: str = ""
    person: str = ""
    children: tuple[str, ...] = ()
    status: OfficialStatus = OfficialStatus.ACTIVE
    left_at: datetime | None = None
    left_because: str = ""
    left_cause: str = ""
    generation: int = 1
    revision: int = 1

    @property
    def is_active(self) -> bool:
        return self.status is OfficialStatus.ACTIVE


class FosteringStatus(StrEnum):
    """`WAITING` is without a fosterer."""

    WAITING = "waiting"
    FOSTERED = "fostered"
    ENDED = "ended"


@record
class Fostering:
    """A child of the programme: once, whatever was reported twice.

    `waiting_since` is when it came to be without a fosterer, None of one who has one; `since` is
    when `official` took it. `case_id` is the last case that looked for a fosterer, and `turn` how
    many there were. `sources` are what made it one of the programme: cases of deaths, or the
    register. `grown_on` is the local day on which it comes of age. `reason` and `cause` are of the
    end.
    """

    child: str
    status: FosteringStatus
    village: str = ""
    waiting_since: datetime | None = None
    official: str = ""
    since: datetime | None = None
    case_id: str = ""
    turn: int = 1
    sources: tuple[str, ...] = ()
    grown_on: date | None = field(default=None, repr=False)
    reason: str = ""
    cause: str = ""
    ended_at: datetime | None = None
    revision: int = 1

    @property
    def is_waiting(self) -> bool:
        return self.status is FosteringStatus.WAITING

    @property
    def is_fostered(self) -> bool:
        return self.status is FosteringStatus.FOSTERED

    @property
    def is_ended(self) -> bool:
        return self.status is FosteringStatus.ENDED


class NeedStatus(StrEnum):
    OPEN = "open"
    MATCHED = "matched"
    DROPPED = "dropped"


@record
class Need:
    """A child without a fosterer; hangs off one case. `before` is who fostered it until then.

    `because` is why it needs one: new, left, died or returned.
    """

    case_id: str
    child: str
    status: NeedStatus
    waiting_since: datetime
    because: str
    before: str = ""
    official: str = ""
    reason: str = ""


class DutyStatus(StrEnum):
    DUE = "due"
    PROVED = "proved"
    VOID = "void"


@record
class Duty:
    """What an official owes a child for a period; hangs off one case, and the ledger has it once.

    `period` is a month ("2026-12"), for which `least` rupiah are owed, or a school term
    ("2026-T2"), for which school and health are looked after (`least` is 0). `proof` is slip,
    visit or photo; `school` and `health` are codes of the limits. `late` is proved after its day.
    """

    case_id: str
    child: str
    official: str
    period: str
    status: DutyStatus
    due_by: datetime
    least: int = 0
    amount: int = 0
    proof: str = ""
    school: str = ""
    health: str = ""
    settled_at: datetime | None = None
    reason: str = ""

    @property
    def is_month(self) -> bool:
        return self.least > 0

    @property
    def is_late(self) -> bool:
        """Proved after its day; while it is due, ask `due_by`."""
        return self.settled_at is not None and self.settled_at > self.due_by


@record
class Complaint:
    """The child or whoever looks after it says that help did not come; hangs off one case.

    `what` and `by` are codes of the limits; `official` is who fostered it then, empty if nobody.
    """

    case_id: str
    child: str
    what: str
    by: str
    official: str = ""
    said_at: datetime | None = None


# What one case of the programme is about.
Subject = Need | Duty | Complaint
