"""The case and its tasks, as they stand now. Frozen: only `apply` makes the next one."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from mandat.records import record

RUNG_REMIND, RUNG_SUPERIOR, RUNG_SEKDA, RUNG_LEADERS = range(4)


class CaseStatus(StrEnum):
    """Who holds the case: the router, a post, the citizen, the leaders, or nobody any more."""

    SUBMITTED = "submitted"
    OPEN = "open"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    CLOSED = "closed"


class TaskStatus(StrEnum):
    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a case ended. `UNRATED` is «tidak dinilai», `NO_AGREEMENT` is «tidak sepakat»."""

    SATISFIED = "satisfied"
    UNRATED = "unrated"
    NO_AGREEMENT = "no_agreement"
    WITHDRAWN = "withdrawn"


class ContactKind(StrEnum):
    """How the citizen can be told: by mail, by a person who calls or writes, or not at all."""

    MAIL = "mail"
    PHONE = "phone"
    NONE = "none"


class ClockName(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    FINISH = "finish"
    STATUTORY = "statutory"
    ORDER = "order"
    TELL = "tell"
    DECIDE = "decide"


class BookingState(StrEnum):
    """What a booking is to its case: only one that is over lets the case end."""

    WAITING = "waiting"
    LIVE = "live"
    PREEMPTED = "preempted"
    OVER = "over"


@record
class Clock:
    """One promise with a ladder.

    `moments` are the four rungs in order: reminder, deadline, Sekda, leaders; `passed` counts
    the rungs that were taken. After the last the top rung comes again every `repeat_hours`.
    """

    name: ClockName
    started_at: datetime
    moments: tuple[datetime, datetime, datetime, datetime]
    repeat_hours: int = 24
    passed: int = 0
    met_at: datetime | None = None

    @property
    def by(self) -> datetime:
        """The deadline that people are told."""
        return self.moments[RUNG_SUPERIOR]


@record
class Terms:
    """The promise a case was filed under; later catalogues do not change it.

    Minutes run on the quick-response clock, which never stops for `urgent` services.
    """

    acknowledge_minutes: int
    answer_minutes: int
    finish_minutes: int
    statutory_days: int
    urgent: bool
    evidence_photos: int
    remind_percent: int
    sekda_minutes: int
    leaders_minutes: int
    repeat_hours: int
    tell_minutes: int = 240
    decide_minutes: int = 480


@record
class Task:
    """Work that one post owes. `wait_minutes_left` is what may still be spent asking back."""

    id: str
    owner: str
    status: TaskStatus
    assigned_at: datetime
    clocks: tuple[Clock, ...]
    wait_minutes_left: int
    waiting_since: datetime | None = None
    waiting_until: datetime | None = None
    transfers: int = 0

    def clock(self, name: ClockName) -> Clock | None:
        return next((one for one in self.clocks if one.name is name), None)

    @property
    def is_open(self) -> bool:
        return self.status not in {TaskStatus.DONE, TaskStatus.CANCELLED}


@record
class Case:
    """One citizen request. `level` is the highest rung it ever reached: 0 none, 3 the leaders.

    `recorded_by` is the actor who wrote it down for the citizen, empty when nobody did. `booking`
    is how the booking that hangs off it stands, empty without one. `programme` is the slice whose
    work it is (stipend, death), and `pending` while that slice's own acts must come first.
    """

    id: str
    seq: int
    status: CaseStatus
    service_id: str
    service_version: int
    service_title: dict[str, str]
    severity: str
    sealed: bool
    village: str
    channel: str
    contact: ContactKind
    confidential: bool
    suspect: bool
    terms: Terms
    submitted_at: datetime
    changed_at: datetime
    statutory_by: datetime
    tasks: tuple[Task, ...] = ()
    level: int = 0
    refusals: int = 0
    confirmations: int = 0
    additions: int = 0
    comments: int = 0
    merged_into: str = ""
    clock: Clock | None = None
    rung_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    told_at: datetime | None = None
    told_how: str = ""
    mail_lost: bool = False
    tell_tries: int = 0
    nudge_at: tuple[datetime, ...] = ()
    nudges: int = 0
    close_at: datetime | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    stars: int | None = None
    recorded_by: str = ""
    booking: str = ""
    programme: str = ""
    pending: bool = False
    code_hash: str = field(default="", repr=False)

    @property
    def is_unsettled(self) -> bool:
        """Things are held, or waited for, in its name, or its programme has not decided."""
        return self.pending or self.booking not in {"", BookingState.OVER}

    @property
    def task(self) -> Task | None:
        """The task that is worked on now; a complaint has one."""
        return self.tasks[-1] if self.tasks else None

    @property
    def owner(self) -> str:
        return self.task.owner if self.task else ""


@record
class Due:
    """The next moment at which a case must be looked at if nobody moved before."""

    kind: str
    at: datetime
    task_id: str = "-"
