"""apply(subject, event) -> subject: the only place where an application or a payment changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import singledispatch

from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError
from mandat.stipend.domain import facts as f
from mandat.stipend.domain.model import Application, ApplicationStatus, Payment, PaymentStatus
from mandat.stipend.domain.transitions import APPLICATION, PAYMENT

Subject = Application | Payment


def require(subject: Subject | None, fact: str) -> None:
    """NotAllowedError when the tables have no such step from here."""
    table = APPLICATION.keys() | PAYMENT.keys() if subject is None else _table(subject)
    if (subject.status if subject else None, fact) not in table:
        raise NotAllowedError(f"not_now_{fact}")


def _table(subject: Subject) -> Iterable[tuple[object, str]]:
    return APPLICATION if isinstance(subject, Application) else PAYMENT


def replay(events: Iterable[Event], subject: Subject | None = None) -> Subject | None:
    """What a case's record tells; None when none of its events is of the stipend."""
    for event in events:
        if event.type.startswith("Stipend"):
            subject = apply(subject, event)
    return subject


def apply(subject: Subject | None, event: Event) -> Subject:
    """The application or payment after one of its events. Raises NotAllowedError."""
    require(subject, event.type)
    if subject is None:
        return _begun(event.fact, event)
    if isinstance(subject, Application):
        return _decided(event.fact, _moved(subject, event))
    status = PAYMENT[subject.status, event.type]
    return _settled(event.fact, replace(subject, status=status), event)


def _moved(application: Application, event: Event) -> Application:
    return replace(application, status=APPLICATION[application.status, event.type])


@singledispatch
def _begun(fact: object, event: Event) -> Subject:
    """Raises NotAllowedError: nothing else begins."""
    raise NotAllowedError(f"not_now_{event.type}")


@_begun.register
def _applied(fact: f.StipendApplied, event: Event) -> Subject:
    return Application(
        event.case_id,
        ApplicationStatus.APPLIED,
        fact.applicant,
        person=fact.person,
        last4=fact.last4,
        claimed=fact.claimed,
    )


@_begun.register
def _due(fact: f.StipendDue, event: Event) -> Subject:
    owed = (fact.person, fact.month, fact.amount)
    return Payment(event.case_id, *owed, PaymentStatus.DUE, village=fact.village)


@singledispatch
def _decided(fact: object, application: Application) -> Application:
    """Facts that only move the status change nothing else."""
    return application


@_decided.register
def _verified(fact: f.StipendVerified, application: Application) -> Application:
    return replace(
        application,
        met=fact.met,
        recommended=fact.recommended,
        visited_on=date.fromisoformat(fact.visited_on),
        person=fact.person or application.person,
    )


@_decided.register
def _approved(fact: f.StipendApproved, application: Application) -> Application:
    return replace(application, person=fact.person, from_month=fact.from_month)


@_decided.register
def _stopped(fact: f.StipendStopped, application: Application) -> Application:
    return replace(application, stop=fact.stop)


@_decided.register
def _resumed(fact: f.StipendResumed, application: Application) -> Application:
    return replace(application, stop="")


@singledispatch
def _settled(fact: object, payment: Payment, event: Event) -> Payment:
    raise NotAllowedError(f"not_now_{event.type}")


@_settled.register
def _paid(fact: f.StipendPaid, payment: Payment, event: Event) -> Payment:
    return replace(payment, how=fact.how, paid_at=event.at)


@_settled.register
def _received(fact: f.StipendReceived, payment: Payment, event: Event) -> Payment:
    return replace(payment, proof=fact.proof, received_at=event.at)


@_settled.register
def _voided(fact: f.StipendVoided, payment: Payment, event: Event) -> Payment:
    return replace(payment, reason=fact.reason)
