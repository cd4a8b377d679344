"""/saya/<token>/hapus: which cases lose everything personal, for ever (UU PDP Ps. 43)."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.model import Case
from mandat.errors import ConflictError, LinkError, OutcomeUnknownError
from mandat.own import store
from mandat.own.commands import ask_erasure
from mandat.own.held import standing
from mandat.platform.observability import count, logger
from mandat.web.own.key import before_of, case_of, person_of
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit

CONFLICT, UNKNOWN = 409, 503


def ask(visit: Visit, token: str) -> Response[str]:
    return _page(visit, token)


def erase(visit: Visit, token: str) -> Response[str]:
    """Chosen cases only, with a word of being sure; an old nonce asks again."""
    hashed = person_of(visit, token)
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), _scope(hashed), visit.now)
    except LinkError:
        return _page(visit, token, status=CONFLICT, notice="stale")
    problems = _problems(visit)
    if problems:
        return _page(visit, token, problems)
    try:
        ask_erasure([case.id for case in _chosen(visit, hashed)], cause, visit.now)
    except (ConflictError, OutcomeUnknownError):
        return _page(visit, token, status=UNKNOWN, notice="unknown")
    return visit.redirect(f"/saya/{token}?kabar=hapus")


def _chosen(visit: Visit, hashed: str) -> list[Case]:
    """Those that are still there: what the first press erased is no mistake of the second."""
    wished = set(visit.request.values("case"))
    known = [case for _, case in standing(store.filed(hashed, before_of(visit)))]
    found = [case_of(hashed, case.id) for case in known if case.id in wished]
    logger.append_keys(action="hapus", cases=len(found))
    count("CommandAccepted")
    return found


def _problems(visit: Visit) -> Problems:
    found: dict[str, Problem] = {}
    if not any(visit.request.values("case")):
        found["case"] = Problem("choose_one")
    if visit.request.value("sure") != "yes":
        found["sure"] = Problem("choose_one")
    return found


def _scope(hashed: str) -> str:
    return f"hapus:{hashed}"


def _page(
    visit: Visit,
    token: str,
    problems: Problems | None = None,
    *,
    status: int = 200,
    notice: str = "",
) -> Response[str]:
    hashed = person_of(visit, token)
    filed = store.filed(hashed, before_of(visit))
    return visit.page(
        "own/erase.html",
        status=status,
        problems=problems,
        guarded=True,
        token=token,
        notice=notice,
        cases=[case for _, case in standing(filed)],
        chosen=set(visit.request.values("case")),
        earlier=filed[-1].key if len(filed) == store.PAGE else "",
        nonce=visit.guard.nonce(_scope(hashed), visit.now),
    )
