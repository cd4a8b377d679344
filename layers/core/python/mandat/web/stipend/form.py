"""One page of the form of the stipend as it came in."""

from mandat.records import record
from mandat.web.asking.form import Asked, new_key, sent_key
from mandat.web.stipend.asking import Asking, asking
from mandat.web.stipend.draft import StipendDraft, read_stipend
from mandat.web.stipend.steps import FIRST, WAY, settled
from mandat.web.visit import Visit

SCOPE = "santunan"
PATH = "/santunan/daftar"


@record
class StipendForm(Asked[StipendDraft, Asking]):
    """`world` is what the city promises."""

    @property
    def path(self) -> str:
        return PATH


def new_form(visit: Visit) -> StipendForm:
    world, key = asking(visit.now), new_key(visit, SCOPE)
    draft = StipendDraft(service=world.service.id)
    return StipendForm(visit, WAY, world, draft, FIRST, key.text, key.cause)


def read_form(visit: Visit) -> StipendForm:
    """The form that was posted, with a fresh key when its own does not hold here."""
    world, key = asking(visit.now), sent_key(visit, SCOPE)
    draft = settled(read_stipend(visit.request, world.service.id), world)
    return StipendForm(
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
