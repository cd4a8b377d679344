"""/k/<token>/sudah-terima, belum-terima and banding: the page of one act, and doing it once."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count
from mandat.programmes.terms_store import load_programmes
from mandat.stipend.store import load_application, load_payment
from mandat.web.problems import Problems, problem_of
from mandat.web.report.form import UPLOAD_AGE
from mandat.web.stipend.acts import ACTS, MISSED, StipendAct, Wish
from mandat.web.stipend.told import APPEAL, MISSING, Asked, Month
from mandat.web.tracking.view import Key, key_of
from mandat.web.visit import Visit

# A page that an old woman has read to her stays open for long.
AGE = UPLOAD_AGE
CONFLICT, BUSY = 409, 503
Subject = Month | Asked


def ask(visit: Visit, token: str) -> Response[str]:
    act, key = _act(visit), key_of(visit, token)
    subject = _subject(visit, key)
    if not _may(act, subject):
        return visit.redirect(f"/k/{token}")
    return _page(visit, token, act, subject, _nonce(visit, key))


def do(visit: Visit, token: str) -> Response[str]:
    """The act, once for its nonce; an old nonce shows the form again with what was typed."""
    act, key = _act(visit), key_of(visit, token)
    subject, nonce = _subject(visit, key), visit.request.value("nonce")
    if key.handed and not _may(act, subject):
        return visit.redirect(f"/k/{token}")
    try:
        cause = visit.guard.cause(nonce, _scope(key), visit.now)
    except LinkError:
        fresh = _nonce(visit, key)
        return _page(visit, token, act, subject, fresh, notice="stale", status=CONFLICT)
    problems = act.check(visit.request)
    if problems:
        return _page(visit, token, act, subject, nonce, problems)
    calendar, terms = load_catalogue().calendar, load_programmes().stipend
    return _done(token, act, subject, Wish(visit, key.case, cause, calendar, terms))


def _done(token: str, act: StipendAct, subject: Subject, wish: Wish) -> Response[str]:
    visit, nonce = wish.visit, wish.visit.request.value("nonce")
    try:
        again = act.do(wish)
    except InvalidError as error:
        return _page(visit, token, act, subject, nonce, problem_of(error))
    except RefusedError:
        return visit.page("tracking/moved_on.html", status=CONFLICT, token=token, text=wish.text)
    except (OutcomeUnknownError, ConflictError):
        return _page(visit, token, act, subject, nonce, notice="unknown", status=BUSY)
    count("CommandReplayed" if again else "CommandAccepted")
    return visit.redirect(f"/k/{token}?kabar={act.path}{'&lagi' if again else ''}")


def _act(visit: Visit) -> StipendAct:
    return ACTS[visit.request.path.rpartition("/")[2]]


def _subject(visit: Visit, key: Key) -> Subject:
    """Raises NotFoundError for a case that is not of the stipend."""
    told = load_programmes().stipend, visit.locale, visit.now, key.handed
    payment = load_payment(key.case.id) if key.case.programme == "stipend" else None
    if payment:
        return Month(payment, key.case, *told)
    application = load_application(key.case.id) if key.case.programme == "stipend" else None
    if application is None:
        raise NotFoundError("no_page")
    return Asked(application, key.case, *told)


def _may(act: StipendAct, subject: Subject) -> bool:
    """Whether this link can do it now."""
    if isinstance(subject, Asked):
        return act.path == APPEAL and subject.may_appeal
    if act.path == APPEAL:
        return False
    return subject.may_miss if act.path == MISSING else subject.may_confirm


def _page(
    visit: Visit,
    token: str,
    act: StipendAct,
    subject: Subject,
    nonce: str,
    problems: Problems | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response[str]:
    if problems:
        count("FormRejected")
    return visit.page(
        act.template,
        status=status,
        problems=problems,
        guarded=True,
        token=token,
        nonce=nonce,
        notice=notice,
        subject=subject,
        missed=[(code, visit.say(words), "") for code, (words, _) in MISSED.items()],
        typed={name: visit.request.value(name) for name in ("text", "missed", "sure")},
    )


def _scope(key: Key) -> str:
    return f"stipend:{key.case.id}"


def _nonce(visit: Visit, key: Key) -> str:
    return visit.guard.nonce(_scope(key), visit.now, age=AGE)
