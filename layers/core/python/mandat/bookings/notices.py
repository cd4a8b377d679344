"""An event of a booking's case -> whom it is told to. Imported only when there is a booking."""

from collections.abc import Iterable

from mandat.bookings import news, store
from mandat.bookings.domain.model import Booking
from mandat.bookings.news import Notice
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.city.domain import Catalogue
from mandat.messaging.domain import Kind, Message, Role, texted_kinds, texts_of
from mandat.messaging.domain import audience as of_any_case
from mandat.messaging.notify import caller

Told = tuple[tuple[Kind, str], ...]


def audience(
    event: Event, case: Case, superiors: dict[str, str | None], catalogue: Catalogue
) -> tuple[Told, tuple[Message, ...]]:
    """(kind, reader) as messaging.domain.audience has them, and the messages to drivers."""
    booking = store.load(case.id)
    texts = texts_of(catalogue.sms)
    if booking is None:
        return of_any_case(event, case, superiors, texts), ()
    found = news.notices(event, booking)
    told = of_any_case(event, case, superiors, texts, news.rows(found))
    calls = () if told_by_sms(found, case, texts) else _unrouted(found, case, catalogue)
    return (*told, *calls), _to_drivers(found, event, booking, catalogue)


def told_by_sms(found: Iterable[Notice], case: Case, texts: frozenset[Kind]) -> bool:
    return bool(texted_kinds(news.rows(found), case) & texts)


def _unrouted(found: Iterable[Notice], case: Case, catalogue: Catalogue) -> Told:
    """Who is in line is nobody's task yet: the post that would lend the thing calls."""
    if case.owner or case.contact is not ContactKind.PHONE:
        return ()
    reader = caller(case, catalogue)
    return tuple((one.kind, reader) for one in found if one.role is Role.TELLER)


def _to_drivers(
    found: Iterable[Notice], event: Event, booking: Booking, catalogue: Catalogue
) -> tuple[Message, ...]:
    pairs = news.trips(found, event, booking)
    if not pairs:
        return ()
    return news.to_drivers(event, pairs, store.load_fleet(), by_sms=catalogue.sms.enabled)
