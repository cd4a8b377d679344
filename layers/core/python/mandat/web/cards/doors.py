"""Doors of a post's forms about a card: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.calendar import to_local
from mandat.errors import InvalidError, TakenError
from mandat.idcard.commands import execute
from mandat.web.cards.acting import Wish, command_of
from mandat.web.cards.desk import card_desk_of
from mandat.web.cards.fields import FIELDS, Sent, problems
from mandat.web.cards.page import Sheet, form_page
from mandat.web.cards.permits import Action
from mandat.web.cards.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import CONFLICT, INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit


def _sheet_of(visit: Visit, token: str) -> Sheet:
    card_desk = card_desk_of(visit, token)
    action = Action(action_of(visit, card_desk.desk))
    return Sheet(card_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    try:
        return FORMS.attempt(sheet, lambda: _done(sheet, sent, cause))
    except TakenError:
        return form_page(sheet, status=CONFLICT, errors=[InvalidError("time", "choose_time")])


def _read(sheet: Sheet) -> Sent:
    """What was sent, with the photos of the form's group; none once its time is over."""
    wants, request = "photos" in FIELDS[sheet.action], sheet.visit.request
    return Sent(
        sheet.action,
        request,
        to_local(sheet.desk.now).date(),
        frozenset(code for _, found in sheet.villages for code, _ in found),
        sheet.times.get(request.value("time")),
        photos_of(sheet.upload, sheet.visit) if wants else (),
        expired=wants and not sheet.upload,
    )


def _done(sheet: Sheet, sent: Sent, cause: str) -> bool:
    desk = sheet.desk
    command = command_of(Wish(sent, desk.viewer.actor, cause, desk.catalogue))
    return execute(desk.case.id, command, desk.now).replayed


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
