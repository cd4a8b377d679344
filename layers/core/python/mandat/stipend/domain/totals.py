"""What the city publishes of a month: sums by kelurahan, nobody's own. Pure.

A number of fewer than five people could name them, so it is not shown; nor is the one that could
be worked out from the others: where only one is hidden, the next smallest is hidden with it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from mandat.records import record
from mandat.stipend.domain.model import Payment, PaymentStatus

LEAST = 5
PAID = frozenset({PaymentStatus.PAID, PaymentStatus.RECEIVED})


@record
class Cell:
    """A kelurahan: how many people were paid how many rupiah; None where that is hidden."""

    village: str
    people: int | None
    rupiah: int | None


@record
class Totals:
    """A month as it was counted at `counted_at`. `people` and `rupiah` are the whole city's.

    `hidden` is how many kelurahan are not shown; those without any payment are not there at all.
    """

    month: str
    counted_at: datetime
    people: int | None
    rupiah: int | None
    cells: tuple[Cell, ...] = ()

    @property
    def hidden(self) -> int:
        return sum(one.people is None for one in self.cells)


def counted(month: str, ledger: Iterable[Payment], at: datetime) -> Totals:
    """The totals of a month's payments, ready to be shown to everybody."""
    paid = [one for one in ledger if one.status in PAID]
    people = Counter(one.village for one in paid)
    rupiah = Counter[str]()
    for one in paid:
        rupiah[one.village] += one.amount
    hidden = _hidden(people)
    cells = tuple(_cell(village, people, rupiah, hidden) for village in sorted(people))
    return Totals(month, at, *_sums(people, rupiah), cells)


def _hidden(people: Mapping[str, int]) -> frozenset[str]:
    """The small ones, and of the others the smallest until nothing can be worked out."""
    ranked = sorted(people, key=lambda village: (people[village], village))
    count = sum(people[village] < LEAST for village in ranked)
    while 0 < count < len(ranked) and _tells(people, ranked[:count]):
        count += 1
    return frozenset(ranked[:count])


def _tells(people: Mapping[str, int], hidden: list[str]) -> bool:
    """Whether the city's sum less what is shown would tell of fewer than five, or of one place."""
    return len(hidden) == 1 or sum(people[village] for village in hidden) < LEAST


def _cell(
    village: str, people: Mapping[str, int], rupiah: Mapping[str, int], hidden: frozenset[str]
) -> Cell:
    if village in hidden:
        return Cell(village, None, None)
    return Cell(village, people[village], rupiah[village])


def _sums(people: Mapping[str, int], rupiah: Mapping[str, int]) -> tuple[int | None, int | None]:
    """Of a city with fewer than five nothing is told; nor where its only place would be."""
    everybody = sum(people.values())
    if 0 < everybody < LEAST:
        return None, None
    return everybody, sum(rupiah.values())
