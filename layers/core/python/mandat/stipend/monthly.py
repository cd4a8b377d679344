"""A month's payment: a case of its own, opened in the step that writes it into the ledger."""

from datetime import datetime

from mandat.cases.commands import submit, submitted
from mandat.cases.domain.model import Case, ContactKind
from mandat.cases.domain.promise import terms_of
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, NotFoundError, TakenError
from mandat.personal.domain import Contact, Narrative
from mandat.personal.store import contact
from mandat.personal.submission import Submission
from mandat.platform.patience import BUSY, TRIES, Pause, jitter
from mandat.programmes.domain.terms import StipendTerms
from mandat.programmes.opening import Opening, submission
from mandat.programmes.terms_store import load_programmes
from mandat.stipend import store
from mandat.stipend.acting import begun, execute
from mandat.stipend.domain.acts import OpenPayment, VoidPayment
from mandat.stipend.domain.apply import replay
from mandat.stipend.domain.decide import SYSTEM
from mandat.stipend.domain.limits import OWN
from mandat.stipend.domain.model import Enrolment, Payment, PaymentStatus
from mandat.stipend.domain.months import newest
from mandat.stipend.domain.promise import stretched
from mandat.stipend.domain.roll import is_owed, lacks

_LOST = frozenset({store.LEDGER_CHANGED, store.ROLL_CHANGED})


def cause_of(month: str, person: str, voided: Payment | None = None) -> str:
    """What opens the month of a person once; over a voided payment, once for that one."""
    return f"stipend:{month}:{person}" + (f":{voided.case_id}" if voided else "")


def open_payment(person_id: str, month: str, now: datetime, pause: Pause = jitter) -> bool:
    """Owe a person the month, if the roll does and the ledger lacks it; whether it was opened.

    Again is the same, also at the same time. Raises ConflictError (too busy), UnavailableError or
    OutcomeUnknownError: the next run makes it good.
    """
    for attempt in range(TRIES):
        terms = load_programmes().stipend
        enrolment = store.find_enrolment(person_id)
        before = store.find_payment(month, person_id)
        if enrolment is None or not _lacking(enrolment, before, month, terms, now):
            return False
        try:
            return _opened(enrolment, before, month, terms, now)
        except TakenError:
            pause(attempt)
    raise ConflictError(BUSY)


def _lacking(
    enrolment: Enrolment, before: Payment | None, month: str, terms: StipendTerms, now: datetime
) -> bool:
    has_begun = month <= newest(to_local(now).date(), terms)
    return has_begun and is_owed(enrolment, month) and lacks(before)


def _opened(
    enrolment: Enrolment, before: Payment | None, month: str, terms: StipendTerms, now: datetime
) -> bool:
    cause = cause_of(month, enrolment.person, before)
    wish = OpenPayment(
        cause,
        SYSTEM,
        terms=terms,
        person=enrolment.person,
        month=month,
        amount=enrolment.amount,
    )

    def keep(filed: Submission, at: datetime) -> Case:
        return _kept(filed, wish, before, enrolment, at)

    return not submit(_submission(enrolment, wish, now), now, keep).replayed


def _kept(
    filed: Submission,
    wish: OpenPayment,
    before: Payment | None,
    enrolment: Enrolment,
    at: datetime,
) -> Case:
    """Raises TakenError when the ledger or the roll has moved since it was read."""
    events = begun(filed, wish, at)
    payment = replay(events)
    if not isinstance(payment, Payment):
        raise TypeError("a payment begins as one")
    own = [*store.payment_writes(before, payment), store.still(enrolment)]
    try:
        return submitted(filed, events, own)
    except ConflictError as error:
        if error.code in _LOST:
            raise TakenError(error.code) from error
        raise


def _submission(enrolment: Enrolment, wish: OpenPayment, now: datetime) -> Submission:
    catalogue = load_catalogue()
    service = _service(catalogue, wish.terms)
    promise = terms_of(service, catalogue)
    text = f"{enrolment.name}, {wish.month}"
    known = _contact(enrolment)
    opening = Opening(
        service,
        wish.cause,
        text,
        village=enrolment.village,
        narrative=Narrative(description=text),
        contact=known,
        told_by=ContactKind.MAIL if known.email else ContactKind.NONE,
        terms=stretched(promise, wish.month, wish.terms, catalogue.calendar, now),
    )
    return submission(opening, catalogue)


def _service(catalogue: Catalogue, terms: StipendTerms) -> Service:
    service = catalogue.service(terms.payment_service)
    if service is None:
        raise NotFoundError("no_service")
    return service


def _contact(enrolment: Enrolment) -> Contact:
    """The recipient's, or the family's; nobody else is told of somebody's money."""
    application = store.load_application(enrolment.case_id)
    if application is None or application.applicant not in OWN:
        return Contact()
    return contact(enrolment.case_id)


def void_payment(payment: Payment, reason: str, now: datetime, pause: Pause = jitter) -> bool:
    """End a payment that the roll does not owe any more; whether it did."""
    command = VoidPayment(f"stipend-void:{payment.case_id}", SYSTEM, reason=reason)
    return bool(execute(payment.case_id, command, now, pause).events)


def settle(person_id: str, month: str, now: datetime, pause: Pause = jitter) -> bool:
    """Bring a month of a person to what the roll says: opened, or voided; whether it changed.

    Again is the same. Raises as `open_payment`.
    """
    payment = store.find_payment(month, person_id)
    if payment is None or payment.status is not PaymentStatus.DUE:
        return open_payment(person_id, month, now, pause)
    enrolment = store.find_enrolment(person_id)
    if enrolment is None or is_owed(enrolment, month):
        return False
    return void_payment(payment, enrolment.reason, now, pause)
