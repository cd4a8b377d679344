"""Doors of a post's forms about a child's fosterer: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.fostering.commands import Ending, end, execute
from mandat.fostering.domain.acts import MatchChild
from mandat.web.children.desk import child_desk_of
from mandat.web.children.fields import Sent, problems
from mandat.web.children.page import Sheet, form_page
from mandat.web.children.permits import Action
from mandat.web.children.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import INVALID, Forms, action_of
from mandat.web.visit import Visit


def _sheet_of(visit: Visit, token: str) -> Sheet:
    child_desk = child_desk_of(visit, token)
    return Sheet(child_desk, Action(action_of(visit, child_desk.desk)))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    act = _ended if sheet.action is Action.END else _matched
    return FORMS.attempt(sheet, lambda: act(sheet, sent, cause))


def _read(sheet: Sheet) -> Sent:
    one = sheet.child_desk
    offered = frozenset(each.official.id for each in one.offers)
    others = frozenset(each.id for each in one.others)
    return Sent(sheet.action, sheet.visit.request, offered, others)


def _matched(sheet: Sheet, sent: Sent, cause: str) -> bool:
    desk, request = sheet.desk, sent.request
    command = MatchChild(
        cause,
        desk.viewer.actor,
        correlation_id=request.id,
        text=request.value("text"),
        calendar=desk.catalogue.calendar,
        official=sent.official,
    )
    return execute(desk.case.id, command, desk.now).replayed


def _ended(sheet: Sheet, sent: Sent, cause: str) -> bool:
    child, desk = sheet.child_desk.subject.child, sheet.desk
    ending = Ending(child, sent.request.value("reason"), cause, desk.viewer.actor)
    return not end(ending, desk.now)


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
