"""Which cases a category and a kelurahan had of late: NEAR#<service>#<village> / <at>#<case>."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pynamodb.attributes import UnicodeAttribute

from mandat.cases.domain.model import Case
from mandat.cases.store import stamp
from mandat.city.domain import UNKNOWN_SERVICE
from mandat.nearby.domain import GRID, SPAN, Sighting
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Delete, Put, Write, commit

if TYPE_CHECKING:  # a page that looks for neighbours submits nothing
    from mandat.personal.submission import Submission

KEPT = SPAN + timedelta(days=2)
READ_MAX = 50


class NearItem(TableItem, discriminator="Near"):
    """`photo` is the first upload, not of a citizen who said «rahasiakan»."""

    case_id = UnicodeAttribute()
    at = UnicodeAttribute()
    latitude = Number(null=True)
    longitude = Number(null=True)
    photo = UnicodeAttribute(null=True)


def near_writes(submission: Submission, case_id: str, at: datetime) -> list[Write]:
    """The line of a new case; none for a sealed, suspect, unplaced or uncategorised one."""
    command, told = submission.command, submission.narrative
    hidden = command.sealed or command.suspect or command.service_id == UNKNOWN_SERVICE
    if hidden or not command.village:
        return []
    item = NearItem(
        _key(command.service_id, command.village),
        f"{stamp(at)}#{case_id}",
        case_id=case_id,
        at=stamp(at),
        latitude=_rounded(told.latitude),
        longitude=_rounded(told.longitude),
        photo=told.photos[0] if told.photos and not command.confidential else None,
        expires_at=epoch(at + KEPT),
    )
    return [Put(item)]


def forget_case(case: Case) -> None:
    """The case's data are erased: nobody is shown its place or picture any more."""
    commit([Delete(NearItem(*_place_of(case)))])


def _place_of(case: Case) -> tuple[str, str]:
    return _key(case.service_id, case.village), f"{stamp(case.submitted_at)}#{case.id}"


def sightings(service_id: str, village: str, now: datetime) -> tuple[Sighting, ...]:
    """The cases of the last four weeks, the latest first, at most 50."""
    found = NearItem.query(
        _key(service_id, village),
        NearItem.sk >= stamp(now - SPAN),
        scan_index_forward=False,
        limit=READ_MAX,
    )
    return tuple(_sighting(item) for item in found)


def _sighting(item: NearItem) -> Sighting:
    at = datetime.fromisoformat(item.at)
    return Sighting(item.case_id, at, item.latitude, item.longitude, item.photo or "")


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, GRID)


def _key(service_id: str, village: str) -> str:
    return f"NEAR#{service_id}#{village}"
