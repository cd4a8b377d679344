"""One form of a post about care without payment, with what was typed."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.story.guarantees import VOIDS
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.caring import wording as w
from mandat.web.caring.desk import CareDesk
from mandat.web.caring.fields import FIELDS, KINDS
from mandat.web.caring.permits import Action
from mandat.web.caring.view import CareView
from mandat.web.staff.desk import Desk
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

Choices = list[tuple[str, str, str]]


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    care_desk: CareDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.care_desk.desk

    @property
    def case_id(self) -> str:
        return self.desk.case.id

    @property
    def visit(self) -> Visit:
        return self.desk.visit

    @property
    def is_open(self) -> bool:
        return self.action in self.care_desk.allowed

    @property
    def words(self) -> ActionWords:
        return w.ACTIONS[self.action]

    @property
    def warning(self) -> str:
        """A message id: that the letter goes before what has to be shown."""
        shown = self.care_desk.letter.is_shown_poor
        return "" if shown or self.action is not Action.ISSUE else w.UNSHOWN

    @property
    def hospitals(self) -> Choices:
        return [(one.id, one.name, "") for one in self.care_desk.terms.hospitals]

    @property
    def hospital(self) -> str:
        return self.visit.request.value("hospital") or self.care_desk.letter.hospital

    @cached_property
    def lurahs(self) -> list[tuple[str, str]]:
        """Those who may be asked; who holds the request already is not asked again."""
        catalogue = self.desk.catalogue
        ids = dict.fromkeys(one.lurah_id for one in catalogue.villages)
        return [(one, post_title(one, catalogue)) for one in ids if one != self.desk.case.owner]

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """As the macro of a select takes them."""
        return [("", self.lurahs)]

    @property
    def lurah(self) -> str:
        """Of the patient's place, unless another one was chosen."""
        village = self.desk.catalogue.village(self.desk.case.village)
        return self.visit.request.value("to") or (village.lurah_id if village else "")

    @property
    def reasons(self) -> Choices:
        return _choices(w.REFUSED_FOR if self.action is Action.REFUSE else VOIDS, self.visit)

    @property
    def answers(self) -> Choices:
        """Whether the household is poor."""
        say = self.visit.say
        yes, no = msg("Yes, the household is poor"), msg("No, the household is not poor")
        return [("yes", say(yes), ""), ("no", say(no), "")]

    @property
    def endings(self) -> Choices:
        return _choices(w.ENDINGS[KINDS[self.action]], self.visit)


def _choices(words: Mapping[str, str], visit: Visit) -> Choices:
    """(code, sentence, no hint), as the macro of radios takes them."""
    said = ((code, visit.say(text)) for code, text in words.items())
    return [(code, text[:1].upper() + text[1:], "") for code, text in said]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk, visit = sheet.desk, sheet.visit
    nonce = sheet.nonce or visit.guard.nonce(desk.scope, desk.now)
    return render.page(
        "caring/form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        desk=desk,
        view=View(desk),
        care=CareView(sheet.care_desk),
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
    values = {"least": OWNER_TEXT_MIN, "most": TEXT_MAX, "length": length}
    found: dict[str, str] = {}
    for one in errors:
        message = w.FIELD_ERRORS.get(one.code, w.FIELD_ERRORS["choose_one"])
        found.setdefault(one.field, visit.say(message, **values))
    return found
