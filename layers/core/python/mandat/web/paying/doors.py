"""Doors of a post's forms about the stipend: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count, logger
from mandat.stipend import commands
from mandat.web.lending.doors import kept_upload, photos_of
from mandat.web.paying.acting import Wish, command_of
from mandat.web.paying.desk import StipendDesk, stipend_desk_of
from mandat.web.paying.fields import FIELDS, Sent, problems
from mandat.web.paying.looking import looked_up
from mandat.web.paying.matching import person_of
from mandat.web.paying.page import Sheet, form_page
from mandat.web.paying.permits import Action
from mandat.web.paying.wording import NOT_NOW, REFUSALS
from mandat.web.staff.page import case_page
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503
# Whose NIK was read is part of what is decided.
OF_PERSONS = frozenset({Action.VISIT, Action.APPROVE})


def show(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    return form_page(sheet) if _is_open(sheet) else _refused(sheet.stipend_desk)


def send(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    desk, nonce = sheet.stipend_desk.desk, visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, desk.scope, desk.now)
    except LinkError:
        if not _is_open(sheet):
            return _refused(sheet.stipend_desk)
        return form_page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    kept = Sheet(sheet.stipend_desk, sheet.action, nonce, sheet.upload)
    if not _is_open(kept):
        return _done_before(kept, cause) or _refused(kept.stipend_desk)
    return _sent(kept, cause)


def _sheet_of(visit: Visit, token: str) -> Sheet:
    """The form at an address: its last word says which."""
    stipend_desk = stipend_desk_of(visit, token)
    action = visit.request.path.rpartition("/")[2]
    logger.append_keys(post=stipend_desk.desk.viewer.id, action=action)
    return Sheet(stipend_desk, Action(action), upload=kept_upload(visit))


def _is_open(sheet: Sheet) -> bool:
    return sheet.action in sheet.stipend_desk.allowed


def _refused(stipend_desk: StipendDesk, why: str = NOT_NOW) -> Response[str]:
    return case_page(stipend_desk.desk, status=CONFLICT, refused=why)


def _done_before(sheet: Sheet, cause: str) -> Response[str] | None:
    """Not possible any more because this very form did it: a second tap sees what happened."""
    known = cases.outcome(sheet.stipend_desk.desk.case.id, cause)
    return _after(sheet, replayed=True) if known else None


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    if sheet.action is Action.LOOK:
        return looked_up(sheet.stipend_desk)
    return _done(sheet, sent, cause)


def _read(sheet: Sheet) -> Sent:
    """What was sent, with the photos of the form's group; none once its time is over."""
    wants = "photos" in FIELDS[sheet.action]
    photos = photos_of(sheet.upload, sheet.visit) if wants else ()
    expired = wants and not sheet.upload
    programmes = sheet.stipend_desk.programmes
    return Sent(sheet.action, sheet.visit.request, programmes, photos, expired)


def _done(sheet: Sheet, sent: Sent, cause: str) -> Response[str]:
    desk = sheet.stipend_desk.desk
    try:
        person = person_of(sheet.stipend_desk, sent) if sheet.action in OF_PERSONS else ""
        wish = Wish(sent, desk.viewer.actor, cause, desk.catalogue.calendar, person)
        done = commands.execute(desk.case.id, command_of(wish), desk.now)
    except InvalidError as error:
        return form_page(sheet, status=INVALID, errors=[error])
    except RefusedError as error:
        fresh = stipend_desk_of(desk.visit, desk.token)
        return _refused(fresh, REFUSALS.get(error.code, NOT_NOW))
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return form_page(sheet, status=BUSY, again=FORM_AGAIN[why])
    return _after(sheet, replayed=done.replayed)


def _after(sheet: Sheet, *, replayed: bool) -> Response[str]:
    """On to the case: reloading it sends nothing."""
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    desk = sheet.stipend_desk.desk
    return desk.visit.redirect(f"{desk.path()}?hasil={sheet.action}{again}")
