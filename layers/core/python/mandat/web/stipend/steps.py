"""The questions of who asks for the stipend: their order, whom they concern, what is wrong."""

from dataclasses import replace

from mandat.web.asking.way import Step, Way
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems
from mandat.web.programmes.checks import name_problem, nik_problem, place_problems
from mandat.web.report import steps as report
from mandat.web.stipend.asking import Asking
from mandat.web.stipend.draft import ASKERS, CRITERIA, StipendDraft


def _check_asker(draft: StipendDraft, _world: Asking) -> Problems:
    return {} if draft.asker in ASKERS else {"asker": Problem("choose_one")}


def _check_person(draft: StipendDraft, world: Asking) -> Problems:
    return {**name_problem("person", draft.person), **nik_problem(draft.nik, world.provinces)}


def _check_place(draft: StipendDraft, world: Asking) -> Problems:
    return place_problems(draft, world.catalogue)


def _check_criteria(draft: StipendDraft, world: Asking) -> Problems:
    known = draft.claimed & set(world.criteria)
    return {} if known else {CRITERIA: Problem("criteria_needed")}


def _is_doubtful(draft: StipendDraft, world: Asking) -> bool:
    """Something was left open that must hold; the lurah looks at it all the same."""
    return bool(draft.claimed) and bool(set(world.criteria) - draft.claimed)


def _check_contact(draft: StipendDraft, _world: Asking) -> Problems:
    """Neither is needed: the lurah comes to the house, and the payment is brought or sent."""
    found: dict[str, Problem] = {} if draft.is_own else dict(name_problem("name", draft.name))
    if draft.phone and not read_phone(draft.phone):
        found["phone"] = Problem("bad_phone")
    if draft.email and not report.is_email(draft.email):
        found["email"] = Problem("bad_email")
    return found


STEPS: tuple[Step[StipendDraft, Asking], ...] = (
    Step("who", ("asker",), _check_asker),
    Step("person", ("person", "nik"), _check_person),
    Step("place", report.PLACE, _check_place),
    Step(CRITERIA, (CRITERIA,), _check_criteria),
    Step("doubt", needed=_is_doubtful, counted=False),
    Step("contact", ("name", "phone", "email"), _check_contact),
    Step("check"),
)
WAY = Way(STEPS)
FIRST, LAST = WAY.first, WAY.last


def settled(draft: StipendDraft, world: Asking) -> StipendDraft:
    """The draft with a typed kelurahan found; who asks for herself is asked her name once."""
    draft = replace(draft, who=report.NAMED)
    return report.settled(replace(draft, name="") if draft.is_own else draft, world.catalogue)
