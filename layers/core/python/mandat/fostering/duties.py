"""A month's help and a term's check-in: a case of its own, once a child and period."""

from collections.abc import Sequence
from datetime import datetime

from mandat.cases.domain.model import Terms
from mandat.city.domain import Catalogue
from mandat.fostering import store
from mandat.fostering.acting import execute
from mandat.fostering.domain.acts import OpenCheck, OpenSupport, VoidDuty
from mandat.fostering.domain.decide import SYSTEM
from mandat.fostering.domain.model import Duty, DutyStatus, Fostering, Subject
from mandat.fostering.domain.periods import (
    Period,
    due_by,
    has_begun,
    is_owed,
    lacks,
    owes,
    period_of,
    why_void,
)
from mandat.fostering.opening import AGAIN, Wanted, open_case
from mandat.platform.patience import Pause, jitter, patiently
from mandat.platform.transaction import Write
from mandat.programmes.domain.deadline import only_by
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.terms_store import load_programmes

MONTH_TEXT = "Bantuan orang tua asuh untuk bulan {period}."
TERM_TEXT = "Menengok sekolah dan kesehatan anak asuh, semester {period}."


def settle_duty(child: str, period: str, now: datetime, pause: Pause = jitter) -> bool:
    """Bring a period of a child to what the roll says: opened, or voided; whether it changed.

    Again is the same, also at the same time. Raises ConflictError (too busy), UnavailableError or
    OutcomeUnknownError: the next run makes it good.
    """
    return patiently(lambda: _settled(child, period, now), pause, AGAIN)


def _settled(child: str, period: str, now: datetime) -> bool:
    fostering, duty = store.load_fostering(child), store.find_duty(period, child)
    if duty and duty.status is DutyStatus.DUE:
        return not is_owed(duty, fostering) and _voided(duty, fostering, now)
    terms = load_programmes().fostering
    asked = period_of(period, terms)
    if fostering is None or asked is None or not has_begun(asked, now):
        return False
    return owes(fostering, asked, terms) and lacks(duty) and _opened(fostering, duty, asked, now)


def _voided(duty: Duty, fostering: Fostering | None, now: datetime) -> bool:
    cause = f"foster-void:{duty.case_id}"
    command = VoidDuty(cause, SYSTEM, reason=why_void(fostering))
    return bool(execute(duty.case_id, command, now).events)


def _opened(fostering: Fostering, before: Duty | None, period: Period, now: datetime) -> bool:
    """Over one that is void once for that one. Raises TakenError when the roll has moved."""
    terms = load_programmes().fostering
    by = due_by(period, terms, now)
    cause = f"foster:{period.id}:{fostering.child}" + (f":{before.case_id}" if before else "")

    def promise(service: Terms, catalogue: Catalogue) -> Terms:
        return only_by(service, by, catalogue.calendar, now)

    def also(subject: Subject) -> Sequence[Write]:
        return [*store.subject_writes(before, subject), store.still(fostering)]

    first = _first(fostering, period, by, terms, cause)
    service = terms.support_service if period.is_month else terms.check_service
    text = (MONTH_TEXT if period.is_month else TERM_TEXT).format(period=period.id)
    wanted = Wanted(service, text, fostering.village, first, promise, also)
    return not open_case(wanted, now).replayed


def _first(
    fostering: Fostering, period: Period, by: datetime, terms: FosterTerms, cause: str
) -> OpenSupport | OpenCheck:
    child, official = fostering.child, fostering.official
    if period.is_month:
        return OpenSupport(
            cause,
            SYSTEM,
            terms=terms,
            child=child,
            official=official,
            month=period.id,
            due_by=by,
        )
    return OpenCheck(
        cause, SYSTEM, terms=terms, child=child, official=official, term=period.id, due_by=by
    )
