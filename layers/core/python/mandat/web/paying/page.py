"""The pages of a form about the stipend, and what the register knows of a person."""

from collections.abc import Sequence
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.records import record
from mandat.stipend.domain.decide import is_mailed
from mandat.stipend.domain.limits import MONTHS_AHEAD, POST_REASONS, REFUSE_REASONS
from mandat.stipend.domain.months import later, month_at, span
from mandat.story.stipends import STOPS, show_period
from mandat.story.words import PROGRAMME_REASONS
from mandat.web import render
from mandat.web.paying.desk import StipendDesk
from mandat.web.paying.fields import BOX, FIELDS, YES
from mandat.web.paying.permits import Action
from mandat.web.paying.view import StipendView
from mandat.web.paying.wording import (
    ACTIONS,
    FIELD_ERRORS,
    HOW,
    HOW_HINTS,
    PROOFS,
    RECOMMENDED,
)
from mandat.web.report.summary import said
from mandat.web.staff.desk import Desk
from mandat.web.staff.page import new_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

REFUSED_FOR = {key: text for key, text in PROGRAMME_REASONS.items() if key in REFUSE_REASONS}
STOPPED_FOR = {key: text for key, text in STOPS.items() if key in POST_REASONS}
Choices = list[tuple[str, str, str]]


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    stipend_desk: StipendDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.stipend_desk.desk

    @property
    def case_id(self) -> str:
        """Whose record the act is on."""
        return self.desk.case.id

    @property
    def is_open(self) -> bool:
        return self.action in self.stipend_desk.allowed

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]

    @property
    def visit(self) -> Visit:
        return self.stipend_desk.desk.visit

    @property
    def reasons(self) -> Choices:
        """(code, sentence, no hint), as the macro of radios takes them."""
        words = STOPPED_FOR if self.action is Action.STOP else REFUSED_FOR
        return [(one, _sentence(self.visit.say(text)), "") for one, text in words.items()]

    @property
    def is_mailed(self) -> bool:
        """Mail of ours reaches who gets the money: nobody has to call."""
        application = self.stipend_desk.application
        return application is None or is_mailed(self.desk.case, application)

    @property
    def months(self) -> list[tuple[str, str]]:
        """The months from which on it may be paid."""
        case = self.stipend_desk.desk.case
        latest = later(month_at(self.stipend_desk.desk.now), MONTHS_AHEAD)
        found = span(month_at(case.submitted_at), latest)
        return [(one, show_period(one, self.visit.locale)) for one in found]

    @property
    def boxes(self) -> list[tuple[str, str, bool]]:
        """The criteria: the name of its box, its words, whether it is ticked."""
        value, locale = self.visit.request.value, self.visit.locale
        asked = self.stipend_desk.terms.criteria
        return [
            (f"{BOX}{one}", said(text, locale), value(f"{BOX}{one}") == YES) for one, text in asked
        ]

    @property
    def hows(self) -> Choices:
        say = self.visit.say
        return [(code, say(words), say(HOW_HINTS[code])) for code, words in HOW.items()]

    @property
    def proofs(self) -> Choices:
        return [(code, self.visit.say(words), "") for code, words in PROOFS.items()]

    @property
    def advices(self) -> Choices:
        return [(code, self.visit.say(words), "") for code, words in RECOMMENDED.items()]

    @property
    def today(self) -> str:
        return to_local(self.stipend_desk.desk.now).date().isoformat()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk = sheet.stipend_desk.desk
    nonce = sheet.nonce or desk.visit.guard.nonce(desk.scope, desk.now)
    return stipend_page(
        "paying/form.html",
        sheet.stipend_desk,
        status=status,
        problems=shown(errors, desk.visit),
        sheet=sheet,
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or new_upload(desk, nonce),
        value=desk.visit.request.value,
        again=again,
        least=OWNER_TEXT_MIN,
        most=TEXT_MAX,
    )


def stipend_page(
    template: str, stipend_desk: StipendDesk, *, status: int = 200, **context: Any
) -> Response[str]:
    desk = stipend_desk.desk
    view = View(desk)
    return render.page(
        template,
        desk.visit.locale,
        status=status,
        cookies=desk.visit.cookies(guarded=True),
        desk=desk,
        view=view,
        stipend=StipendView(stipend_desk, view),
        **context,
    )


def shown(errors: Sequence[InvalidError], visit: Visit) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    length = len(visit.request.value("text"))
    values = {"least": OWNER_TEXT_MIN, "most": TEXT_MAX, "length": length, "photos": 1}
    found: dict[str, str] = {}
    for one in errors:
        message = FIELD_ERRORS.get(one.code, FIELD_ERRORS["choose_one"])
        found.setdefault(one.field, visit.say(message, **values))
    return found
