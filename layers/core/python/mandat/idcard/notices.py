"""An event of a card's case -> whom it is told to."""

from datetime import datetime

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.idcard import news
from mandat.messaging.domain import Kind, Message, texts_of
from mandat.messaging.domain import audience as of_any_case

Told = tuple[tuple[Kind, str], ...]


def audience(
    event: Event,
    case: Case,
    superiors: dict[str, str | None],
    catalogue: Catalogue,
    now: datetime,  # noqa: ARG001  every programme is asked alike
) -> tuple[Told, tuple[Message, ...]]:
    """(kind, reader) as messaging.domain.audience has them."""
    return of_any_case(event, case, superiors, texts_of(catalogue.sms), news.rows(event)), ()
