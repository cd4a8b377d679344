"""Cases of the same category near a place: what may be the same thing reported twice. Pure."""

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime, timedelta
from math import cos, hypot, radians

from mandat.cases.domain.model import Case, Outcome
from mandat.records import record

SPAN = timedelta(days=28)
NEAR_METRES = 250
SHOWN_MAX = 5
# Decimals of a position: about eleven metres.
GRID = 4
_METRES_A_DEGREE = 111_320


@record
class Place:
    """Where and what: `case_id` is the case that is looked from, empty before it is filed."""

    service_id: str
    village: str
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    case_id: str = ""


@record
class Sighting:
    """A case as the list of its category and kelurahan keeps it; the position is rounded."""

    case_id: str
    at: datetime
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    photo: str = ""


@record
class Neighbour:
    """`metres` is None when one of the two has no position."""

    case: Case
    metres: int | None
    photo: str


def metres(place: Place, other: Sighting) -> int | None:
    """How far apart; over a city the earth is flat."""
    if place.latitude is None or place.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north = (other.latitude - place.latitude) * _METRES_A_DEGREE
    east = (other.longitude - place.longitude) * _METRES_A_DEGREE * cos(radians(place.latitude))
    return round(hypot(north, east))


def ranked(place: Place, found: Iterable[Sighting]) -> list[tuple[Sighting, int | None]]:
    """Those within 250 m first, the nearest leading; then the rest, the latest leading."""
    pairs = [(one, metres(place, one)) for one in found if one.case_id != place.case_id]
    near = [pair for pair in pairs if pair[1] is not None and pair[1] <= NEAR_METRES]
    rest = [pair for pair in pairs if pair not in near]
    near.sort(key=lambda pair: pair[1] or 0)
    rest.sort(key=lambda pair: pair[0].at, reverse=True)
    return near + rest


def may_be_shown(case: Case) -> bool:
    """Never a sealed one, a loan, nor what nobody works on for its own sake."""
    dropped = case.outcome is Outcome.WITHDRAWN or bool(case.merged_into)
    hidden = case.sealed or case.booking or case.programme or case.suspect
    return not (hidden or dropped)
