"""Who must know of what happened to a call. Pure. A call is urgent: none of it waits for morning.

`WHO_MUST_KNOW` is the whole answer for the facts of calls, `OF_ITS_CASE` what its case is told by
instead of what a report is. Every other fact of its case tells whom it tells of any case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Outcome
from mandat.dispatch.domain import facts as f
from mandat.dispatch.domain.limits import REASSIGNED
from mandat.messaging.domain import Kind, Role

When = Callable[[Any, Event], bool]


def always(_: object, __: Event) -> bool:
    return True


def trusted(fact: f.UnitCalled, _: Event) -> bool:
    return not fact.to_confirm


def doubtful(fact: f.UnitCalled, _: Event) -> bool:
    return fact.to_confirm


def at_first(fact: f.UnitNotFree, _: Event) -> bool:
    """Later the desk's page is red."""
    return fact.searches == 0


def by_desk(fact: f.UnitPassed, _: Event) -> bool:
    """Whoever cannot come knows that already; who did not answer reads no message either."""
    return fact.reason == REASSIGNED


def not_by_crew(fact: f.UnitCallFalse | f.UnitCallCancelled, event: Event) -> bool:
    return bool(fact.unit) and not event.actor.startswith("driver:")


def without_agreement(fact: of_case.CaseClosed, _: Event) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


@dataclass(frozen=True)
class Notice:
    """A message of `kind` to `role`, when the fact is as `when` says."""

    kind: Kind
    role: Role
    when: When = always


WHO_MUST_KNOW: Mapping[type, tuple[Notice, ...]] = {
    f.UnitCalled: (
        Notice(Kind.CALL_NEW, Role.OWNER, trusted),
        Notice(Kind.CALL_CHECK, Role.OWNER, doubtful),
    ),
    f.UnitCallConfirmed: (),  # UnitOffered or UnitNotFree follows
    f.UnitOffered: (Notice(Kind.CREW_CALLED, Role.DRIVER),),
    f.UnitNotFree: (Notice(Kind.CALL_NO_UNIT, Role.OWNER, at_first),),
    f.UnitPassed: (Notice(Kind.CREW_OFF, Role.DRIVER, by_desk),),
    f.UnitAccepted: (Notice(Kind.CALL_COMES, Role.CITIZEN),),
    f.UnitLeft: (),  # the citizen's page shows it
    f.UnitArrived: (),  # the citizen stands beside it
    f.UnitCarrying: (),  # same
    f.UnitFinished: (),  # same
    f.UnitStepTakenBack: (),  # the pages show it
    f.UnitReturned: (),  # TaskFinished follows
    f.UnitAlarmed: (
        Notice(Kind.CALL_ALARM, Role.OWNER),
        Notice(Kind.CALL_ALARM, Role.SUPERIOR),
    ),
    f.UnitCallFalse: (Notice(Kind.CREW_OFF, Role.DRIVER, not_by_crew),),
    f.UnitCallCancelled: (Notice(Kind.CREW_OFF, Role.DRIVER, not_by_crew),),
}

# The crew stood before the citizen, and the desk's page shows the rest.
OF_ITS_CASE: Mapping[type, tuple[Notice, ...]] = {
    of_case.CaseSubmitted: (),
    of_case.TaskAssigned: (),
    of_case.TaskFinished: (),
    of_case.TaskRejected: (),
    of_case.CaseClosed: (
        Notice(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Notice(Kind.CALL, Role.TELLER, without_agreement),
    ),
}

_TABLE = {**WHO_MUST_KNOW, **OF_ITS_CASE}


def notices(event: Event) -> tuple[Notice, ...] | None:
    """What `event` has to tell; None for what is told as of any case."""
    known = _TABLE.get(type(event.fact))
    if known is None:
        return None
    return tuple(one for one in known if one.when(event.fact, event))
