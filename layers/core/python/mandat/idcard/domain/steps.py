"""What a card needs on a day without anybody's asking. Pure: the daily run reads off no history."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from mandat.city.calendar import to_local
from mandat.idcard.domain.limits import LEAST_TIME
from mandat.idcard.domain.model import Card, CardStatus
from mandat.programmes.domain.terms import CardTerms


class Step(StrEnum):
    """What the system does: `MISSED` when nobody came to the counter, `OUT` to the lurah."""

    INVITE = "invite"
    VISIT = "visit"
    MISSED = "missed"
    OUT = "out"


def step_of(card: Card, day: date, terms: CardTerms) -> Step | None:
    """The step that is due on a local day; None when it is somebody else's turn."""
    if card.status is CardStatus.EXPECTED:
        return Step.INVITE
    if card.status is CardStatus.INVITED:
        return _of_who_waits(card, day, terms)
    if card.status is CardStatus.APPOINTED:
        return Step.MISSED if _is_past(card.appointed_at, day) else None
    ready = card.status is CardStatus.PRINTED and card.day is not None and card.day <= day
    return Step.OUT if ready else None


def _of_who_waits(card: Card, day: date, terms: CardTerms) -> Step | None:
    """Whose appointment came to nothing is invited again, everybody reminded at their days.

    Visited once when little time is left, and never before there was some time to answer.
    """
    if card.lost:
        return Step.INVITE
    if card.visited_at or card.invited_at is None or card.asked_at is None:
        return None
    first, last = (to_local(one).date() for one in (card.invited_at, card.asked_at))
    if day >= max(card.birthday - timedelta(days=terms.visit_days), last + LEAST_TIME):
        return Step.VISIT
    reminders = (first + timedelta(days=days) for days in terms.remind_days)
    return Step.INVITE if any(last < one <= day for one in reminders) else None


def _is_past(at: datetime | None, day: date) -> bool:
    """Whoever records has the rest of the day, and the next, to write it down."""
    return at is not None and to_local(at).date() < day - timedelta(days=1)
