"""A stop of somebody's stipend, and its end: each once for its cause, in whatever order they come.

A death is marked in the register before it stops the stipend: else somebody could be enrolled
between the two.
"""

from datetime import date, datetime, timedelta

from mandat.city.calendar import to_local
from mandat.platform.patience import Pause, jitter, patiently
from mandat.platform.transaction import CONTENDED, Write, commit
from mandat.programmes.terms_store import load_programmes
from mandat.stipend import store
from mandat.stipend.domain.model import Enrolment, PaymentStatus, Stop
from mandat.stipend.domain.months import later, month_at, month_of, newest
from mandat.stipend.domain.roll import lacks, owed_months, resumed, stop_of, stopped
from mandat.stipend.monthly import open_payment, void_payment

_AGAIN = frozenset({store.ROLL_CHANGED, CONTENDED})


def stop(
    person_id: str, reason: str, day: date, cause: str, now: datetime, pause: Pause = jitter
) -> bool:
    """Stop the stipend of a person on a local day; whether this call did.

    What is due for the month of that day or a later one, and was not paid yet, is void at once. A
    repeat makes good what an earlier call left undone; a stop that was resumed stays so. Raises
    InvalidError for a reason that is none, ConflictError, UnavailableError, OutcomeUnknownError.
    """
    wanted = stop_of(reason, day, cause)
    done = patiently(lambda: _stopped(person_id, wanted, now), pause, _AGAIN)
    _void_unpaid(person_id, now, pause)
    return done


def _stopped(person_id: str, wanted: Stop, now: datetime) -> bool:
    before = store.find_enrolment(person_id)
    if before is None or store.find_stop(person_id, wanted.cause):
        return False
    written = store.stop_write(person_id, wanted, now)
    commit([_enrolment_write(before, stopped(before, wanted), now), written])
    return True


def _enrolment_write(before: Enrolment, after: Enrolment, now: datetime) -> Write:
    """Who is stopped is forgotten in time (UU PDP 27/2022, article 43)."""
    kept = timedelta(days=load_programmes().register.retention_days)
    return store.enrolment_write(before, after, now + kept)


def _void_unpaid(person_id: str, now: datetime, pause: Pause) -> None:
    enrolment = store.find_enrolment(person_id)
    if enrolment is None or enrolment.is_active:
        return
    first = max(enrolment.from_month, later(enrolment.until_month))
    for payment in store.payments_between(person_id, first, month_at(now)).values():
        if payment.status is PaymentStatus.DUE:
            void_payment(payment, enrolment.reason, now, pause)


def resume(person_id: str, cause: str, now: datetime, pause: Pause = jitter) -> bool:
    """Undo the stop of that cause, as if it had never been; whether this call did.

    What it took away is owed again, with a task for each month. When it comes before its stop, that
    one will not take effect. A repeat makes good what an earlier call left undone. Raises
    ConflictError, UnavailableError, OutcomeUnknownError.
    """
    done = patiently(lambda: _resumed(person_id, cause, now), pause, _AGAIN)
    _owe_again(person_id, cause, now, pause)
    return done


def _resumed(person_id: str, cause: str, now: datetime) -> bool:
    known, before = store.find_stop(person_id, cause), store.find_enrolment(person_id)
    if known and known.resumed:
        return False
    standing = _of_cause(before, cause)
    writes: list[Write] = [store.resume_write(person_id, known, cause, now)]
    if before and standing:
        writes.append(_enrolment_write(before, resumed(before, cause), now))
    commit(writes)
    return standing is not None


def _of_cause(enrolment: Enrolment | None, cause: str) -> Stop | None:
    found = (one for one in enrolment.stops if one.cause == cause) if enrolment else ()
    return next(iter(found), None)


def _owe_again(person_id: str, cause: str, now: datetime, pause: Pause) -> None:
    known, enrolment = store.find_stop(person_id, cause), store.find_enrolment(person_id)
    if enrolment is None or known is None or known.day is None:
        return
    last = newest(to_local(now).date(), load_programmes().stipend)
    months = owed_months(enrolment, month_of(known.day), last)
    if not months:
        return
    booked = store.payments_between(person_id, months[0], months[-1])
    for month in months:
        if lacks(booked.get(month)):
            open_payment(person_id, month, now, pause)
