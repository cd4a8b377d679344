"""An official behind his link, with the children entrusted to him as they are now."""

from dataclasses import field
from datetime import datetime
from functools import cached_property

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import LinkError, NotFoundError
from mandat.fostering import store
from mandat.fostering.domain.model import Duty, DutyStatus, Official
from mandat.fostering.knowing import first_name, known_child
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.fostering.actions import Action
from mandat.web.visit import Visit

NAMED = "foster_page"
UNNAMED = msg("A child")


@record
class Ward:
    """`token` is that of the official's link."""

    visit: Visit
    token: str = field(repr=False)
    official: Official

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def actor(self) -> str:
        return f"official:{self.official.id}"

    @property
    def scope(self) -> str:
        """What a nonce of this official is good for."""
        return f"asuh|{self.actor}"

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @cached_property
    def terms(self) -> FosterTerms:
        return load_programmes().fostering

    @cached_property
    def children(self) -> tuple["Entrusted", ...]:
        """By first name; each look is logged in the child's record."""
        found = (_entrusted(self, child) for child in self.official.children)
        return tuple(sorted((one for one in found if one), key=lambda one: (one.name, one.child)))

    @property
    def owed(self) -> dict[Action, tuple["Owed", ...]]:
        """What he has to prove now, by the form that does it; the earliest first."""
        due = [one for one in self.duties if one.duty.status is DutyStatus.DUE]
        return {
            Action.SUPPORT: tuple(one for one in due if one.duty.is_month),
            Action.CHECK: tuple(one for one in due if not one.duty.is_month),
        }

    @cached_property
    def duties(self) -> tuple["Owed", ...]:
        """All that he owes or has proved, as far as the page shows it."""
        found = [Owed(one, duty) for one in self.children for duty in one.duties]
        return tuple(sorted(found, key=lambda one: (one.duty.due_by, one.child.name)))

    def path(self, action: str = "") -> str:
        return f"/asuh/{self.token}/{action}" if action else f"/asuh/{self.token}"


@record
class Entrusted:
    """A child as its official knows it: by first name and kelurahan, with what he owes it."""

    child: str
    name: str = field(repr=False)
    village: str
    duties: tuple[Duty, ...]


@record
class Owed:
    """A duty with the child that it is owed to."""

    child: Entrusted
    duty: Duty

    @property
    def case_id(self) -> str:
        return self.duty.case_id


def ward_of(visit: Visit, token: str) -> Ward:
    """Raises LinkError once the official has left office, or has another mailbox."""
    claims = read(Purpose.FOSTER, token, visit.now)
    official = store.load_official(claims.get("o", ""))
    if official is None or not official.is_active or claims.get("g") != str(official.generation):
        raise LinkError("link_ended")
    logger.append_keys(official=official.id)
    return Ward(visit, token, official)


def _entrusted(ward: Ward, child: str) -> Entrusted | None:
    """None when it is his no more: his own list may be a moment behind."""
    fostering = store.load_fostering(child)
    if fostering is None or fostering.official != ward.official.id or not fostering.is_fostered:
        return None
    village = ward.catalogue.village(fostering.village)
    duties = (one for one in store.duties_of(child) if one.official == ward.official.id)
    return Entrusted(
        child,
        _name(ward, child),
        village.name if village else ward.catalogue.city_name,
        tuple(one for one in duties if one.status is not DutyStatus.VOID),
    )


def _name(ward: Ward, child: str) -> str:
    try:
        return first_name(known_child(child, ward.actor, NAMED, ward.now))
    except NotFoundError:
        return ward.visit.say(UNNAMED)
