"""One post's visit of a death: its case's desk, or that of a step, and the death itself."""

from datetime import datetime
from functools import cached_property

from mandat.bereavement import store
from mandat.bereavement.domain.model import Death
from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.errors import NotFoundError
from mandat.programmes.domain.terms import BereavementTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web.mourning.permits import Action, Standing, allowed, main_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit


@record
class DeathDesk:
    """`death` is as it was when the page was asked for; `desk.case` may be a step of it."""

    desk: Desk
    death: Death
    step: str = ""

    @property
    def now(self) -> datetime:
        return self.desk.now

    @cached_property
    def terms(self) -> BereavementTerms:
        return load_programmes().bereavement

    @cached_property
    def family_case(self) -> Case:
        """The death's own case."""
        return cases.load(self.death.case_id) if self.step else self.desk.case

    @cached_property
    def standing(self) -> Standing:
        desk = self.desk
        return Standing(desk.case, self.death, self.terms, desk.viewer.id, desk.now)

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        return allowed(self.standing)

    @property
    def main(self) -> Action | None:
        return main_of(self.allowed, self.death)


def with_death(desk: Desk) -> DeathDesk:
    """The desk of a death or of a step of one. Raises NotFoundError for any other case."""
    parent, step = store.parent_of(desk.case.id) or (desk.case.id, "")
    death = store.load(parent)
    if death is None:
        raise NotFoundError("no_death")
    return DeathDesk(desk, death, step)


def death_desk_of(visit: Visit, token: str) -> DeathDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_death(desk_of(visit, token))
