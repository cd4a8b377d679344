"""apply(guarantee, event) -> guarantee: the only place where a guarantee changes."""

from collections.abc import Iterable
from dataclasses import fields
from functools import singledispatch
from typing import cast

from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError
from mandat.guarantee.domain import facts as f
from mandat.guarantee.domain.limits import STATEMENT
from mandat.guarantee.domain.model import Guarantee, GuaranteeStatus
from mandat.guarantee.domain.transitions import GUARANTEE
from mandat.records import replace

PREFIX, FOLLOW_UP_PREFIX = "Guarantee", "GuaranteeFollowUp"


def require(guarantee: Guarantee | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (guarantee.status if guarantee else None, fact) not in GUARANTEE:
        raise NotAllowedError(f"not_now_{fact}")


def is_of_letter(event: Event) -> bool:
    """Not of what follows a letter, on a case of its own."""
    return event.type.startswith(PREFIX) and not event.type.startswith(FOLLOW_UP_PREFIX)


def replay(events: Iterable[Event], guarantee: Guarantee | None = None) -> Guarantee | None:
    """What a case's record tells; None when none of its events is of a guarantee."""
    for event in events:
        if is_of_letter(event):
            guarantee = apply(guarantee, event)
    return guarantee


def apply(guarantee: Guarantee | None, event: Event) -> Guarantee:
    """The guarantee after one of its events. Raises NotAllowedError for an impossible step."""
    require(guarantee, event.type)
    if guarantee is None:
        return _new(event)
    status = GUARANTEE[guarantee.status, event.type]
    return _change(event.fact, replace(guarantee, status=status), event)


def _new(event: Event) -> Guarantee:
    fact = cast("f.GuaranteeAsked", event.fact)  # the table lets it begin with nothing else
    taken = {one.name: getattr(fact, one.name) for one in fields(fact)}
    return Guarantee(event.case_id, GuaranteeStatus.ASKED, **taken)


@singledispatch
def _change(fact: object, guarantee: Guarantee, event: Event) -> Guarantee:
    """Facts that only move the status change nothing else."""
    return guarantee


@_change.register
def _stated(fact: f.GuaranteeStated, guarantee: Guarantee, event: Event) -> Guarantee:
    return replace(guarantee, stated=fact.poor)


@_change.register
def _issued(fact: f.GuaranteeIssued, guarantee: Guarantee, event: Event) -> Guarantee:
    return replace(
        guarantee,
        number=fact.number,
        hospital=fact.hospital,
        valid_until=fact.valid_until,
        issued_at=event.at,
        person=fact.person or guarantee.person,
        listed=fact.listed,
        reason="",
    )


@_change.register
def _used(fact: f.GuaranteeUsed, guarantee: Guarantee, event: Event) -> Guarantee:
    return replace(guarantee, used_at=event.at)


@_change.register
def _ended(
    fact: f.GuaranteeRefused | f.GuaranteeVoided, guarantee: Guarantee, event: Event
) -> Guarantee:
    return replace(guarantee, reason=fact.reason)


@_change.register
def _followed_up(fact: f.GuaranteeFollowedUp, guarantee: Guarantee, event: Event) -> Guarantee:
    if fact.kind == STATEMENT:
        return replace(guarantee, stated={"poor": True, "not_poor": False}.get(fact.how))
    return replace(guarantee, cover=fact.how, covered_since=fact.since)
