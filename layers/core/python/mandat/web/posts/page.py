"""/t/jabatan/<token>: who holds the post, who stands in for it, and the posts below it."""

from dataclasses import asdict
from datetime import datetime

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Address, Catalogue, Deputy, Post
from mandat.city.store import load_catalogue, load_posts
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.posts import store
from mandat.posts.domain import PERSONNEL, Entry, holder, may_hand_over
from mandat.posts.guide import GUIDE, GUIDE_TITLE
from mandat.posts.reach import reachable
from mandat.posts.wording import REASONS
from mandat.records import record
from mandat.story.timeline import actor_title
from mandat.web import render
from mandat.web.posts.wording import DONE, HISTORY
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit


@record
class Below:
    """A post that the viewer may hand over. `names` are its holders', not their addresses."""

    post: Post
    names: tuple[str, ...]
    is_lost: bool
    link: str


def head_of(visit: Visit, token: str) -> Viewer:
    """The holder behind a worklist's token. Raises LinkError; NotYoursError for deputies."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    holder(viewer.post, viewer.actor)
    logger.append_keys(post=viewer.id)
    return viewer


def show_post(visit: Visit, token: str) -> Response[str]:
    return post_page(visit, token)


def post_page(visit: Visit, token: str, *, status: int = 200, refused: str = "") -> Response[str]:
    viewer = head_of(visit, token)
    return render.page(
        "posts/post.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=False),
        viewer=viewer,
        path=f"/t/jabatan/{token}",
        worklist=viewer.worklist_link(visit.now),
        holders=viewer.post.addresses,
        deputies=running(viewer.post, visit.now),
        reasons=REASONS,
        is_superior=viewer.id == PERSONNEL or bool(_below_ids(viewer, load_catalogue())),
        done=DONE.get(visit.request.query.get("hasil", ""), ""),
        refused=refused,
        history=[(one.at, sentence(one, visit)) for one in store.audit(viewer.id)],
        guide_title=GUIDE_TITLE,
        guide=GUIDE,
    )


def sentence(entry: Entry, visit: Visit) -> str:
    """One audit entry in one sentence."""
    by = actor_title(entry.actor, load_catalogue(), visit.locale)
    return visit.say(HISTORY[entry.type], by=by, **asdict(entry.fact))


def running(post: Post, now: datetime) -> tuple[Deputy, ...]:
    return tuple(one for one in post.deputies if one.is_running(now))


def show_below(visit: Visit, token: str) -> Response[str]:
    """The posts that the viewer may hand over, those that nothing reaches first."""
    viewer = head_of(visit, token)
    posts = load_posts(_below_ids(viewer, load_catalogue())).values()
    below = [_below(one, f"/t/jabatan/{token}/serah/{one.id}") for one in posts]
    return render.page(
        "posts/below.html",
        visit.locale,
        cookies=visit.cookies(guarded=False),
        viewer=viewer,
        path=f"/t/jabatan/{token}",
        below=sorted(below, key=lambda one: (not one.is_lost, one.post.title)),
    )


def _below_ids(viewer: Viewer, catalogue: Catalogue) -> tuple[str, ...]:
    posts = (Post(one.id, one.title, one.agency_id, one.superior_id) for one in catalogue.posts)
    return tuple(one.id for one in posts if may_hand_over(viewer.id, one))


def _below(post: Post, link: str) -> Below:
    return Below(post, tuple(_name(one) for one in post.addresses), not reachable(post), link)


def _name(one: Address) -> str:
    return one.name or one.id
