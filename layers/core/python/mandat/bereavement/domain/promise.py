"""The promise that a death and its steps are filed under: up to an hour of a night. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.bereavement.domain.model import Death
from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar
from mandat.programmes.domain.terms import StepTerms

DAY = timedelta(days=1)


def until(terms: Terms, by: datetime, calendar: Calendar, now: datetime) -> Terms:
    """With a finishing deadline at `by`, shorter or longer than the service's own.

    Nothing else is promised after it, and the statutory deadline is not before it. An hour that
    has passed is no promise: then the service's own holds.
    """
    finish = calendar.minutes_between(now, by, always=terms.urgent)
    if finish <= 0:
        return terms
    days = terms.statutory_days
    while calendar.add_working_days(now, days) < by:
        days += 1
    return replace(
        terms,
        acknowledge_minutes=min(terms.acknowledge_minutes, finish),
        answer_minutes=min(terms.answer_minutes, finish),
        finish_minutes=finish,
        statutory_days=days,
    )


def unasked(terms: Terms) -> Terms:
    """Of a step that no night bounds: its work is owed, and nobody waits for an answer before it.

    An urgent one is called for: whoever called is answered.
    """
    return terms if terms.urgent else replace(terms, answer_minutes=terms.finish_minutes)


def due_by(step: StepTerms, death: Death, now: datetime) -> datetime | None:
    """The hour by which a step must be done; None where its service's own deadlines hold.

    So many days before the handover as its night is before the last; where a late report leaves
    no such hour, with the handover itself.
    """
    if not step.by_night:
        return None
    by = death.handover_by - max(len(death.nights) - step.by_night, 0) * DAY
    return by if by > now else death.handover_by
