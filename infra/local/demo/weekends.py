"""The weekends on which everything of an offer can still be had, from its public calendar."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from local.settings import HOST

SATURDAY = 5
MONTHS_MAX = 12

Hours = list[list[str]]


def free_weekends(site: str, offer: str, open_hours: Hours) -> list[date]:
    """Saturdays of those weekends, the nearest first: all day and everything, `open_hours`.

    Several runs of the demonstration on one stack are not in each other's way.
    """
    free = {day for month in _months(site, offer) for day in _free(month, open_hours)}
    return sorted(
        day for day in free if day.weekday() == SATURDAY and day + timedelta(days=1) in free
    )


def _free(month: Mapping[str, Any], open_hours: Hours) -> Iterator[date]:
    things = [thing["days"] for thing in month["things"].values()]
    for day in month["days"]:
        if all(hours.get(day) == open_hours for hours in things):
            yield date.fromisoformat(day)


def _months(site: str, offer: str) -> Iterator[Mapping[str, Any]]:
    path = f"/pinjam/{offer}/kalender.json"
    for _ in range(MONTHS_MAX):
        month = _get(site, path)
        yield month
        if not month["next"]:
            return
        path = month["next"]


def _get(site: str, path: str) -> Mapping[str, Any]:
    """Python does not resolve *.localhost; everything here is this machine anyway."""
    parts = urlsplit(site)
    with closing(HTTPConnection(HOST, parts.port or 80, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": parts.netloc})
        found: Mapping[str, Any] = json.loads(connection.getresponse().read())
    return found
