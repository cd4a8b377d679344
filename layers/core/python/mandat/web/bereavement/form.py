"""One page of the report of a death as it came in."""

from dataclasses import replace
from typing import Self

from mandat.records import record
from mandat.web.asking.form import Asked, new_key, sent_key
from mandat.web.bereavement.draft import DeathDraft, read_death
from mandat.web.bereavement.mourning import Mourning, mourning_at
from mandat.web.bereavement.steps import FIRST, WAY, settled
from mandat.web.visit import Visit

SCOPE = "kematian"
PATH = "/kematian/lapor"


@record
class DeathForm(Asked[DeathDraft, Mourning]):
    """`world` is what the city promises at a death."""

    path = PATH

    @property
    def mourning(self) -> Mourning:
        return self.world

    def having(self, draft: DeathDraft) -> Self:
        return replace(self, draft=settled(draft, self.mourning))


def new_form(visit: Visit) -> DeathForm:
    mourning, key = mourning_at(visit.now), new_key(visit, SCOPE)
    draft = settled(DeathDraft(service=mourning.service.id), mourning)
    return DeathForm(visit, WAY, mourning, draft, FIRST, key.text, key.cause)


def read_form(visit: Visit) -> DeathForm:
    """The form that was posted, with a fresh key when its own does not hold here."""
    mourning, key = mourning_at(visit.now), sent_key(visit, SCOPE)
    draft = settled(read_death(visit.request, mourning.service.id), mourning)
    return DeathForm(
        visit,
        WAY,
        mourning,
        draft,
        WAY.asked_of(visit.request.value("step"), draft, mourning),
        key.text,
        key.cause,
        checking=bool(visit.request.value("checking")),
        renewed=key.renewed,
    )
