"""An event of a fostering's case -> whom it is told to."""

from collections.abc import Iterator
from datetime import datetime

from mandat.cases.domain.facts import CaseEscalated, Event
from mandat.cases.domain.model import RUNG_LEADERS, Case
from mandat.city.domain import Catalogue
from mandat.fostering import news, store
from mandat.fostering.domain.facts import FosterMatched
from mandat.fostering.domain.model import Need, Subject
from mandat.messaging.domain import CHIEFS, Kind, Message, texts_of
from mandat.messaging.domain import audience as of_any_case

Told = tuple[tuple[Kind, str], ...]
# An official is no post: a message to one names him in place of an address.
OFFICIAL = "official"


def audience(
    event: Event,
    case: Case,
    superiors: dict[str, str | None],
    catalogue: Catalogue,
    now: datetime,  # noqa: ARG001  every programme is asked alike
) -> tuple[Told, tuple[Message, ...]]:
    """(kind, reader) as messaging.domain.audience has them, and the message to who fosters."""
    subject = store.load(case.id)
    rows = news.rows(event, subject) if subject else None
    told = of_any_case(event, case, superiors, texts_of(catalogue.sms), rows)
    return (*told, *_to_leaders(event, subject)), tuple(_to_official(event))


def _to_leaders(event: Event, subject: Subject | None) -> Told:
    """Time takes a sealed case to Inspektorat; that a child has nobody the mayor must know as well.

    He is told where and since when: the child's record stays sealed from him.
    """
    fact = event.fact
    if not isinstance(subject, Need) or not isinstance(fact, CaseEscalated):
        return ()
    is_late = fact.level >= RUNG_LEADERS and fact.reason != "refused"
    return tuple((Kind.ESCALATED, one) for one in CHIEFS) if is_late else ()


def _to_official(event: Event) -> Iterator[Message]:
    fact = event.fact
    if isinstance(fact, FosterMatched):
        trace, case = event.correlation_id, event.case_id
        yield Message(event.id, Kind.FOSTER_NEW, case, event.seq, OFFICIAL, fact.official, trace)
