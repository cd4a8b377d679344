"""The pages of a case and of its forms, before anything is sent."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import NotFoundError
from mandat.platform.observability import logger
from mandat.web.staff.desk import desk_of
from mandat.web.staff.page import Sheet, case_page, form_page, why_not
from mandat.web.staff.permits import Action
from mandat.web.staff.uploads import kept_upload
from mandat.web.visit import Visit

CONFLICT = 409


def show_case(visit: Visit, token: str) -> Response[str]:
    desk = desk_of(visit, token)
    logger.append_keys(post=desk.viewer.id)
    return case_page(desk)


def show_form(visit: Visit, token: str, action: str) -> Response[str]:
    sheet = sheet_of(visit, token, action)
    if sheet.action not in sheet.desk.allowed:
        return case_page(sheet.desk, status=CONFLICT, refused=why_not(sheet.desk, sheet.action))
    return form_page(sheet)


def sheet_of(visit: Visit, token: str, action: str) -> Sheet:
    """The form at an address. Raises NotFoundError for an action that does not exist."""
    desk = desk_of(visit, token)
    if action not in set(Action):
        raise NotFoundError("no_action")
    logger.append_keys(post=desk.viewer.id, action=action)
    return Sheet(desk, Action(action), upload=kept_upload(visit))
