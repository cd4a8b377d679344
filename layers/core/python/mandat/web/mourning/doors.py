"""Doors of a post's forms about a death: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.bereavement import commands
from mandat.cases import store as cases
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.photos.uploads import uploaded
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, logger
from mandat.programmes.terms_store import load_programmes
from mandat.web.mourning.acting import Wish, command_of
from mandat.web.mourning.desk import DeathDesk, death_desk_of
from mandat.web.mourning.fields import Sent, problems
from mandat.web.mourning.matching import matched
from mandat.web.mourning.page import Sheet, form_page
from mandat.web.mourning.permits import Action, is_confirmed
from mandat.web.mourning.posts import attending
from mandat.web.mourning.wording import NOT_NOW, REFUSALS
from mandat.web.staff.page import case_page
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503


def show(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    return form_page(sheet) if _is_open(sheet) else _refused(sheet.death_desk)


def send(visit: Visit, token: str) -> Response[str]:
    sheet = _sheet_of(visit, token)
    desk, nonce = sheet.death_desk.desk, visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, desk.scope, desk.now)
    except LinkError:
        if not _is_open(sheet):
            return _refused(sheet.death_desk)
        return form_page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    kept = Sheet(sheet.death_desk, sheet.action, nonce, sheet.upload)
    if not _is_open(kept):
        return _done_before(kept, cause) or _refused(kept.death_desk)
    return _sent(kept, cause)


def _sheet_of(visit: Visit, token: str) -> Sheet:
    """The form at an address: its last word says which."""
    death_desk = death_desk_of(visit, token)
    action = visit.request.path.rpartition("/")[2]
    logger.append_keys(post=death_desk.desk.viewer.id, action=action)
    return Sheet(death_desk, Action(action), upload=_kept_upload(visit))


def _kept_upload(visit: Visit) -> str:
    """The form's leave to upload, so that its photos survive a new nonce; empty when over."""
    token = visit.request.value("upload")
    try:
        read(Purpose.UPLOAD, token, visit.now)
    except LinkError:
        return ""
    return token


def _is_open(sheet: Sheet) -> bool:
    return sheet.action in sheet.death_desk.allowed


def _refused(death_desk: DeathDesk, why: str = NOT_NOW) -> Response[str]:
    return case_page(death_desk.desk, status=CONFLICT, refused=why)


def _done_before(sheet: Sheet, cause: str) -> Response[str] | None:
    """Not possible any more because this very form did it: a second tap sees what happened."""
    known = cases.outcome(sheet.death_desk.death.case_id, cause)
    return _after(sheet, replayed=True) if known else None


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    expired = "photos" in sheet.fields and not sheet.upload
    late = [InvalidError("photos", "photos_expired")] if expired else []
    errors = [*late, *problems(sent)]
    return form_page(sheet, status=INVALID, errors=errors) if errors else _done(sheet, sent, cause)


def _read(sheet: Sheet) -> Sent:
    one = sheet.death_desk
    catalogue, village = one.desk.catalogue, one.family_case.village
    return Sent(
        sheet.action,
        one.desk.visit.request,
        one.standing,
        load_programmes().register,
        frozenset(attending(catalogue, village)),
        _photos(sheet),
        sheet.photos_needed,
    )


def _photos(sheet: Sheet) -> tuple[str, ...]:
    """What lies in the form's group; nothing once its time is over."""
    if "photos" not in sheet.fields or not sheet.upload:
        return ()
    return uploaded(read(Purpose.UPLOAD, sheet.upload, sheet.death_desk.now)["g"])


def _done(sheet: Sheet, sent: Sent, cause: str) -> Response[str]:
    one = sheet.death_desk
    try:
        done = commands.execute(one.death.case_id, command_of(_wish(sheet, sent, cause)), one.now)
    except InvalidError as error:
        return form_page(sheet, status=INVALID, errors=[error])
    except RefusedError as error:
        fresh = death_desk_of(one.desk.visit, one.desk.token)
        return _refused(fresh, REFUSALS.get(error.code, NOT_NOW))
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return form_page(sheet, status=BUSY, again=FORM_AGAIN[why])
    return _after(sheet, replayed=done.replayed)


def _wish(sheet: Sheet, sent: Sent, cause: str) -> Wish:
    """A NIK is looked up only when everything else of the form is right.

    Raises InvalidError when a person is all that is asked for, and the register knows nobody.
    """
    one = sheet.death_desk
    actor, calendar = one.desk.viewer.actor, one.desk.catalogue.calendar
    typed = sent.nik if sheet.action is Action.CONFIRM else None
    person = matched(typed, actor, one.death.case_id, one.now)
    if typed and not person and is_confirmed(one.death):
        raise InvalidError("nik", "nik_unknown")
    return Wish(sent, actor, cause, calendar, person)


def _after(sheet: Sheet, *, replayed: bool) -> Response[str]:
    """On to the case: reloading it sends nothing."""
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    desk = sheet.death_desk.desk
    return desk.visit.redirect(f"{desk.path()}?hasil={sheet.action}{again}")
