"""The questions of who borrows: their order, whom they concern, what is wrong with an answer."""

from dataclasses import replace
from datetime import date

from mandat.bookings.domain.model import Loan
from mandat.bookings.domain.terms import check, closed, last_day
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.web.asking.way import Step, Way
from mandat.web.bookings.draft import LoanDraft
from mandat.web.bookings.lending import Lending
from mandat.web.bookings.loans import loan_of
from mandat.web.problems import Problem, Problems
from mandat.web.report import steps as report
from mandat.web.request import whole_number

CARD_DIGITS = 16
ADDRESS_MIN = 5
HOURS = 60


def _check_purpose(draft: LoanDraft, lending: Lending) -> Problems:
    return {} if draft.purpose in lending.purposes else {"purpose": Problem("choose_one")}


def _check_things(draft: LoanDraft, lending: Lending) -> Problems:
    typed = draft.quantities()
    found: dict[str, Problem] = {}
    for one in lending.resources:
        number = whole_number(typed.get(one.id, "") or "0")
        if number is None or number > one.capacity:
            found[f"n_{one.id}"] = Problem("loan_quantity", {"most": one.capacity})
    if not found and not draft.counted():
        found[f"n_{lending.resources[0].id}"] = Problem("loan_nothing")
    return found


def _check_day(draft: LoanDraft, lending: Lending) -> Problems:
    day = draft.first_day
    if day is None or not _may_begin(day, lending):
        return {"day": Problem("loan_day")}
    return {}


def _may_begin(day: date, lending: Lending) -> bool:
    today = to_local(lending.now).date()
    in_time = today <= day <= last_day(lending.offer, lending.now)
    return in_time and not closed(day, lending.offer)


def _check_time(draft: LoanDraft, lending: Lending) -> Problems:
    missing: Problems = {
        name: Problem(f"loan_{name}")
        for name in (("thing",) if lending.is_chosen else ()) + ("start", "length")
        if not _is_chosen(draft, name, lending)
    }
    return missing or terms_problem(loan_of(draft, lending), lending, "start")


def _is_chosen(draft: LoanDraft, name: str, lending: Lending) -> bool:
    if name == "thing":
        return draft.thing in lending.offer.resources
    return whole_number(getattr(draft, name)) is not None


def _check_days(draft: LoanDraft, lending: Lending) -> Problems:
    length = whole_number(draft.days)
    if not length or length > lending.offer.longest_days:
        return {"days": Problem("loan_length")}
    return terms_problem(loan_of(draft, lending), lending, "days")


def terms_problem(loan: Loan | None, lending: Lending, name: str) -> Problems:
    """What the published terms have against a loan, said beside field `name`."""
    if loan is None:
        return {name: Problem("choose_one")}
    try:
        check(loan, lending.offer, lending.fleet, lending.now)
    except InvalidError as error:
        return {name: refusal(error, lending)}
    return {}


def refusal(error: InvalidError, lending: Lending) -> Problem:
    """A rule of the terms in words, with its figures."""
    offer = lending.offer
    figures = {
        "hours": offer.longest_minutes // HOURS,
        "days": offer.longest_days,
        "notice": offer.notice_hours,
        "horizon": offer.horizon_days,
    }
    return Problem(f"loan_{error.code}", figures)


def _check_place(draft: LoanDraft, lending: Lending) -> Problems:
    found = dict(report.step_of("place").check(draft, lending.catalogue))
    if not found and draft.chosen_village(lending.catalogue) is None:
        found["village"] = Problem("loan_village")
    if "landmark" not in found and len(draft.landmark) < ADDRESS_MIN:
        found["landmark"] = Problem("loan_address")
    return found


def _check_details(draft: LoanDraft, lending: Lending) -> Problems:
    return report.step_of("details").check(draft, lending.catalogue)


def _check_family(draft: LoanDraft, lending: Lending) -> Problems:
    digits = draft.card_digits
    if len(digits) != CARD_DIGITS:
        return {"family_card": Problem("bad_family_card")}
    if not digits.startswith(lending.offer.family_card_prefix):
        return {"family_card": Problem("family_elsewhere")}
    return {}


def _check_contact(draft: LoanDraft, lending: Lending) -> Problems:
    """The driver calls: without a phone number nothing is lent."""
    named = replace(draft, who=report.NAMED)
    found = dict(report.step_of("contact").check(named, lending.catalogue))
    if not draft.phone:
        found["phone"] = Problem("loan_phone")
    return found


def _check_terms(draft: LoanDraft, _lending: Lending) -> Problems:
    return {} if draft.terms == "yes" else {"terms": Problem("loan_terms")}


def _has_purposes(_draft: LoanDraft, lending: Lending) -> bool:
    return bool(lending.offer.purposes)


def _counts(_draft: LoanDraft, lending: Lending) -> bool:
    return lending.is_pool


def _has_hours(_draft: LoanDraft, lending: Lending) -> bool:
    return not lending.is_pool


def _has_questions(draft: LoanDraft, lending: Lending) -> bool:
    return bool(report.questions(draft, lending.catalogue))


def _asks_family(_draft: LoanDraft, lending: Lending) -> bool:
    return bool(lending.offer.family_card_prefix)


STEPS: tuple[Step[LoanDraft, Lending], ...] = (
    Step("rules", counted=False),
    Step("purpose", ("purpose",), _check_purpose, _has_purposes),
    Step("things", ("things",), _check_things, _counts),
    Step("day", check=_check_day),
    Step("time", ("thing", "start", "length"), _check_time, _has_hours),
    Step("days", ("days",), _check_days, _counts),
    Step("place", report.PLACE, _check_place),
    Step("details", check=_check_details, needed=_has_questions),
    Step("family", ("family_card",), _check_family, _asks_family),
    Step("contact", ("name", "phone", "email"), _check_contact),
    Step("terms", ("terms",), _check_terms),
    Step("check"),
)
WAY = Way(STEPS)
FIRST, LAST = WAY.first, WAY.last


def settled(draft: LoanDraft, lending: Lending) -> LoanDraft:
    """The draft with a typed kelurahan found, and who asks named."""
    return report.settled(replace(draft, who=report.NAMED), lending.catalogue)


def time_step(lending: Lending) -> Step[LoanDraft, Lending]:
    """Where it is said when the loan is."""
    return WAY.step_of("days" if lending.is_pool else "time")


def time_field(lending: Lending) -> str:
    """The field that a word about the time stands beside."""
    return "days" if lending.is_pool else "start"
