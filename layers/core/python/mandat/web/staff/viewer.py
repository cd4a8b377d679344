"""Who holds a link: a post's address, as the post is today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mandat.city.domain import Post
from mandat.city.store import load_post
from mandat.errors import LinkError
from mandat.platform.links import act_url, worklist_url

ENDED = "link_ended"


@dataclass(frozen=True)
class Viewer:
    """A post acting through one of its addresses."""

    post: Post
    address_id: str

    @property
    def id(self) -> str:
        return self.post.id

    @property
    def actor(self) -> str:
        return f"post:{self.post.id}:{self.address_id}"

    def case_link(self, case_id: str, now: datetime) -> str:
        return act_url(case_id, self.post.id, self.address_id, self.post.generation, now)

    def worklist_link(self, now: datetime) -> str:
        return worklist_url(self.post.id, self.address_id, self.post.generation, now)


def viewer_of(claims: Mapping[str, str]) -> Viewer:
    """The holder that a link's claims name. Raises LinkError once the post has changed hands."""
    post = load_post(claims.get("p", ""))
    address = claims.get("a", "")
    if post is None or post.address(address) is None or str(post.generation) != claims.get("g"):
        raise LinkError(ENDED)
    return Viewer(post, address)
