"""Doors of /asuh/<token>: an official's foster children, and what he proves of each."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import InvalidError, LinkError, NotFoundError
from mandat.platform.observability import count, logger
from mandat.records import replace
from mandat.web.fostering.actions import Action
from mandat.web.fostering.fields import Sent, problems
from mandat.web.fostering.page import Sheet, children_page, form_page, least_of
from mandat.web.fostering.proving import Proved, prove_each
from mandat.web.fostering.ward import Ward, ward_of
from mandat.web.fostering.wording import NOT_NOW
from mandat.web.staff.once import BUSY, CONFLICT, INVALID
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit


def show(visit: Visit, token: str) -> Response[str]:
    return children_page(ward_of(visit, token))


def show_form(visit: Visit, token: str, action: str) -> Response[str]:
    sheet = _sheet_of(visit, token, action)
    return form_page(sheet) if sheet.open else _refused(sheet.ward)


def send(visit: Visit, token: str, action: str) -> Response[str]:
    sheet, nonce = _sheet_of(visit, token, action), visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, sheet.ward.scope, visit.now)
    except LinkError:
        if not sheet.open:
            return _refused(sheet.ward)
        return form_page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    kept = replace(sheet, nonce=nonce)
    sent = _read(kept)
    errors = problems(sent)
    return form_page(kept, status=INVALID, errors=errors) if errors else _done(kept, sent, cause)


def _sheet_of(visit: Visit, token: str, action: str) -> Sheet:
    ward = ward_of(visit, token)
    if action not in set(Action):
        raise NotFoundError("no_action")
    logger.append_keys(action=action)
    return Sheet(ward, Action(action), upload=kept_upload(visit))


def _read(sheet: Sheet) -> Sent:
    """What was sent. Also what this very form proved before may be ticked: it is told again."""
    ward, action = sheet.ward, sheet.action
    is_month = action is Action.SUPPORT
    owed = frozenset(one.case_id for one in ward.duties if one.duty.is_month is is_month)
    photos = photos_of(sheet.upload, ward.visit) if is_month else ()
    expired = is_month and not sheet.upload
    return Sent(action, ward.visit.request, owed, least_of(sheet), photos, expired)


def _done(sheet: Sheet, sent: Sent, cause: str) -> Response[str]:
    """Whatever becomes of one child, the others' is recorded."""
    outcomes = [one for _, one in prove_each(sheet.ward, sent, cause)]
    wrong = next((one for one in outcomes if isinstance(one, InvalidError)), None)
    if wrong:
        return form_page(sheet, status=INVALID, errors=[wrong])
    if Proved.UNSURE in outcomes:
        return form_page(sheet, status=BUSY, again=FORM_AGAIN["unknown"])
    if Proved.REFUSED in outcomes:
        return _refused(ward_of(sheet.ward.visit, sheet.ward.token))
    return _after(sheet, replayed=Proved.NOW not in outcomes)


def _refused(ward: Ward, why: str = NOT_NOW) -> Response[str]:
    return children_page(ward, status=CONFLICT, refused=why)


def _after(sheet: Sheet, *, replayed: bool) -> Response[str]:
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    return sheet.ward.visit.redirect(f"{sheet.ward.path()}?hasil={sheet.action}{again}")
