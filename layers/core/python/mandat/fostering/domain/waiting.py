"""How long a child may be without a fosterer, and when the mayor hears of it. Pure.

Counted in whole days of 24 hours from the moment in which it came to be without one: the law of
this programme is the city's own word, so no night and no holiday stops it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.cases.domain.model import Terms
from mandat.city.calendar import Calendar
from mandat.fostering.domain.limits import NEXT_RUN
from mandat.programmes.domain.terms import FosterTerms


def leaders_by(waiting_since: datetime, terms: FosterTerms) -> datetime:
    """The moment at which mayor and vice mayor know at the latest."""
    return waiting_since + timedelta(days=terms.leaders_days)


def match_by(waiting_since: datetime, terms: FosterTerms) -> datetime:
    """The moment by which the post finds a fosterer: the ladder then ends before `leaders_by`."""
    return waiting_since + timedelta(days=terms.match_days)


def must_know(waiting_since: datetime, at: datetime, terms: FosterTerms) -> bool:
    """Whether the leaders must be told now, because the next daily run may be too late."""
    return at + NEXT_RUN >= leaders_by(waiting_since, terms)


def promised(
    terms: Terms, waiting_since: datetime, foster: FosterTerms, calendar: Calendar, now: datetime
) -> Terms:
    """The service's promise with its finish at `match_by`; of a late report what is left of it."""
    finish = calendar.minutes_between(now, match_by(waiting_since, foster), always=terms.urgent)
    if finish <= 0:
        return terms
    return replace(
        terms,
        acknowledge_minutes=min(terms.acknowledge_minutes, finish),
        answer_minutes=min(terms.answer_minutes, finish),
        finish_minutes=min(terms.finish_minutes, finish),
    )
