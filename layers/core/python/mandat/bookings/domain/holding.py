"""What a booking holds: half hours of single things, and so many of a pool on a day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from mandat.bookings.domain.grid import days, slots
from mandat.bookings.domain.model import Loan
from mandat.records import record

Slot = tuple[str, date, int]
PoolDay = tuple[str, date]


@record
class Grip:
    """How a booking holds its things, from its first hold to its last.

    `buffer` are the minutes around its loans, `pools` those of its things that are counted. Kept
    with the booking: what the city changes later does not change what is given back.
    """

    buffer: int = 0
    pools: frozenset[str] = frozenset()


@record
class Holding:
    """Half hours by thing, local day and minute; how many of a pool by pool and local day."""

    slots: frozenset[Slot] = frozenset()
    counts: Mapping[PoolDay, int] = field(default_factory=dict)


def holding(loans: Iterable[Loan], grip: Grip) -> Holding:
    """All that `loans` of one booking hold together: only one of them will take place.

    So a half hour is held once, and of a pool the most that any of them needs on that day.
    """
    taken: set[Slot] = set()
    counts: dict[PoolDay, int] = {}
    for loan in loans:
        for item in loan.items:
            if item.resource in grip.pools:
                for day in days(loan):
                    place = (item.resource, day)
                    counts[place] = max(counts.get(place, 0), item.quantity)
            else:
                taken |= _slots(item.resource, loan, grip.buffer)
    return Holding(frozenset(taken), counts)


def _slots(resource: str, loan: Loan, buffer: int) -> set[Slot]:
    found = slots(loan, buffer).items()
    return {(resource, day, minute) for day, minutes in found for minute in minutes}
