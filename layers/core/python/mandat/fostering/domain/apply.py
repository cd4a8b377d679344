"""apply(subject, event) -> subject: the only place where what a case is about changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any, cast

from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError
from mandat.fostering.domain import facts as f
from mandat.fostering.domain.model import (
    Complaint,
    Duty,
    DutyStatus,
    Need,
    NeedStatus,
    Subject,
)
from mandat.fostering.domain.transitions import COMPLAINT, DUTY, NEED

BEGINNINGS = frozenset(fact for status, fact in (*NEED, *DUTY, *COMPLAINT) if status is None)


def require(subject: Subject | None, fact: str) -> None:
    """NotAllowedError when the tables have no such step from here."""
    if subject is None:
        possible = fact in BEGINNINGS
    else:
        possible = (getattr(subject, "status", None), fact) in _table(subject)
    if not possible:
        raise NotAllowedError(f"not_now_{fact}")


def _table(subject: Subject) -> Mapping[Any, Any]:
    """Nothing happens to a complaint but what happens to its case."""
    if isinstance(subject, Complaint):
        return {}
    return NEED if isinstance(subject, Need) else DUTY


def replay(events: Iterable[Event], subject: Subject | None = None) -> Subject | None:
    """What a case's record tells; None when none of its events is of the programme."""
    for event in events:
        if event.type.startswith("Foster"):
            subject = apply(subject, event)
    return subject


def apply(subject: Subject | None, event: Event) -> Subject:
    """What the case is about after one of its events. Raises NotAllowedError."""
    require(subject, event.type)
    if subject is None:
        return _begun(event.fact, event)
    if isinstance(subject, Need):
        need = replace(subject, status=NEED[subject.status, event.type])
        return _ended(event.fact, need)
    duty = cast("Duty", subject)  # nothing happens to a complaint, as the table says
    duty = replace(duty, status=DUTY[duty.status, event.type], settled_at=event.at)
    return _settled(event.fact, duty)


@singledispatch
def _begun(fact: object, event: Event) -> Subject:
    """A complaint: the tables let nothing else begin."""
    said = cast("f.FosterComplained", fact)
    return Complaint(event.case_id, said.child, said.what, said.by, said.official, event.at)


@_begun.register
def _needed(fact: f.FosterNeeded, event: Event) -> Subject:
    since, because = fact.waiting_since, fact.because
    return Need(event.case_id, fact.child, NeedStatus.OPEN, since, because, before=fact.before)


@_begun.register
def _support_due(fact: f.FosterSupportDue, event: Event) -> Subject:
    whose = (event.case_id, fact.child, fact.official, fact.month)
    return Duty(*whose, DutyStatus.DUE, fact.due_by, least=fact.least)


@_begun.register
def _check_due(fact: f.FosterCheckDue, event: Event) -> Subject:
    whose = (event.case_id, fact.child, fact.official, fact.term)
    return Duty(*whose, DutyStatus.DUE, fact.due_by)


def _ended(fact: object, need: Need) -> Need:
    if isinstance(fact, f.FosterMatched):
        return replace(need, official=fact.official)
    return replace(need, reason=cast("f.FosterDropped", fact).reason)


@singledispatch
def _settled(fact: object, duty: Duty) -> Duty:
    """Void: the table lets nothing else come to a duty."""
    return replace(duty, reason=cast("f.FosterDutyVoided", fact).reason)


@_settled.register
def _proved(fact: f.FosterSupportProved, duty: Duty) -> Duty:
    return replace(duty, amount=fact.amount, proof=fact.proof)


@_settled.register
def _checked(fact: f.FosterChecked, duty: Duty) -> Duty:
    return replace(duty, school=fact.school, health=fact.health)
