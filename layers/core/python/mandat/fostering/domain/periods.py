"""Months and school terms that a fosterer owes a child: "2026-12", "2026-T2". Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mandat.bookings.domain.grid import at_minute
from mandat.city.calendar import to_local
from mandat.fostering.domain.limits import HANDED_ON, LEAST_TIME, MONTHS_BACK
from mandat.fostering.domain.model import Duty, DutyStatus, Fostering
from mandat.programmes.domain.terms import FosterTerms, SchoolTerm
from mandat.records import record
from mandat.stipend.domain.months import later, month_of, span

# Who got a child so many days before a check-in is due has the next term for it.
TERM_NOTICE = 14


@record
class Period:
    """A month or a school term, with the local day on which it begins and that of its proof."""

    id: str
    begins: date
    due_on: date

    @property
    def is_month(self) -> bool:
        return is_month(self.id)


def is_month(period: str) -> bool:
    return "T" not in period


def month(period: str, terms: FosterTerms) -> Period:
    begins = date(int(period[:4]), int(period[5:]), 1)
    return Period(period, begins, begins.replace(day=terms.support_by_day))


def school_term(year: int, term: SchoolTerm) -> Period:
    begins = date(year, term.month, term.day)
    return Period(f"{year}-{term.id}", begins, begins + timedelta(days=term.days))


def recent(day: date, terms: FosterTerms) -> tuple[Period, ...]:
    """Every period that a run of the local day may find undone: months, then terms."""
    last = month_of(day)
    months = (month(one, terms) for one in span(later(last, 1 - MONTHS_BACK), last))
    terms_ = (school_term(year, one) for year in (day.year - 1, day.year) for one in _terms(terms))
    return (*months, *(one for one in terms_ if one.begins <= day <= _forgotten(one)))


def _terms(terms: FosterTerms) -> Iterable[SchoolTerm]:
    return sorted(terms.school_terms, key=lambda one: one.month)


def _forgotten(period: Period) -> date:
    """A missed term is made good for as long as missed months are."""
    return period.due_on + timedelta(days=31)


def period_of(period: str, terms: FosterTerms) -> Period | None:
    """The period of that name; None for a term that there is not any more."""
    if is_month(period):
        return month(period, terms)
    year, _, name = period.partition("-")
    found = (one for one in terms.school_terms if one.id == name)
    return next((school_term(int(year), one) for one in found), None)


def owes(fostering: Fostering, period: Period, terms: FosterTerms) -> bool:
    """Whether who fosters the child now owes it the period.

    Who got it late in a month, or shortly before a check-in is due, begins with the next.
    """
    if not fostering.is_fostered or fostering.since is None:
        return False
    joined = to_local(fostering.since).date()
    latest = period.begins.replace(day=terms.join_until_day)
    if not period.is_month:
        latest = period.due_on - timedelta(days=TERM_NOTICE)
    return joined <= latest


def has_begun(period: Period, at: datetime) -> bool:
    """Nothing is owed ahead: who has the child then is not known yet."""
    return period.begins <= to_local(at).date()


def due_by(period: Period, terms: FosterTerms, at: datetime) -> datetime:
    """The hour by which it is proved; of one that is opened late, days that it takes to do it."""
    by = at_minute(period.due_on, terms.support_by_minute)
    late = at_minute(to_local(at + LEAST_TIME).date(), terms.support_by_minute)
    return by if by - at >= LEAST_TIME else late


def lacks(duty: Duty | None) -> bool:
    """Whether a period may be opened: nothing counts for it yet, or what did is void."""
    return duty is None or duty.status is DutyStatus.VOID


def is_owed(duty: Duty, fostering: Fostering | None) -> bool:
    """Whether its official still has the child: else it will never be proved."""
    if fostering is None or not fostering.is_fostered:
        return False
    return fostering.official == duty.official


def why_void(fostering: Fostering | None) -> str:
    """The reason for which nothing is owed: the fostering's end, or another fosterer."""
    return fostering.reason if fostering and fostering.is_ended else HANDED_ON


def to_settle(
    period: Period, roll: Iterable[Fostering], ledger: Iterable[Duty], terms: FosterTerms
) -> tuple[str, ...]:
    """The children of whom the ledger says of the period otherwise than the roll."""
    known = {one.child: one for one in ledger}
    return tuple(one.child for one in roll if _differs(period, one, known.get(one.child), terms))


def _differs(period: Period, fostering: Fostering, duty: Duty | None, terms: FosterTerms) -> bool:
    if duty is None or lacks(duty):
        return owes(fostering, period, terms)
    return duty.status is DutyStatus.DUE and not is_owed(duty, fostering)
