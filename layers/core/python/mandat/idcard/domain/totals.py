"""How many cards came on the day: counted by the month of the birthday. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from mandat.idcard.domain.limits import DECEASED, DIED
from mandat.idcard.domain.model import Card, CardStatus
from mandat.records import record

GONE = frozenset({DIED, DECEASED})


@record
class CardTotals:
    """Of those whose birthday is over, in a month ("2026-12"): each is in one of the others.

    `on_day` were brought on the birthday, `later` after it, `ended` went no further by their own
    wish or a move, and `waiting` are owed still. Who has died is counted nowhere.
    """

    month: str
    counted_at: datetime
    turned: int = 0
    on_day: int = 0
    later: int = 0
    ended: int = 0
    waiting: int = 0

    @property
    def share(self) -> int | None:
        """Percent brought on the day, of those whom it could be brought to; None of nobody."""
        owed = self.turned - self.ended
        return self.on_day * 100 // owed if owed else None


def counted(month: str, cards: Iterable[Card], day: date, at: datetime) -> CardTotals:
    """As of a local day; a birthday counts when it is over."""
    known = [one for one in cards if one.birthday < day and one.reason not in GONE]
    ended = sum(one.status is CardStatus.ENDED for one in known)
    on_day = sum(one.is_on_the_day for one in known)
    done = sum(one.status is CardStatus.DELIVERED for one in known)
    return CardTotals(
        month,
        at,
        turned=len(known),
        on_day=on_day,
        later=done - on_day,
        ended=ended,
        waiting=len(known) - ended - done,
    )
