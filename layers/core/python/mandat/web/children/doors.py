"""Doors of a post's forms about a child's fosterer: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.fostering.commands import Ending, end, execute
from mandat.web.children.acting import command_of
from mandat.web.children.desk import child_desk_of
from mandat.web.children.fields import FIELDS, Sent, problems
from mandat.web.children.page import Sheet, form_page
from mandat.web.children.permits import Action
from mandat.web.children.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit


def _sheet_of(visit: Visit, token: str) -> Sheet:
    child_desk = child_desk_of(visit, token)
    action = Action(action_of(visit, child_desk.desk))
    return Sheet(child_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    act = _ended if sheet.action is Action.END else _executed
    return FORMS.attempt(sheet, lambda: act(sheet, sent, cause))


def _read(sheet: Sheet) -> Sent:
    one = sheet.child_desk
    wants = "photos" in FIELDS[sheet.action]
    return Sent(
        sheet.action,
        sheet.visit.request,
        frozenset(each.official.id for each in one.offers),
        frozenset(each.id for each in one.others) if sheet.action is Action.MATCH else frozenset(),
        sheet.least,
        photos_of(sheet.upload, sheet.visit) if wants else (),
        expired=wants and not sheet.upload,
    )


def _executed(sheet: Sheet, sent: Sent, cause: str) -> bool:
    desk = sheet.desk
    return execute(desk.case.id, command_of(sheet, sent, cause), desk.now).replayed


def _ended(sheet: Sheet, sent: Sent, cause: str) -> bool:
    child, desk = sheet.child_desk.subject.child, sheet.desk
    ending = Ending(child, sent.request.value("reason"), cause, desk.viewer.actor)
    return not end(ending, desk.now)


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
