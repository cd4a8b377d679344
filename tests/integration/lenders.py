"""A post and a driver before their pages about what is lent, at an hour that a test chooses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from booking.handler import handle as lend_handler
from integration.desks import Answer, Browser, proxy_event
from integration.lending import ask, route
from mandat.bookings.domain.model import Loan
from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.city.store import load_post
from mandat.platform.links import act_url, driver_url, lending_url, worklist_url
from mandat.web import routing
from samples import LambdaContext
from unit.bookings import samples as b

UMUM = "bagian-umum"
TEXT = "Mobil dipakai menjemput tamu negara pada hari itu."
WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 09:00 WIB
CHECKED = {"odometer": "45.210 km", "fuel": "6", "damage": "no"}


@dataclass
class Clock:
    """What the doors take for the present hour."""

    at: datetime

    def now(self, _zone: Any) -> datetime:
        return self.at

    def pass_to(self, at: datetime) -> None:
        self.at = at


@contextmanager
def clock(at: datetime = WEDNESDAY) -> Iterator[Clock]:
    """The doors' own clock, until the test is over."""
    real, fake = routing.datetime, Clock(at)
    routing.datetime = fake  # type: ignore[assignment, misc]  # all that the doors ask of it is now()
    try:
        yield fake
    finally:
        routing.datetime = real  # type: ignore[misc]  # back to what it was


class Driver(Browser):
    """The same browser before functions/booking."""

    def _send(self, method: str, address: str, body: str) -> Answer:
        parts = urlsplit(address)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        event = proxy_event(method, parts.path, dict(parse_qsl(parts.query)), cookie, body)
        answer = lend_handler(event, LambdaContext())  # type: ignore[arg-type]  # what Powertools reads
        headers = answer.get("multiValueHeaders", {})
        for line in headers.get("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(answer["statusCode"], answer["body"], headers)


def asked(key: str = "k1", at: datetime = WEDNESDAY, **changes: Any) -> Case:
    """A request that lies before the post that decides it."""
    case_id = ask(key, at, **({"calendar": b.s.CALENDAR} | changes))
    route(case_id)
    return store.load(case_id)


def case_path(case: Case, clock: Clock, post: str = UMUM) -> str:
    return _path(act_url(case.id, post, "a1", _generation(post), clock.at))


def calendar_path(clock: Clock, post: str = UMUM) -> str:
    return _path(lending_url(post, "a1", _generation(post), clock.at))


def work_path(clock: Clock, post: str = UMUM) -> str:
    return _path(worklist_url(post, "a1", _generation(post), clock.at))


def driver_path(case: Case, loan: Loan, resource: str = "bd-1-a") -> str:
    return _path(driver_url(case.id, resource, loan.end))


def _generation(post: str) -> int:
    found = load_post(post)
    assert found
    return found.generation


def _path(url: str) -> str:
    return urlsplit(url).path


def on(day: date = b.SATURDAY, **more: Any) -> Loan:
    return b.loan(day=day, **more)


def before_start(loan: Loan, hours: float = 1) -> datetime:
    return loan.start - timedelta(hours=hours)
