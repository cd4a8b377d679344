"""/k/<token>/<act>: the page of one act, and doing it once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from aws_lambda_powertools.event_handler import Response

from mandat.cases.commands import execute
from mandat.cases.domain.acts import Command, WithdrawCase
from mandat.cases.domain.model import Case
from mandat.city.domain import calls_ambulance
from mandat.city.store import load_catalogue
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.photos.uploads import group_of, uploaded
from mandat.platform.links import CANCEL, Purpose, sign
from mandat.platform.observability import count
from mandat.story.words import REFUSE_REASONS
from mandat.web.problems import Problems, problem_of
from mandat.web.report.form import UPLOAD_AGE
from mandat.web.routing import named
from mandat.web.tracking.acts import ACTS, Act, Wish
from mandat.web.tracking.view import key_of
from mandat.web.visit import Visit

# Adding photos takes a while; the upload token lives as long.
AGE = UPLOAD_AGE
# Acts that a programme has its own words for, by programme and path.
OWN: Mapping[tuple[str, str], str] = {
    ("death", "tambah"): "bereavement/tambah.html",
    ("death", "puas"): "bereavement/puas.html",
    ("death", "belum-puas"): "bereavement/belum_puas.html",
    ("guarantee", "belum-puas"): "guarantee/belum_puas.html",
    ("guarantee", "batal"): "guarantee/batal.html",
}


def ask(visit: Visit, token: str, act: str) -> Response[str]:
    wanted, key = _act(act), key_of(visit, token)
    if key.case.booking and wanted.path == CANCEL:
        return visit.redirect(_where_to_cancel(key.case, token))
    if not key.may(wanted):
        return visit.redirect(f"/k/{token}")
    return _page(visit, token, wanted, _nonce(visit, key.case))


def _where_to_cancel(case: Case, token: str) -> str:
    """A loan and an ambulance are called off where they are shown."""
    if calls_ambulance(load_catalogue().service(case.service_id)):
        return f"/ambulans/status/{token}/{CANCEL}"
    return f"/pinjam/ubah/{token}/{CANCEL}"


def do(visit: Visit, token: str, act: str) -> Response[str]:
    """The act, once for its nonce; an old nonce shows the form again with what was typed."""
    wanted, key = _act(act), key_of(visit, token)
    case = key.case
    if key.is_kept_from(wanted):
        return visit.redirect(f"/k/{token}")
    nonce = visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, _scope(case), visit.now)
    except LinkError:
        return _page(visit, token, wanted, _nonce(visit, case), notice="stale", status=409)
    problems = wanted.check(visit.request)
    if problems:
        return _page(visit, token, wanted, nonce, problems)
    return _done(visit, token, wanted, case, nonce, cause)


def _done(visit: Visit, token: str, act: Act, case: Case, nonce: str, cause: str) -> Response[str]:
    wish = Wish(visit.request, load_catalogue(), cause, text=visit.request.value("text"))
    if act.has_photos and not visit.request.value("no_photos"):
        wish = replace(wish, photos=uploaded(group_of(cause)))
    try:
        again = _taken(case, act.command(wish), visit.now)
    except InvalidError as error:
        return _page(visit, token, act, nonce, problem_of(error))
    except RefusedError:
        return visit.page("tracking/moved_on.html", status=409, token=token, text=wish.text)
    except (OutcomeUnknownError, ConflictError):
        return _page(visit, token, act, nonce, notice="unknown", status=503)
    return visit.redirect(f"/k/{token}?kabar={act.path}{'&lagi' if again else ''}")


# How a case of a programme is withdrawn before its programme has decided: (case id, command, now).
WITHDRAWN: Mapping[str, str] = {
    "stipend": "stipend.acts:withdraw",
    "guarantee": "guarantee.withdrawing:withdraw",
}


def _taken(case: Case, command: Command, now: datetime) -> bool:
    """Do it; whether it had been done before. Who withdraws gives back what is held for him."""
    if not (case.is_unsettled and isinstance(command, WithdrawCase)):
        return execute(case.id, command, now).replayed
    if case.programme in WITHDRAWN:
        return bool(named(WITHDRAWN[case.programme])(case.id, command, now))
    from mandat.bookings.commands import cancel

    trace = command.correlation_id
    return cancel(case.id, command.cause, command.actor, now, trace).replayed


def _page(
    visit: Visit,
    token: str,
    act: Act,
    nonce: str,
    problems: Problems | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response[str]:
    if problems:
        count("FormRejected")
    typed = {name: visit.request.value(name) for name in ("text", "reason", "stars", "sure")}
    return visit.page(
        OWN.get((key_of(visit, token).case.programme, act.path), act.template),
        status=status,
        problems=problems,
        guarded=True,
        token=token,
        nonce=nonce,
        notice=notice,
        upload=_upload(visit, token, nonce) if act.has_photos else "",
        reasons=[(code, visit.say(reason), "") for code, reason in REFUSE_REASONS.items()],
        typed=typed,
    )


def _upload(visit: Visit, token: str, nonce: str) -> str:
    cause = visit.guard.cause(nonce, _scope(key_of(visit, token).case), visit.now)
    return sign(Purpose.UPLOAD, {"g": group_of(cause)}, visit.now + UPLOAD_AGE)


def _act(path: str) -> Act:
    if path not in ACTS:
        raise NotFoundError("no_page")
    return ACTS[path]


def _scope(case: Case) -> str:
    return f"case:{case.id}"


def _nonce(visit: Visit, case: Case) -> str:
    return visit.guard.nonce(_scope(case), visit.now, age=AGE)
