"""What follows a letter: how it begins, moves and ends, on a case of its own. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any, cast

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, Outcome
from mandat.city.calendar import to_local
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain import facts as f
from mandat.guarantee.domain.apply import FOLLOW_UP_PREFIX
from mandat.guarantee.domain.limits import COVER, COVER_DAYS, COVERED, DONE, UNDONE
from mandat.guarantee.domain.model import FollowUp
from mandat.guarantee.domain.transitions import FOLLOW_UP
from mandat.records import record, replace

SYSTEM = "system"
Facts = tuple[Any, ...]


def require(follow_up: FollowUp | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (follow_up.status if follow_up else None, fact) not in FOLLOW_UP:
        raise NotAllowedError(f"not_now_{fact}")


def replay(events: Iterable[Event], follow_up: FollowUp | None = None) -> FollowUp | None:
    """What a case's record tells; None when none of its events is of a follow-up."""
    for event in events:
        if event.type.startswith(FOLLOW_UP_PREFIX):
            follow_up = apply(follow_up, event)
    return follow_up


def apply(follow_up: FollowUp | None, event: Event) -> FollowUp:
    """The follow-up after one of its events. Raises NotAllowedError for an impossible step."""
    require(follow_up, event.type)
    if follow_up is None:
        due = cast("f.GuaranteeFollowUpDue", event.fact)  # the table begins with nothing else
        return FollowUp(event.case_id, due.kind, due.letter)
    moved = replace(follow_up, status=FOLLOW_UP[follow_up.status, event.type])
    if isinstance(event.fact, f.GuaranteeFollowUpSettled):
        return replace(moved, how=event.fact.how, since=event.fact.since)
    return moved


@record
class Standing:
    """A follow-up and its case at a moment."""

    case: Case
    follow_up: FollowUp | None
    at: datetime

    @property
    def kind(self) -> str:
        return self.follow_up.kind if self.follow_up else ""


def decide(
    case: Case, follow_up: FollowUp | None, command: a.GuaranteeCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `follow_up` (None before it exists) and to its `case`.

    Raises RefusedError (NotAllowedError, NotYoursError, InvalidError) when the rules say no.
    """
    at = moment(case, now)
    events = recorded(case, command, _decide(command, Standing(case, follow_up, at)), at)
    replay(events, follow_up)
    return events


@singledispatch
def _decide(command: a.GuaranteeCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


@_decide.register
def _begin(command: a.BeginFollowUp, one: Standing) -> Facts:
    require(one.follow_up, "GuaranteeFollowUpDue")
    one_of("kind", command.kind, frozenset(DONE))
    return (f.GuaranteeFollowUpDue(command.kind, command.letter),)


@_decide.register
def _settle(command: a.SettleFollowUp, one: Standing) -> Facts:
    """By who holds it; who leaves it undone says why in words."""
    require(one.follow_up, "GuaranteeFollowUpSettled")
    if not command.post or command.post != one.case.owner:
        raise NotYoursError("not_owner")
    one_of("how", command.how, DONE[one.kind] | UNDONE[one.kind])
    check_text(command, OWNER_TEXT_MIN if needs_text(one.kind, command.how) else 0)
    _check_since(command, to_local(one.at).date())
    text = bool(command.text.strip())
    settled = f.GuaranteeFollowUpSettled(command.how, command.since, text, command.photos)
    return (settled, *_ended(command, one))


def needs_text(kind: str, how: str) -> bool:
    """A statement is the lurah's own words; what was not done is explained."""
    return kind != COVER or how in UNDONE[COVER]


def _check_since(command: a.SettleFollowUp, today: date) -> None:
    """A cover begins on a day, and nothing else does."""
    if (command.since is not None) != (command.how == COVERED):
        raise InvalidError("since", "choose_day")
    if command.since and abs(command.since - today) > timedelta(days=COVER_DAYS):
        raise InvalidError("since", "day_too_far")


def _ended(command: a.SettleFollowUp, one: Standing) -> Facts:
    """Its case is answered in the same step, in the words of what was settled."""
    task = one.case.tasks[-1].id
    said = (
        of_case.TaskFinished(task, None, text=False)
        if command.how in DONE[one.kind]
        else of_case.TaskRejected(task, command.how, None, text=False)
    )
    return answered(one.case, said, command.calendar, one.at)


@_decide.register
def _drop(command: a.DropFollowUp, one: Standing) -> Facts:
    """Whoever holds it need not go on: the letter was made void."""
    require(one.follow_up, "GuaranteeFollowUpDropped")
    if command.actor != SYSTEM:
        raise NotYoursError("not_system")
    return (f.GuaranteeFollowUpDropped(), of_case.CaseClosed(Outcome.WITHDRAWN))
