"""Who must know of what: one message for each event, recipient and kind. Pure.

`WHO_MUST_KNOW` is the whole answer, as a table; a fact that nobody needs to hear of has an empty
row on purpose. A message holds ids only: what it says is read when it is sent.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, cast

from mandat.cases.domain import facts as f
from mandat.cases.domain.limits import CONFIRMATIONS_MAX
from mandat.cases.domain.model import (
    RUNG_LEADERS,
    RUNG_SEKDA,
    Case,
    CaseStatus,
    ClockName,
    ContactKind,
    Outcome,
)
from mandat.cases.domain.work import INSPECTORATE, LEADERS, teller
from mandat.city.domain import TRIAGE, Post, Sms
from mandat.posts.reach import Above, Reader, readers
from mandat.records import record

SEKDA = "sekda"
CHIEFS = tuple(sorted(LEADERS, reverse=True))
CITIZEN = "citizen"


class Kind(StrEnum):
    """What a mail is about. Its words are in `wording`, its reader and its weight in `MANNER`."""

    RECEIVED = "received"
    MOVED = "moved"
    MERGED = "merged"
    ASKED = "asked"
    UPDATE = "update"
    ANSWERED = "answered"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"
    PROMISED = "promised"
    DISPUTED = "disputed"
    NUDGE = "nudge"
    CLOSED = "closed"
    NO_AGREEMENT = "no_agreement"
    CORRECTED = "corrected"

    ASSIGNED = "assigned"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    CLAIMED = "claimed"
    MENTIONED = "mentioned"
    INFORMATION = "information"
    RESUMED = "resumed"
    CALL = "call_citizen"
    CALL_AGAIN = "call_again"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    REFUSED = "refused"
    REOPENED = "reopened"
    ORDERED = "ordered"
    LEADER_ANSWERED = "leader_answered"
    UPHELD = "upheld"
    ENDED = "ended"
    NEW_LINK = "new_link"

    # Of a post itself: see mandat.posts.news.
    DEPUTISED = "deputised"
    DEPUTY_OVER = "deputy_over"
    TAKE_POST = "take_post"
    WELCOME = "welcome"
    LINKS_RENEWED = "links_renewed"
    HANDED_OVER = "handed_over"
    HANDOVER_DONE = "handover_done"
    HANDOVER_DECLINED = "handover_declined"
    UNREACHABLE = "unreachable"

    # To those who do not hold it: see mandat.forwarding and mandat.briefs.
    FORWARDED = "forwarded"
    DIGEST = "digest"
    BRIEF = "brief"

    # The way to all cases of an address or a number: see mandat.own.
    OWN_LINK = "own_link"

    # Of all cases of an address whose mail of the day was used up: see mandat.people.
    LATEST = "latest"

    # Of a case that somebody follows: see mandat.following.
    FOLLOWED = "followed"

    # Of what the city lends, to citizens, posts and drivers: see mandat.bookings.news.
    BOOKING_HELD = "booking_held"
    BOOKING_IN_LINE = "booking_in_line"
    BOOKING_OFFERED = "booking_offered"
    BOOKING_APPROVED = "booking_approved"
    BOOKING_PROPOSED = "booking_proposed"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_PREEMPTED = "booking_preempted"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_RETURN = "booking_return"
    BOOKING_LATE = "booking_late"
    BOOKING_TO_DECIDE = "booking_to_decide"
    BOOKING_TO_PREPARE = "booking_to_prepare"
    BOOKING_NEWS = "booking_news"
    BOOKING_UNRETURNED = "booking_unreturned"
    BOOKING_CALL = "booking_call"
    TRIP = "trip"
    TRIP_MOVED = "trip_moved"
    TRIP_OFF = "trip_off"
    TRIP_REMINDER = "trip_reminder"
    TRIP_LATE = "trip_late"

    # Of calls for an ambulance, to the desk, crews and citizens: see mandat.dispatch.news.
    CALL_NEW = "call_new"
    CALL_CHECK = "call_check"
    CALL_NO_UNIT = "call_no_unit"
    CALL_ALARM = "call_alarm"
    CALL_COMES = "call_comes"
    CREW_CALLED = "crew_called"
    CREW_OFF = "crew_off"

    # Of the monthly stipend, to applicants and posts: see mandat.stipend.news.
    STIPEND_RECEIVED = "stipend_received"
    STIPEND_VISITED = "stipend_visited"
    STIPEND_PAID = "stipend_paid"
    STIPEND_REMINDER = "stipend_reminder"
    STIPEND_STOPPED = "stipend_stopped"
    STIPEND_RESUMED = "stipend_resumed"
    STIPEND_TO_VISIT = "stipend_to_visit"
    STIPEND_TO_DECIDE = "stipend_to_decide"
    STIPEND_LIST = "stipend_list"

    # Of a death, to the family and to who does something for it: see mandat.bereavement.news.
    DEATH_RECEIVED = "death_received"
    DEATH_UNDONE = "death_undone"
    DEATH_TO_TEND = "death_to_tend"
    DEATH_STEP = "death_step"
    DEATH_STEP_REFUSED = "death_step_refused"
    DEATH_STEP_OFF = "death_step_off"
    DEATH_WRONG = "death_wrong"
    EVENINGS = "evenings"
    EVENINGS_OFF = "evenings_off"

    # To officials who foster orphans: see mandat.fostering.news and mandat.fostering.monthly_mail.
    FOSTER_NEW = "foster_new"
    FOSTER_MONTH = "foster_month"
    FOSTER_REMINDER = "foster_reminder"

    # Of care without payment, to who must act and to who asked for it: see mandat.guarantee.news.
    GUARANTEE_WAITS = "guarantee_waits"
    GUARANTEE_TASK = "guarantee_task"
    GUARANTEE_VOID = "guarantee_void"
    GUARANTEE_COVERED = "guarantee_covered"
    GUARANTEE_NOT_POOR = "guarantee_not_poor"

    # Of a card at 17, to whom it is for, and the lists of posts: see mandat.idcard.news.
    CARD_INVITED = "card_invited"
    CARD_REMINDED = "card_reminded"
    CARD_APPOINTED = "card_appointed"
    CARD_OUT = "card_out"
    CARD_WEEK = "card_week"
    CARD_DAY = "card_day"


# Told out of courtesy: not at night, and never twice when the mail service's answer was lost.
# Everything else is duty: a reference, a deadline, an order or an answer.
COURTESY = frozenset(
    {
        Kind.MOVED,
        Kind.MERGED,
        Kind.DISPUTED,
        Kind.NUDGE,
        Kind.CLOSED,
        Kind.RELEASED,
        Kind.MENTIONED,
        Kind.FORWARDED,
        Kind.DIGEST,
        Kind.BRIEF,
        Kind.CALL_AGAIN,
        Kind.REMINDER,
        Kind.LEADER_ANSWERED,
        Kind.UPHELD,
        Kind.ENDED,
        Kind.FOLLOWED,
        Kind.BOOKING_REMINDER,
        Kind.TRIP_REMINDER,
        Kind.STIPEND_VISITED,
        Kind.STIPEND_REMINDER,
        Kind.STIPEND_LIST,
        Kind.EVENINGS,
        Kind.GUARANTEE_COVERED,
        Kind.FOSTER_MONTH,
        Kind.FOSTER_REMINDER,
        Kind.CARD_INVITED,
        Kind.CARD_REMINDED,
        Kind.CARD_APPOINTED,
        Kind.CARD_OUT,
        Kind.CARD_WEEK,
        Kind.CARD_DAY,
    }
)

OF_TRIPS = frozenset(
    {Kind.TRIP, Kind.TRIP_MOVED, Kind.TRIP_OFF, Kind.TRIP_REMINDER, Kind.TRIP_LATE}
)
OF_BOOKINGS = OF_TRIPS | {
    Kind.BOOKING_HELD,
    Kind.BOOKING_IN_LINE,
    Kind.BOOKING_OFFERED,
    Kind.BOOKING_APPROVED,
    Kind.BOOKING_PROPOSED,
    Kind.BOOKING_MOVED,
    Kind.BOOKING_CANCELLED,
    Kind.BOOKING_PREEMPTED,
    Kind.BOOKING_REMINDER,
    Kind.BOOKING_RETURN,
    Kind.BOOKING_LATE,
    Kind.BOOKING_TO_DECIDE,
    Kind.BOOKING_TO_PREPARE,
    Kind.BOOKING_NEWS,
    Kind.BOOKING_UNRETURNED,
    Kind.BOOKING_CALL,
}

# What the city decided about a loan, and a death's evenings: an address that nobody has confirmed
# yet hears of it at once.
# What its owner does himself waits for the morning, as all other news does.
AT_ONCE = frozenset(
    {
        Kind.BOOKING_OFFERED,
        Kind.BOOKING_APPROVED,
        Kind.BOOKING_PROPOSED,
        Kind.BOOKING_PREEMPTED,
        Kind.BOOKING_REMINDER,
        Kind.BOOKING_RETURN,
        Kind.BOOKING_LATE,
        Kind.DEATH_RECEIVED,
        Kind.DEATH_UNDONE,
        Kind.GUARANTEE_VOID,
    }
)

OF_CALLS = frozenset(
    {
        Kind.CALL_NEW,
        Kind.CALL_CHECK,
        Kind.CALL_NO_UNIT,
        Kind.CALL_ALARM,
        Kind.CALL_COMES,
        Kind.CREW_CALLED,
        Kind.CREW_OFF,
    }
)

OF_STIPENDS = frozenset(
    {
        Kind.STIPEND_RECEIVED,
        Kind.STIPEND_VISITED,
        Kind.STIPEND_PAID,
        Kind.STIPEND_REMINDER,
        Kind.STIPEND_STOPPED,
        Kind.STIPEND_RESUMED,
        Kind.STIPEND_TO_VISIT,
        Kind.STIPEND_TO_DECIDE,
    }
)

OF_DEATHS = frozenset(
    {
        Kind.DEATH_RECEIVED,
        Kind.DEATH_UNDONE,
        Kind.DEATH_TO_TEND,
        Kind.DEATH_STEP,
        Kind.DEATH_STEP_REFUSED,
        Kind.DEATH_STEP_OFF,
        Kind.DEATH_WRONG,
    }
)

OF_GUARANTEES = frozenset(
    {
        Kind.GUARANTEE_WAITS,
        Kind.GUARANTEE_TASK,
        Kind.GUARANTEE_VOID,
        Kind.GUARANTEE_COVERED,
        Kind.GUARANTEE_NOT_POOR,
    }
)

OF_CARDS = frozenset({Kind.CARD_INVITED, Kind.CARD_REMINDED, Kind.CARD_APPOINTED, Kind.CARD_OUT})

# To who fosters a child: officials are no posts, and have no address of a post.
OF_FOSTERERS = frozenset({Kind.FOSTER_NEW, Kind.FOSTER_MONTH, Kind.FOSTER_REMINDER})

OF_POSTS = frozenset(
    {
        Kind.DEPUTISED,
        Kind.DEPUTY_OVER,
        Kind.TAKE_POST,
        Kind.WELCOME,
        Kind.LINKS_RENEWED,
        Kind.HANDED_OVER,
        Kind.HANDOVER_DONE,
        Kind.HANDOVER_DECLINED,
        Kind.UNREACHABLE,
    }
)

# Of many cases at once, or of none that its reader may see.
LISTS = frozenset(
    {
        Kind.DIGEST,
        Kind.BRIEF,
        Kind.STIPEND_LIST,
        Kind.EVENINGS,
        Kind.EVENINGS_OFF,
        Kind.FOSTER_MONTH,
        Kind.FOSTER_REMINDER,
        Kind.CARD_WEEK,
        Kind.CARD_DAY,
    }
)

# The citizen's 7 days start when one of these is sent.
TELLS = frozenset({Kind.ANSWERED, Kind.REJECTED, Kind.CONFIRMED, Kind.CORRECTED})

# Whose urgent answers no address waits for until the morning: somebody ill does not either.
WAITS_FOR_NOBODY = "guarantee"


def is_at_once(kind: Kind, case: Case) -> bool:
    """Whether an address that nobody has confirmed yet hears of it at once."""
    urgent = case.programme == WAITS_FOR_NOBODY and case.terms.urgent
    return kind in AT_ONCE or (urgent and kind in TELLS)


# What the city may have sent as SMS to a citizen with a number only (city.yaml, sms.kinds).
SMS_KINDS: Mapping[str, frozenset[Kind]] = {
    "reference": frozenset({Kind.RECEIVED, Kind.BOOKING_HELD, Kind.BOOKING_IN_LINE}),
    "answer": frozenset(
        {
            Kind.ANSWERED,
            Kind.REJECTED,
            Kind.CONFIRMED,
            Kind.BOOKING_OFFERED,
            Kind.BOOKING_APPROVED,
            Kind.BOOKING_PROPOSED,
            Kind.BOOKING_MOVED,
            Kind.BOOKING_CANCELLED,
            Kind.BOOKING_PREEMPTED,
        }
    ),
    "reminders": frozenset(
        {Kind.NUDGE, Kind.BOOKING_REMINDER, Kind.BOOKING_RETURN, Kind.BOOKING_LATE}
    ),
}


TEXTED = frozenset(kind for kinds in SMS_KINDS.values() for kind in kinds)


def texts_of(sms: Sms) -> frozenset[Kind]:
    """The kinds that go out as SMS; none while the city has it switched off."""
    names = sms.kinds if sms.enabled else ()
    return frozenset(kind for name in names for kind in SMS_KINDS[name])


@record
class Message:
    """One mail to one address, by ids: case and event (`seq`), post and address, or the citizen.

    `cause` is the event's id, or what else set the message off. A new link to a worklist has no
    case. `instead_of` is the post that could not be reached itself.
    """

    cause: str
    kind: Kind
    case_id: str
    seq: int
    post: str = ""
    address: str = ""
    correlation_id: str = ""
    instead_of: str = ""

    @property
    def id(self) -> str:
        """The X-Mandat-Message: the same however often the event is delivered."""
        return f"{self.cause.replace('#', '.')}.{self.kind}.{self.recipient}"

    @property
    def recipient(self) -> str:
        return f"{self.post}.{self.address}" if self.post else CITIZEN

    @property
    def duty(self) -> bool:
        return self.kind not in COURTESY


def new_link(
    case_id: str, post: str, address: str, now: datetime, correlation_id: str = ""
) -> Message:
    """A fresh link for a post's address; without a case, to its worklist.

    At most one an hour: the hour is the cause, so that nobody can flood a mailbox.
    """
    cause = f"{case_id or 'daftar'}#{now:%Y%m%d%H}"
    return Message(cause, Kind.NEW_LINK, case_id, 0, post, address, correlation_id)


class Role(Enum):
    """Whom a row of the table means; who that is depends on the case."""

    CITIZEN = "the citizen, when a mail address is known"
    TELLER = "the post that calls or writes to a citizen with a number only"
    OWNER = "the post that holds the task"
    PREVIOUS = "the post that held it, unless it passed it on itself"
    MENTIONED = "the post whose name was called in the discussion"
    HOLDER = "whoever owes what the clock asks for"
    SUPERIOR = "the superior of the holder"
    TRIAGE = "the triage desk, which finds another owner; not of a sealed case"
    SEKDA = "the Sekda, as a rung of the ladder"
    CHIEFS = "mayor and vice mayor, as a rung of the ladder"
    LEADERS = "mayor and vice mayor, before whom a citizen's refusal comes"
    DECIDERS = "mayor and vice mayor, while a refusal lies before them"
    DRIVER = "who brings what is lent, and takes it back"


When = Callable[[Any], bool]


def always(_: object) -> bool:
    return True


def gave_up_waiting(fact: f.TaskResumed) -> bool:
    return fact.reason == "no_reply"


def at_sekda(fact: f.CaseEscalated) -> bool:
    """A refusal is told by its own event, not by the escalation that follows it."""
    return fact.reason != "refused" and fact.level >= RUNG_SEKDA


def at_leaders(fact: f.CaseEscalated) -> bool:
    return at_sekda(fact) and fact.level >= RUNG_LEADERS


def nobody_took_it(fact: f.DeadlineMissed) -> bool:
    return fact.clock == ClockName.ACKNOWLEDGE


def not_the_last(fact: f.AnswerConfirmed) -> bool:
    """The last confirmation closes the case, and its closing is what is told."""
    return fact.count < CONFIRMATIONS_MAX


def in_agreement(fact: f.CaseClosed) -> bool:
    return fact.outcome is not Outcome.NO_AGREEMENT


def newly_by_phone(fact: f.ContactCorrected) -> bool:
    return fact.contact is ContactKind.PHONE and fact.previous is not ContactKind.PHONE


def without_agreement(fact: f.CaseClosed) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


@record
class Row:
    """A message of `kind` to `role`, when the case is as `when` says."""

    kind: Kind
    role: Role
    when: When = always


_ANSWER = (Row(Kind.ANSWERED, Role.CITIZEN), Row(Kind.CALL, Role.TELLER))

WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (Row(Kind.RECEIVED, Role.CITIZEN),),
    f.TaskAssigned: (Row(Kind.ASSIGNED, Role.OWNER),),
    f.TaskAcknowledged: (),  # the citizen's page shows it
    f.TaskTransferred: (
        Row(Kind.TRANSFERRED, Role.OWNER),
        Row(Kind.RELEASED, Role.PREVIOUS),
        Row(Kind.MOVED, Role.CITIZEN),
    ),
    f.TaskClaimed: (Row(Kind.CLAIMED, Role.PREVIOUS), Row(Kind.MOVED, Role.CITIZEN)),
    f.TaskScheduled: (),  # told by what was booked
    f.CommentPosted: (Row(Kind.MENTIONED, Role.MENTIONED),),
    f.CaseMerged: (Row(Kind.MERGED, Role.CITIZEN),),
    f.CitizenAsked: (Row(Kind.ASKED, Role.CITIZEN), Row(Kind.CALL, Role.TELLER)),
    f.TaskResumed: (Row(Kind.RESUMED, Role.OWNER, gave_up_waiting),),
    f.InformationAdded: (
        Row(Kind.INFORMATION, Role.OWNER),
        Row(Kind.INFORMATION, Role.DECIDERS),
    ),
    f.UpdatePosted: (Row(Kind.UPDATE, Role.CITIZEN),),
    f.TaskFinished: _ANSWER,
    f.TaskRejected: (Row(Kind.REJECTED, Role.CITIZEN), Row(Kind.CALL, Role.TELLER)),
    f.CitizenTold: (),  # the teller recorded it
    f.CitizenNotReached: (),  # same
    f.MailLost: (Row(Kind.CALL, Role.TELLER),),
    f.MailPostponed: (),  # it is told by that mail
    f.CitizenReminded: (Row(Kind.NUDGE, Role.CITIZEN), Row(Kind.CALL_AGAIN, Role.TELLER)),
    f.DeadlineReminded: (Row(Kind.REMINDER, Role.HOLDER),),
    f.DeadlineMissed: (
        Row(Kind.OVERDUE, Role.HOLDER),
        Row(Kind.OVERDUE, Role.SUPERIOR),
        Row(Kind.OVERDUE, Role.TRIAGE, nobody_took_it),
    ),
    f.CaseEscalated: (
        Row(Kind.ESCALATED, Role.HOLDER, at_sekda),
        Row(Kind.ESCALATED, Role.SEKDA, at_sekda),
        Row(Kind.ESCALATED, Role.CHIEFS, at_leaders),
    ),
    f.AnswerAccepted: (),  # CaseClosed follows
    f.AnswerRefused: (
        Row(Kind.REFUSED, Role.LEADERS),
        Row(Kind.REOPENED, Role.OWNER),
        Row(Kind.DISPUTED, Role.CITIZEN),
    ),
    f.TaskOrdered: (
        Row(Kind.ORDERED, Role.OWNER),
        Row(Kind.RELEASED, Role.PREVIOUS),
        Row(Kind.PROMISED, Role.CITIZEN),
    ),
    f.LeaderAnswered: (*_ANSWER, Row(Kind.LEADER_ANSWERED, Role.OWNER)),
    f.AnswerConfirmed: (
        Row(Kind.CONFIRMED, Role.CITIZEN, not_the_last),
        Row(Kind.CALL, Role.TELLER, not_the_last),
        Row(Kind.UPHELD, Role.OWNER, not_the_last),
    ),
    f.CaseClosed: (
        Row(Kind.CLOSED, Role.CITIZEN, in_agreement),
        Row(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Row(Kind.CALL, Role.TELLER, without_agreement),
        Row(Kind.ENDED, Role.OWNER),
    ),
    f.ContactCorrected: (
        Row(Kind.CORRECTED, Role.CITIZEN),
        Row(Kind.CALL, Role.TELLER, newly_by_phone),
    ),
    f.DataErased: (),  # CaseClosed follows where somebody still worked on it
}

Superiors = Mapping[str, str | None]


def audience(
    event: f.Event,
    case: Case,
    superiors: Superiors,
    texts: frozenset[Kind] = frozenset(),
    rows: Iterable[Row] | None = None,
) -> tuple[tuple[Kind, str], ...]:
    """(kind, post id or `CITIZEN`) of everybody who must know of `event`, each once.

    `case` is the case as it is now, maybe later than the event. `texts` are the kinds that go
    out as SMS: nobody has to call then. `rows` stand in for those of the table.
    """
    known = WHO_MUST_KNOW[type(event.fact)] if rows is None else rows
    rows = [row for row in known if row.when(event.fact)]
    texted = texted_kinds(rows, case) & texts
    found = (
        (row.kind, whom)
        for row in rows
        for whom in _told(row, texted, event, case, superiors)
        if whom
    )
    return tuple(dict.fromkeys(found))


def may_be_texted(case: Case) -> bool:
    """Nothing of a sealed case stands on the screen of a phone that others may hold.

    Whoever files more than a number's reports of a day floods nobody's phone.
    """
    return case.contact is ContactKind.PHONE and not (case.sealed or case.suspect)


def texted_kinds(rows: Iterable[Row], case: Case) -> frozenset[Kind]:
    """What `rows` would tell the citizen by SMS, if the city has that switched on."""
    kinds = (row.kind for row in rows if row.role is Role.CITIZEN)
    return frozenset(kinds if may_be_texted(case) else ())


def _told(
    row: Row, texted: frozenset[Kind], event: f.Event, case: Case, superiors: Superiors
) -> tuple[str, ...]:
    if row.kind in texted:
        return (CITIZEN,)
    if texted and row.role is Role.TELLER:
        return ()
    return _people(row.role, event, case, superiors)


def _people(role: Role, event: f.Event, case: Case, superiors: Superiors) -> tuple[str, ...]:
    if role in _RUNGS:
        return _rung(role, event, case, superiors)
    return _PEOPLE[role](event, case)


def _citizen(_: f.Event, case: Case) -> tuple[str, ...]:
    return (CITIZEN,) if case.contact is ContactKind.MAIL else ()


def _teller(_: f.Event, case: Case) -> tuple[str, ...]:
    return (teller(case),) if case.contact is ContactKind.PHONE else ()


def _owner(event: f.Event, case: Case) -> tuple[str, ...]:
    return (str(getattr(event.fact, "owner", "")) or case.owner,)


def _previous(event: f.Event, _: Case) -> tuple[str, ...]:
    fact = cast("f.TaskTransferred | f.TaskClaimed | f.TaskOrdered", event.fact)  # their rows only
    passed_on = event.actor.startswith(f"post:{fact.previous}:")
    return () if passed_on or fact.previous == fact.owner else (fact.previous,)


def _mentioned(event: f.Event, _: Case) -> tuple[str, ...]:
    return (event.fact.mention,) if isinstance(event.fact, f.CommentPosted) else ()


def _triage(_: f.Event, case: Case) -> tuple[str, ...]:
    return () if case.sealed else (TRIAGE,)


def clock_of(event: f.Event) -> str:
    """The clock that a reminder or an escalation is about; empty for other facts."""
    fact = event.fact
    if isinstance(fact, f.CaseEscalated):
        return fact.reason
    return fact.clock if isinstance(fact, f.DeadlineReminded | f.DeadlineMissed) else ""


def holders(event: f.Event, case: Case) -> tuple[str, ...]:
    """Who owes what the clock of `event` asks for."""
    match clock_of(event):
        case ClockName.DECIDE:
            return CHIEFS
        case ClockName.TELL:
            return (teller(case),)
    return (case.owner,)


def _leaders(_: f.Event, case: Case) -> tuple[str, ...]:
    return CHIEFS if case.status is not CaseStatus.CLOSED else ()


def _deciders(_: f.Event, case: Case) -> tuple[str, ...]:
    return CHIEFS if case.status is CaseStatus.DISPUTED else ()


_PEOPLE: Mapping[Role, Callable[[f.Event, Case], tuple[str, ...]]] = {
    Role.CITIZEN: _citizen,
    Role.TELLER: _teller,
    Role.OWNER: _owner,
    Role.PREVIOUS: _previous,
    Role.MENTIONED: _mentioned,
    Role.TRIAGE: _triage,
    Role.HOLDER: holders,
    Role.LEADERS: _leaders,
    Role.DECIDERS: _deciders,
}
_RUNGS = frozenset({Role.SUPERIOR, Role.SEKDA, Role.CHIEFS})


def _rung(role: Role, event: f.Event, case: Case, superiors: Superiors) -> tuple[str, ...]:
    """Time takes a sealed case to Inspektorat and no further; a refusal is the leaders' already."""
    if clock_of(event) == ClockName.DECIDE:
        return CHIEFS
    if case.sealed:
        return (INSPECTORATE,)
    if role is Role.SUPERIOR:
        return tuple(superiors.get(post) or "" for post in holders(event, case))
    return (SEKDA,) if role is Role.SEKDA else CHIEFS


def above(case: Case, superiors: Superiors) -> Above:
    """Who stands in for a post; Inspektorat first when the case is sealed."""

    def find(post: str) -> str | None:
        if case.sealed and post not in {INSPECTORATE, *LEADERS}:
            return INSPECTORATE
        return superiors.get(post)

    return find


def nobody_above(_: str) -> str | None:
    return None


def messages(
    event: f.Event,
    whom: Iterable[tuple[Kind, str]],
    posts: Mapping[str, Post],
    above: Above = nobody_above,
    now: datetime | None = None,
) -> tuple[Message, ...]:
    """A message for each mailbox of everybody in `whom`, or of who stands in: each mailbox once."""
    found: dict[str, Message] = {}
    for kind, reader in whom:
        for one in _mailboxes(reader, posts, above, event.case_id, now or event.at):
            made = _message(event, kind, one)
            if made.id not in found or not made.instead_of:
                found[made.id] = made
    return tuple(found.values())


def _mailboxes(
    reader: str, posts: Mapping[str, Post], above: Above, case_id: str, now: datetime
) -> tuple[Reader, ...]:
    if reader == CITIZEN:
        return (Reader("", ""),)
    return readers(reader, posts, above, case_id, now)


def _message(event: f.Event, kind: Kind, to: Reader) -> Message:
    trace = event.correlation_id
    return Message(
        event.id, kind, event.case_id, event.seq, to.post, to.address, trace, to.instead_of
    )


@record
class Sent:
    """What the id of a message tells. `case_id` is empty unless it was about a case's event."""

    kind: str
    post: str
    address: str
    case_id: str = ""
    seq: int = 0
    cause: str = ""

    @property
    def is_citizens(self) -> bool:
        return not self.post


def read_id(message_id: str) -> Sent | None:
    """The other way round from `Message.id`; None for what is none."""
    parts = message_id.split(".")
    to_citizen = parts[-1] == CITIZEN
    kind, *to = parts[-2:] if to_citizen else parts[-3:]
    cause = parts[: -len(to) - 1]
    if not cause:
        return None
    post, address = ("", "") if to_citizen else to
    case_id, seq = _event_of(cause)
    return Sent(kind, post, address, case_id, seq, "#".join(cause))


def _event_of(cause: list[str]) -> tuple[str, int]:
    """Case and sequence number, when the cause is a case's event."""
    case_id, _, seq = "#".join(cause).partition("#")
    return (case_id, int(seq)) if seq.isdigit() else ("", 0)
