"""What was typed about a deputy or a new holder, read and checked."""

from datetime import datetime

from mandat.cases import store as cases
from mandat.errors import InvalidError
from mandat.platform.ids import read_reference
from mandat.posts.domain import EVERYBODY, TASK_DELEGATED, Wish
from mandat.records import record
from mandat.web.report.steps import is_email
from mandat.web.request import Request
from mandat.web.staff.fields import read_deadline

SURE = "yes"
ONE_CASE, ALL_WORK = "case", "all"
NAME_MAX = 100
END_OF_DAY = "23.59"


@record
class Delegation:
    """`until` is aware UTC; `case_id` is empty for all work."""

    wish: Wish
    case_id: str
    until: datetime


def read_delegation(
    request: Request, post_id: str, now: datetime
) -> Delegation | list[InvalidError]:
    """The delegation that was asked for, or everything that is wrong with it, field by field."""
    scope = request.value("scope")
    case_id, until, wrong = "", now + TASK_DELEGATED, _person(request)
    if scope == ONE_CASE:
        case_id = read_reference(request.value("reference")) or ""
        wrong += _case(case_id, post_id)
    elif scope == ALL_WORK:
        day = read_deadline(request.value("day"), END_OF_DAY)
        wrong += [] if day else [InvalidError("day", "bad_day")]
        until = day or until
    else:
        wrong.append(InvalidError("scope", "choose_scope"))
    wrong += _sure(request)
    return wrong or Delegation(_wish(request), case_id, until)


@record
class Successor:
    """`seat` is the address that changes hands, or EVERYBODY."""

    wish: Wish
    seat: str


def read_successor(request: Request, seats: tuple[str, ...]) -> Successor | list[InvalidError]:
    """Who follows whom. A post with one holder, or none, needs no choice."""
    seat = request.value("seat") if len(seats) > 1 else EVERYBODY
    wrong = [] if seat in {*seats, EVERYBODY} else [InvalidError("seat", "choose_one")]
    wrong += _person(request) + _sure(request)
    return wrong or Successor(_wish(request), seat)


def _wish(request: Request) -> Wish:
    return Wish(request.value("name"), request.value("email"))


def _person(request: Request) -> list[InvalidError]:
    name, email = request.value("name"), request.value("email")
    found = []
    if not name or len(name) > NAME_MAX:
        found.append(InvalidError("name", "too_long" if name else "fill_in"))
    if not is_email(email):
        found.append(InvalidError("email", "bad_email"))
    return found


def _case(case_id: str, post_id: str) -> list[InvalidError]:
    if not case_id:
        return [InvalidError("reference", "bad_reference")]
    case = cases.find(case_id)
    known = case is not None and case.owner == post_id and case.outcome is None
    return [] if known else [InvalidError("reference", "not_your_case")]


def _sure(request: Request) -> list[InvalidError]:
    return [] if request.value("sure") == SURE else [InvalidError("sure", "not_sure")]
