"""The forms of a post: a deputy is given or taken back, a successor is entered."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Deputy, Post
from mandat.city.store import load_post
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    LinkExpiredError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count, logger
from mandat.posts import commands
from mandat.posts.commands import Act, Done
from mandat.posts.domain import may_hand_over
from mandat.records import record
from mandat.web import render
from mandat.web.posts.fields import SURE, read_delegation, read_successor
from mandat.web.posts.page import head_of, post_page
from mandat.web.posts.wording import FIELD_ERRORS, FORM_AGAIN, NOT_NOW, REFUSALS
from mandat.web.request import whole_number
from mandat.web.staff.viewer import Viewer
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503
TYPED = ("name", "email", "scope", "reference", "day", "seat", "sure")

# What a form makes of what was typed: what is wrong with it, or the command to run.
Run = Callable[[Act], Done]
Decided = list[InvalidError] | Run


@record
class Sheet:
    """One form. `name` is the last word of its address, `about` whom or what it changes."""

    visit: Visit
    token: str
    viewer: Viewer
    name: str
    template: str
    about: str = ""
    more: tuple[tuple[str, Any], ...] = ()

    @property
    def scope(self) -> str:
        return f"jabatan|{self.viewer.actor}|{self.viewer.edition}|{self.name}|{self.about}"

    @property
    def home(self) -> str:
        return f"/t/jabatan/{self.token}"


def show_delegation(visit: Visit, token: str) -> Response[str]:
    return _or_home(visit, token, lambda: _form(_delegation(visit, token)))


def send_delegation(visit: Visit, token: str) -> Response[str]:
    sheet = _delegation(visit, token)
    return _sent(sheet, lambda: _give(sheet))


def _delegation(visit: Visit, token: str) -> Sheet:
    return Sheet(visit, token, head_of(visit, token), "wakil", "posts/deputy.html")


def _give(sheet: Sheet) -> Decided:
    post_id = sheet.viewer.id
    asked = read_delegation(sheet.visit.request, post_id, sheet.visit.now)
    if isinstance(asked, list):
        return asked
    return lambda act: commands.give_delegation(
        post_id, asked.wish, asked.case_id, asked.until, act
    )


def show_end(visit: Visit, token: str, serial: str) -> Response[str]:
    return _or_home(visit, token, lambda: _form(_end(visit, token, serial)))


def send_end(visit: Visit, token: str, serial: str) -> Response[str]:
    sheet = _end(visit, token, serial)
    return _sent(sheet, lambda: _take_back(sheet))


def _end(visit: Visit, token: str, serial: str) -> Sheet:
    viewer = head_of(visit, token)
    deputy = _deputy(viewer.post, serial)
    more = (("deputy", deputy),)
    return Sheet(visit, token, viewer, "akhiri", "posts/end.html", serial, more)


def _deputy(post: Post, serial: str) -> Deputy | None:
    """The deputy of a delegation; nobody once it is over."""
    number = whole_number(serial)
    if number is None:
        raise NotFoundError("no_delegation")
    return next((one for one in post.deputies if one.serial == number), None)


def _take_back(sheet: Sheet) -> Decided:
    if sheet.visit.request.value("sure") != SURE:
        return [InvalidError("sure", "not_sure")]
    return lambda act: commands.end_delegation(sheet.viewer.id, int(sheet.about), act)


def show_handover(visit: Visit, token: str, post: str) -> Response[str]:
    return _or_home(visit, token, lambda: _form(_handover(visit, token, post)))


def send_handover(visit: Visit, token: str, post: str) -> Response[str]:
    sheet = _handover(visit, token, post)
    return _sent(sheet, lambda: _ask(sheet))


def _handover(visit: Visit, token: str, post_id: str) -> Sheet:
    viewer = head_of(visit, token)
    post = load_post(post_id)
    if post is None or not may_hand_over(viewer.id, post):
        raise NotFoundError("no_post")
    more = (("post", post),)
    return Sheet(visit, token, viewer, "serah", "posts/successor.html", post_id, more)


def _ask(sheet: Sheet) -> Decided:
    post: Post = dict(sheet.more)["post"]
    asked = read_successor(sheet.visit.request, tuple(one.id for one in post.addresses))
    if isinstance(asked, list):
        return asked
    return lambda act: commands.ask_handover(post.id, asked.seat, asked.wish, act)


def _or_home(visit: Visit, token: str, show: Callable[[], Response[str]]) -> Response[str]:
    """A link whose time is over is renewed on the page of the post."""
    try:
        return show()
    except LinkExpiredError:
        return visit.redirect(f"/t/jabatan/{token}")


def _sent(sheet: Sheet, decide: Callable[[], Decided]) -> Response[str]:
    """Do it once for its nonce; whatever is wrong comes back with everything typed kept."""
    visit, nonce = sheet.visit, sheet.visit.request.value("nonce")
    logger.append_keys(action=sheet.name)
    try:
        cause = visit.guard.cause(nonce, sheet.scope, visit.now)
    except LinkError:
        return _form(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    run = decide()
    if isinstance(run, list):
        return _form(sheet, nonce, status=INVALID, wrong=run)
    return _done(sheet, nonce, run, Act(sheet.viewer.actor, cause, visit.now))


def _done(sheet: Sheet, nonce: str, run: Run, act: Act) -> Response[str]:
    try:
        done = run(act)
    except InvalidError as error:
        return _form(sheet, nonce, status=INVALID, wrong=[error])
    except RefusedError as error:
        refused = REFUSALS.get(error.code, NOT_NOW)
        return post_page(sheet.visit, sheet.token, status=CONFLICT, refused=refused)
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return _form(sheet, nonce, status=BUSY, again=FORM_AGAIN[why])
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return sheet.visit.redirect(f"{sheet.home}?hasil={sheet.name}")


def _form(
    sheet: Sheet,
    nonce: str = "",
    *,
    status: int = 200,
    again: str = "",
    wrong: list[InvalidError] | None = None,
) -> Response[str]:
    visit = sheet.visit
    said = {one.field: visit.say(FIELD_ERRORS[one.code]) for one in reversed(wrong or [])}
    return render.page(
        sheet.template,
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        viewer=sheet.viewer,
        home=sheet.home,
        nonce=nonce or visit.guard.nonce(sheet.scope, visit.now),
        again=again,
        problems=dict(reversed(said.items())),
        typed={name: visit.request.value(name) for name in TYPED},
        **dict(sheet.more),
    )
