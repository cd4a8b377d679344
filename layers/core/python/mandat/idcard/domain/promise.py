"""The clocks of a card: it is owed on the birthday, and nobody is chased for months of waiting."""

from datetime import datetime, timedelta

from mandat.cases.domain.model import Case, Clock, ClockName, Terms
from mandat.cases.domain.timing import clock_until
from mandat.city.calendar import Calendar
from mandat.idcard.domain.birthdays import evening
from mandat.idcard.domain.limits import LEAST_TIME
from mandat.idcard.domain.model import Card
from mandat.programmes.domain.deadline import only_by
from mandat.programmes.domain.terms import CardTerms

QUICK = (ClockName.ACKNOWLEDGE, ClockName.ANSWER, ClockName.FINISH)


def promised(service: Terms, birthday_by: datetime, calendar: Calendar, now: datetime) -> Terms:
    """Owed by the evening of the birthday, and nothing before it.

    Whose birthday is near, or over, has the service's own time: nobody is late for what could not
    be known.
    """
    by = birthday_by
    if by - now < LEAST_TIME:
        by = calendar.add_minutes(now, service.finish_minutes, always=service.urgent)
    return only_by(service, by, calendar, now)


def due_by(card: Card, terms: CardTerms, now: datetime) -> datetime:
    """Until when who makes cards owes it: the evening of the birthday, or so long from now."""
    return max(evening(card.birthday, terms), now + LEAST_TIME)


def visit_by(terms: CardTerms, now: datetime) -> datetime:
    return now + timedelta(days=terms.visit_within_days)


def clocks_until(case: Case, at: datetime, by: datetime, calendar: Calendar) -> tuple[Clock, ...]:
    """Of whoever now holds the task: all that is owed is owed by then; the statutory one runs on.

    An hour that has passed gives a working hour.
    """
    by = max(by, calendar.add_minutes(at, 60, always=case.terms.urgent))
    quick = (clock_until(name, at, by, case.terms, calendar) for name in QUICK)
    running = case.task.clock(ClockName.STATUTORY) if case.task else None
    return (*quick, *((running,) if running else ()))
