"""/j/<token>: the newcomer confirms that he holds the post, and gets its work and the guide."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.city.domain import Post
from mandat.city.store import load_catalogue, load_post
from mandat.errors import ConflictError, LinkError, OutcomeUnknownError, RefusedError
from mandat.platform.links import Purpose, read, worklist_url
from mandat.platform.observability import count, logger
from mandat.posts import commands, store
from mandat.posts.commands import Act
from mandat.posts.domain import EVERYBODY, FIRST_SEAT, Handover, HandoverState, post_of
from mandat.posts.guide import GUIDE, GUIDE_TITLE
from mandat.posts.news import NEWCOMER
from mandat.story.timeline import post_title
from mandat.web import render
from mandat.web.posts.wording import FIELD_ERRORS, FORM_AGAIN
from mandat.web.visit import Visit

YES, NO = "yes", "no"
ENDED = "handover_over"
OPEN_MAX = 50
CONFLICT, INVALID, BUSY = 409, 422, 503


def show(visit: Visit, token: str) -> Response[str]:
    post, asked = _asked(visit, token)
    if asked.state is HandoverState.DECLINED:
        return _page(visit, "posts/declined.html", post, asked)
    if asked.state is HandoverState.DONE:
        return _taken(visit, post, asked)
    return _question(visit, post, asked)


def answer(visit: Visit, token: str) -> Response[str]:
    post, asked = _asked(visit, token)
    nonce = visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, _scope(asked), visit.now)
    except LinkError:
        return _question(visit, post, asked, status=CONFLICT, again=FORM_AGAIN["nonce"])
    choice = visit.request.value("choice")
    if choice not in {YES, NO}:
        return _question(visit, post, asked, nonce, status=INVALID, wrong="choose_one")
    return _answered(visit, token, post, asked, choice, cause)


def _answered(
    visit: Visit, token: str, post: Post, asked: Handover, choice: str, cause: str
) -> Response[str]:
    run = commands.confirm_handover if choice == YES else commands.decline_handover
    act = Act(f"post:{post.id}:{NEWCOMER}", cause, visit.now)
    logger.append_keys(post=post.id, action="jabatan", choice=choice)
    try:
        done = run(post.id, asked.id, act)
    except RefusedError as error:
        raise LinkError(ENDED) from error
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        nonce = visit.request.value("nonce")
        return _question(visit, post, asked, nonce, status=BUSY, again=FORM_AGAIN[why])
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return visit.redirect(f"/j/{token}")


def _asked(visit: Visit, token: str) -> tuple[Post, Handover]:
    """The post and the entry that a link names. Raises LinkError once the entry counts no more."""
    claims = read(Purpose.TAKE_POST, token, visit.now)
    post, asked = load_post(claims["p"]), store.handover(claims["p"])
    if post is None or asked is None or asked.id != claims["h"]:
        raise LinkError(ENDED)
    gone_on = asked.state is HandoverState.DONE and post.generation != asked.generation + 1
    if gone_on or (asked.state is HandoverState.ASKED and not asked.is_open(post, visit.now)):
        raise LinkError(ENDED)
    return post, asked


def _scope(asked: Handover) -> str:
    return f"serah|{asked.post_id}|{asked.id}"


def _question(
    visit: Visit,
    post: Post,
    asked: Handover,
    nonce: str = "",
    *,
    status: int = 200,
    again: str = "",
    wrong: str = "",
) -> Response[str]:
    return _page(
        visit,
        "posts/take.html",
        post,
        asked,
        status=status,
        nonce=nonce or visit.guard.nonce(_scope(asked), visit.now),
        again=again,
        by=post_title(post_of(asked.asked_by), load_catalogue()),
        problems={"choice": visit.say(FIELD_ERRORS[wrong])} if wrong else {},
    )


def _taken(visit: Visit, post: Post, asked: Handover) -> Response[str]:
    """What the newcomer's mail says, too: the open work and the guide."""
    seat = FIRST_SEAT if asked.seat == EVERYBODY else asked.seat
    return _page(
        visit,
        "posts/taken.html",
        post,
        asked,
        worklist=worklist_url(post.id, seat, post.edition(seat), visit.now),
        open_tasks=len(cases.worklist(post.id, OPEN_MAX)),
        guide_title=GUIDE_TITLE,
        guide=GUIDE,
    )


def _page(
    visit: Visit, template: str, post: Post, asked: Handover, *, status: int = 200, **more: Any
) -> Response[str]:
    cookies = visit.cookies(guarded=True)
    return render.page(
        template, visit.locale, status=status, cookies=cookies, post=post, asked=asked, **more
    )
