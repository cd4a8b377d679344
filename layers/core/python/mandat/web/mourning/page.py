"""One form of a post about a death, with what was typed."""

from collections.abc import Sequence
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.bereavement.domain import plan
from mandat.bookings.domain.grid import at_minute
from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_day
from mandat.web import render
from mandat.web.bereavement.stepping import TITLES
from mandat.web.bereavement.wording import night_words
from mandat.web.mourning import wording as w
from mandat.web.mourning.desk import DeathDesk
from mandat.web.mourning.fields import fields_of
from mandat.web.mourning.permits import Action, open_nights
from mandat.web.mourning.posts import Option, options
from mandat.web.mourning.view import DeathView
from mandat.web.staff.desk import Desk
from mandat.web.staff.page import new_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

LETTER_PHOTOS = 1


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    death_desk: DeathDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.death_desk.desk

    @property
    def case_id(self) -> str:
        """Whose record the act is on."""
        return self.death_desk.death.case_id

    @property
    def is_open(self) -> bool:
        return self.action in self.death_desk.allowed

    @property
    def visit(self) -> Visit:
        return self.death_desk.desk.visit

    @property
    def words(self) -> ActionWords:
        return w.words_of(self.action, self.death_desk.death)

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_of(self.action, self.death_desk.death)

    @property
    def photos_needed(self) -> int:
        """The letter's; of the handover what the service asks for."""
        if self.action is Action.CONFIRM:
            return LETTER_PHOTOS
        return self.death_desk.family_case.terms.evidence_photos

    @property
    def letters(self) -> list[Option]:
        return [(code, self.visit.say(text), "") for code, text in w.LETTERS.items()]

    @property
    def reasons(self) -> list[Option]:
        return [(code, self.visit.say(text), "") for code, text in w.UNDO_REASONS.items()]

    @property
    def nights(self) -> list[Option]:
        """The evenings that can be written down."""
        one, say = self.death_desk, self.visit.say
        return [
            (str(number), say(night_words(number), number=number), self._day(number))
            for number in open_nights(one.death, one.terms, one.now)
        ]

    def _day(self, number: int) -> str:
        night = self.death_desk.death.nights[number - 1]
        return show_day(at_minute(night, 0), self.visit.locale)

    @property
    def present(self) -> list[Option]:
        desk, nobody = self.death_desk.desk, self.visit.say(msg("Nobody of the city"))
        return options(desk.catalogue, self.death_desk.family_case.village, nobody)

    @cached_property
    def papers(self) -> list[Option]:
        """What was made; all of it is handed over together."""
        one = self.death_desk
        services = {each.id: each.service for each in one.terms.steps}
        made = plan.made(one.death, one.terms)
        return [(step, self.visit.say(TITLES[services[step]]), "") for step in made]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk = sheet.death_desk.desk
    visit = desk.visit
    nonce = sheet.nonce or visit.guard.nonce(desk.scope, desk.now)
    return render.page(
        "mourning/form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit, sheet.photos_needed),
        desk=desk,
        view=View(desk),
        death=DeathView(sheet.death_desk),
        sheet=sheet,
        fields=sheet.fields,
        nonce=nonce,
        upload=sheet.upload or new_upload(desk, nonce),
        value=visit.request.value,
        values=visit.request.values,
        again=again,
        least=OWNER_TEXT_MIN,
        most=TEXT_MAX,
    )


def shown(errors: Sequence[InvalidError], visit: Visit, photos_needed: int) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    values = {
        "least": OWNER_TEXT_MIN,
        "most": TEXT_MAX,
        "length": len(visit.request.value("text")),
        "photos": photos_needed,
    }
    found: dict[str, str] = {}
    for one in errors:
        message = w.FIELD_ERRORS.get(one.code, w.FIELD_ERRORS["choose_one"])
        found.setdefault(one.field, visit.say(message, **values))
    return found
