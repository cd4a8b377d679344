"""Loans on a running stack: asked for by the real commands, from a process of their own.

`python -m e2e.loans asked|agreed <key> <mail address>` prints the case and its driver's link.
A citizen's form is tried elsewhere; here a loan may also begin within the hour.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from e2e.stage import Stack
from local.settings import ROOT

WAIT_SECONDS = 60
WEEKS, HALF_HOURS = 17, 20
OFFER, POST = "mobil-dinas", "post:bagian-umum:a1"


@dataclass(frozen=True)
class Loaned:
    """`driver` is the address of the trip."""

    case_id: str
    driver: str


def lend(stack: Stack, what: str, key: str, email: str) -> Loaned:
    """Ask for a car in the name of an invented family; `agreed`: from the next half hour on."""
    command = [sys.executable, "-m", "e2e.loans", what, key, email]
    made = subprocess.run(  # noqa: S603  our own module
        command, env=surroundings(stack), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    said: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return Loaned(**said)


def surroundings(stack: Stack) -> dict[str, str]:
    """What the product needs to work on the stack in a process of its own."""
    names = stack.aws("dynamodb").list_tables()["TableNames"]
    table = next(one for one in names if one.startswith("mandat-") and "Table" in one)
    paths = (ROOT / "layers/core/python", ROOT / "tests", ROOT / "infra", ROOT / "functions")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(one) for one in paths),
        "AWS_ENDPOINT_URL": stack.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "ap-southeast-3",
        "TABLE_NAME": table,
        "SITE_URL": stack.site,
        "SIGNING_SECRET": "mandat/local/signing",
        "HASHING_SECRET": "mandat/local/hashing",
        "POWERTOOLS_SERVICE_NAME": "test",
    }


def main(what: str, key: str, email: str) -> None:
    from mandat.bookings.store import load_fleet
    from mandat.platform.links import driver_url

    now = datetime.now(UTC)
    if what == "asked":
        case_id, loan = _first_free(key, email, now)
    else:
        case_id, loan = _agreed(key, email, _any_hour(load_fleet()), now)
    link = driver_url(case_id, loan.items[0].resource, loan.end)
    sys.stdout.write(json.dumps({"case_id": case_id, "driver": link}) + "\n")


def _first_free(key: str, email: str, now: datetime) -> tuple[str, Any]:
    """A Saturday that the terms allow, the first that nobody has."""
    from mandat.bookings.store import load_fleet
    from mandat.errors import InvalidError, TakenError
    from unit.bookings.samples import loan

    fleet = load_fleet()
    for week in range(1, WEEKS):
        wanted = loan(day=_saturday(now, week))
        try:
            return _ask(key, email, wanted, fleet, now), wanted
        except (TakenError, InvalidError):  # somebody has it, or it is a holiday
            continue
    raise AssertionError("every Saturday is taken")


def _saturday(now: datetime, week: int) -> date:
    today = now.date()
    return today + timedelta(days=(5 - today.weekday()) % 7 + 7 * week)


def _any_hour(fleet: Any) -> Any:
    """The same things, lent on any day at any hour without notice."""
    eased = (
        replace(
            one,
            weekdays=frozenset(range(7)),
            open_minute=0,
            close_minute=1440,
            buffer_minutes=0,
            notice_hours=0,
        )
        for one in fleet.offers
    )
    return replace(fleet, offers=tuple(eased))


def _agreed(key: str, email: str, fleet: Any, now: datetime) -> tuple[str, Any]:
    """Once the router has given it to its post, that post says yes."""
    from mandat.bookings.commands import execute
    from mandat.bookings.domain.acts import ApproveBooking
    from mandat.cases import store as cases
    from mandat.city.store import load_catalogue

    case_id, loan = _next_free(key, email, fleet, now)
    deadline = time.monotonic() + WAIT_SECONDS
    while cases.load(case_id).task is None:
        assert time.monotonic() < deadline, "nobody routed it"
        time.sleep(0.2)
    yes = ApproveBooking("yes", POST, calendar=load_catalogue().calendar, fleet=fleet)
    execute(case_id, yes, datetime.now(UTC))
    return case_id, loan


def _next_free(key: str, email: str, fleet: Any, now: datetime) -> tuple[str, Any]:
    """The next half hour of the second car that nobody has."""
    from mandat.bookings.domain.model import Item, Loan
    from mandat.errors import TakenError

    start = now.replace(second=0, microsecond=0) + timedelta(minutes=30 - now.minute % 30)
    for _ in range(HALF_HOURS):
        loan = Loan((Item("bd-2-a"),), start, start + timedelta(minutes=30))
        try:
            return _ask(key, email, loan, fleet, now), loan
        except TakenError:
            start += timedelta(minutes=30)
    raise AssertionError("every half hour is taken")


def _ask(key: str, email: str, loan: Any, fleet: Any, now: datetime) -> str:
    from mandat.bookings.commands import request
    from mandat.city.store import load_catalogue
    from mandat.personal.domain import Contact, Narrative
    from samples import submission
    from unit.bookings.samples import wish

    service = load_catalogue().service(OFFER)
    assert service
    sent = submission(f"loan:{key}", service_id=OFFER, service_title=service.title)
    family = key.encode().hex().ljust(32, "0")[:32]
    wanted = wish(loan=loan, fleet=fleet, family=family, lane=0, purpose="akad")
    told = Narrative(
        description="Akad nikah di Masjid Raya.",
        landmark="Jl. Contoh 5, seberang pasar",
        answers=(("mempelai", "Ani Contoh dan Budi Contoh"),),
    )
    person = Contact("Rahayu Contoh", "+6281200000077", email)
    return request(replace(sent, contact=person, narrative=told, person=""), wanted, now).case.id


if __name__ == "__main__":
    main(*sys.argv[1:])
