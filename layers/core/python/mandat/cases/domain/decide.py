"""decide(case, command, now) -> events: every rule of a case, and nothing but rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import singledispatch
from typing import Any

from mandat.cases.domain import acts as a
from mandat.cases.domain import facts as f
from mandat.cases.domain import timing
from mandat.cases.domain.apply import apply, require
from mandat.cases.domain.limits import (
    ADDITIONS_MAX,
    CITIZEN_TEXT_MIN,
    COMMENT_TEXT_MIN,
    COMMENTS_MAX,
    CONFIRMATIONS_MAX,
    ERASE_REASONS,
    FIRST_TASK,
    ORDER_MAX,
    ORDER_MIN,
    OWNER_TEXT_MIN,
    PHOTOS_MAX,
    REFUSE_REASONS,
    REJECT_REASONS,
    STARS,
    TELL_TRIES_MAX,
    TEXT_MAX,
    TRANSFER_REASONS,
    TRANSFERS_MAX,
)
from mandat.cases.domain.model import (
    RUNG_LEADERS,
    RUNG_REMIND,
    RUNG_SEKDA,
    RUNG_SUPERIOR,
    BookingState,
    Case,
    CaseStatus,
    Clock,
    ClockName,
    ContactKind,
    Outcome,
    Task,
    TaskStatus,
)
from mandat.cases.domain.work import desk, teller
from mandat.city.calendar import Calendar
from mandat.city.domain import TRIAGE
from mandat.errors import InvalidError, NotAllowedError, NotYoursError

Facts = tuple[f.Fact, ...]


def decide(case: Case | None, command: a.Command, now: datetime) -> tuple[f.Event, ...]:
    """What `command` does to `case` (None before it exists); no events when it does nothing.

    Raises RefusedError (NotAllowedError, NotYoursError, InvalidError) when the rules say no.
    """
    at = moment(case, now)
    return recorded(case, command, _decide(command, case, at), at)


def moment(case: Case | None, now: datetime) -> datetime:
    """When something happens to the case: never before what happened last."""
    return max(now, case.changed_at) if case else now


def recorded(
    case: Case | None, command: a.Command, found: Iterable[Any], at: datetime
) -> tuple[f.Event, ...]:
    """Facts, the case's own or of what hangs off it, as its next events, each of them possible.

    Raises NotAllowedError for a step that the tables do not have.
    """
    seq = case.seq if case else 0
    case_id = case.id if case else getattr(command, "case_id", "")
    events = tuple(
        f.Event(case_id, seq + step, at, command.cause, command.actor, fact, command.correlation_id)
        for step, fact in enumerate(found, start=1)
    )
    for event in events[:-1]:
        case = apply(case, event)
    # What the last one makes of the case is nobody's question here.
    for event in events[-1:]:
        require(case, event.type)
    return events


@singledispatch
def _decide(command: a.Command, case: Case | None, at: datetime) -> Facts:
    raise NotAllowedError("unknown_command")


def check_text(command: a.TextCommand, least: int) -> None:
    """InvalidError unless the text is long enough, short enough and the photos are few enough."""
    length = len(command.text.strip())
    if length < least:
        raise InvalidError("text", "text_too_short")
    if length > TEXT_MAX:
        raise InvalidError("text", "text_too_long")
    if len(command.photos) > PHOTOS_MAX:
        raise InvalidError("photos", "too_many_photos")


def one_of(field: str, value: str, allowed: frozenset[str]) -> None:
    if value not in allowed:
        raise InvalidError(field, "choose_one")


def _owned(case: Case | None, command: a.Command, fact: str) -> tuple[Case, Task]:
    """The case and its task, when the acting post owns it and the step is possible."""
    case, task = _worked(case, fact)
    if command.post != task.owner:
        raise NotYoursError("not_owner")
    return case, task


def _worked(case: Case | None, fact: str) -> tuple[Case, Task]:
    if case is None or case.task is None:
        raise NotAllowedError(f"not_now_{fact}")
    require(case, fact)
    return case, case.task


def _citizens(case: Case | None, command: a.Command, fact: str) -> Case:
    require(case, fact)
    if case is None or command.actor != "citizen":
        raise NotYoursError("not_citizen")
    return case


@_decide.register
def _submit_case(command: a.SubmitCase, case: Case | None, at: datetime) -> Facts:
    require(case, "CaseSubmitted")
    check_text(command, CITIZEN_TEXT_MIN)
    if command.terms is None or not command.service_id or not command.case_id:
        raise InvalidError("service", "choose_one")
    return (_submitted(command, command.terms.statutory_days, at),)


_TAKEN = frozenset(f.CaseSubmitted.__dataclass_fields__) - {"statutory_by"}


def _submitted(command: a.SubmitCase, days: int, at: datetime) -> f.CaseSubmitted:
    taken = {name: getattr(command, name) for name in _TAKEN}
    return f.CaseSubmitted(statutory_by=command.calendar.add_working_days(at, days), **taken)


@_decide.register
def _route_case(command: a.RouteCase, case: Case | None, at: datetime) -> Facts:
    if case is None or case.status is not CaseStatus.SUBMITTED:
        return ()
    if case.booking == BookingState.WAITING:
        return ()
    clear = command.owner and not case.suspect
    owner, rule = (command.owner, command.rule) if clear else (desk(case), "triage")
    clocks = timing.task_clocks(case, at, command.calendar)
    budget = timing.wait_budget(command.calendar, urgent=case.terms.urgent)
    return (f.TaskAssigned(FIRST_TASK, owner, rule, clocks, budget),)


@_decide.register
def _acknowledge_task(command: a.AcknowledgeTask, case: Case | None, at: datetime) -> Facts:
    _, task = _owned(case, command, "TaskAcknowledged")
    return (f.TaskAcknowledged(task.id),)


@_decide.register
def _transfer_task(command: a.TransferTask, case: Case | None, at: datetime) -> Facts:
    case, task = _worked(case, "TaskTransferred")
    dispatcher = command.post in command.dispatchers
    if command.post != task.owner and not dispatcher:
        raise NotYoursError("not_owner")
    one_of("reason", command.reason, TRANSFER_REASONS)
    if not command.to or command.to == task.owner:
        raise InvalidError("to", "choose_other_post")
    passed_round = task.transfers >= TRANSFERS_MAX and not dispatcher
    owner = desk(case) if passed_round and task.owner != desk(case) else command.to
    clocks = timing.task_clocks(case, at, command.calendar)
    has_text = bool(command.text.strip())
    return (f.TaskTransferred(task.id, task.owner, owner, command.reason, clocks, has_text),)


@_decide.register
def _claim_task(command: a.ClaimTask, case: Case | None, at: datetime) -> Facts:
    case, task = _worked(case, "TaskClaimed")
    if case.sealed or command.post not in command.heads:
        raise NotYoursError("not_head")
    if command.post == task.owner:
        raise NotAllowedError("already_yours")
    if task.status is not TaskStatus.ASSIGNED and task.owner != TRIAGE:
        raise NotAllowedError("already_acknowledged")
    clocks = timing.task_clocks(case, at, command.calendar)
    return (f.TaskClaimed(task.id, task.owner, command.post, clocks),)


@_decide.register
def _comment_case(command: a.CommentCase, case: Case | None, at: datetime) -> Facts:
    case, _ = _worked(case, "CommentPosted")
    if command.post not in command.readers:
        raise NotYoursError("not_reader")
    check_text(command, COMMENT_TEXT_MIN)
    if command.mention and command.mention not in command.readers:
        raise InvalidError("mention", "choose_one")
    if case.comments >= COMMENTS_MAX:
        raise NotAllowedError("too_many_comments")
    return (f.CommentPosted(command.mention),)


@_decide.register
def _merge_case(command: a.MergeCase, case: Case | None, at: datetime) -> Facts:
    case, task = _owned(case, command, "CaseMerged")
    if not command.into or command.into == case.id:
        raise InvalidError("into", "choose_other_case")
    if case.merged_into:
        raise NotAllowedError("already_merged")
    return (f.CaseMerged(task.id, command.into),)


@_decide.register
def _ask_citizen(command: a.AskCitizen, case: Case | None, at: datetime) -> Facts:
    case, task = _owned(case, command, "CitizenAsked")
    check_text(command, OWNER_TEXT_MIN)
    if case.contact is ContactKind.NONE:
        raise NotAllowedError("no_contact")
    if task.wait_minutes_left <= 0:
        raise NotAllowedError("pause_used_up")
    until = timing.waiting_until(task, command.calendar, at, urgent=case.terms.urgent)
    return (f.CitizenAsked(task.id, until),)


@_decide.register
def _post_update(command: a.PostUpdate, case: Case | None, at: datetime) -> Facts:
    _, task = _owned(case, command, "UpdatePosted")
    check_text(command, OWNER_TEXT_MIN)
    return (f.UpdatePosted(task.id, photos=command.photos),)


@_decide.register
def _finish_task(command: a.FinishTask, case: Case | None, at: datetime) -> Facts:
    case, task = _owned(case, command, "TaskFinished")
    check_text(command, OWNER_TEXT_MIN)
    if len(command.photos) < case.terms.evidence_photos:
        raise InvalidError("photos", "photos_needed")
    fact = f.TaskFinished(task.id, None, photos=command.photos)
    return answered(case, fact, command.calendar, at)


@_decide.register
def _reject_task(command: a.RejectTask, case: Case | None, at: datetime) -> Facts:
    case, task = _owned(case, command, "TaskRejected")
    one_of("reason", command.reason, REJECT_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    fact = f.TaskRejected(task.id, command.reason, None, photos=command.photos)
    return answered(case, fact, command.calendar, at)


def answered(
    case: Case, fact: f.TaskFinished | f.TaskRejected, calendar: Calendar, at: datetime
) -> Facts:
    """An answer, with the clock of telling it; it is told already where nobody can be told."""
    return _with_told(case, replace(fact, tell=_tell_clock(case, calendar, at)), calendar, at)


def _tell_clock(case: Case, calendar: Calendar, at: datetime) -> Clock | None:
    """The promise to tell the citizen; nobody can be told who left no contact."""
    if case.contact is ContactKind.NONE:
        return None
    return timing.start_clock(ClockName.TELL, at, case.terms.tell_minutes, case.terms, calendar)


def _with_told(case: Case, fact: f.Fact, calendar: Calendar, at: datetime) -> Facts:
    """Without a contact the answer on the page is all there is, and counts as told.

    Nobody is reminded who cannot be reached.
    """
    if case.contact is not ContactKind.NONE:
        return (fact,)
    return (fact, f.CitizenTold("page", (), at + timing.CLOSE_AFTER))


def told(how: str, calendar: Calendar, at: datetime) -> f.CitizenTold:
    """The citizen knows of the answer, `how` as in CitizenTold: the days to judge it begin."""
    nudges = tuple(calendar.after_quiet(at + wait) for wait in timing.NUDGE_AFTER)
    return f.CitizenTold(how, nudges, at + timing.CLOSE_AFTER)


@_decide.register
def _record_contact(command: a.RecordContact, case: Case | None, at: datetime) -> Facts:
    case, _ = _worked(case, "CitizenTold")
    if case.told_at:
        raise NotAllowedError("already_told")
    if command.actor != "system" and command.post != teller(case):
        raise NotYoursError("not_teller")
    if command.how == "mail" and case.mail_lost:
        raise NotAllowedError("mail_lost")
    if command.reached:
        return (told(command.how, command.calendar, at),)
    missed = f.CitizenNotReached(case.tell_tries + 1)
    if missed.tries < TELL_TRIES_MAX:
        return (missed,)
    return (missed, told("unreachable", command.calendar, at))


@_decide.register
def _lose_mail(command: a.LoseMail, case: Case | None, at: datetime) -> Facts:
    """Whoever was told by a mail that came back was not told; without a phone nobody can be."""
    if case is None or case.status is CaseStatus.CLOSED or case.contact is not ContactKind.MAIL:
        return ()
    left = replace(case, contact=command.contact)
    untold = case.status is CaseStatus.ANSWERED and case.told_how in {"", "mail"}
    tell = _tell_clock(left, command.calendar, at) if untold else None
    lost = f.MailLost(command.contact, tell)
    if left.contact is not ContactKind.NONE:
        return (lost,)
    if untold:
        return (lost, told("unreachable", command.calendar, at))
    asked = case.task is not None and case.task.status is TaskStatus.WAITING
    return (lost, _resumed(case, command.calendar, "no_reply", at)) if asked else (lost,)


@_decide.register
def _postpone_mail(command: a.PostponeMail, case: Case | None, at: datetime) -> Facts:
    """No post is late for a mail that we hold back."""
    if case is None or case.status is not CaseStatus.ANSWERED or case.told_at:
        return ()
    if case.contact is not ContactKind.MAIL or command.until is None or command.until <= at:
        return ()
    tell = _tell_clock(case, command.calendar, command.until)
    return (f.MailPostponed(command.until, tell),) if tell else ()


@_decide.register
def _add_information(command: a.AddInformation, case: Case | None, at: datetime) -> Facts:
    case = _citizens(case, command, "InformationAdded")
    check_text(command, CITIZEN_TEXT_MIN)
    if case.additions >= ADDITIONS_MAX:
        raise NotAllowedError("too_many_additions")
    added = f.InformationAdded(photos=command.photos)
    waiting = case.task is not None and case.task.status is TaskStatus.WAITING
    return (added, _resumed(case, command.calendar, "replied", at)) if waiting else (added,)


def _resumed(case: Case, calendar: Calendar, reason: str, at: datetime) -> f.TaskResumed:
    task = case.tasks[-1]
    spent = calendar.minutes_between(task.waiting_since or at, at, always=case.terms.urgent)
    clocks = timing.resumed_clocks(task, case.terms, calendar, at)
    return f.TaskResumed(task.id, reason, clocks, max(0, task.wait_minutes_left - spent))


@_decide.register
def _withdraw_case(command: a.WithdrawCase, case: Case | None, at: datetime) -> Facts:
    """By the citizen; what a programme has opened by itself is taken back by itself."""
    if case and case.programme and command.actor == "system":
        require(case, "CaseClosed")
        return (f.CaseClosed(_left(case)),)
    _citizens(case, command, "CaseClosed")
    return (f.CaseClosed(Outcome.WITHDRAWN),)


def _left(case: Case) -> Outcome:
    """How a case ends that nobody judges: an answer that was given stays one."""
    return Outcome.UNRATED if case.status is CaseStatus.ANSWERED else Outcome.WITHDRAWN


@_decide.register
def _correct_contact(command: a.CorrectContact, case: Case | None, at: datetime) -> Facts:
    case = _citizens(case, command, "ContactCorrected")
    untold = case.status is CaseStatus.ANSWERED and case.told_at is None
    left = replace(case, contact=command.contact)
    tell = _tell_clock(left, command.calendar, at) if untold else None
    fact = f.ContactCorrected(case.contact, command.contact, tell)
    return _with_told(left, fact, command.calendar, at) if untold else (fact,)


@_decide.register
def _erase_data(command: a.EraseData, case: Case | None, at: datetime) -> Facts:
    """Once. Nobody can work on a case without its text: an open one ends with it."""
    if case is None or case.erased_at:
        return ()
    if command.post:
        raise NotYoursError("not_citizen")
    one_of("reason", command.reason, ERASE_REASONS)
    erased = f.DataErased(command.reason)
    if case.status is CaseStatus.CLOSED:
        return (erased,)
    return (erased, f.CaseClosed(_left(case)))


@_decide.register
def _accept_answer(command: a.AcceptAnswer, case: Case | None, at: datetime) -> Facts:
    _citizens(case, command, "AnswerAccepted")
    if command.stars not in STARS:
        raise InvalidError("stars", "choose_one")
    return (f.AnswerAccepted(command.stars), f.CaseClosed(Outcome.SATISFIED))


@_decide.register
def _refuse_answer(command: a.RefuseAnswer, case: Case | None, at: datetime) -> Facts:
    case = _citizens(case, command, "AnswerRefused")
    one_of("reason", command.reason, REFUSE_REASONS)
    check_text(command, CITIZEN_TEXT_MIN)
    decide_clock = timing.start_clock(
        ClockName.DECIDE, at, case.terms.decide_minutes, case.terms, command.calendar
    )
    return (
        f.AnswerRefused(command.reason, decide_clock),
        f.CaseEscalated(RUNG_LEADERS, "refused"),
    )


def _led(case: Case | None, command: a.LeaderCommand, fact: str) -> tuple[Case, Task]:
    case, task = _worked(case, fact)
    if command.post not in command.leaders:
        raise NotYoursError("not_leader")
    check_text(command, OWNER_TEXT_MIN)
    return case, task


@_decide.register
def _order_task(command: a.OrderTask, case: Case | None, at: datetime) -> Facts:
    case, task = _led(case, command, "TaskOrdered")
    deadline = command.deadline_at
    if deadline is None or not at + ORDER_MIN <= deadline <= at + ORDER_MAX:
        raise InvalidError("deadline", "deadline_out_of_range")
    if not command.to:
        raise InvalidError("to", "choose_one")
    clocks = timing.order_clocks(task, at, deadline, case.terms, command.calendar)
    return (f.TaskOrdered(task.id, task.owner, command.to, clocks),)


@_decide.register
def _answer_as_leader(command: a.AnswerAsLeader, case: Case | None, at: datetime) -> Facts:
    case, task = _led(case, command, "LeaderAnswered")
    tell = _tell_clock(case, command.calendar, at)
    fact = f.LeaderAnswered(task.id, tell, photos=command.photos)
    return _with_told(case, fact, command.calendar, at)


@_decide.register
def _confirm_answer(command: a.ConfirmAnswer, case: Case | None, at: datetime) -> Facts:
    case, _ = _led(case, command, "AnswerConfirmed")
    count = case.confirmations + 1
    if count >= CONFIRMATIONS_MAX:
        return (f.AnswerConfirmed(count, None), f.CaseClosed(Outcome.NO_AGREEMENT))
    tell = _tell_clock(case, command.calendar, at)
    return _with_told(case, f.AnswerConfirmed(count, tell), command.calendar, at)


@_decide.register
def _remind(command: a.Remind, case: Case | None, at: datetime) -> Facts:
    due = timing.next_moment(case) if case else None
    if case is None or due is None or due != command.due or at < due.at:
        return ()
    kind, _, step = due.kind.partition(":")
    if kind == "resume":
        return (_resumed(case, command.calendar, "no_reply", at),)
    if kind == "nudge":
        return (f.CitizenReminded(case.nudges + 1),)
    if kind == "close":
        return (f.CaseClosed(Outcome.UNRATED),)
    return () if kind == "route" else (_rung_fact(case, kind, int(step), due.task_id),)


def _rung_fact(case: Case, clock: str, rung: int, task_id: str) -> f.Fact:
    """Refused answers lie before the leaders already: their clock's rungs stay theirs."""
    if rung == RUNG_REMIND:
        return f.DeadlineReminded(clock, task_id)
    if rung == RUNG_SUPERIOR:
        return f.DeadlineMissed(clock, task_id)
    level = RUNG_LEADERS if case.status is CaseStatus.DISPUTED else min(rung, RUNG_LEADERS)
    return f.CaseEscalated(max(level, RUNG_SEKDA), clock, task_id)
