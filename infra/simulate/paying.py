"""Dinas Sosial pays by the list, and recipients say that it has come."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench import clock, doors
from bench.requests import cookies_of, hidden, page_event
from mandat.city.calendar import JAKARTA
from mandat.city.store import load_post
from mandat.platform.links import pay_list_url
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.store import ledger, load_payment
from simulate import families
from simulate.offices import waking

if TYPE_CHECKING:
    from simulate.year import Year

POST = "dinas-sosial"
# Days of the month on which the bank is sent a list; what it gives back comes again later.
DAYS = (2, 4, 8, 10, 13, 20, 26)
# Days on which the office asks those who have not said that it came.
PROVED = (9, 15, 24, 28)
GIVEN_BACK = 0.03
CONFIRMS = 0.6
LISTED = re.compile(r'name="listed" value="([^"]+)"')


def plan(year: Year, day: date) -> None:
    """What a day of the month brings: its own list, and what is left of the month before."""
    months = (f"{day.replace(day=1) - timedelta(days=1):%Y-%m}", f"{day:%Y-%m}")
    for month in months:
        if day.day in DAYS:
            year.agenda.put(_at(day, 10), lambda month=month: pay(year, month))
        if day.day in PROVED:
            year.agenda.put(_at(day, 14), lambda month=month: prove(year, month))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JAKARTA).astimezone(UTC)


def pay(year: Year, month: str) -> None:
    """Page by page, whatever is open and the bank does not give back."""
    for place in range(1, 40):
        path, query = _list(month), {"bulan": month, "hal": str(place)}
        page = doors.call("actions", _asked(path, query))
        body = page["body"]
        wanted = [one for one in LISTED.findall(body) if _goes_through(year.chance)]
        if wanted:
            fields = {**hidden(body), "sure": "yes"}
            pairs = [(name, value) for name, value in fields.items() if name != "listed"]
            pairs += [(name, one) for one in wanted for name in ("listed", "bayar")]
            event = _asked(path, query, "POST", cookies_of(page))
            event["body"] = urlencode(pairs)
            event["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
            doors.call("actions", event)
            _answers(year, wanted)
        if f"hal={place + 1}" not in body:
            return


def _goes_through(chance: Random) -> bool:
    return chance.random() >= GIVEN_BACK


def _asked(path: str, query: dict[str, str], method: str = "GET", cookie: str = "") -> dict:  # type: ignore[type-arg]
    event = page_event(method, path, {} if method == "POST" else None, cookie)
    event["queryStringParameters"] = query
    event["multiValueQueryStringParameters"] = {key: [one] for key, one in query.items()}
    return event


def _list(month: str) -> str:
    found = load_post(POST)
    if found is None:
        raise ValueError(f"no post {POST}")
    url = pay_list_url(POST, "a1", found.edition("a1"), clock.now(), month)
    return doors.link_path(url).partition("?")[0]


def _answers(year: Year, wanted: list[str]) -> None:
    """Three in five say so themselves within days; the others are asked by the office."""
    for case_id in wanted:
        if year.chance.random() < CONFIRMS:
            after = clock.now() + timedelta(days=1 + 3 * year.chance.random())
            year.agenda.put(waking(after), lambda case_id=case_id: _confirm(case_id))


def _confirm(case_id: str) -> None:
    """Unless the office was faster."""
    payment = load_payment(case_id)
    if payment and payment.status is PaymentStatus.PAID:
        families.says(doors.tracking(case_id), "sudah-terima", sure="yes")


def prove(year: Year, month: str) -> None:
    """What nobody has confirmed is proved by the office, with a photo."""
    for payment in ledger(month):
        if payment.status is PaymentStatus.PAID:
            year.offices.act(payment.case_id, POST, "bukti", photos=1, proof="photo")
