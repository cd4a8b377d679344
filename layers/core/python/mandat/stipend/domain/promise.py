"""The promise that a payment's case is filed under: paid by the day of the terms. Pure."""

from datetime import datetime

from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar
from mandat.programmes.domain.deadline import only_by
from mandat.programmes.domain.terms import StipendTerms
from mandat.stipend.domain.limits import LEAST_TIME
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
    return only_by(terms, by, calendar, now)
