"""Doors of /sopir/<token>: the trip, and what its driver records of it."""

from aws_lambda_powertools.event_handler import Response

from mandat.bookings import commands
from mandat.cases import store as cases
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count, logger
from mandat.web.lending.acting import Wish, command_of
from mandat.web.lending.checklist import has_engine
from mandat.web.lending.fields import FIELDS, Sent, problems
from mandat.web.lending.permits import DRIVERS, Action
from mandat.web.lending.trip import Trip, trip_of
from mandat.web.lending.trip_pages import TripSheet, trip_form, trip_page
from mandat.web.lending.wording import NOT_NOW, REFUSALS
from mandat.web.staff.once import BUSY, CONFLICT, INVALID
from mandat.web.staff.uploads import kept_upload, photos_of
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit


def show(visit: Visit, token: str) -> Response[str]:
    return trip_page(trip_of(visit, token))


def show_act(visit: Visit, token: str, act: str) -> Response[str]:
    sheet = _sheet_of(visit, token, act)
    return trip_form(sheet) if _is_open(sheet) else _refused(sheet.trip)


def send(visit: Visit, token: str, act: str) -> Response[str]:
    sheet = _sheet_of(visit, token, act)
    trip, nonce = sheet.trip, visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, trip.scope, trip.now)
    except LinkError:
        if not _is_open(sheet):
            return _refused(trip)
        return trip_form(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
    kept = TripSheet(trip, sheet.action, nonce, sheet.upload)
    if not _is_open(kept):
        known = cases.outcome(trip.case.id, cause)
        return _after(kept, replayed=True) if known else _refused(trip)
    return _sent(kept, cause)


def _sheet_of(visit: Visit, token: str, act: str) -> TripSheet:
    trip = trip_of(visit, token)
    if act not in DRIVERS:
        raise NotFoundError("no_action")
    logger.append_keys(action=act)
    return TripSheet(trip, Action(act), upload=kept_upload(visit))


def _is_open(sheet: TripSheet) -> bool:
    return sheet.action in sheet.trip.allowed


def _refused(trip: Trip, why: str = NOT_NOW) -> Response[str]:
    return trip_page(trip, status=CONFLICT, refused=why)


def _sent(sheet: TripSheet, cause: str) -> Response[str]:
    trip = sheet.trip
    engine = has_engine(trip.booking, trip.fleet)
    sent = Sent(sheet.action, trip.visit.request, trip.booking, engine)
    errors = problems(sent)
    if errors:
        return trip_form(sheet, status=INVALID, errors=errors)
    photos = photos_of(sheet.upload, trip.visit) if "photos" in FIELDS[sheet.action] else ()
    calendar = trip.catalogue.calendar
    return _done(sheet, Wish(sent, trip.actor, cause, calendar, trip.fleet, photos))


def _done(sheet: TripSheet, wish: Wish) -> Response[str]:
    trip = sheet.trip
    try:
        done = commands.execute(trip.case.id, command_of(wish), trip.now)
    except InvalidError as error:
        return trip_form(sheet, status=INVALID, errors=[error])
    except RefusedError as error:
        return _refused(trip_of(trip.visit, trip.token), REFUSALS.get(error.code, NOT_NOW))
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return trip_form(sheet, status=BUSY, again=FORM_AGAIN[why])
    return _after(sheet, replayed=done.replayed)


def _after(sheet: TripSheet, *, replayed: bool) -> Response[str]:
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    return sheet.trip.visit.redirect(f"{sheet.trip.path()}?hasil={sheet.action}{again}")
