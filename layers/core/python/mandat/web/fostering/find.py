"""/anak: number and code, as the sheet has them or as they were read out, lead to a child's page.

It never tells which children there are: a try is counted before it is looked at.
"""

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.fostering import store
from mandat.fostering.sheets import is_code_of
from mandat.platform.ids import CODE_LENGTH, as_typed, read_reference
from mandat.platform.limits import spend_try
from mandat.platform.links import child_url
from mandat.platform.observability import count
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit


def ask(visit: Visit) -> Response[str]:
    return _page(visit)


def find(visit: Visit) -> Response[str]:
    case_id, code = read_reference(visit.request.value("reference")), visit.request.value("code")
    problems = _problems(case_id, code)
    if problems or case_id is None:
        return _page(visit, problems)
    spend_try(case_id, visit.now, load_catalogue().limits.code_tries_per_hour)
    need = store.load_need(case_id)
    if not is_code_of(case_id, code) or need is None:
        return _page(visit, {"reference": Problem("no_match")})
    return visit.redirect(child_url(need.child))


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
    value = visit.request.value
    return visit.page(
        "fostering/find.html",
        problems=problems,
        reference=value("reference"),
        code=value("code"),
    )
