"""Doors of /t/pinjam/<token>/tutup: a post keeps a thing for some days."""

from collections.abc import Sequence

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.closing import Closing, close
from mandat.bookings.domain.fleet import Resource
from mandat.bookings.domain.grid import DAY_MINUTES
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    TakenError,
)
from mandat.platform.observability import count, logger
from mandat.web.lending.month import REASONS, Day, Entry, days_of
from mandat.web.lending.shelf import Shelf, shelf_of
from mandat.web.lending.shelf_forms import BUSY, CONFLICT, INVALID, or_home, shelf_form
from mandat.web.request import Request, whole_number
from mandat.web.staff.fields import read_day, read_minute
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

WHOLE, PART = "whole", "part"


def show(visit: Visit, token: str) -> Response[str]:
    return or_home(visit, token, _close_form)


def send(visit: Visit, token: str) -> Response[str]:
    shelf = shelf_of(visit, token)
    logger.append_keys(action="tutup")
    nonce = visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, shelf.scope, shelf.now)
    except LinkError:
        return _close_form(shelf, status=CONFLICT, again=FORM_AGAIN["nonce"])
    wish = _read(visit.request, shelf, cause)
    if isinstance(wish, list):
        return _close_form(shelf, nonce, status=INVALID, errors=wish)
    return _closed(shelf, wish, nonce)


def _closed(shelf: Shelf, wish: Closing, nonce: str) -> Response[str]:
    """Its nonce stays the form's, so that what is sent again closes once."""
    try:
        new = close(wish, shelf.fleet, shelf.now)
    except TakenError as error:
        wrong = [InvalidError("day", error.code)]
        held = _in_the_way(wish, shelf)
        return _close_form(shelf, nonce, status=CONFLICT, errors=wrong, in_the_way=held)
    except InvalidError as error:
        return _close_form(shelf, nonce, status=INVALID, errors=[error])
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return _close_form(shelf, nonce, status=BUSY, again=FORM_AGAIN[why])
    count("CommandAccepted" if new else "CommandReplayed")
    logger.append_keys(resource=wish.resource, replayed=not new)
    return shelf.visit.redirect(f"{shelf.path()}?bulan={wish.first:%Y-%m}&hasil=tutup")


def _read(request: Request, shelf: Shelf, cause: str) -> Closing | list[InvalidError]:
    """What is to be kept, or everything that is wrong with it."""
    value = request.value
    first, (start, end) = read_day(value("day")), _span(request)
    last = read_day(value("until")) if value("until") else first
    thing = next((one for one in shelf.things if one.id == value("thing")), None)
    if thing and first and last and start is not None and end and value("reason") in REASONS:
        who = value("reason"), shelf.viewer.actor, cause
        return Closing(thing.id, first, last, *who, start, end, _quantity(request, thing))
    return [
        *([] if thing else [InvalidError("thing", "choose_thing")]),
        *([] if first and last else [InvalidError("day", "bad_day")]),
        *([] if start is not None and end else [InvalidError("span", "closing_hours")]),
        *([] if value("reason") in REASONS else [InvalidError("reason", "choose_reason")]),
    ]


def _quantity(request: Request, thing: Resource) -> int:
    """All of a pool, unless fewer were asked for."""
    typed = request.value("quantity")
    return (whole_number(typed) or 0) if typed and thing.kind == "pool" else thing.capacity


def _span(request: Request) -> tuple[int | None, int | None]:
    """Minutes of the day; None where they were not said."""
    chosen = request.value("span")
    if chosen == WHOLE:
        return 0, DAY_MINUTES
    if chosen != PART:
        return None, None
    return read_minute(request.value("start")), read_minute(request.value("end"))


def _close_form(
    shelf: Shelf,
    nonce: str = "",
    *,
    status: int = 200,
    errors: Sequence[InvalidError] = (),
    again: str = "",
    in_the_way: Sequence[tuple[Day, Entry]] = (),
) -> Response[str]:
    visit = shelf.visit
    reasons = [(code, visit.say(text), "") for code, text in REASONS.items()]
    return shelf_form(
        shelf,
        "lending/close.html",
        status,
        errors,
        nonce=nonce,
        again=again,
        things=[("", [(one.id, shelf.title(one.id)) for one in shelf.things])],
        pools=any(one.kind == "pool" for one in shelf.things),
        reasons=reasons,
        in_the_way=in_the_way,
    )


def _in_the_way(wish: Closing, shelf: Shelf) -> list[tuple[Day, Entry]]:
    """The bookings of those days, to be taken back one by one."""
    days = days_of(shelf, wish.days, (shelf.thing(wish.resource),))
    return [(day, one) for day in days for one in day.entries if one.case_id]
