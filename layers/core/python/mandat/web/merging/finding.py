"""What may be about the same thing as a post's case, and what the post may do about it."""

from mandat.cases.domain.model import CaseStatus
from mandat.merging.domain import may_be_merged
from mandat.nearby.domain import Neighbour, Place
from mandat.nearby.reading import neighbours
from mandat.personal import store as personal
from mandat.web.staff.desk import Desk

PATH = "gabung"


def same_things(desk: Desk) -> tuple[Neighbour, ...]:
    """What may be about the same thing as the desk's case, for whoever may read that."""
    case = desk.case
    if case.sealed or not desk.sight.content:
        return ()
    told = personal.narrative(case.id)
    place = Place(case.service_id, case.village, told.latitude, told.longitude, case.id)
    return neighbours(place, desk.now)


def mergeable(desk: Desk, found: tuple[Neighbour, ...]) -> tuple[Neighbour, ...]:
    """Those into which the acting post may merge its case."""
    if desk.viewer.id != desk.case.owner or desk.case.status is not CaseStatus.OPEN:
        return ()
    return tuple(one for one in found if may_be_merged(desk.case, one.case))
