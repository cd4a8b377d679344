"""Doors of /t/pinjam/<token>/buka/<resource>/<day>: a post lends again what it had kept."""

from collections.abc import Sequence
from datetime import date

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.closing import reopen
from mandat.errors import ConflictError, InvalidError, LinkError, NotFoundError, OutcomeUnknownError
from mandat.platform.observability import count, logger
from mandat.web.lending.calendar import calendar_page
from mandat.web.lending.month import days_of
from mandat.web.lending.shelf import Shelf, shelf_of
from mandat.web.lending.shelf_forms import BUSY, CONFLICT, INVALID, or_home, shelf_form
from mandat.web.lending.wording import OPENED_BEFORE
from mandat.web.staff.fields import SURE
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit


def show(visit: Visit, token: str, resource: str, day: str) -> Response[str]:
    return or_home(visit, token, lambda shelf: _form(shelf, resource, _day(day, shelf)))


def send(visit: Visit, token: str, resource: str, day: str) -> Response[str]:
    shelf = shelf_of(visit, token)
    when = _day(day, shelf)
    logger.append_keys(action="buka", resource=resource)
    thing = shelf.thing(resource)
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), shelf.scope, shelf.now)
    except LinkError:
        return _form(shelf, resource, when, status=CONFLICT, again=FORM_AGAIN["nonce"])
    if visit.request.value("sure") != SURE:
        wrong = [InvalidError("sure", "not_sure")]
        return _form(shelf, resource, when, status=INVALID, errors=wrong)
    try:
        opened = reopen(thing.id, when, shelf.fleet, cause, shelf.now)
    except (ConflictError, OutcomeUnknownError):
        return _form(shelf, resource, when, status=BUSY, again=FORM_AGAIN["unknown"])
    if not opened:
        return calendar_page(shelf, status=CONFLICT, refused=OPENED_BEFORE)
    count("CommandAccepted")
    return visit.redirect(f"{shelf.path()}?bulan={when:%Y-%m}&hasil=buka")


def _day(text: str, shelf: Shelf) -> date:
    """Raises NotFoundError for what is no day of these years."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise NotFoundError("no_day") from error
    if not shelf.is_near(day):
        raise NotFoundError("no_day")
    return day


def _form(
    shelf: Shelf,
    resource: str,
    day: date,
    *,
    status: int = 200,
    errors: Sequence[InvalidError] = (),
    again: str = "",
) -> Response[str]:
    thing = shelf.thing(resource)
    found = days_of(shelf, (day,), (thing,))
    return shelf_form(
        shelf,
        "lending/open.html",
        status,
        errors,
        again=again,
        thing=shelf.title(thing.id),
        day=found[0] if found else None,
        path=shelf.path(f"buka/{resource}/{day.isoformat()}"),
    )
