"""What is free instead of a loan that was taken back: links that fill the form for moving it."""

from datetime import date, timedelta

from mandat.bookings import store
from mandat.bookings.domain import free
from mandat.bookings.domain.fleet import Offer
from mandat.bookings.domain.grid import minute_of
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.lent import Lent
from mandat.city.calendar import to_local
from mandat.messaging.mail import Button
from mandat.platform.links import MOVE, change_url
from mandat.story.loans import show_loan, things

SHOWN = 3


def alternatives(lent: Lent) -> tuple[Button, ...]:
    """The nearest free times of the thing and of the others, the nearest first."""
    offer = lent.offer
    if offer is None:
        return ()
    found = _nearest(lent, offer)
    return tuple(_link(lent, one) for one in found)


def _nearest(lent: Lent, offer: Offer) -> tuple[Loan, ...]:
    seen: set[tuple[str, date]] = set()
    asked = _Asked(lent, offer)

    def is_free(loan: Loan) -> bool:
        """One of each thing and day; where the city chooses the unit, one of each day."""
        thing = "" if offer.chosen_by == "city" else loan.items[0].resource
        place = thing, to_local(loan.start).date()
        found = place not in seen and asked.is_free(loan)
        seen.update((place,) if found else ())
        return found

    return free.nearest(lent.loan, offer, lent.fleet, is_free, lent.matter.now, SHOWN)


class _Asked:
    """The sheets of a fortnight each way: one query a thing, when it is first looked at."""

    def __init__(self, lent: Lent, offer: Offer) -> None:
        around = timedelta(days=free.FORTNIGHT + 1)
        self._first = to_local(lent.loan.start).date() - around
        self._last = to_local(lent.loan.end).date() + around
        self._buffer, self._case_id = offer.buffer_minutes, lent.matter.case.id
        self._known = {one.id: one for one in lent.fleet.resources_of(offer)}
        self._sheets: dict[str, free.Sheets] = {}
        self._counts: dict[str, free.Counts] = {}

    def is_free(self, loan: Loan) -> bool:
        return all(self._has(loan, item) for item in loan.items)

    def _has(self, loan: Loan, item: Item) -> bool:
        thing = self._known[item.resource]
        if thing.kind == "pool":
            return free.left(thing, loan, self._counted(thing.id)) >= item.quantity
        return free.is_free(loan, self._buffer, self._sheet(thing.id), self._case_id)

    def _sheet(self, thing: str) -> free.Sheets:
        if thing not in self._sheets:
            self._sheets |= store.sheets([thing], self._first, self._last)
        return self._sheets[thing]

    def _counted(self, pool: str) -> free.Counts:
        if pool not in self._counts:
            self._counts |= store.pools([pool], self._first, self._last)
        return self._counts[pool]


def _link(lent: Lent, loan: Loan) -> Button:
    locale, offer = lent.speech.locale, lent.offer
    chosen_by_city = offer is not None and offer.chosen_by == "city"
    thing = "" if chosen_by_city else f"{', '.join(things(loan, lent.fleet, locale))}: "
    chosen = {
        "day": to_local(loan.start).date().isoformat(),
        "start": str(minute_of(loan.start)),
        "length": str(int((loan.end - loan.start).total_seconds()) // 60),
        "thing": loan.items[0].resource,
    }
    url = change_url(lent.matter.case.id, MOVE, **chosen)
    return Button(f"{thing}{show_loan(loan, locale)}", url)
