"""The questions of who asks for care: their order, whom they concern, what is wrong."""

from dataclasses import replace

from mandat.web.asking.way import Step, Way
from mandat.web.guarantee.asking import Asking
from mandat.web.guarantee.draft import ASKERS, URGENCIES, CareDraft
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems
from mandat.web.programmes.checks import name_problem, nik_problem, place_problems
from mandat.web.report import steps as report


def _check_urgent(draft: CareDraft, _world: Asking) -> Problems:
    return {} if draft.urgent in URGENCIES else {"urgent": Problem("choose_one")}


def _check_asker(draft: CareDraft, _world: Asking) -> Problems:
    return {} if draft.asker in ASKERS else {"asker": Problem("choose_one")}


def _check_patient(draft: CareDraft, world: Asking) -> Problems:
    """Without a NIK it is asked for all the same: the card may lie at home."""
    digits = draft.nik_digits
    found = nik_problem(digits, world.provinces) if digits else {}
    return {**name_problem("patient", draft.patient), **found}


def _check_place(draft: CareDraft, world: Asking) -> Problems:
    """Of what cannot wait the kelurahan is enough."""
    return place_problems(draft, world.catalogue, house=not draft.is_urgent)


def _check_hospital(draft: CareDraft, world: Asking) -> Problems:
    return {} if world.terms.hospital(draft.hospital) else {"hospital": Problem("choose_one")}


def _has_choice(_draft: CareDraft, world: Asking) -> bool:
    return not world.only_hospital


def _check_contact(draft: CareDraft, _world: Asking) -> Problems:
    """Who cannot wait is called within the hour; who can finds the answer by number and code."""
    found: dict[str, Problem] = {} if draft.is_own else dict(name_problem("name", draft.name))
    if draft.phone and not read_phone(draft.phone):
        found["phone"] = Problem("bad_phone")
    if draft.is_urgent and not draft.phone:
        found["phone"] = Problem("care_phone")
    if draft.email and not report.is_email(draft.email):
        found["email"] = Problem("bad_email")
    return found


STEPS: tuple[Step[CareDraft, Asking], ...] = (
    Step("urgent", ("urgent",), _check_urgent),
    Step("who", ("asker",), _check_asker),
    Step("patient", ("patient", "nik"), _check_patient),
    Step("place", report.PLACE, _check_place),
    Step("hospital", ("hospital",), _check_hospital, needed=_has_choice),
    Step("contact", ("name", "phone", "email"), _check_contact),
    Step("check"),
)
WAY = Way(STEPS)
FIRST, LAST = WAY.first, WAY.last


def settled(draft: CareDraft, world: Asking) -> CareDraft:
    """The draft with its service and a typed kelurahan found; the patient is named once."""
    service = world.urgent if draft.is_urgent else world.service
    hospital = world.only_hospital or draft.hospital
    draft = replace(draft, who=report.NAMED, service=service.id, hospital=hospital)
    return report.settled(replace(draft, name="") if draft.is_own else draft, world.catalogue)
