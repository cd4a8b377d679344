"""apply(death, event) -> death: the only place where a death changes."""

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import reduce, singledispatch
from typing import cast

from mandat.bereavement.domain import facts as f
from mandat.bereavement.domain.model import Death, DeathStatus, Night, Opened
from mandat.bereavement.domain.plan import UNDONE
from mandat.bereavement.domain.transitions import DEATH
from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError


def require(death: Death | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (death.status if death else None, fact) not in DEATH:
        raise NotAllowedError(f"not_now_{fact}")


def replay(events: Iterable[Event], death: Death | None = None) -> Death | None:
    """The death that a case's record tells; None when none of its events is about one."""
    return reduce(_next, (one for one in events if one.type.startswith("Death")), death)


def _next(death: Death | None, event: Event) -> Death | None:
    return apply(death, event)


def apply(death: Death | None, event: Event) -> Death:
    """The death after one of its events. Raises NotAllowedError for an impossible step."""
    require(death, event.type)
    if death is None:
        return _new(event)
    status = DEATH[death.status, event.type]
    return _change(event.fact, replace(death, status=status))


def _new(event: Event) -> Death:
    fact = cast("f.DeathReported", event.fact)  # the table lets a death begin with nothing else
    taken = {one.name: getattr(fact, one.name) for one in fields(fact)}
    return Death(event.case_id, DeathStatus.REPORTED, **taken, reported_at=event.at)


@singledispatch
def _change(fact: object, death: Death) -> Death:
    """Facts that only move the status change nothing else."""
    return death


@_change.register
def _confirmed(fact: f.DeathConfirmed, death: Death) -> Death:
    """What anybody knows of is looked for: who is not there is found out by whose work it is."""
    return replace(
        death,
        person=fact.person or death.person,
        last4=fact.last4 or death.last4,
        spouse=fact.spouse or death.spouse,
        children=max(fact.children, death.children),
    )


@_change.register
def _step_opened(fact: f.DeathStepOpened, death: Death) -> Death:
    return replace(death, opened=(*death.opened, Opened(fact.step, fact.case_id)))


@_change.register
def _step_ended(fact: f.DeathStepEnded, death: Death) -> Death:
    opened = tuple(
        replace(one, ended=fact.how) if one.step == fact.step else one for one in death.opened
    )
    return replace(death, opened=opened)


@_change.register
def _night_held(fact: f.DeathNightHeld, death: Death) -> Death:
    """Said again, it is corrected."""
    others = (one for one in death.held if one.number != fact.number)
    held = (*others, Night(fact.number, fact.present))
    return replace(death, held=tuple(sorted(held, key=lambda one: one.number)))


@_change.register
def _undone(fact: f.DeathUndone, death: Death) -> Death:
    opened = tuple(one if one.ended else replace(one, ended=UNDONE) for one in death.opened)
    return replace(death, opened=opened)
