"""One post's visit of one case of the fostering programme, and what it may know of the child."""

from functools import cached_property

from mandat.bookings.fleet_store import load_fleet
from mandat.errors import NotFoundError
from mandat.fostering import store
from mandat.fostering.domain.matching import Offer, Place, offers
from mandat.fostering.domain.model import Fostering, Need, Official, Subject
from mandat.fostering.domain.officials import room
from mandat.programmes.commands import consult
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import FosterTerms, Programmes
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web.children.permits import Action, allowed
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit

LOOKED = "foster_case"


@record
class ChildDesk:
    """`subject` is as it was when the page was asked for."""

    desk: Desk
    subject: Subject

    @cached_property
    def programmes(self) -> Programmes:
        return load_programmes()

    @property
    def terms(self) -> FosterTerms:
        return self.programmes.fostering

    @property
    def need(self) -> Need | None:
        return self.subject if isinstance(self.subject, Need) else None

    @cached_property
    def fostering(self) -> Fostering | None:
        return store.load_fostering(self.subject.child)

    @cached_property
    def person(self) -> Person | None:
        """The child's record, for posts that may read of children; each look is logged."""
        desk = self.desk
        if not desk.sight.content or desk.viewer.id not in self.programmes.register.child_posts:
            return None
        try:
            return consult(self.subject.child, desk.viewer.actor, LOOKED, desk.now, desk.case.id)
        except NotFoundError:
            return None

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        desk = self.desk
        return allowed(desk.case, self.subject, self.fostering, desk.viewer.id, self.terms)

    @cached_property
    def officials(self) -> tuple[Official, ...]:
        return tuple(store.officials())

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The nearest with room, for who may choose one."""
        if Action.MATCH not in self.allowed or self.need is None:
            return ()
        beside = dict(load_fleet().neighbours)
        return offers(self.place, self.officials, self.terms, beside, self.need.before)

    @property
    def others(self) -> tuple[Official, ...]:
        """Everybody else with room, by name: also who has just handed the child on."""
        offered = {one.official.id for one in self.offers}
        found = (one for one in self.officials if room(one, self.terms) and one.id not in offered)
        return tuple(sorted(found, key=lambda one: (one.name, one.id)))

    @property
    def place(self) -> Place:
        code = self.fostering.village if self.fostering else self.desk.case.village
        village = self.desk.catalogue.village(code)
        return Place(code, village.district_code if village else "")


def with_child(desk: Desk) -> ChildDesk:
    """Raises NotFoundError for a case of anything else."""
    subject = store.load(desk.case.id)
    if subject is None:
        raise NotFoundError("no_fostering")
    return ChildDesk(desk, subject)


def child_desk_of(visit: Visit, token: str) -> ChildDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_child(desk_of(visit, token))
