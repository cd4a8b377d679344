"""/pinjam/ubah/<token>: the booking as it stands, the page of one act, and doing it once."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.commands import execute
from mandat.city.store import load_catalogue
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    TakenError,
)
from mandat.platform.links import MOVE
from mandat.platform.observability import count
from mandat.web.bookings.acts import ACTS, LoanAct, Wish
from mandat.web.bookings.moving import Move, move_of
from mandat.web.bookings.page import TAKEN
from mandat.web.bookings.steps import refusal, time_field
from mandat.web.bookings.told import Told, told_of
from mandat.web.problems import Problems
from mandat.web.report.form import UPLOAD_AGE
from mandat.web.tracking.view import key_of
from mandat.web.visit import Visit

AGE = UPLOAD_AGE
CONFLICT = 409


def show(visit: Visit, token: str) -> Response[str]:
    """Where it stands and what may be done; ?kabar= says what was done just now."""
    query = visit.request.query
    return visit.page(
        "bookings/state.html",
        token=token,
        loan=told_by(visit, token),
        done=ACTS.get(query.get("kabar", "")),
        again="lagi" in query,
    )


def ask(visit: Visit, token: str, act: str) -> Response[str]:
    wanted, told = _act(act), told_by(visit, token)
    if not told.may(wanted.path):
        return visit.redirect(f"/pinjam/ubah/{token}")
    move = move_of(visit, told) if wanted.path == MOVE else None
    if move and not move.is_chosen:
        return _calendar(visit, token, move)
    return _page(visit, token, told, wanted, move)


def do(visit: Visit, token: str, act: str) -> Response[str]:
    """The act, once for its nonce; an old nonce shows the form again with what was chosen."""
    wanted, told = _act(act), told_by(visit, token)
    if told.handed and not told.may(wanted.path):
        return visit.redirect(f"/pinjam/ubah/{token}")
    move = move_of(visit, told) if wanted.path == MOVE else None
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), _scope(told), visit.now)
    except LinkError:
        return _page(visit, token, told, wanted, move, notice="stale", status=CONFLICT)
    problems = {**(move.problems() if move else {}), **wanted.check(visit.request)}
    if problems:
        return _page(visit, token, told, wanted, move, problems)
    return _done(visit, token, told, wanted, move, cause)


def _done(
    visit: Visit, token: str, told: Told, act: LoanAct, move: Move | None, cause: str
) -> Response[str]:
    try:
        loan = move.loan() if move else None
        wish = Wish(visit.request, load_catalogue(), cause, loan)
        done = execute(told.case.id, act.command(wish), visit.now)
    except TakenError:
        return _page(visit, token, told, act, move, TAKEN, status=CONFLICT, taken=True)
    except InvalidError as error:
        problems = {time_field(move.lending): refusal(error, move.lending)} if move else {}
        return _page(visit, token, told, act, move, problems)
    except RefusedError as error:
        return visit.page(
            "bookings/not_now.html", status=CONFLICT, token=token, loan=told, code=error.code
        )
    except (OutcomeUnknownError, ConflictError):
        return _page(visit, token, told, act, move, notice="unknown", status=503)
    count("CommandAccepted")
    again = "&lagi" if done.replayed else ""
    return visit.redirect(f"/pinjam/ubah/{token}?kabar={act.path}{again}")


def _calendar(visit: Visit, token: str, move: Move) -> Response[str]:
    """The days first; what was taken back begins with the nearest times."""
    nearest = move.nearest() if not move.told.booking.is_live else ()
    return visit.page(
        "bookings/geser_hari.html",
        token=token,
        loan=move.told,
        lending=move.lending,
        nearest=[(one, move.link(one)) for one in nearest],
        **move.month(),
    )


def _page(
    visit: Visit,
    token: str,
    told: Told,
    act: LoanAct,
    move: Move | None,
    problems: Problems | None = None,
    *,
    notice: str = "",
    status: int = 200,
    taken: bool = False,
) -> Response[str]:
    if problems:
        count("FormRejected")
    typed = {name: visit.request.value(name) for name in ("sure", "choice")}
    return visit.page(
        act.template,
        status=status,
        problems=problems,
        guarded=True,
        token=token,
        loan=told,
        nonce=_nonce(visit, told, fresh=notice != "unknown" and not problems),
        notice=notice,
        typed=typed,
        **(_moving(move, taken=taken) if move else {}),
    )


def _moving(move: Move, *, taken: bool) -> dict[str, Any]:
    nearest = move.nearest() if taken else ()
    return {
        "lending": move.lending,
        "draft": move.draft,
        "nearest": [(one, move.link(one)) for one in nearest],
        **move.hours(),
    }


def _nonce(visit: Visit, told: Told, *, fresh: bool) -> str:
    """A form that comes back keeps its nonce: what may have arrived counts once."""
    sent = visit.request.value("nonce")
    return visit.guard.nonce(_scope(told), visit.now, age=AGE) if fresh or not sent else sent


def _scope(told: Told) -> str:
    return f"loan:{told.case.id}"


def _act(path: str) -> LoanAct:
    if path not in ACTS:
        raise NotFoundError("no_page")
    return ACTS[path]


def told_by(visit: Visit, token: str) -> Told:
    """The booking of a secret link. Raises LinkError, or NotFoundError for a case without one."""
    key = key_of(visit, token)
    told = told_of(key.case, visit.locale, visit.now, handed=key.handed)
    if told is None:
        raise NotFoundError("no_page")
    return told
