"""One page of the form of care without payment as it came in."""

from mandat.records import record
from mandat.web.asking.form import Asked, new_key, sent_key
from mandat.web.guarantee.asking import Asking, asking
from mandat.web.guarantee.draft import CareDraft, read_care
from mandat.web.guarantee.steps import FIRST, WAY, settled
from mandat.web.visit import Visit

SCOPE = "berobat"
PATH = "/berobat/minta"


@record
class CareForm(Asked[CareDraft, Asking]):
    """`world` is what the city promises."""

    @property
    def path(self) -> str:
        return PATH


def new_form(visit: Visit) -> CareForm:
    world, key = asking(visit.now), new_key(visit, SCOPE)
    return CareForm(visit, WAY, world, CareDraft(), FIRST, key.text, key.cause)


def read_form(visit: Visit) -> CareForm:
    """The form that was posted, with a fresh key when its own does not hold here."""
    world, key = asking(visit.now), sent_key(visit, SCOPE)
    draft = settled(read_care(visit.request), world)
    return CareForm(
        visit,
        WAY,
        world,
        draft,
        WAY.asked_of(visit.request.value("step"), draft, world),
        key.text,
        key.cause,
        checking=bool(visit.request.value("checking")),
        renewed=key.renewed,
    )
