"""Which officials a child is offered to: near before far, who has fewest before who has more. Pure.

Nearest is the child's own kelurahan, then its kecamatan, then the kecamatan beside it in their
order, then anywhere.
"""

from collections.abc import Iterable, Mapping, Sequence

from mandat.fostering.domain.model import Official
from mandat.fostering.domain.officials import room
from mandat.programmes.domain.terms import FosterTerms
from mandat.records import record

OFFERED = 5
# What of a place an official shares with the child.
VILLAGE, DISTRICT, BESIDE, ANYWHERE = "village", "district", "beside", "anywhere"
Neighbours = Mapping[str, Sequence[str]]


@record
class Place:
    """Where a child lives: codes of its kelurahan and kecamatan, empty while nobody knows."""

    village: str = ""
    district: str = ""


@record
class Offer:
    """An official with room. `near` is what of the place he shares, `free` his empty places."""

    official: Official
    near: str
    free: int


def offers(
    place: Place,
    officials: Iterable[Official],
    terms: FosterTerms,
    neighbours: Neighbours,
    but: str = "",
    most: int = OFFERED,
) -> tuple[Offer, ...]:
    """The best `most` of those with room, without `but`: who has just handed the child on."""
    free = ((one, room(one, terms)) for one in officials if one.id != but)
    ranked = sorted(
        ((_key(place, one, left, terms, neighbours), one, left) for one, left in free if left > 0),
        key=lambda each: each[0],
    )
    return tuple(Offer(one, near(place, one, neighbours), left) for _, one, left in ranked[:most])


def near(place: Place, official: Official, neighbours: Neighbours) -> str:
    """What of the child's place an official shares."""
    if place.village and official.village == place.village:
        return VILLAGE
    if place.district and official.district == place.district:
        return DISTRICT
    return BESIDE if official.district in neighbours.get(place.district, ()) else ANYWHERE


_ORDER = (VILLAGE, DISTRICT, BESIDE, ANYWHERE)


def _key(
    place: Place, official: Official, free: int, terms: FosterTerms, neighbours: Neighbours
) -> tuple[int, int, float, int, str]:
    """Distance, then how full his quota is; of two alike the one with more places."""
    beside, shared = neighbours.get(place.district, ()), near(place, official, neighbours)
    step = beside.index(official.district) if shared == BESIDE else 0
    full = len(official.children) / max(terms.quota(official.rank), 1)
    return _ORDER.index(shared), step, full, -free, official.id
