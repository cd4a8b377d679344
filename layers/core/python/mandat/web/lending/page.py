"""The pages of a booking's desk: the booking with what may be done, and one form for each act."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.domain.model import Loan
from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.story.bookings import DECLINE_REASONS, PREEMPT_REASONS
from mandat.story.loans import resource_title
from mandat.web import render
from mandat.web.lending.checklist import DAMAGE_WORDS, FUEL_WORDS
from mandat.web.lending.desk import LoanDesk
from mandat.web.lending.fields import FIELDS, OTHER
from mandat.web.lending.permits import Action
from mandat.web.lending.times import alternatives, code_of
from mandat.web.lending.view import LoanView
from mandat.web.lending.wording import ACTIONS, FIELD_ERRORS
from mandat.web.staff.desk import Desk
from mandat.web.staff.page import new_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

REASON_WORDS = {Action.DECLINE: DECLINE_REASONS, Action.PREEMPT: PREEMPT_REASONS}


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    loan_desk: LoanDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.loan_desk.desk

    @property
    def case_id(self) -> str:
        """Whose record the act is on."""
        return self.desk.case.id

    @property
    def is_open(self) -> bool:
        return self.action in self.loan_desk.allowed

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """(code, sentence, no hint), as the macro of radios takes them."""
        say = self.loan_desk.desk.visit.say
        words = REASON_WORDS.get(self.action, {})
        return [(code, _sentence(say(text)), "") for code, text in words.items()]

    @cached_property
    def free(self) -> tuple[Loan, ...]:
        """The nearest free times: to propose, or what the citizen is left with."""
        one = self.loan_desk
        if self.action not in {Action.PROPOSE, Action.PREEMPT}:
            return ()
        desk, booking = one.desk, one.booking
        return alternatives(booking.loan, booking.offer, desk.now, desk.case.id)

    @property
    def things(self) -> list[tuple[str, str]]:
        """What may be lent instead, when a citizen borrows one thing at a time."""
        one = self.loan_desk
        if one.offer is None:
            return []
        single = [each for each in one.fleet.resources_of(one.offer) if each.kind == "single"]
        locale = one.desk.visit.locale
        return [(each.id, resource_title(each.id, one.fleet, locale)) for each in single]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk = sheet.loan_desk.desk
    visit = desk.visit
    nonce = sheet.nonce or visit.guard.nonce(desk.scope, desk.now)
    loan_view = LoanView(sheet.loan_desk)
    return render.page(
        "lending/form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit, _TIME),
        desk=desk,
        view=View(desk),
        loan=loan_view,
        sheet=sheet,
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or new_upload(desk, nonce),
        value=visit.request.value,
        again=again,
        free=_choices(sheet, loan_view),
        **checklist_words(visit, engine=sheet.loan_desk.engine),
        least=OWNER_TEXT_MIN,
        most=TEXT_MAX,
    )


def _choices(sheet: Sheet, view: LoanView) -> list[tuple[str, str, str]]:
    return [(code_of(one), view.told(one), "") for one in sheet.free]


def checklist_words(visit: Visit, *, engine: bool) -> dict[str, Any]:
    """What the fields of a checklist offer."""
    return {
        "engine": engine,
        "fuels": [("", [(code, visit.say(text)) for code, text in FUEL_WORDS.items()])],
        "damages": [(code, visit.say(text), "") for code, text in DAMAGE_WORDS.items()],
        "other": OTHER,
    }


def shown(
    errors: Sequence[InvalidError], visit: Visit, fields: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts.

    `fields` says where a form shows what the rules say of another one.
    """
    values = {
        "least": OWNER_TEXT_MIN,
        "most": TEXT_MAX,
        "length": len(visit.request.value("text")),
        "photos": 0,
    }
    found: dict[str, str] = {}
    for one in errors:
        message = FIELD_ERRORS.get(one.code, FIELD_ERRORS["choose_time"])
        name = (fields or {}).get(one.field, one.field)
        found.setdefault(name, visit.say(message, **values))
    return found


# What the rules call items and day is one field of a form that proposes a time.
_TIME = {"items": "time", "day": "time"}
