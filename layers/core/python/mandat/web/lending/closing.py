"""Doors of /t/pinjam/<token>/tutup and /buka: a post keeps a thing for a day, or lends it again."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.closing import Closing, close, reopen
from mandat.bookings.domain.fleet import Resource
from mandat.bookings.domain.grid import DAY_MINUTES
from mandat.bookings.domain.limits import CLOSED_SPAN
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    LinkExpiredError,
    NotFoundError,
    OutcomeUnknownError,
    TakenError,
)
from mandat.platform.observability import count, logger
from mandat.web import render
from mandat.web.lending.calendar import calendar_page
from mandat.web.lending.month import REASONS, days_of
from mandat.web.lending.page import shown
from mandat.web.lending.shelf import Shelf, shelf_of
from mandat.web.lending.wording import OPENED_BEFORE
from mandat.web.request import Request, whole_number
from mandat.web.staff.fields import SURE, read_day, read_minute
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503
WHOLE, PART = "whole", "part"
Form = Callable[..., Response[str]]


def show(visit: Visit, token: str) -> Response[str]:
    return _or_home(visit, token, _close_form)


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
        return _close_form(shelf, nonce, status=CONFLICT, errors=[InvalidError("day", error.code)])
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
) -> Response[str]:
    visit = shelf.visit
    reasons = [(code, visit.say(text), "") for code, text in REASONS.items()]
    return _form(
        shelf,
        "lending/close.html",
        status,
        errors,
        nonce=nonce,
        again=again,
        things=[("", [(one.id, shelf.title(one.id)) for one in shelf.things])],
        pools=any(one.kind == "pool" for one in shelf.things),
        reasons=reasons,
        in_the_way=_in_the_way(shelf) if errors else [],
    )


def _in_the_way(shelf: Shelf) -> list[Any]:
    """The bookings of the days that were asked for, to be taken back one by one."""
    first = read_day(shelf.visit.request.value("day"))
    last = read_day(shelf.visit.request.value("until")) or first
    if first is None or last is None:
        return []
    return [
        (day, one)
        for day in days_of(shelf, _days(first, last), _asked(shelf))
        for one in day.entries
        if one.case_id
    ]


def _days(first: date, last: date) -> list[date]:
    count = min((last - first).days, CLOSED_SPAN.days) + 1
    return [first + timedelta(days=n) for n in range(max(count, 1))]


def _asked(shelf: Shelf) -> list[Resource]:
    wanted = shelf.visit.request.value("thing")
    return [one for one in shelf.things if one.id == wanted]


def show_open(visit: Visit, token: str, resource: str, day: str) -> Response[str]:
    return _or_home(visit, token, lambda shelf: _open_form(shelf, resource, _day(day)))


def send_open(visit: Visit, token: str, resource: str, day: str) -> Response[str]:
    shelf, when = shelf_of(visit, token), _day(day)
    logger.append_keys(action="buka", resource=resource)
    thing = shelf.thing(resource)
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), shelf.scope, shelf.now)
    except LinkError:
        return _open_form(shelf, resource, when, status=CONFLICT, again=FORM_AGAIN["nonce"])
    if visit.request.value("sure") != SURE:
        wrong = [InvalidError("sure", "not_sure")]
        return _open_form(shelf, resource, when, status=INVALID, errors=wrong)
    try:
        opened = reopen(thing.id, when, shelf.fleet, cause, shelf.now)
    except (ConflictError, OutcomeUnknownError):
        return _open_form(shelf, resource, when, status=BUSY, again=FORM_AGAIN["unknown"])
    if not opened:
        return calendar_page(shelf, status=CONFLICT, refused=OPENED_BEFORE)
    count("CommandAccepted")
    return visit.redirect(f"{shelf.path()}?bulan={when:%Y-%m}&hasil=buka")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFoundError("no_day") from error


def _open_form(
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
    return _form(
        shelf,
        "lending/open.html",
        status,
        errors,
        again=again,
        thing=shelf.title(thing.id),
        day=found[0] if found else None,
        path=shelf.path(f"buka/{resource}/{day.isoformat()}"),
    )


def _form(
    shelf: Shelf,
    template: str,
    status: int,
    errors: Sequence[InvalidError],
    *,
    nonce: str = "",
    **context: Any,
) -> Response[str]:
    visit = shelf.visit
    return render.page(
        template,
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        shelf=shelf,
        viewer=shelf.viewer,
        nonce=nonce or visit.guard.nonce(shelf.scope, shelf.now),
        value=visit.request.value,
        **context,
    )


def _or_home(visit: Visit, token: str, show_form: Form) -> Response[str]:
    """A link whose time is over is renewed on the page of the month."""
    try:
        return show_form(shelf_of(visit, token))
    except LinkExpiredError:
        return visit.redirect(f"/t/pinjam/{token}")
