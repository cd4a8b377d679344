"""Whether a message about a stipend is still worth sending: it may have moved on. Pure."""

from collections.abc import Callable, Mapping

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.messaging.domain import Kind, Message
from mandat.stipend.domain.model import ApplicationStatus, PaymentStatus
from mandat.stipend.news import Subject

Stands = Callable[[Event, Case, Subject], bool]


def _owned(event: Event, case: Case) -> bool:
    """Nobody gets a task's papers who lost the task in between."""
    owner = getattr(event.fact, "owner", case.owner)
    return case.status is CaseStatus.OPEN and owner == case.owner


def _while(status: ApplicationStatus) -> Stands:
    def stands(event: Event, case: Case, subject: Subject) -> bool:
        return subject.status is status and _owned(event, case)

    return stands


def _is(*statuses: ApplicationStatus | PaymentStatus) -> Stands:
    return lambda _, __, subject: subject.status in statuses


# Kinds that are not here are worth sending whatever came after.
STANDS: Mapping[Kind, Stands] = {
    Kind.STIPEND_RECEIVED: _is(ApplicationStatus.APPLIED),
    Kind.STIPEND_VISITED: _is(ApplicationStatus.VERIFIED),
    Kind.STIPEND_TO_VISIT: _while(ApplicationStatus.APPLIED),
    Kind.STIPEND_TO_DECIDE: _while(ApplicationStatus.VERIFIED),
    Kind.STIPEND_PAID: _is(PaymentStatus.PAID),
    Kind.STIPEND_REMINDER: _is(PaymentStatus.DUE, PaymentStatus.PAID),
    Kind.STIPEND_STOPPED: _is(ApplicationStatus.STOPPED),
    Kind.STIPEND_RESUMED: _is(ApplicationStatus.APPROVED),
}


def stands(message: Message, event: Event, case: Case, subject: Subject) -> bool:
    rule = STANDS.get(message.kind)
    return rule is None or rule(event, case, subject)
