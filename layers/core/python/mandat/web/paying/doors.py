"""Doors of a post's forms about the stipend: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.stipend import commands
from mandat.web.paying.acting import Wish, command_of
from mandat.web.paying.desk import stipend_desk_of
from mandat.web.paying.fields import FIELDS, Sent, problems
from mandat.web.paying.looking import looked_up
from mandat.web.paying.matching import person_of
from mandat.web.paying.page import Sheet, form_page
from mandat.web.paying.permits import Action
from mandat.web.paying.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit

# Whose NIK was read is part of what is decided.
OF_PERSONS = frozenset({Action.VISIT, Action.APPROVE})


def _sheet_of(visit: Visit, token: str) -> Sheet:
    stipend_desk = stipend_desk_of(visit, token)
    action = Action(action_of(visit, stipend_desk.desk))
    return Sheet(stipend_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    if sheet.action is Action.LOOK:
        return looked_up(sheet.stipend_desk)
    return FORMS.attempt(sheet, lambda: _done(sheet, sent, cause))


def _read(sheet: Sheet) -> Sent:
    """What was sent, with the photos of the form's group; none once its time is over."""
    wants = "photos" in FIELDS[sheet.action]
    photos = photos_of(sheet.upload, sheet.visit) if wants else ()
    expired = wants and not sheet.upload
    programmes = sheet.stipend_desk.programmes
    return Sent(sheet.action, sheet.visit.request, programmes, photos, expired, sheet.is_mailed)


def _done(sheet: Sheet, sent: Sent, cause: str) -> bool:
    desk = sheet.desk
    person = person_of(sheet.stipend_desk, sent) if sheet.action in OF_PERSONS else ""
    wish = Wish(sent, desk.viewer.actor, cause, desk.catalogue.calendar, person)
    return commands.execute(desk.case.id, command_of(wish), desk.now).replayed


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
