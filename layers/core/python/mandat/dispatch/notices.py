"""An event of a call's case -> whom it is told to. Imported only when there is a call."""

from collections.abc import Iterable, Iterator, Mapping

from mandat.bookings.domain.fleet import Fleet
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.dispatch.fleet import fleet_now
from mandat.dispatch.news import Notice, notices
from mandat.messaging.domain import OF_CALLS, Kind, Message, Role, Row, texts_of
from mandat.messaging.domain import audience as of_any_case

Told = tuple[tuple[Kind, str], ...]
# A crew is no post: its messages name the unit, one by mail and one by SMS.
DRIVER, BY_SMS = "driver", "sms-"


def audience(
    event: Event, case: Case, superiors: Mapping[str, str | None], catalogue: Catalogue
) -> tuple[Told, tuple[Message, ...]]:
    """(kind, reader) as messaging.domain.audience has them, and messages to crew and citizen."""
    found, texts = notices(event), texts_of(catalogue.sms)
    if found is None:
        return of_any_case(event, case, superiors, texts), ()
    plain = tuple(Row(one.kind, one.role) for one in found if one.kind not in OF_CALLS)
    told = of_any_case(event, case, superiors, texts, plain)
    return (*told, *_to_posts(found, case, superiors)), tuple(_others(found, event, catalogue))


def _to_posts(
    found: Iterable[Notice], case: Case, superiors: Mapping[str, str | None]
) -> Iterator[tuple[Kind, str]]:
    """The desk, and the post above it: who leads it must know that nobody answers there."""
    for one in found:
        whom = {Role.OWNER: case.owner, Role.SUPERIOR: superiors.get(case.owner) or ""}
        if one.kind in OF_CALLS and whom.get(one.role):
            yield one.kind, whom[one.role]


def _others(found: Iterable[Notice], event: Event, catalogue: Catalogue) -> Iterator[Message]:
    by_sms = catalogue.sms.enabled
    for one in found:
        if one.role is Role.DRIVER:
            yield from _to_crew(event, one.kind, fleet_now(), by_sms=by_sms)
        elif one.role is Role.CITIZEN and one.kind in OF_CALLS and by_sms:
            trace = event.correlation_id
            yield Message(event.id, one.kind, event.case_id, event.seq, correlation_id=trace)


def _to_crew(event: Event, kind: Kind, fleet: Fleet, *, by_sms: bool) -> Iterator[Message]:
    """An SMS and a mail, as far as the fleet knows how the crew is reached."""
    unit = fleet.resource(str(getattr(event.fact, "unit", "")))
    if unit is None:
        return
    if unit.driver.phone and by_sms:
        yield _message(event, kind, f"{BY_SMS}{unit.id}")
    if unit.driver.email:
        yield _message(event, kind, unit.id)


def _message(event: Event, kind: Kind, address: str) -> Message:
    trace = event.correlation_id
    return Message(event.id, kind, event.case_id, event.seq, DRIVER, address, trace)
