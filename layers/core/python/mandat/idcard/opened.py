"""Cards that a day has to do with: what the daily run and the lists look at."""

from collections.abc import Iterator
from datetime import date, timedelta

from mandat.idcard import store
from mandat.idcard.domain.birthdays import birthday, born_until, months
from mandat.idcard.domain.model import Card
from mandat.programmes.domain.terms import CardTerms


def known_cards(day: date, terms: CardTerms) -> Iterator[Card]:
    """Of all birthdays that are looked at; of who was imported late for as long again."""
    return _between(day, birthday(born_until(day, terms), terms.age), terms)


def open_cards(days: int, day: date, terms: CardTerms) -> Iterator[Card]:
    """Those on their way whose birthday is at most so many days ahead, or over."""
    last = day + timedelta(days=days)
    found = _between(day, last, terms)
    return (one for one in found if not one.is_over and one.birthday <= last)


def _between(day: date, last: date, terms: CardTerms) -> Iterator[Card]:
    first = day - timedelta(days=2 * terms.late_days)
    return (card for month in months(first, last) for card in store.of_month(month))
