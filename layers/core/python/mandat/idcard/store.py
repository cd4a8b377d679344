"""Cards in the table. Keys: docs/data-model.md.

CASE#<case id> / CARD              the card, beside its case
CARD#<person> / CARD               which case a person's card is: one a person
CARDS#<month> / <day>#<person>     the same card, by birthday: what the daily run and lists read
TOTALS#card / <month>              what is published of a month's birthdays
"""

from collections.abc import Iterable, Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.cases.store import case_key
from mandat.idcard.domain.model import Card
from mandat.idcard.domain.totals import CardTotals
from mandat.platform.table import TableItem
from mandat.platform.transaction import NEW, Put, Write, put

CARD, TOTALS = "CARD", "TOTALS#card"
CARD_KNOWN = "card_known"
PAGE, MONTH_MAX = 200, 5000
MONTHS_SHOWN = 12


class CardItem(TableItem, discriminator="Card"):
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class PersonCardItem(TableItem, discriminator="PersonCard"):
    case_id = UnicodeAttribute()


class BirthdayItem(TableItem, discriminator="CardBirthday"):
    state = UnicodeAttribute()


class CardTotalsItem(TableItem, discriminator="CardTotals"):
    state = UnicodeAttribute()


def load(case_id: str) -> Card | None:
    """The card of a case as it is now, read consistently; None where there is none."""
    try:
        item = CardItem.get(case_key(case_id), CARD, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Card)


def case_of(person: str) -> str | None:
    """The case of a person's card; None when nobody has thought of it."""
    try:
        return PersonCardItem.get(f"CARD#{person}", CARD, consistent_read=True).case_id
    except DoesNotExist:
        return None


def of_person(person: str) -> Card | None:
    case_id = case_of(person)
    return load(case_id) if case_id else None


def of_month(month: str) -> Iterator[Card]:
    """Cards of those whose birthday is in a month, by day; pages of PAGE."""
    found = BirthdayItem.query(f"CARDS#{month}", page_size=PAGE, limit=MONTH_MAX)
    return (msgspec.json.decode(item.state, type=Card) for item in found)


def first_writes(card: Card, replaces: str = "") -> list[Write]:
    """A new card: of a person who has none, or none but that of the case that it replaces.

    Refused as CARD_KNOWN.
    """
    seen: Condition = PersonCardItem.case_id == replaces if replaces else NEW
    own = PersonCardItem(f"CARD#{card.person}", CARD, case_id=card.case_id)
    return [Put(own, seen, CARD_KNOWN), *writes(card)]


def writes(card: Card) -> list[Write]:
    """Everything that changes with a card; the sequence of its case guards it."""
    state = msgspec.json.encode(card).decode()
    item = CardItem(case_key(card.case_id), CARD, status=card.status, state=state)
    key = f"CARDS#{card.birthday:%Y-%m}", f"{card.birthday:%d}#{card.person}"
    return [Put(item), Put(BirthdayItem(*key, state=state))]


def put_totals(found: Iterable[CardTotals]) -> None:
    """Over what was published of those months."""
    for one in found:
        state = msgspec.json.encode(one).decode()
        put(Put(CardTotalsItem(TOTALS, one.month, state=state)))


def totals(limit: int = MONTHS_SHOWN) -> tuple[CardTotals, ...]:
    """What is published, the latest month first."""
    found = CardTotalsItem.query(TOTALS, limit=limit, scan_index_forward=False)
    return tuple(msgspec.json.decode(item.state, type=CardTotals) for item in found)
