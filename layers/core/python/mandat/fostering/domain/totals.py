"""What the city publishes of fostering: sums, nobody's own. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from mandat.fostering.domain.model import Duty, DutyStatus, Fostering, Official
from mandat.fostering.domain.officials import room
from mandat.programmes.domain.hiding import LEAST, hidden
from mandat.programmes.domain.terms import FosterTerms
from mandat.records import record


@record
class District:
    """Children of the programme in a kecamatan; None where that is hidden."""

    code: str
    children: int | None


@record
class MonthTotals:
    """The help of a month: how many children are owed it, and of how many it is proved."""

    month: str = ""
    owed: int = 0
    proved: int = 0
    overdue: int = 0


NO_MONTH = MonthTotals()


@record
class FosterTotals:
    """As counted at `counted_at`. `waiting` are the children without a fosterer: the headline.

    `longest` is since when the one has none who has waited longest. `room` are the empty places of
    all officials.
    """

    counted_at: datetime
    waiting: int
    fostered: int
    officials: int
    room: int
    longest: datetime | None = None
    month: MonthTotals = NO_MONTH
    districts: tuple[District, ...] = ()

    @property
    def hidden(self) -> int:
        return sum(one.children is None for one in self.districts)


def without_fosterer(fostering: Fostering, officials: Mapping[str, Official]) -> datetime | None:
    """Since when a child has none, also while nobody has handed it on yet; None where one has it.

    Its official may have left a moment ago.
    """
    if fostering.is_waiting:
        return fostering.waiting_since
    if not fostering.is_fostered:
        return None
    official = officials.get(fostering.official)
    gone = official is None or not official.is_active
    return (official.left_at if official else fostering.since) if gone else None


def counted(
    roll: Iterable[Fostering],
    officials: Iterable[Official],
    districts: Mapping[str, str],
    terms: FosterTerms,
    at: datetime,
    month: MonthTotals = NO_MONTH,
) -> FosterTotals:
    """`districts` says in which kecamatan a kelurahan lies."""
    here = tuple(one for one in roll if not one.is_ended)
    known = {one.id: one for one in officials}
    waits = [since for one in here if (since := without_fosterer(one, known))]
    return FosterTotals(
        at,
        waiting=len(waits),
        fostered=len(here) - len(waits),
        officials=sum(one.is_active for one in known.values()),
        room=sum(room(one, terms) for one in known.values()),
        longest=min(waits, default=None),
        month=month,
        districts=_by_district(here, districts),
    )


def _by_district(
    children: Iterable[Fostering], districts: Mapping[str, str]
) -> tuple[District, ...]:
    numbers = Counter(districts.get(one.village, "") for one in children)
    unshown = hidden(numbers)
    if 0 < sum(numbers.values()) < LEAST:
        unshown = frozenset(numbers)
    shown = {code: None if code in unshown else number for code, number in numbers.items()}
    return tuple(District(code, shown[code]) for code in sorted(shown) if code)


def month_of_ledger(month: str, ledger: Iterable[Duty], at: datetime) -> MonthTotals:
    """What is void was not owed after all."""
    owed = [one for one in ledger if one.status is not DutyStatus.VOID]
    proved = sum(one.status is DutyStatus.PROVED for one in owed)
    late = sum(one.status is DutyStatus.DUE and one.due_by < at for one in owed)
    return MonthTotals(month, len(owed), proved, late)
