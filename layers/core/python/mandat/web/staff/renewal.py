"""A link whose time is over: a fresh one goes to the post's own mail address, never to the page."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkError, LinkExpiredError, OutcomeUnknownError
from mandat.messaging import queue
from mandat.messaging.domain import new_link
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.web import render
from mandat.web.staff.fields import SURE
from mandat.web.staff.paths import ASK
from mandat.web.staff.viewer import Viewer, viewer_of
from mandat.web.staff.wording import FIELD_ERRORS, FORM_AGAIN
from mandat.web.visit import Visit

GONE, INVALID, BUSY = 410, 422, 503


def failure(visit: Visit, error: Exception) -> Response[str] | None:
    """What a post is told of a link that does not hold; other errors are everybody's pages."""
    if not isinstance(error, LinkError):
        return None
    if isinstance(error, LinkExpiredError):
        try:
            return _offer(visit, viewer_of(error.claims, visit.now), error.claims)
        except LinkError:
            pass
    return _page(visit, "staff/ended.html", GONE)


def renew_case(visit: Visit, token: str) -> Response[str]:
    return _renew(visit, Purpose.ACT, token, f"/t/{token}")


def renew_worklist(visit: Visit, token: str) -> Response[str]:
    return _renew(visit, Purpose.WORKLIST, token, f"/t/daftar/{token}")


def renew_recording(visit: Visit, token: str) -> Response[str]:
    return _renew(visit, Purpose.WORKLIST, token, f"/t/catat/{token}")


def renew_list(visit: Visit, token: str, path: str) -> Response[str]:
    return _renew(visit, Purpose.WORKLIST, token, path)


def renew_post(visit: Visit, token: str) -> Response[str]:
    return _renew(visit, Purpose.WORKLIST, token, f"/t/jabatan/{token}")


def _renew(visit: Visit, purpose: Purpose, token: str, path: str) -> Response[str]:
    """A link that still holds needs no other."""
    try:
        read(purpose, token, visit.now)
    except LinkExpiredError as error:
        return _ask(visit, viewer_of(error.claims, visit.now), error.claims)
    return visit.redirect(path)


def _ask(visit: Visit, viewer: Viewer, claims: Mapping[str, str]) -> Response[str]:
    request = visit.request
    try:
        visit.guard.cause(request.value("nonce"), _scope(viewer, claims), visit.now)
    except LinkError:
        return _offer(visit, viewer, claims, again=FORM_AGAIN["nonce"])
    if request.value("sure") != SURE:
        problems = {"sure": visit.say(FIELD_ERRORS["not_sure"])}
        return _offer(visit, viewer, claims, status=INVALID, problems=problems)
    message = new_link(claims.get("c", ""), viewer.id, viewer.address_id, visit.now, request.id)
    try:
        queue.put([message])
    except OutcomeUnknownError:
        return _offer(visit, viewer, claims, status=BUSY, again=FORM_AGAIN["unknown"])
    logger.append_keys(post=viewer.id, action=ASK)
    return _page(visit, "staff/renewed.html", 200, title=viewer.post.title)


def _scope(viewer: Viewer, claims: Mapping[str, str]) -> str:
    return f"{ASK}|{viewer.actor}|{claims.get('c', '')}"


def _offer(
    visit: Visit,
    viewer: Viewer,
    claims: Mapping[str, str],
    *,
    status: int = GONE,
    again: str = "",
    problems: Mapping[str, str] | None = None,
) -> Response[str]:
    return _page(
        visit,
        "staff/expired.html",
        status,
        title=viewer.post.title,
        path=_door(visit.request.path, claims),
        nonce=visit.guard.nonce(_scope(viewer, claims), visit.now),
        again=again,
        problems=problems or {},
    )


def _door(path: str, claims: Mapping[str, str]) -> str:
    """Where a new link is asked for; every form of a case has the case's own link."""
    link = "/".join(path.split("/")[:3]) if "c" in claims else path.removesuffix(f"/{ASK}")
    return f"{link}/{ASK}"


def _page(visit: Visit, template: str, status: int, **context: Any) -> Response[str]:
    cookies = visit.cookies(guarded=True)
    return render.page(template, visit.locale, status=status, cookies=cookies, **context)
