"""/t/<token>/gabung: the owner of two reports of the same thing works on them together."""

from functools import partial

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.acts import MergeCase
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.merging.commands import merge
from mandat.nearby.domain import Neighbour
from mandat.platform.observability import count, logger
from mandat.web.merging.finding import PATH, mergeable, same_things
from mandat.web.nearby import shown
from mandat.web.problems import Problem, Problems
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.staff.page import case_page
from mandat.web.staff.wording import FORM_AGAIN, NOT_NOW
from mandat.web.visit import Visit

CONFLICT, BUSY = 409, 503


def show(visit: Visit, token: str) -> Response[str]:
    desk = desk_of(visit, token)
    found = mergeable(desk, same_things(desk))
    return _page(desk, found) if found else case_page(desk, status=CONFLICT, refused=NOT_NOW)


def send(visit: Visit, token: str) -> Response[str]:
    desk = desk_of(visit, token)
    logger.append_keys(post=desk.viewer.id, action=PATH)
    found = mergeable(desk, same_things(desk))
    again = partial(_page, desk, found)
    nonce, into = visit.request.value("nonce"), visit.request.value("into")
    try:
        cause = visit.guard.cause(nonce, desk.scope, desk.now)
    except LinkError:
        return again(notice=FORM_AGAIN["nonce"], status=CONFLICT)
    if not into:
        return again(nonce, problems={"into": Problem("choose_earlier")})
    try:
        done = merge(desk.case.id, _command(desk, cause, into), desk.now)
    except InvalidError:
        return again(nonce, problems={"into": Problem("not_mergeable")})
    except RefusedError:
        return case_page(desk_of(visit, token), status=CONFLICT, refused=NOT_NOW)
    except (ConflictError, OutcomeUnknownError):
        return again(nonce, notice=FORM_AGAIN["unknown"], status=BUSY)
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return visit.redirect(desk.path())


def _command(desk: Desk, cause: str, into: str) -> MergeCase:
    trace = desk.visit.request.id
    return MergeCase(cause, desk.viewer.actor, correlation_id=trace, into=into)


def _page(
    desk: Desk,
    found: tuple[Neighbour, ...],
    nonce: str = "",
    *,
    problems: Problems | None = None,
    notice: str = "",
    status: int = 200,
) -> Response[str]:
    visit = desk.visit
    return visit.page(
        "merging/form.html",
        status=status,
        guarded=True,
        problems=problems,
        desk=desk,
        path=desk.path(PATH),
        same=shown(found, visit),
        nonce=nonce or visit.guard.nonce(desk.scope, desk.now),
        notice=notice,
    )
