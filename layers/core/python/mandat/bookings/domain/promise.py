"""The promise that a booking's case is filed under: its service's, beyond the loan. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.bookings.domain.model import Loan
from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar

DAY = timedelta(days=1)


def stretched(
    terms: Terms, loan: Loan, calendar: Calendar, now: datetime, *, at_once: bool = False
) -> Terms:
    """With finishing and statutory deadlines that are not before the day after the loan.

    A loan is finished when it has been given back: nobody is late for a wedding in March. What is
    agreed `at_once` has its answer: the post has to read it, and owes no other word.
    """
    end = loan.end + DAY
    minutes = calendar.minutes_between(now, end, always=terms.urgent)
    days = calendar.working_days_to(now, end)
    finish = max(terms.finish_minutes, minutes)
    return replace(
        terms,
        answer_minutes=finish if at_once else terms.answer_minutes,
        finish_minutes=finish,
        statutory_days=max(terms.statutory_days, days),
    )
