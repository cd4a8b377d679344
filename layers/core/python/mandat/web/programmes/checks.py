"""What the forms of programmes check alike: a name, a NIK, a house that somebody must find."""

from mandat.city.domain import Catalogue
from mandat.errors import InvalidError
from mandat.programmes.domain.nik import parse
from mandat.web.problems import Problem, Problems
from mandat.web.report import steps as report
from mandat.web.report.draft import Draft

ADDRESS_MIN = 5


def name_problem(name: str, typed: str) -> Problems:
    if not typed:
        return {name: Problem("person_needed")}
    too_long = len(typed) > report.NAME_MAX
    return {name: Problem("too_long", {"most": report.NAME_MAX})} if too_long else {}


def nik_problem(typed: str, provinces: frozenset[str]) -> Problems:
    """`provinces` are what a NIK may begin with."""
    try:
        parse(typed, provinces)
    except InvalidError as error:
        return {"nik": Problem(error.code)}
    return {}


def place_problems(draft: Draft, catalogue: Catalogue, *, house: bool = True) -> Problems:
    """The lurah of the place comes to look: it must be in the city, and the `house` be found."""
    found = dict(report.step_of("place").check(draft, catalogue))
    if not found and draft.chosen_village(catalogue) is None:
        found["village"] = Problem("loan_village")
    if house and "landmark" not in found and len(draft.landmark) < ADDRESS_MIN:
        found["landmark"] = Problem("loan_address")
    return found
