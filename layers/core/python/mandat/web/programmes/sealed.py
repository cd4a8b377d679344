"""/t/<token>/nik: the NIK that was typed for a case, shown once to who must act, and logged.

It is asked for by GET and shown by POST only: in no address, no log, no page that is kept.
"""

from aws_lambda_powertools.event_handler import Response

from mandat.bereavement import store as deaths
from mandat.bereavement.domain.limits import PAPERS
from mandat.cases.domain.model import CaseStatus
from mandat.errors import InvalidError, LinkError, NotFoundError
from mandat.guarantee import store as letters
from mandat.platform.observability import count, logger
from mandat.programmes import store
from mandat.programmes.commands import reveal_nik
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.staff.fields import SURE
from mandat.web.staff.page import case_page
from mandat.web.staff.view import View
from mandat.web.staff.wording import FIELD_ERRORS, FORM_AGAIN
from mandat.web.visit import Visit

PATH = "nik"
NOT_YOURS = msg("The NIK is shown only to the post that must act, and only when one was typed.")
CONFLICT, INVALID = 409, 422


def show(visit: Visit, token: str) -> Response[str]:
    desk = desk_of(visit, token)
    return _page(desk) if is_revealed_to(desk) else _refused(desk)


def send(visit: Visit, token: str) -> Response[str]:
    """Every look is a look: the same form twice is logged twice."""
    desk, nonce = desk_of(visit, token), visit.request.value("nonce")
    logger.append_keys(post=desk.viewer.id, action=PATH)
    if not is_revealed_to(desk):
        return _refused(desk)
    try:
        visit.guard.cause(nonce, desk.scope, desk.now)
    except LinkError:
        return _page(desk, status=CONFLICT, again=FORM_AGAIN["nonce"])
    if visit.request.value("sure") != SURE:
        return _page(desk, nonce, status=INVALID, wrong=InvalidError("sure", "not_sure"))
    count("NikRevealed")
    return _page(desk, digits=_digits(desk))


def _digits(desk: Desk) -> str:
    return reveal_nik(_kept_at(desk), desk.viewer.actor, desk.now)


def is_revealed_to(desk: Desk) -> bool:
    """Whether a NIK was typed for the case, and the post that looks must act on it now."""
    case = desk.case
    acts = desk.viewer.id == case.owner and case.status is not CaseStatus.CLOSED
    kept = _kept_at(desk) if acts and case.programme else ""
    return bool(kept) and _is_kept(kept)


def _kept_at(desk: Desk) -> str:
    """The case that a NIK lies with: of a step that makes papers the death's; of others none.

    Of what follows a guarantee letter, the request's.
    """
    if desk.case.programme == "guarantee":
        follow_up = letters.load_follow_up(desk.case.id)
        return follow_up.letter if follow_up else desk.case.id
    if desk.case.programme != "step":
        return desk.case.id
    parent = deaths.parent_of(desk.case.id)
    return parent[0] if parent and desk.case.service_id in PAPERS else ""


def _is_kept(case_id: str) -> bool:
    try:
        store.case_nik(case_id)
    except NotFoundError:
        return False
    return True


def _refused(desk: Desk) -> Response[str]:
    return case_page(desk, status=CONFLICT, refused=NOT_YOURS)


def _page(
    desk: Desk,
    nonce: str = "",
    *,
    status: int = 200,
    again: str = "",
    wrong: InvalidError | None = None,
    digits: str = "",
) -> Response[str]:
    visit = desk.visit
    problems = {wrong.field: visit.say(FIELD_ERRORS[wrong.code])} if wrong else {}
    return render.page(
        "programmes/nik.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        desk=desk,
        view=View(desk),
        nonce=nonce or visit.guard.nonce(desk.scope, desk.now),
        again=again,
        problems=problems,
        digits=_grouped(digits),
    )


def _grouped(digits: str) -> str:
    """Four and four, as people read them out."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
