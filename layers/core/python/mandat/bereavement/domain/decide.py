"""decide(case, death, command, now) -> events: every rule about a death, and nothing but rules.

What is decided about a death and what that means for its case come together: one step, one record.
Source of the rules: the programme's terms (Programmes), UU 24/2013 and Perpres 96/2018.
"""

from datetime import datetime
from functools import singledispatch
from typing import Any

from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain import facts as f
from mandat.bereavement.domain import nights, plan
from mandat.bereavement.domain.apply import replay, require
from mandat.bereavement.domain.limits import (
    ANNULMENT,
    CHILDREN_MAX,
    PRESENT_MAX,
    REPORTED_WITHIN,
    REPORTERS,
    UNDO_REASONS,
    WISHES,
)
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import check_text, moment, one_of, recorded, told
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, CaseStatus, Outcome, Task
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM = "system"
IN_PERSON = "person"


@record
class Standing:
    """A death and its case at a moment."""

    case: Case
    death: Death
    at: datetime


def decide(
    case: Case, death: Death | None, command: a.DeathCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `death` (None before it exists) and to its `case`.

    No events when it does nothing. Raises RefusedError (NotAllowedError, NotYoursError,
    InvalidError) when the rules say no.
    """
    at = moment(case, now)
    events = recorded(case, command, _facts(case, death, command, at), at)
    replay(events, death)
    return events


def _facts(case: Case, death: Death | None, command: a.DeathCommand, at: datetime) -> Facts:
    if isinstance(command, a.ReportDeath):
        return _report(death, command, at)
    if death is None:
        raise NotAllowedError("no_death")
    return _decide(command, Standing(case, death, at))


def _report(death: Death | None, command: a.ReportDeath, at: datetime) -> Facts:
    require(death, "DeathReported")
    died_at = _died_at(command.died_at, at)
    one_of("reporter", command.reporter, REPORTERS)
    one_of("faith", command.faith, frozenset(one.id for one in command.terms.faiths))
    for wish in command.asked:
        one_of("asked", wish, WISHES)
    return (
        f.DeathReported(
            reporter=command.reporter,
            died_at=died_at,
            faith=command.faith,
            nights=nights.nights(died_at, command.terms),
            handover_by=nights.handover_by(died_at, at, command.terms, command.calendar),
            person=command.person,
            last4=command.last4,
            asked=tuple(sorted(set(command.asked))),
            spouse=command.spouse,
            children=_children(command.children),
        ),
    )


def _died_at(died_at: datetime | None, at: datetime) -> datetime:
    if died_at is None:
        raise InvalidError("died_at", "choose_time")
    if died_at > at:
        raise InvalidError("died_at", "in_the_future")
    if at - died_at > REPORTED_WITHIN:
        raise InvalidError("died_at", "too_long_ago")
    return died_at


def _children(count: int) -> int:
    if not 0 <= count <= CHILDREN_MAX:
        raise InvalidError("children", "children_out_of_range")
    return count


@singledispatch
def _decide(command: a.DeathCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _owned(one: Standing, command: a.DeathCommand, fact: str) -> Task:
    """The task, when the acting post holds it and the step is possible."""
    require(one.death, fact)
    if one.case.task is None:
        raise NotAllowedError("not_routed")
    if command.post != one.case.owner:
        raise NotYoursError("not_owner")
    return one.case.task


@_decide.register
def _confirm_death(command: a.ConfirmDeath, one: Standing) -> Facts:
    """Once; after that only to say who it was, where nobody knew."""
    _owned(one, command, "DeathConfirmed")
    check_text(command, 0)
    death, person = one.death, command.person
    if death.person and person and person != death.person:
        raise NotAllowedError("other_person")
    if death.status is not DeathStatus.REPORTED and (death.person or not person):
        raise NotAllowedError("already_confirmed")
    text, children = bool(command.text.strip()), _children(command.children)
    last4, spouse = command.last4, command.spouse
    return (f.DeathConfirmed(person, last4, spouse, children, text, command.photos),)


def _systems(command: a.DeathCommand) -> None:
    if command.actor != SYSTEM:
        raise NotYoursError("not_system")


@_decide.register
def _open_step(command: a.OpenStep, one: Standing) -> Facts:
    """A step has one case for ever. Of a report that is undone only the annulment is opened."""
    _systems(command)
    require(one.death, "DeathStepOpened")
    if one.death.step(command.step):
        return ()
    if (one.death.status is DeathStatus.UNDONE) != (command.step == ANNULMENT):
        raise NotAllowedError("not_now_DeathStepOpened")
    known = {ANNULMENT, *(step.id for step in command.terms.steps)}
    if command.step not in known or not command.step_case:
        raise InvalidError("step", "choose_one")
    return (f.DeathStepOpened(command.step, command.step_case),)


@_decide.register
def _end_step(command: a.EndStep, one: Standing) -> Facts:
    _systems(command)
    one_of("how", command.how, plan.ENDINGS)
    opened = one.death.step(command.step)
    if opened is None or opened.ended:
        return ()
    return (f.DeathStepEnded(command.step, command.how),)


@_decide.register
def _hold_night(command: a.HoldNight, one: Standing) -> Facts:
    """By the owner, or by a post that does the takziah's work (`helpers`)."""
    require(one.death, "DeathNightHeld")
    if not command.post or command.post not in {one.case.owner, *command.helpers}:
        raise NotYoursError("not_owner")
    check_text(command, 0)
    if not 1 <= command.number <= len(one.death.nights):
        raise InvalidError("number", "choose_one")
    if one.at < nights.evening(one.death.nights[command.number - 1], command.terms):
        raise NotAllowedError("too_early")
    present = tuple(dict.fromkeys(filter(None, command.present)))
    if len(present) > PRESENT_MAX:
        raise InvalidError("present", "too_many_posts")
    return (f.DeathNightHeld(command.number, present, bool(command.text.strip())),)


@_decide.register
def _hand_over(command: a.HandOverPapers, one: Standing) -> Facts:
    """All that was made, in one go, into their hands: that tells them. What was refused is told in
    the text.
    """
    task = _owned(one, command, "DeathPapersHandedOver")
    if plan.missing(one.death, command.terms):
        raise NotAllowedError("papers_to_come")
    made = plan.made(one.death, command.terms)
    if set(command.papers) != set(made):
        raise InvalidError("papers", "all_papers")
    check_text(command, OWNER_TEXT_MIN)
    if len(command.photos) < one.case.terms.evidence_photos:
        raise InvalidError("photos", "photos_needed")
    handed = f.DeathPapersHandedOver(made, photos=command.photos)
    done = of_case.TaskFinished(task.id, None, text=False)
    return (handed, done, told(IN_PERSON, command.calendar, one.at))


@_decide.register
def _undo_death(command: a.UndoDeath, one: Standing) -> Facts:
    """At any time: a report does not become right by being old."""
    require(one.death, "DeathUndone")
    if not command.post or command.post not in {one.case.owner, *command.terms.undone_by}:
        raise NotYoursError("not_owner")
    one_of("reason", command.reason, UNDO_REASONS)
    check_text(command, OWNER_TEXT_MIN)
    undone = f.DeathUndone(command.reason)
    if one.case.status is CaseStatus.CLOSED:
        return (undone,)
    return (undone, of_case.CaseClosed(Outcome.WITHDRAWN))
