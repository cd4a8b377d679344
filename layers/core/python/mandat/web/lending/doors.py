"""Doors of a post's forms about a booking: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.bookings import commands
from mandat.errors import InvalidError, TakenError
from mandat.web.lending.acting import Wish, command_of
from mandat.web.lending.desk import loan_desk_of
from mandat.web.lending.fields import FIELDS, Sent, problems
from mandat.web.lending.page import Sheet, form_page
from mandat.web.lending.permits import Action
from mandat.web.lending.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import CONFLICT, INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit


def _sheet_of(visit: Visit, token: str) -> Sheet:
    loan_desk = loan_desk_of(visit, token)
    action = Action(action_of(visit, loan_desk.desk))
    return Sheet(loan_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    one, desk = sheet.loan_desk, sheet.desk
    sent = Sent(sheet.action, desk.visit.request, one.booking, one.engine)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    photos = photos_of(sheet.upload, desk.visit) if "photos" in FIELDS[sheet.action] else ()
    calendar, actor = desk.catalogue.calendar, desk.viewer.actor
    command = command_of(Wish(sent, actor, cause, calendar, one.fleet, photos))

    def act() -> bool:
        return commands.execute(desk.case.id, command, desk.now).replayed

    try:
        return FORMS.attempt(sheet, act)
    except TakenError as error:
        return form_page(sheet, status=CONFLICT, errors=[InvalidError("time", error.code)])


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
