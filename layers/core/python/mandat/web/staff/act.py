"""A form was sent: do it once, or say why not with everything typed kept."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.commands import execute
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count, logger
from mandat.web.staff.acting import Wish, command_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.staff.fields import FIELDS, Sent, problems
from mandat.web.staff.page import Sheet, case_page, form_page, why_not
from mandat.web.staff.permits import Action
from mandat.web.staff.showing import CONFLICT, sheet_of
from mandat.web.staff.targets import ids_of
from mandat.web.staff.uploads import photos_of
from mandat.web.staff.wording import FORM_AGAIN, NOT_NOW, REFUSALS
from mandat.web.visit import Visit

INVALID, BUSY = 422, 503


def send_form(visit: Visit, token: str, action: str) -> Response[str]:
    sheet = sheet_of(visit, token, action)
    desk = sheet.desk
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), desk.scope, desk.now)
    except LinkError:
        return _asked_again(sheet)
    kept = Sheet(desk, sheet.action, visit.request.value("nonce"), sheet.upload)
    if sheet.action not in desk.allowed:
        done = _done_before(kept, cause)
        return done or case_page(desk, status=CONFLICT, refused=why_not(desk, kept.action))
    return _send(kept, cause)


def _asked_again(sheet: Sheet) -> Response[str]:
    """The nonce is over or another browser's: the same form, with what was typed."""
    if sheet.action not in sheet.desk.allowed:
        return case_page(sheet.desk, status=CONFLICT, refused=why_not(sheet.desk, sheet.action))
    return form_page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])


def _done_before(sheet: Sheet, cause: str) -> Response[str] | None:
    """Not possible any more because this very form did it: a second tap sees what happened."""
    known = store.outcome(sheet.desk.case.id, cause)
    return _after(sheet, replayed=True) if known else None


def _send(sheet: Sheet, cause: str) -> Response[str]:
    desk = sheet.desk
    photos = _photos(sheet)
    errors = _errors(sheet, photos)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    try:
        done = execute(desk.case.id, command_of(sheet.action, _wish(desk, cause, photos)), desk.now)
    except InvalidError as error:
        return form_page(sheet, status=INVALID, errors=[error])
    except RefusedError as error:
        fresh = desk_of(desk.visit, desk.token)
        return case_page(fresh, status=CONFLICT, refused=REFUSALS.get(error.code, NOT_NOW))
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return form_page(sheet, status=BUSY, again=FORM_AGAIN[why])
    return _after(sheet, replayed=done.replayed)


def _wish(desk: Desk, cause: str, photos: tuple[str, ...]) -> Wish:
    calendar, heads = desk.catalogue.calendar, desk.catalogue.heads
    return Wish(desk.visit.request, desk.viewer.actor, cause, calendar, photos, heads, desk.readers)


def _photos(sheet: Sheet) -> tuple[str, ...]:
    wants = "photos" in FIELDS[sheet.action]
    return photos_of(sheet.upload, sheet.desk.visit) if wants else ()


def _errors(sheet: Sheet, photos: tuple[str, ...]) -> list[InvalidError]:
    request = sheet.desk.visit.request
    sent = Sent(sheet.action, request, ids_of(sheet.targets), photos, sheet.photos_needed)
    expired = "photos" in FIELDS[sheet.action] and not sheet.upload
    return [*([InvalidError("photos", "photos_expired")] if expired else []), *problems(sent)]


def _after(sheet: Sheet, *, replayed: bool) -> Response[str]:
    """On to the case: reloading it sends nothing."""
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    where = sheet.desk.path(sheet.action if sheet.action is Action.DISCUSS else "")
    return sheet.desk.visit.redirect(f"{where}?hasil={sheet.action}{again}")
