"""The questions of the form: their order, whom they concern, and what is wrong with an answer."""

import re

from mandat.city.domain import Catalogue, Question
from mandat.records import replace
from mandat.web.asking.way import Step, Way
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems, text_problem
from mandat.web.report.draft import QUESTION, UNKNOWN_VILLAGE, D, Draft
from mandat.web.report.places import find_villages

ANSWER_MAX = 500
LANDMARK_MIN = 5
LANDMARK_MAX = 300
NAME_MAX = 100
EMAIL_MAX = 254
NAMED, CONFIDENTIAL, ANONYMOUS = WHO = ("named", "confidential", "anonymous")
# Without the signs that an address may hold by the standard and no mailbox has: a comment, a route.
_PART = r"[^@\s<>,;:\"()\[\]\\]"
_EMAIL = re.compile(rf"{_PART}+@{_PART}+\.(?:(?!\.){_PART}){{2,}}")
_NUMBER = re.compile(r"\d{1,3}")
_NAMES_SHOWN = 5


def _check_service(draft: Draft, catalogue: Catalogue) -> Problems:
    return {} if draft.chosen_service(catalogue) else {"q": Problem("choose_one")}


def _check_description(draft: Draft, _catalogue: Catalogue) -> Problems:
    return text_problem("description", draft.description)


def _check_details(draft: Draft, catalogue: Catalogue) -> Problems:
    found = (
        (one, _answer_problem(one, draft.answer(one.id))) for one in questions(draft, catalogue)
    )
    return {f"{QUESTION}{one.id}": problem for one, problem in found if problem}


def _answer_problem(question: Question, answer: str) -> Problem | None:
    if not answer:
        return _unanswered(question) if question.required else None
    if question.kind == "choice" and answer not in dict(question.options):
        return _unanswered(question)
    return Problem("too_long", {"most": ANSWER_MAX}) if len(answer) > ANSWER_MAX else None


def _unanswered(question: Question) -> Problem:
    return Problem("answer_question", {"question": question.label})


def _check_place(draft: Draft, catalogue: Catalogue) -> Problems:
    return {
        **_village_problem(draft, catalogue),
        **{
            name: Problem("digits_only")
            for name in ("rt", "rw")
            if (typed := getattr(draft, name)) and not _NUMBER.fullmatch(typed)
        },
        **_landmark_problem(draft),
    }


def _village_problem(draft: Draft, catalogue: Catalogue) -> Problems:
    if draft.village == UNKNOWN_VILLAGE or draft.chosen_village(catalogue):
        return {}
    if not draft.village_name:
        return {"village": Problem("choose_village")}
    fits = find_villages(draft.village_name, catalogue.villages)
    if not fits or len(fits) > _NAMES_SHOWN:
        return {"village_name": Problem("unknown_village")}
    names = ", ".join(f"{one.name} ({one.district})" for one in fits)
    return {"village_name": Problem("village_unclear", {"names": names})}


def _landmark_problem(draft: Draft) -> Problems:
    if len(draft.landmark) > LANDMARK_MAX:
        return {"landmark": Problem("too_long", {"most": LANDMARK_MAX})}
    if draft.village == UNKNOWN_VILLAGE and len(draft.landmark) < LANDMARK_MIN:
        return {"landmark": Problem("landmark_needed")}
    return {}


def _check_who(draft: Draft, _catalogue: Catalogue) -> Problems:
    return {} if draft.who in WHO else {"who": Problem("choose_one")}


def _check_contact(draft: Draft, _catalogue: Catalogue) -> Problems:
    problems: dict[str, Problem] = {}
    if draft.who == NAMED and not draft.name:
        problems["name"] = Problem("name_needed")
    if len(draft.name) > NAME_MAX:
        problems["name"] = Problem("too_long", {"most": NAME_MAX})
    if not draft.phone and not draft.email:
        problems["phone"] = Problem("contact_needed")
    if draft.phone and not read_phone(draft.phone):
        problems["phone"] = Problem("bad_phone")
    if draft.email and not is_email(draft.email):
        problems["email"] = Problem("bad_email")
    return problems


def is_email(text: str) -> bool:
    return len(text) <= EMAIL_MAX and _EMAIL.fullmatch(text) is not None


def _in_danger(draft: Draft, catalogue: Catalogue) -> bool:
    service = draft.chosen_service(catalogue)
    return bool(service and service.emergency_screen)


def _has_questions(draft: Draft, catalogue: Catalogue) -> bool:
    return bool(questions(draft, catalogue))


def _not_anonymous(draft: Draft, _catalogue: Catalogue) -> bool:
    return draft.who != ANONYMOUS


def questions(draft: Draft, catalogue: Catalogue) -> tuple[Question, ...]:
    """What the chosen service asks besides."""
    service = draft.chosen_service(catalogue)
    return service.questions if service else ()


PLACE = ("village", "village_name", "rt", "rw", "landmark", "latitude", "longitude")
STEPS: tuple[Step[Draft, Catalogue], ...] = (
    Step("service", ("q",), _check_service),
    Step("danger", needed=_in_danger, counted=False),
    Step("description", ("description",), _check_description),
    Step("details", check=_check_details, needed=_has_questions),
    Step("place", PLACE, _check_place),
    Step("photos", ("no_photos",)),
    Step("who", ("who",), _check_who),
    Step("contact", ("name", "phone", "email"), _check_contact, needed=_not_anonymous),
    Step("check"),
)
WAY = Way(STEPS)
FIRST, LAST = WAY.first, WAY.last
step_of, route, after, before = WAY.step_of, WAY.route, WAY.after, WAY.before
first_wrong, progress = WAY.first_wrong, WAY.progress


def _placed(draft: D, catalogue: Catalogue) -> D:
    fits = find_villages(draft.village_name, catalogue.villages)
    return replace(draft, village=fits[0].code) if len(fits) == 1 else draft


def settled(draft: D, catalogue: Catalogue) -> D:
    """The draft with a typed kelurahan found, and nothing left that its choices rule out."""
    if draft.village_name and not draft.village:
        draft = _placed(draft, catalogue)
    asked = {one.id for one in questions(draft, catalogue)}
    answers = tuple(pair for pair in draft.answers if pair[0] in asked)
    if answers != draft.answers:
        draft = replace(draft, answers=answers)
    return draft.without_contact() if draft.who == ANONYMOUS else draft
