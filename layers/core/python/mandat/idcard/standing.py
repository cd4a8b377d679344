"""Whether a message about a card is still worth sending. Pure."""

from mandat.cases.domain.facts import Event
from mandat.idcard.domain import facts as c
from mandat.idcard.domain.model import Card, CardStatus
from mandat.messaging.domain import Kind

S = CardStatus
_WAITS = frozenset({S.INVITED, S.VISITING})


def stands(kind: Kind, event: Event, card: Card) -> bool:
    """Nobody is asked for what is done, or told of a time or a day that is another one now."""
    if kind in {Kind.CARD_INVITED, Kind.CARD_REMINDED}:
        return card.status in _WAITS
    fact = event.fact
    if isinstance(fact, c.CardAppointed):
        return card.status is S.APPOINTED and card.appointed_at == fact.at
    return card.status is S.OUT
