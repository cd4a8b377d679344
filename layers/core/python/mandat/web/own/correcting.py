"""/saya/<token>/<case id>: name, number and address of one case, corrected (UU PDP Ps. 30)."""

from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.model import Case
from mandat.errors import LinkError
from mandat.own import commands
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.platform.observability import count, follow
from mandat.web.own.key import case_of, person_of
from mandat.web.phones import read_phone, show_phone
from mandat.web.problems import Problem, Problems
from mandat.web.report.steps import is_email
from mandat.web.visit import Visit

NAME_MAX = 80
CONFLICT = 409


def ask(visit: Visit, token: str, case_id: str) -> Response[str]:
    case = _case(visit, token, case_id)
    return _page(visit, token, case, _shown(personal.contact(case.id)))


def correct(visit: Visit, token: str, case_id: str) -> Response[str]:
    """Once for its nonce; what is the same already changes nothing."""
    case, typed = _case(visit, token, case_id), _typed(visit)
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), _scope(case), visit.now)
    except LinkError:
        return _page(visit, token, case, typed, status=CONFLICT, stale=True)
    problems = _problems(typed)
    if problems:
        return _page(visit, token, case, typed, problems)
    before = personal.contact(case.id)
    after = _after(before, typed)
    if after != before:
        commands.correct(case, after, cause, visit.now)
        count("CommandAccepted")
    return visit.redirect(f"/saya/{token}?kabar=perbaikan")


def _case(visit: Visit, token: str, case_id: str) -> Case:
    case = case_of(person_of(visit, token), case_id)
    follow(case.id, visit.request.id)
    return case


def _typed(visit: Visit) -> dict[str, str]:
    return {name: visit.request.value(name) for name in ("name", "phone", "email")}


def _shown(contact: Contact) -> dict[str, str]:
    phone = show_phone(contact.phone) if contact.phone else ""
    return {"name": contact.name, "phone": phone, "email": contact.email}


def _after(before: Contact, typed: dict[str, str]) -> Contact:
    phone = read_phone(typed["phone"]) or ""
    return replace(before, name=typed["name"], phone=phone, email=typed["email"])


def _problems(typed: dict[str, str]) -> Problems:
    """Someone must stay reachable: to be forgotten altogether is the other form."""
    found: dict[str, Problem] = {}
    if not typed["phone"] and not typed["email"]:
        found["phone"] = Problem("contact_needed")
    if typed["phone"] and read_phone(typed["phone"]) is None:
        found["phone"] = Problem("bad_phone")
    if typed["email"] and not is_email(typed["email"]):
        found["email"] = Problem("bad_email")
    if len(typed["name"]) > NAME_MAX:
        found["name"] = Problem("too_long", {"most": NAME_MAX})
    return found


def _scope(case: Case) -> str:
    return f"saya:{case.id}"


def _page(
    visit: Visit,
    token: str,
    case: Case,
    typed: dict[str, str],
    problems: Problems | None = None,
    *,
    status: int = 200,
    stale: bool = False,
) -> Response[str]:
    return visit.page(
        "own/correct.html",
        status=status,
        problems=problems,
        guarded=True,
        token=token,
        case=case,
        typed=typed,
        stale=stale,
        nonce=visit.guard.nonce(_scope(case), visit.now),
    )
