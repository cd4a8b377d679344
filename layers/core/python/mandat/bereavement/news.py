"""Who must know of what happens after a death was reported. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of a death, `OF_DEATH` and `OF_STEP` what the
cases of a death and of its steps are told by instead of what a report is. Every other fact of a
case tells whom it tells of any case. Who comes to the evenings is asked by invitation.

A family that mourns hears of tonight, of the papers, and of a mistake: it is reminded of nothing.
"""

from collections.abc import Mapping

from mandat.bereavement.domain import facts as d
from mandat.bereavement.domain.plan import REFUSED
from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Outcome
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Role, Row

STEP = "step"


def refused(fact: d.DeathStepEnded) -> bool:
    return fact.how == REFUSED


def without_agreement(fact: f.CaseClosed) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    d.DeathReported: (Row(Kind.DEATH_RECEIVED, Role.CITIZEN),),
    d.DeathConfirmed: (),  # the family's page shows it
    d.DeathStepOpened: (),  # its own case tells its owner
    d.DeathStepEnded: (Row(Kind.DEATH_STEP_REFUSED, Role.OWNER, refused),),
    d.DeathNightHeld: (),  # who was there knows
    d.DeathPapersHandedOver: (),  # TaskFinished follows
    d.DeathUndone: (
        Row(Kind.DEATH_UNDONE, Role.CITIZEN),
        Row(Kind.DEATH_WRONG, Role.OWNER),
    ),
}

OF_DEATH: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (),  # DeathReported follows
    f.TaskAssigned: (Row(Kind.DEATH_TO_TEND, Role.OWNER),),
    f.TaskFinished: (Row(Kind.ANSWERED, Role.CITIZEN),),  # who handed it over has told it
    f.CitizenReminded: (),
    f.CaseClosed: (
        Row(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Row(Kind.CALL, Role.TELLER, without_agreement),
        Row(Kind.ENDED, Role.OWNER, without_agreement),
    ),
}

OF_STEP: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (),
    f.TaskAssigned: (Row(Kind.DEATH_STEP, Role.OWNER),),
    f.TaskFinished: (),  # DeathStepEnded follows on the death's record
    f.TaskRejected: (),  # same
    f.CitizenReminded: (),
    f.CaseClosed: (),  # what is called off is told by DeathUndone
}


def rows(event: Event, programme: str) -> tuple[Row, ...]:
    """What `event`, of a death, a step or their case, has to tell. Nobody hears of his own act."""
    own = OF_STEP if programme == STEP else OF_DEATH
    kind = type(event.fact)
    known = next((table for table in (WHO_MUST_KNOW, own) if kind in table), OF_ANY_CASE)
    return known[kind]
