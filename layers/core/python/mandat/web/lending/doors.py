"""Doors of a post's forms about a booking: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.bookings import commands
from mandat.cases import store as cases
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
    TakenError,
)
from mandat.photos.uploads import uploaded
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, logger
from mandat.web.lending.acting import Wish, command_of
from mandat.web.lending.desk import LoanDesk, loan_desk_of
from mandat.web.lending.fields import FIELDS, Sent, problems
from mandat.web.lending.page import Sheet, form_page
from mandat.web.lending.permits import Action
from mandat.web.lending.wording import NOT_NOW, REFUSALS
from mandat.web.staff.page import case_page
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503


def show(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    return form_page(sheet) if _is_open(sheet) else _refused(sheet.loan_desk)


def send(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    desk, nonce = sheet.loan_desk.desk, visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, desk.scope, desk.now)
    except LinkError:
        if not _is_open(sheet):
            return _refused(sheet.loan_desk)
        return form_page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    kept = Sheet(sheet.loan_desk, sheet.action, nonce, sheet.upload)
    if not _is_open(kept):
        return _done_before(kept, cause) or _refused(kept.loan_desk)
    return _sent(kept, cause)


def _sheet_of(visit: Visit, token: str) -> Sheet:
    """The form at an address: its last word says which."""
    loan_desk = loan_desk_of(visit, token)
    action = visit.request.path.rpartition("/")[2]
    logger.append_keys(post=loan_desk.desk.viewer.id, action=action)
    return Sheet(loan_desk, Action(action), upload=kept_upload(visit))


def kept_upload(visit: Visit) -> str:
    """The form's leave to upload, so that its photos survive a new nonce; empty when over."""
    token = visit.request.value("upload")
    try:
        read(Purpose.UPLOAD, token, visit.now)
    except LinkError:
        return ""
    return token


def _is_open(sheet: Sheet) -> bool:
    return sheet.action in sheet.loan_desk.allowed


def _refused(loan_desk: LoanDesk, why: str = NOT_NOW) -> Response[str]:
    return case_page(loan_desk.desk, status=CONFLICT, refused=why)


def _done_before(sheet: Sheet, cause: str) -> Response[str] | None:
    """Not possible any more because this very form did it: a second tap sees what happened."""
    known = cases.outcome(sheet.loan_desk.desk.case.id, cause)
    return _after(sheet, replayed=True) if known else None


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    loan_desk = sheet.loan_desk
    desk = loan_desk.desk
    sent = Sent(sheet.action, desk.visit.request, loan_desk.booking, loan_desk.engine)
    errors = problems(sent)
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    photos = photos_of(sheet.upload, desk.visit) if "photos" in FIELDS[sheet.action] else ()
    calendar, fleet = desk.catalogue.calendar, loan_desk.fleet
    wish = Wish(sent, desk.viewer.actor, cause, calendar, fleet, photos)
    return _done(sheet, wish)


def photos_of(upload: str, visit: Visit) -> tuple[str, ...]:
    """What lies in the form's group; nothing once its time is over."""
    return uploaded(read(Purpose.UPLOAD, upload, visit.now)["g"]) if upload else ()


def _done(sheet: Sheet, wish: Wish) -> Response[str]:
    desk = sheet.loan_desk.desk
    try:
        done = commands.execute(desk.case.id, command_of(wish), desk.now)
    except TakenError as error:
        return form_page(sheet, status=CONFLICT, errors=[InvalidError("time", error.code)])
    except InvalidError as error:
        return form_page(sheet, status=INVALID, errors=[error])
    except RefusedError as error:
        fresh = loan_desk_of(desk.visit, desk.token)
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
    desk = sheet.loan_desk.desk
    return desk.visit.redirect(f"{desk.path()}?hasil={sheet.action}{again}")
