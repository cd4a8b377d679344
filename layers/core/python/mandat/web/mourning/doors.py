"""Doors of a post's forms about a death: shown, and done once for their nonce."""

from aws_lambda_powertools.event_handler import Response

from mandat.bereavement import commands
from mandat.errors import InvalidError
from mandat.programmes.terms_store import load_programmes
from mandat.web.mourning.acting import Wish, command_of
from mandat.web.mourning.desk import death_desk_of
from mandat.web.mourning.fields import Sent, problems
from mandat.web.mourning.matching import matched
from mandat.web.mourning.page import Sheet, form_page
from mandat.web.mourning.permits import Action, is_confirmed
from mandat.web.mourning.posts import attending
from mandat.web.mourning.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import INVALID, Forms, action_of
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.visit import Visit


def _sheet_of(visit: Visit, token: str) -> Sheet:
    death_desk = death_desk_of(visit, token)
    action = Action(action_of(visit, death_desk.desk))
    return Sheet(death_desk, action, upload=kept_upload(visit))


def _sent(sheet: Sheet, cause: str) -> Response[str]:
    sent = _read(sheet)
    expired = "photos" in sheet.fields and not sheet.upload
    late = [InvalidError("photos", "photos_expired")] if expired else []
    errors = [*late, *problems(sent)]
    if errors:
        return form_page(sheet, status=INVALID, errors=errors)
    return FORMS.attempt(sheet, lambda: _done(sheet, sent, cause))


def _read(sheet: Sheet) -> Sent:
    one = sheet.death_desk
    return Sent(
        sheet.action,
        sheet.visit.request,
        one.standing,
        load_programmes().register,
        frozenset(attending(one.desk.catalogue, one.family_case.village)),
        photos_of(sheet.upload, sheet.visit) if "photos" in sheet.fields else (),
        sheet.photos_needed,
    )


def _done(sheet: Sheet, sent: Sent, cause: str) -> bool:
    command = command_of(_wish(sheet, sent, cause))
    return commands.execute(sheet.case_id, command, sheet.desk.now).replayed


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


FORMS = Forms(_sheet_of, form_page, _sent, REFUSALS, NOT_NOW)
show, send = FORMS.show, FORMS.send
