"""What the city promises for a case, as moments that people are told. Pure."""

from datetime import datetime

from mandat.cases.domain.model import Case, ClockName
from mandat.cases.domain.timing import promised_by
from mandat.city.calendar import Calendar
from mandat.records import record


@record
class Promises:
    """Aware UTC. `finish_by` is a leader's order when there is one."""

    read_by: datetime
    answer_by: datetime
    finish_by: datetime
    statutory_by: datetime


def promises_of(case: Case, calendar: Calendar) -> Promises:
    """Before a post has the case, what it would get if it had it from the start."""
    terms = case.terms

    def by(name: ClockName, minutes: int) -> datetime:
        clock = case.task.clock(name) if case.task else None
        planned = calendar.add_minutes(case.submitted_at, minutes, always=terms.urgent)
        return clock.by if clock else planned

    return Promises(
        read_by=by(ClockName.ACKNOWLEDGE, terms.acknowledge_minutes),
        answer_by=by(ClockName.ANSWER, terms.answer_minutes),
        finish_by=promised_by(case) or by(ClockName.FINISH, terms.finish_minutes),
        statutory_by=case.statutory_by,
    )
