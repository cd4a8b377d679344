"""What may be the same thing, as it stands now."""

from datetime import datetime

from mandat.cases import store as cases
from mandat.nearby.domain import SHOWN_MAX, Neighbour, Place, may_be_shown, ranked
from mandat.nearby.store import sightings

LOOKED_AT_MAX = 12


def neighbours(place: Place, now: datetime) -> tuple[Neighbour, ...]:
    """Open or lately closed cases of the category near the place, at most five."""
    if not place.service_id or not place.village:
        return ()
    found: list[Neighbour] = []
    for one, distance in ranked(place, sightings(place.service_id, place.village, now))[
        :LOOKED_AT_MAX
    ]:
        case = cases.find(one.case_id)
        if case and may_be_shown(case):
            found.append(Neighbour(case, distance, one.photo))
        if len(found) == SHOWN_MAX:
            break
    return tuple(found)
