"""Doors of a post's forms about care without payment: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.programmes.terms_store import load_programmes
from mandat.web.caring.acting import Wish, done
from mandat.web.caring.desk import care_desk_of
from mandat.web.caring.fields import FIELDS, Sent, problems
from mandat.web.caring.page import Sheet, form_page
from mandat.web.caring.permits import Action
from mandat.web.caring.wording import NOT_NOW, REFUSALS
from mandat.web.programmes.typed import matched
from mandat.web.staff.once import INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit

PURPOSE = "issue_letter"


def _sheet_of(visit: Visit, token: str) -> Sheet:
    care_desk = care_desk_of(visit, token)
    action = Action(action_of(visit, care_desk.desk))
    return Sheet(care_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    return FORMS.attempt(sheet, lambda: done(sheet.care_desk, _wish(sheet, sent, cause)))


def _read(sheet: Sheet) -> Sent:
    programmes, wants = load_programmes(), "photos" in FIELDS[sheet.action]
    asked = (one for one, _ in sheet.lurahs) if sheet.action is Action.ASK_LURAH else ()
    return Sent(
        sheet.action,
        sheet.visit.request,
        programmes.guarantee,
        programmes.register,
        frozenset(asked),
        photos_of(sheet.upload, sheet.visit) if wants else (),
        expired=wants and not sheet.upload,
    )


def _wish(sheet: Sheet, sent: Sent, cause: str) -> Wish:
    """A NIK is looked up only when everything else of the form is right."""
    desk = sheet.desk
    typed = sent.nik if sheet.action is Action.ISSUE else None
    person = matched(typed, desk.viewer.actor, PURPOSE, desk.case.id, desk.now)
    return Wish(sent, desk.viewer.actor, cause, desk.catalogue.calendar, person)


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
