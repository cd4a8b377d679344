"""What has happened to a case: immutable facts, past tense, ids and codes only.

Free text, names, contacts and photos are personal items elsewhere; a fact says at most that
there is a text (`text`) and which photos belong to it (`photos`).
"""

from datetime import datetime

from mandat.cases.domain.model import Clock, ContactKind, Outcome, Terms
from mandat.records import record


@record
class CaseSubmitted:
    """The case as it was filed, with the promise (`terms`) that it was filed under.

    `programme` is the slice whose work it is, empty for what a citizen just asks or borrows.
    """

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
    statutory_by: datetime
    code_hash: str
    photos: tuple[str, ...] = ()
    programme: str = ""


@record
class TaskAssigned:
    """`rule` says why this owner: rule, triage (unknown or over a limit)."""

    task_id: str
    owner: str
    rule: str
    clocks: tuple[Clock, ...]
    wait_minutes_left: int


@record
class TaskAcknowledged:
    """The owner has seen it: «Terima»."""

    task_id: str


@record
class TaskTransferred:
    """«Bukan wewenang kami»: free for the one who passes it on."""

    task_id: str
    previous: str
    owner: str
    reason: str
    clocks: tuple[Clock, ...]
    text: bool = False


@record
class TaskClaimed:
    """«Ini tugas kami»: a head who heard of the case takes it, which also acknowledges it."""

    task_id: str
    previous: str
    owner: str
    clocks: tuple[Clock, ...]


@record
class TaskScheduled:
    """The work is set for a day: `clocks` are those of that day. Its owner has answered."""

    task_id: str
    clocks: tuple[Clock, ...]


@record
class CommentPosted:
    """Said among the heads who may see the case, never to the citizen; `mention` is a post."""

    mention: str = ""
    text: bool = True


@record
class CaseMerged:
    """The same thing was reported before: `into` is worked on, and its answer answers this too."""

    task_id: str
    into: str


@record
class CitizenAsked:
    """The owner needs to know more; its clocks stand still until `waiting_until`."""

    task_id: str
    waiting_until: datetime
    text: bool = True


@record
class TaskResumed:
    """`reason` is replied or no_reply; `clocks` are what is left of them from now."""

    task_id: str
    reason: str
    clocks: tuple[Clock, ...]
    wait_minutes_left: int


@record
class InformationAdded:
    """The citizen said more, or showed more."""

    text: bool = True
    photos: tuple[str, ...] = ()


@record
class UpdatePosted:
    """The owner told the citizen how far it is."""

    task_id: str
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class TaskFinished:
    """Done, with evidence; `tell` runs while a person must tell the citizen."""

    task_id: str
    tell: Clock | None
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class TaskRejected:
    """Not done, for a `reason` of limits.REJECT_REASONS; `tell` as in TaskFinished."""

    task_id: str
    reason: str
    tell: Clock | None
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class CitizenTold:
    """The citizen knows of the answer; the 7 days start.

    `how` is mail, phone, whatsapp, sms, person, page or unreachable.
    """

    how: str
    nudge_at: tuple[datetime, ...]
    close_at: datetime


@record
class CitizenNotReached:
    """A person tried to tell the citizen, for the `tries`th time."""

    tries: int


@record
class MailLost:
    """Mail to the citizen came back for good; `contact` is what is left.

    `tell` is there when an answer was mailed, or should have been: somebody has to tell it now.
    """

    contact: ContactKind
    tell: Clock | None = None


@record
class MailPostponed:
    """The answer is mailed at `until`; the clock of telling runs from there."""

    until: datetime
    tell: Clock


@record
class CitizenReminded:
    """The citizen was asked again to judge the answer, for the `nudge`th time."""

    nudge: int


@record
class DeadlineReminded:
    """A clock of the task comes near its end: the owner is reminded."""

    clock: str
    task_id: str


@record
class DeadlineMissed:
    """A clock of the task is over: the superior hears of it."""

    clock: str
    task_id: str


@record
class CaseEscalated:
    """`level` is 2 Sekda or 3 mayor and vice mayor; `reason` a clock's name or refused."""

    level: int
    reason: str
    task_id: str = "-"


@record
class AnswerAccepted:
    """The citizen has judged: 1 to 5 stars."""

    stars: int


@record
class AnswerRefused:
    """The citizen is not satisfied; `decide` is the leaders' clock from now."""

    reason: str
    decide: Clock
    text: bool = True


@record
class TaskOrdered:
    """A leader's order: `owner` must act before the deadline of the clock «order»."""

    task_id: str
    previous: str
    owner: str
    clocks: tuple[Clock, ...]
    text: bool = True


@record
class LeaderAnswered:
    """A leader answered in the owner's place."""

    task_id: str
    tell: Clock | None
    text: bool = True
    photos: tuple[str, ...] = ()


@record
class AnswerConfirmed:
    """A leader stands by the answer; the second confirmation ends the case (CaseClosed follows)."""

    count: int
    tell: Clock | None
    text: bool = True


@record
class CaseClosed:
    """Nobody owes anything any more."""

    outcome: Outcome


@record
class ContactCorrected:
    """The citizen's own correction. `tell` runs where an answer has still to be told."""

    previous: ContactKind
    contact: ContactKind
    tell: Clock | None = None


@record
class DataErased:
    """Contact, narrative, the citizen's texts and photos go; what is here stays.

    `reason` is asked (behind the citizen's own link) or desk (the data protection officer's word).
    """

    reason: str


Fact = (
    CaseSubmitted
    | TaskAssigned
    | TaskAcknowledged
    | TaskTransferred
    | TaskClaimed
    | TaskScheduled
    | CommentPosted
    | CaseMerged
    | CitizenAsked
    | TaskResumed
    | InformationAdded
    | UpdatePosted
    | TaskFinished
    | TaskRejected
    | CitizenTold
    | CitizenNotReached
    | MailLost
    | MailPostponed
    | CitizenReminded
    | DeadlineReminded
    | DeadlineMissed
    | CaseEscalated
    | AnswerAccepted
    | AnswerRefused
    | TaskOrdered
    | LeaderAnswered
    | AnswerConfirmed
    | CaseClosed
    | ContactCorrected
    | DataErased
)


@record
class Event:
    """A fact on a case's record: `seq` orders, `at` never precedes the event before it.

    `correlation_id` is the request that set it off, for following it from the form to the mail.
    """

    case_id: str
    seq: int
    at: datetime
    cause: str
    actor: str
    fact: Fact
    correlation_id: str = ""

    @property
    def id(self) -> str:
        """Unique and stable: the cause of what follows from this event."""
        return f"{self.case_id}#{self.seq}"

    @property
    def type(self) -> str:
        return type(self.fact).__name__

    @property
    def photos(self) -> tuple[str, ...]:
        return getattr(self.fact, "photos", ())

    @property
    def has_text(self) -> bool:
        return bool(getattr(self.fact, "text", False))
