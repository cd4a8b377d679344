"""Who holds a link: a post's address, as the post is today."""

from collections.abc import Mapping
from datetime import datetime

from mandat.cases.domain.model import Case
from mandat.city.domain import Deputy, Post
from mandat.city.store import load_post
from mandat.errors import LinkError
from mandat.platform.links import (
    act_url,
    cards_url,
    foster_list_url,
    hospitals_url,
    lending_url,
    pay_list_url,
    post_url,
    reports_url,
    worklist_url,
)
from mandat.posts.domain import keeps_list, may_act, may_act_on
from mandat.records import record

ENDED = "link_ended"


@record
class Viewer:
    """A post acting through one of its addresses."""

    post: Post
    address_id: str

    @property
    def id(self) -> str:
        return self.post.id

    @property
    def edition(self) -> str:
        return self.post.edition(self.address_id)

    @property
    def is_holder(self) -> bool:
        return not isinstance(self.post.address(self.address_id), Deputy)

    @property
    def actor(self) -> str:
        return f"post:{self.post.id}:{self.address_id}"

    def case_link(self, case_id: str, now: datetime) -> str:
        return act_url(case_id, self.post.id, self.address_id, self.edition, now)

    def worklist_link(self, now: datetime) -> str:
        return worklist_url(self.post.id, self.address_id, self.edition, now)

    def reports_link(self, now: datetime) -> str:
        return reports_url(self.post.id, self.address_id, self.edition, now)

    def lending_link(self, now: datetime) -> str:
        return lending_url(self.post.id, self.address_id, self.edition, now)

    def pay_list_link(self, now: datetime, month: str = "") -> str:
        return pay_list_url(self.post.id, self.address_id, self.edition, now, month)

    def foster_list_link(self, now: datetime) -> str:
        return foster_list_url(self.post.id, self.address_id, self.edition, now)

    def hospitals_link(self, now: datetime) -> str:
        return hospitals_url(self.post.id, self.address_id, self.edition, now)

    def cards_link(self, now: datetime) -> str:
        return cards_url(self.post.id, self.address_id, self.edition, now)

    def post_link(self, now: datetime) -> str:
        return post_url(self.post.id, self.address_id, self.edition, now)


def viewer_of(claims: Mapping[str, str], now: datetime) -> Viewer:
    """The holder or deputy that a link's claims name.

    Raises LinkError once the post has changed hands, or the delegation is over.
    """
    post = load_post(claims.get("p", ""))
    address = claims.get("a", "")
    if post is None or not may_act(post, address, claims.get("g", ""), now):
        raise LinkError(ENDED)
    return Viewer(post, address)


def for_case(viewer: Viewer, case: Case) -> Viewer:
    """The viewer of this case. Raises LinkError for a deputy whose one task is another."""
    if not may_act_on(viewer.post, viewer.address_id, case.id, case.owner):
        raise LinkError(ENDED)
    return viewer


def for_list(viewer: Viewer) -> Viewer:
    """The viewer of all work of the post. Raises LinkError for a deputy for one task."""
    if not keeps_list(viewer.post, viewer.address_id):
        raise LinkError(ENDED)
    return viewer
