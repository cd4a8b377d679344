"""The questions to whoever reports a death: their order, and what is wrong with an answer."""

import re
from dataclasses import replace

from mandat.bereavement.domain.limits import CHILDREN_MAX, REPORTERS
from mandat.errors import InvalidError
from mandat.programmes.domain import nik
from mandat.web.asking.way import Step, Way
from mandat.web.bereavement.draft import DeathDraft
from mandat.web.bereavement.moments import OTHER, day_of, died_at, is_too_old
from mandat.web.bereavement.mourning import Mourning
from mandat.web.problems import Problem, Problems
from mandat.web.report import steps as report
from mandat.web.request import whole_number

PLACES = ("home", "hospital", "elsewhere")
SPOUSE = ("yes", "no", "unknown")
ADDRESS_MIN = 5
# A NIK in the name would be kept as words.
_NUMBERS = re.compile(r"(\d[\s.-]?){8}")
HOUSE = ("village", "village_name", "rt", "rw", "landmark")
WHEN = ("day", "other_day", "hour", "part")


def _check_reporter(draft: DeathDraft, _mourning: Mourning) -> Problems:
    return {} if draft.reporter in REPORTERS else {"reporter": Problem("choose_one")}


def _check_deceased(draft: DeathDraft, mourning: Mourning) -> Problems:
    found: dict[str, Problem] = {}
    if not draft.deceased:
        found["deceased"] = Problem("death_name")
    if _NUMBERS.search(draft.deceased):
        found["deceased"] = Problem("death_name_only")
    if len(draft.deceased) > report.NAME_MAX:
        found["deceased"] = Problem("too_long", {"most": report.NAME_MAX})
    return found | nik_problem(draft.nik_digits, mourning)


def nik_problem(digits: str, mourning: Mourning) -> dict[str, Problem]:
    """Nothing typed is fine: the lurah finds it later."""
    if not digits:
        return {}
    try:
        nik.parse(digits, mourning.register.provinces)
    except InvalidError as error:
        return {"nik": Problem(error.code)}
    return {}


def _check_when(draft: DeathDraft, mourning: Mourning) -> Problems:
    day = day_of(draft)
    if day is None:
        name = "other_day" if draft.day == OTHER else "day"
        return {name: Problem("death_day")}
    moment = died_at(draft, mourning.now)
    if moment is None:
        return {"hour": Problem("death_hour")} if draft.hour else {"part": Problem("death_part")}
    if moment > mourning.now:
        return {_when_field(draft): Problem("death_future")}
    if is_too_old(moment, mourning.now):
        return {"other_day" if draft.day == OTHER else "day": Problem("death_long_ago")}
    return {}


def _when_field(draft: DeathDraft) -> str:
    return "hour" if draft.hour else "part"


def _check_where(draft: DeathDraft, _mourning: Mourning) -> Problems:
    found: dict[str, Problem] = {}
    if draft.died_in not in PLACES:
        found["died_in"] = Problem("choose_one")
    if len(draft.died_where) > report.LANDMARK_MAX:
        found["died_where"] = Problem("too_long", {"most": report.LANDMARK_MAX})
    return found


def _check_house(draft: DeathDraft, mourning: Mourning) -> Problems:
    found = dict(report.step_of("place").check(draft, mourning.catalogue))
    if not found and draft.chosen_village(mourning.catalogue) is None:
        found["village"] = Problem("death_village")
    if "landmark" not in found and len(draft.landmark) < ADDRESS_MIN:
        found["landmark"] = Problem("death_address")
    return found


def _check_faith(draft: DeathDraft, mourning: Mourning) -> Problems:
    return {} if mourning.faith(draft.faith) else {"faith": Problem("choose_one")}


def _check_left(draft: DeathDraft, _mourning: Mourning) -> Problems:
    found: dict[str, Problem] = {}
    if draft.spouse not in SPOUSE:
        found["spouse"] = Problem("choose_one")
    number = whole_number(draft.children)
    if draft.children and (number is None or number > CHILDREN_MAX):
        found["children"] = Problem("death_children", {"most": CHILDREN_MAX})
    return found


def _check_contact(draft: DeathDraft, mourning: Mourning) -> Problems:
    """The lurah calls: that is all that a family has to be there for."""
    found = dict(report.step_of("contact").check(draft, mourning.catalogue))
    if not draft.phone:
        found["phone"] = Problem("death_phone")
    return found


STEPS: tuple[Step[DeathDraft, Mourning], ...] = (
    Step("reporter", ("reporter",), _check_reporter),
    Step("deceased", ("deceased", "nik"), _check_deceased),
    Step("when", WHEN, _check_when),
    Step("where", ("died_in", "died_where"), _check_where),
    Step("house", HOUSE, _check_house),
    Step("faith", ("faith",), _check_faith),
    Step("left", ("spouse", "children"), _check_left),
    Step("needs", ("needs",)),
    Step("contact", ("name", "phone", "email"), _check_contact),
    Step("check"),
)
WAY = Way(STEPS)
FIRST, LAST = WAY.first, WAY.last


def settled(draft: DeathDraft, mourning: Mourning) -> DeathDraft:
    """The draft with a typed kelurahan found, and who reports named."""
    return report.settled(replace(draft, who=report.NAMED), mourning.catalogue)
