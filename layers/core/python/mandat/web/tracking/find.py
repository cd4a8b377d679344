"""/lacak: number and code lead to the secret link. It never tells which reports exist."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.city.store import load_catalogue
from mandat.platform import secrets
from mandat.platform.ids import CODE_LENGTH, as_typed, read_reference
from mandat.platform.limits import spend_try
from mandat.platform.links import track_url
from mandat.platform.observability import count
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit


def ask(visit: Visit) -> Response[str]:
    return _page(visit)


def find(visit: Visit) -> Response[str]:
    """A try is counted before it is looked at, for known and unknown numbers alike."""
    case_id, code = read_reference(visit.request.value("reference")), visit.request.value("code")
    problems = _problems(case_id, code)
    if problems or case_id is None:
        return _page(visit, problems)
    spend_try(case_id, visit.now, load_catalogue().limits.code_tries_per_hour)
    case = store.find(case_id)
    if not secrets.is_code(case_id, code, case.code_hash if case else ""):
        return _page(visit, {"reference": Problem("no_match")})
    return visit.redirect(track_url(case_id, handed=bool(case and case.recorded_by)))


def _problems(case_id: str | None, code: str) -> Problems:
    found: dict[str, Problem] = {}
    if case_id is None:
        found["reference"] = Problem("bad_reference")
    if len(as_typed(code)) != CODE_LENGTH:
        found["code"] = Problem("bad_code")
    return found


def _page(visit: Visit, problems: Problems | None = None) -> Response[str]:
    if problems:
        count("FormRejected")
    reference, code = visit.request.value("reference"), visit.request.value("code")
    return visit.page("tracking/find.html", problems=problems, reference=reference, code=code)
