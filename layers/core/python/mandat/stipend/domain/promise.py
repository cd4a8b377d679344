"""The promise that a payment's case is filed under: paid by the day of the terms. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar, to_local
from mandat.programmes.domain.terms import StipendTerms
from mandat.stipend.domain.limits import LEAST_TIME, UNASKED
from mandat.stipend.domain.months import due_at


def stretched(
    terms: Terms, month: str, stipend: StipendTerms, calendar: Calendar, now: datetime
) -> Terms:
    """With a finishing deadline at the month's own, and no other that comes before it.

    A payment that is opened late, or after its day, has the service's own time: nobody is late for
    what could not be known.
    """
    by = due_at(month, stipend)
    if by - now < LEAST_TIME:
        by = calendar.add_minutes(now, terms.finish_minutes, always=terms.urgent)
    finish = calendar.minutes_between(now, by, always=terms.urgent)
    unasked = calendar.minutes_between(now, by + UNASKED, always=terms.urgent)
    return replace(
        terms,
        acknowledge_minutes=unasked,
        answer_minutes=unasked,
        finish_minutes=finish,
        statutory_days=max(terms.statutory_days, _working_days(calendar, now, by + UNASKED)),
    )


def _working_days(calendar: Calendar, start: datetime, end: datetime) -> int:
    """As many working days after `start` as surely reach `end`."""
    first, last = to_local(start).date(), to_local(end).date()
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in between) + 1
