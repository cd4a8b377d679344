"""One form of a post about a card, with what was typed."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.idcard.domain.counters import Time
from mandat.idcard.times import free_days
from mandat.records import record
from mandat.text.words import show_day
from mandat.web import render
from mandat.web.cards import wording as w
from mandat.web.cards.desk import CardDesk
from mandat.web.cards.fields import FIELDS
from mandat.web.cards.permits import Action
from mandat.web.cards.view import CardView
from mandat.web.idcard.showing import show_clock
from mandat.web.staff.desk import Desk
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

Choices = list[tuple[str, str, str]]
# Days with a free time that a post chooses from; the citizen's page has all of them.
DAYS = 10


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    card_desk: CardDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.card_desk.desk

    @property
    def case_id(self) -> str:
        return self.desk.case.id

    @property
    def visit(self) -> Visit:
        return self.desk.visit

    @property
    def is_open(self) -> bool:
        return self.action in self.card_desk.allowed

    @property
    def is_ending(self) -> bool:
        return self.action is Action.END

    @property
    def words(self) -> ActionWords:
        return w.ACTIONS[self.action]

    @cached_property
    def times(self) -> Mapping[str, Time]:
        """What is free on the next days, by the value of its choice."""
        if self.action is not Action.APPOINT:
            return {}
        found = list(free_days(self.card_desk.terms, self.desk.now).values())[:DAYS]
        return {one.at.isoformat(): one for day in found for one in day}

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The free times by day, as the macro of a select takes them."""
        found: dict[str, list[tuple[str, str]]] = {}
        for value, one in self.times.items():
            day = show_day(one.at, self.visit.locale)
            found.setdefault(day, []).append((value, show_clock(one.at, self.visit.locale)))
        return list(found.items())

    @property
    def villages(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The other kelurahan of the city, by kecamatan."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one in self.desk.catalogue.villages:
            if one.code != self.card_desk.card.village:
                found.setdefault(one.district, []).append((one.code, one.name))
        return list(found.items())

    @property
    def choices(self) -> Mapping[str, Choices]:
        """By the name of their field, as the macro of radios takes them."""
        return {name: _choices(words, self.visit) for name, words in _WORDS.items()}


_WORDS: Mapping[str, Mapping[str, str]] = {
    "found": w.FOUND,
    "why": w.WHY,
    "proof": w.PROOFS,
    "taken_by": w.TAKEN_BY,
    "reason": w.ENDS,
}


def _choices(words: Mapping[str, str], visit: Visit) -> Choices:
    return [(code, visit.say(text), "") for code, text in words.items()]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk, visit = sheet.desk, sheet.visit
    nonce = sheet.nonce or visit.guard.nonce(desk.scope, desk.now)
    return render.page(
        "cards/form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        desk=desk,
        view=View(desk),
        card=CardView(sheet.card_desk),
        sheet=sheet,
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or leave_to_upload(visit, desk.scope, nonce),
        value=visit.request.value,
        again=again,
        least=OWNER_TEXT_MIN,
        most=TEXT_MAX,
    )


def shown(errors: Sequence[InvalidError], visit: Visit) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    length = len(visit.request.value("text"))
    values = {"least": OWNER_TEXT_MIN, "most": TEXT_MAX, "length": length, "photos": 1}
    found: dict[str, str] = {}
    for one in errors:
        message = w.FIELD_ERRORS.get(one.code, w.FIELD_ERRORS["choose_reason"])
        found.setdefault(one.field, visit.say(message, **values))
    return found
