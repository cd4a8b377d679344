"""One post's visit of one case: who looks, at what, and when."""

from datetime import datetime
from functools import cached_property

from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.cases.domain.sight import Sight, discussion, sight
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.platform.links import Purpose, read
from mandat.platform.observability import follow
from mandat.records import record
from mandat.web.staff.permits import Action, allowed, shared
from mandat.web.staff.viewer import Viewer, for_case, viewer_of
from mandat.web.visit import Visit


@record
class Desk:
    """`case` is as it was when the page was asked for."""

    visit: Visit
    token: str
    viewer: Viewer
    case: Case

    @property
    def now(self) -> datetime:
        return self.visit.now

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @cached_property
    def sight(self) -> Sight:
        return sight(self.case, self.viewer.id)

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        case, post, heads = self.case, self.viewer.id, self.catalogue.heads
        return (*shared(case, post, self.now, heads), *allowed(case, post, self.now))

    @cached_property
    def readers(self) -> frozenset[str]:
        """The posts that take part in the discussion of the case."""
        return discussion(self.case, self.catalogue.heads)

    @property
    def scope(self) -> str:
        """What a nonce of this desk is good for."""
        return f"{self.case.id}|{self.viewer.id}"

    def path(self, action: str = "") -> str:
        return f"/t/{self.token}/{action}" if action else f"/t/{self.token}"


def desk_of(visit: Visit, token: str) -> Desk:
    """The desk behind a case link. Raises LinkExpiredError, LinkError or NotFoundError."""
    claims = read(Purpose.ACT, token, visit.now)
    viewer = viewer_of(claims, visit.now)
    case = store.load(claims["c"])
    for_case(viewer, case)
    follow(case.id, visit.request.id)
    return Desk(visit, token, viewer, case)
