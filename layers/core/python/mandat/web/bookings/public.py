"""/pinjam and its calendars: what the city lends and what of it is free, without a name."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.availability import Availability, of_month
from mandat.bookings.domain.fleet import Resource
from mandat.bookings.domain.grid import at_minute
from mandat.errors import MandatError, NotFoundError
from mandat.platform.observability import log_failure
from mandat.story.loans import resource_title
from mandat.text.words import show_day
from mandat.web.bookings.calendar import Cell, Month
from mandat.web.bookings.draft import day_of
from mandat.web.bookings.lending import Lending, lending_of, lendings
from mandat.web.bookings.loans import clock
from mandat.web.bookings.showing import read_month, shown_day, shown_month
from mandat.web.failures import OURS, PAGES
from mandat.web.render import page_headers
from mandat.web.visit import Visit

# Somebody may ask for it the next moment; a crowd that looks on should not be a crowd of queries.
FRESH = "public, max-age=15"
JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"


def everything(visit: Visit) -> Response[str]:
    return visit.page("bookings/everything.html", lendings=lendings(visit.now))


def month(visit: Visit, offer_id: str) -> Response[str]:
    """?bulan=2026-12 and ?barang=<thing>; without them the first month, and all things as one."""
    lending, query = lending_of(offer_id, visit.now), visit.request.query
    only = query.get("barang", "")
    only = only if only in lending.offer.resources else ""
    known = of_month(lending, read_month(query.get("bulan", ""), lending))
    shown = shown_month(known, only)
    return visit.page("bookings/month.html", lending=lending, month=shown, only=only)


def hours(visit: Visit, offer_id: str, day: str) -> Response[str]:
    lending, found = lending_of(offer_id, visit.now), day_of(day)
    if found is None:
        raise NotFoundError("no_page")
    return visit.page(
        "bookings/hours.html",
        lending=lending,
        shown=shown_day(lending, found),
        day_words=show_day(at_minute(found, lending.offer.open_minute), visit.locale),
        clock=lambda minute: clock(minute, visit.locale),
    )


def month_json(visit: Visit, offer_id: str) -> Response[str]:
    """The same for machines; what is wrong comes as a problem document (RFC 9457)."""
    try:
        return _answer(_document(visit, lending_of(offer_id, visit.now)))
    except MandatError as error:
        return _problem(error)


def _document(visit: Visit, lending: Lending) -> dict[str, Any]:
    known = of_month(lending, read_month(visit.request.query.get("bulan", ""), lending))
    merged = shown_month(known)
    return {
        "offer": lending.id,
        "month": f"{merged.first:%Y-%m}",
        "previous": _month_link(lending, merged.previous),
        "next": _month_link(lending, merged.next),
        "days": {cell.day.isoformat(): cell.state for cell in _cells(merged)},
        "things": {} if lending.is_any else _things(visit, known, merged),
    }


def _cells(month: Month) -> list[Cell]:
    return [cell for week in month.weeks for cell in week if cell]


def _month_link(lending: Lending, month: date | None) -> str | None:
    return f"/pinjam/{lending.id}/kalender.json?bulan={month:%Y-%m}" if month else None


def _things(visit: Visit, known: Availability[Lending], month: Month) -> dict[str, Any]:
    """Each thing with the days that can be asked for."""
    days = [cell.day for cell in _cells(month) if cell.is_open]
    fleet = known.lender.fleet
    return {
        one.id: {
            "title": resource_title(one.id, fleet, visit.locale),
            "days": {day.isoformat(): _free(known, one, day) for day in days},
        }
        for one in known.lender.resources
    }


def _free(known: Availability[Lending], thing: Resource, day: date) -> int | list[list[str]]:
    """How many of a pool are left; of a single thing the hours between which it is free."""
    if thing.kind == "pool":
        return thing.capacity - known.counts(thing.id).get(day, 0)
    return [[clock(one.start, "en"), clock(one.end, "en")] for one in known.windows(thing, day)]


def _answer(document: Mapping[str, Any]) -> Response[str]:
    headers = {**dict(page_headers()), "Cache-Control": FRESH}
    return Response(200, JSON, json.dumps(document), headers=headers)


def _problem(error: MandatError) -> Response[str]:
    status = next(status for kind, status, _ in PAGES if isinstance(error, kind))
    if status >= OURS:
        log_failure(error)
    body = {"type": "about:blank", "status": status, "title": error.code}
    return Response(status, PROBLEM, json.dumps(body), headers=dict(page_headers()))
