"""Who must know of what happens to an application for the stipend, or to a month's payment. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of stipends, `OF_APPLICATION` and `OF_PAYMENT`
what their cases are told by instead of what a report is. Every other fact of a case tells whom it
tells of any case. A payment's post gets one list of a month's open payments (pay_list) instead
of hundreds of mails, and nobody is called about a month: its receipt is proved.

An end is told once, by the fact of the case that follows in the same step.
"""

from collections.abc import Mapping

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ClockName, Outcome
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Role, Row
from mandat.stipend.domain import facts as s
from mandat.stipend.domain.limits import VERIFIED
from mandat.stipend.domain.model import Application, Payment

Subject = Application | Payment


def is_verified(fact: f.TaskTransferred) -> bool:
    """Passed on by the visit, to who approves; the citizen has heard of it as a visit."""
    return fact.reason == VERIFIED


def otherwise_moved(fact: f.TaskTransferred) -> bool:
    return not is_verified(fact)


def by_mail(fact: s.StipendStopped | s.StipendResumed) -> bool:
    """Else a person has told it: an RT head's mail is not hers."""
    return not fact.called


def of_the_whole(fact: f.DeadlineReminded) -> bool:
    """Of the three promises to a recipient only the last one is his."""
    return fact.clock == ClockName.FINISH


def without_agreement(fact: f.CaseClosed) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    s.StipendApplied: (Row(Kind.STIPEND_RECEIVED, Role.CITIZEN),),
    s.StipendVerified: (Row(Kind.STIPEND_VISITED, Role.CITIZEN),),  # TaskTransferred follows
    s.StipendApproved: (),  # TaskFinished follows
    s.StipendRefused: (),  # TaskRejected follows
    s.StipendWithdrawn: (),  # CaseClosed follows
    s.StipendDue: (),  # the list says it to the post
    s.StipendPaid: (Row(Kind.STIPEND_PAID, Role.CITIZEN),),
    s.StipendReceived: (),  # TaskFinished follows
    # The stop was told, and a family that mourns hears of it with all the rest.
    s.StipendVoided: (),
    s.StipendStopped: (Row(Kind.STIPEND_STOPPED, Role.CITIZEN, by_mail),),
    s.StipendResumed: (Row(Kind.STIPEND_RESUMED, Role.CITIZEN, by_mail),),
}

OF_APPLICATION: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (),  # StipendApplied follows
    f.TaskAssigned: (Row(Kind.STIPEND_TO_VISIT, Role.OWNER),),
    f.TaskTransferred: (
        Row(Kind.STIPEND_TO_DECIDE, Role.OWNER, is_verified),
        Row(Kind.TRANSFERRED, Role.OWNER, otherwise_moved),
        Row(Kind.RELEASED, Role.PREVIOUS, otherwise_moved),
        Row(Kind.MOVED, Role.CITIZEN, otherwise_moved),
    ),
}

OF_PAYMENT: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (),
    f.TaskAssigned: (),  # the list
    f.TaskFinished: (Row(Kind.ANSWERED, Role.CITIZEN),),
    f.MailLost: (),
    f.CitizenReminded: (),  # nobody has to praise each month
    f.DeadlineReminded: (Row(Kind.STIPEND_REMINDER, Role.CITIZEN, of_the_whole),),
    f.CaseClosed: (
        Row(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Row(Kind.ENDED, Role.OWNER, without_agreement),
    ),
}


def rows(event: Event, subject: Subject) -> tuple[Row, ...]:
    """What `event`, of an application, a payment or their case, has to tell."""
    own = OF_PAYMENT if isinstance(subject, Payment) else OF_APPLICATION
    kind = type(event.fact)
    known = next((table for table in (WHO_MUST_KNOW, own) if kind in table), OF_ANY_CASE)
    return known[kind]
