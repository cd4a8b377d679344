"""Whether a message is still worth sending: the case may have moved since its event. Pure."""

from collections.abc import Callable, Mapping

from mandat.cases.domain.facts import ContactCorrected, Event, MailLost
from mandat.cases.domain.model import Case, CaseStatus, Clock, ClockName, Outcome, TaskStatus
from mandat.messaging.domain import Kind, Message, clock_of

Stands = Callable[[Event, Case], bool]


def _always(_: Event, __: Case) -> bool:
    return True


def _while_open(_: Event, case: Case) -> bool:
    return case.status is not CaseStatus.CLOSED


def _while_owned(event: Event, case: Case) -> bool:
    """Nobody gets a task's papers who lost the task in between."""
    owner = getattr(event.fact, "owner", case.owner)
    return case.status is CaseStatus.OPEN and owner == case.owner


def _while_waiting(event: Event, case: Case) -> bool:
    task = case.task
    asked = task is not None and task.status is TaskStatus.WAITING
    return asked and task is not None and task.waiting_since == event.at


def is_the_answer(event: Event, case: Case) -> bool:
    """Whether this event's answer is the one that stands and waits for the citizen."""
    return case.status is CaseStatus.ANSWERED and case.answered_at == event.at


def tells_the_answer(event: Event, case: Case) -> bool:
    """A mail about a correction also says that there is an answer, where one waits."""
    waits = case.status is CaseStatus.ANSWERED and isinstance(event.fact, ContactCorrected)
    return waits or is_the_answer(event, case)


def _while_unrated(_: Event, case: Case) -> bool:
    return case.status is CaseStatus.ANSWERED


def _while_disputed(_: Event, case: Case) -> bool:
    return case.status is CaseStatus.DISPUTED


def _while_to_tell(event: Event, case: Case) -> bool:
    if case.outcome is Outcome.NO_AGREEMENT:
        return True
    if isinstance(event.fact, MailLost | ContactCorrected):
        return _is_owed_a_word(case)
    untold = is_the_answer(event, case) and case.told_at is None
    return untold or _while_waiting(event, case)


def _is_owed_a_word(case: Case) -> bool:
    """Something that was mailed in vain still has to be told: an answer, or a question."""
    untold = case.status is CaseStatus.ANSWERED and case.told_at is None
    return untold or (case.task is not None and case.task.status is TaskStatus.WAITING)


def _while_late(event: Event, case: Case) -> bool:
    clock = running_clock(event, case)
    waiting = case.task is not None and case.task.status is TaskStatus.WAITING
    return _while_open(event, case) and not waiting and clock is not None and clock.met_at is None


def running_clock(event: Event, case: Case) -> Clock | None:
    """The clock that a reminder or an escalation is about, as it stands now."""
    name = clock_of(event)
    if name in {ClockName.TELL, ClockName.DECIDE}:
        return case.clock if case.clock and case.clock.name == name else None
    return next((one for one in case.task.clocks if one.name == name), None) if case.task else None


# Kinds that are not here are worth sending whatever came after.
STANDS: Mapping[Kind, Stands] = {
    Kind.MOVED: _while_owned,
    Kind.ASKED: _while_waiting,
    Kind.UPDATE: _while_open,
    Kind.ANSWERED: is_the_answer,
    Kind.REJECTED: is_the_answer,
    Kind.CONFIRMED: is_the_answer,
    Kind.PROMISED: _while_owned,
    Kind.DISPUTED: _while_disputed,
    Kind.NUDGE: _while_unrated,
    Kind.ASSIGNED: _while_owned,
    Kind.TRANSFERRED: _while_owned,
    Kind.FORWARDED: _while_open,
    Kind.INFORMATION: _while_open,
    Kind.RESUMED: _while_owned,
    Kind.CALL: _while_to_tell,
    Kind.CALL_AGAIN: _while_unrated,
    Kind.REMINDER: _while_late,
    Kind.OVERDUE: _while_late,
    Kind.ESCALATED: _while_late,
    Kind.REFUSED: _while_disputed,
    Kind.REOPENED: _while_disputed,
    Kind.ORDERED: _while_owned,
}


def stands(message: Message, event: Event, case: Case) -> bool:
    return STANDS.get(message.kind, _always)(event, case)
