"""Cards of a list with whose they are; each look at a record is logged."""

from collections.abc import Iterable
from dataclasses import field

from mandat.idcard.domain.model import Card
from mandat.idcard.domain.route import route_key
from mandat.programmes.domain.person import Person
from mandat.programmes.knowing import Look, known_people
from mandat.records import record

LISTED = "card_list"


@record
class Entry:
    """A card; `person` is None once the register has deleted it."""

    card: Card
    person: Person | None = field(repr=False)

    @property
    def name(self) -> str:
        return self.person.name if self.person else ""

    @property
    def neighbourhood(self) -> str:
        return self.person.neighbourhood if self.person else ""

    @property
    def address(self) -> str:
        return self.person.address if self.person else ""

    @property
    def phone(self) -> str:
        """E.164; empty where there is none."""
        return self.person.phone if self.person else ""


def entries_of(cards: Iterable[Card], look: Look) -> tuple[Entry, ...]:
    """In the order of `cards`."""
    wanted = tuple(cards)
    people = known_people(((one.person, one.case_id) for one in wanted), look)
    return tuple(Entry(one, people.get(one.person)) for one in wanted)


def by_route(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """From door to door: by kelurahan, RW, RT and address."""
    return tuple(sorted(entries, key=_route))


def _route(one: Entry) -> tuple[str, object, str]:
    return one.card.village, route_key(one.neighbourhood, one.address), one.card.case_id
