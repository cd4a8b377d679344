"""Who must know of what happens to a request for care, to its letter, or to what follows it. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of letters, `OF_URGENT`, `OF_ORDINARY` and
`OF_FOLLOW_UP` what their cases are told by instead of what a report is. Every other fact of a case
tells whom it tells of any case: a letter is told by the end of its case, which follows in the same
step. The citizen need not hear that a letter was used, which happens before their eyes.
"""

from collections.abc import Mapping

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Outcome
from mandat.guarantee.domain import facts as g
from mandat.guarantee.domain.limits import COVERED, POOR, STATEMENT
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Role, Row

# How the system itself files a case.
FOLLOWS = "programme"
Rows = Mapping[type, tuple[Row, ...]]


def is_covered(fact: g.GuaranteeFollowedUp) -> bool:
    return fact.how == COVERED


def was_dropped(fact: f.CaseClosed) -> bool:
    """Whoever settled it knows."""
    return fact.outcome is Outcome.WITHDRAWN


def not_shown_poor(fact: g.GuaranteeFollowedUp) -> bool:
    """The letter was issued before, to somebody who cannot be shown to be poor."""
    return fact.kind == STATEMENT and fact.how != POOR


WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    g.GuaranteeAsked: (),  # CaseSubmitted goes before
    g.GuaranteeStatementAsked: (),  # TaskTransferred follows
    g.GuaranteeStated: (),  # TaskTransferred follows
    g.GuaranteeIssued: (),  # TaskFinished follows
    g.GuaranteeRefused: (),  # TaskRejected follows
    g.GuaranteeWithdrawn: (),  # CaseClosed follows
    g.GuaranteeUsed: (),
    g.GuaranteeVoided: (Row(Kind.GUARANTEE_VOID, Role.CITIZEN), Row(Kind.CALL, Role.TELLER)),
    g.GuaranteeFollowedUp: (
        Row(Kind.GUARANTEE_COVERED, Role.CITIZEN, is_covered),
        Row(Kind.GUARANTEE_NOT_POOR, Role.OWNER, not_shown_poor),
    ),
    g.GuaranteeFollowUpDue: (),  # TaskAssigned follows
    g.GuaranteeFollowUpSettled: (),  # told on the letter's record
    g.GuaranteeFollowUpDropped: (),  # CaseClosed follows
}

# A life may wait: whoever must act is told so, and that the clock runs at night as well.
OF_URGENT: Rows = {
    f.TaskAssigned: (Row(Kind.GUARANTEE_WAITS, Role.OWNER),),
    f.TaskTransferred: (
        Row(Kind.GUARANTEE_WAITS, Role.OWNER),
        Row(Kind.RELEASED, Role.PREVIOUS),
        Row(Kind.MOVED, Role.CITIZEN),
    ),
}
OF_ORDINARY: Rows = {f.TaskAssigned: (Row(Kind.GUARANTEE_TASK, Role.OWNER),)}
OF_FOLLOW_UP: Rows = {
    f.CaseSubmitted: (),
    f.TaskAssigned: (Row(Kind.GUARANTEE_TASK, Role.OWNER),),
    f.TaskFinished: (),  # GuaranteeFollowedUp follows on the letter's record
    f.TaskRejected: (),  # same
    f.CitizenReminded: (),
    f.CaseClosed: (Row(Kind.ENDED, Role.OWNER, was_dropped),),
}


def rows(event: Event, own: Rows) -> tuple[Row, ...]:
    """What `event`, of a letter, of what follows one, or of their case, has to tell."""
    kind = type(event.fact)
    known = next((table for table in (WHO_MUST_KNOW, own) if kind in table), OF_ANY_CASE)
    return known[kind]


def told_by(case: Case) -> Rows:
    """The table of a case: it follows a letter, or asks for one that cannot wait, or that can."""
    if case.channel == FOLLOWS:
        return OF_FOLLOW_UP
    return OF_URGENT if case.terms.urgent else OF_ORDINARY
