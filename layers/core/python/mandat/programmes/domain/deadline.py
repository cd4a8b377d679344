"""The promise of a case that nobody has to read first: it is done by an hour, and no more. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar

# Who owes something by a day owes no acknowledgement and no answer before it.
UNASKED = timedelta(days=90)


def only_by(terms: Terms, by: datetime, calendar: Calendar, now: datetime) -> Terms:
    """With a finishing deadline at `by`, and no other that comes before it."""
    unasked = calendar.minutes_between(now, by + UNASKED, always=terms.urgent)
    return replace(
        terms,
        acknowledge_minutes=unasked,
        answer_minutes=unasked,
        finish_minutes=calendar.minutes_between(now, by, always=terms.urgent),
        statutory_days=max(terms.statutory_days, calendar.working_days_to(now, by + UNASKED)),
    )
