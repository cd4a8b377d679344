"""What the city publishes of a month: sums by kelurahan, nobody's own. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from mandat.programmes.domain.hiding import LEAST, hidden
from mandat.records import record
from mandat.stipend.domain.model import Payment, PaymentStatus

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
    unshown = hidden(people)
    cells = tuple(_cell(village, people, rupiah, unshown) for village in sorted(people))
    return Totals(month, at, *_sums(people, rupiah), cells)


def _cell(
    village: str, people: Mapping[str, int], rupiah: Mapping[str, int], unshown: frozenset[str]
) -> Cell:
    if village in unshown:
        return Cell(village, None, None)
    return Cell(village, people[village], rupiah[village])


def _sums(people: Mapping[str, int], rupiah: Mapping[str, int]) -> tuple[int | None, int | None]:
    """Of a city with fewer than five nothing is told; nor where its only place would be."""
    everybody = sum(people.values())
    if 0 < everybody < LEAST:
        return None, None
    return everybody, sum(rupiah.values())
