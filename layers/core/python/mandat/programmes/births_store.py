"""Who was born when: of the living, by month, so that a birthday needs no look at everybody.

BORN#<month> / <day>#<person id>   written in the person's own transaction
"""

from collections.abc import Iterator
from datetime import date

from mandat.platform.table import TableItem
from mandat.platform.transaction import Delete, Put, Write
from mandat.programmes.domain.person import Person

PAGE, MONTH_MAX = 500, 20_000


class BirthItem(TableItem, discriminator="Birth"):
    """Its key says all."""


def birth_writes(before: Person | None, after: Person, expires_at: int | None) -> list[Write]:
    """Nothing when nothing about it has changed; who has died, or was born otherwise, goes."""
    had, has = (_item(one) if one and one.is_alive else None for one in (before, after))
    same = had and has and (had.pk, had.sk) == (has.pk, has.sk)
    kept = before is not None and before.retain_until == after.retain_until
    gone: list[Write] = [Delete(had)] if had and not same else []
    if has is None or (same and kept):
        return gone
    has.expires_at = expires_at
    return [*gone, Put(has)]


def _item(person: Person) -> BirthItem:
    born = person.born_on
    return BirthItem(f"BORN#{born:%Y-%m}", f"{born:%d}#{person.id}")


def born_in(month: str) -> Iterator[tuple[date, str]]:
    """Days of birth and ids of the living who were born in a month, by day."""
    for item in BirthItem.query(f"BORN#{month}", page_size=PAGE, limit=MONTH_MAX):
        day, _, person = item.sk.partition("#")
        yield date.fromisoformat(f"{month}-{day}"), person
