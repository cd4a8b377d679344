"""Loans of the city's own car, asked for as the form does. Imports the product."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from bench.requests import REPORT
from mandat.bookings.domain.acts import RequestBooking
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.store import load_fleet
from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.promise import terms_of
from mandat.city.store import load_catalogue
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission

OFFER, CAR, OTHER_CAR = "mobil-dinas", "bd-1-a", "bd-2-a"
OWNER, DRIVER = "post:bagian-umum:a1", f"driver:{CAR}"
TEXT = "Mobil dinas: Akad nikah"
HOUR = 60


def loan(day: date, hour: int = 9, minutes: int = 240, car: str = CAR) -> Loan:
    start = at_minute(day, hour * HOUR)
    return Loan((Item(car),), start, start + timedelta(minutes=minutes))


def saturday(after: datetime, weeks: int) -> date:
    """The Saturday of the week, so many weeks later."""
    day = after.date()
    return day + timedelta(days=5 - day.weekday() + 7 * weeks)


def submission(key: str) -> Submission:
    """Somebody who can be called and written to; every key is somebody else."""
    catalogue = load_catalogue()
    service = catalogue.service(OFFER)
    if service is None:
        raise ValueError(f"no service {OFFER}")
    number = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10_000_000
    contact = Contact(REPORT["name"], f"+62812{number:07}", f"warga.{number}@example.org")
    command = SubmitCase(
        f"submit:{key}",
        "citizen",
        text=TEXT,
        calendar=catalogue.calendar,
        service_id=service.id,
        service_version=service.version,
        service_title=service.title,
        severity=service.severity,
        sealed=service.sealed,
        village=catalogue.villages[0].code,
        contact=ContactKind.MAIL,
        terms=terms_of(service, catalogue),
    )
    names = Narrative(TEXT, answers=(("pasangan", "Contoh dan Contoh"),))
    return Submission(command, contact, names, "digest", "ABC123", person=key)


def wish(key: str, wanted: Loan, family: str = "") -> RequestBooking:
    return RequestBooking(
        f"submit:{key}",
        "citizen",
        calendar=load_catalogue().calendar,
        fleet=load_fleet(),
        offer=OFFER,
        loan=wanted,
        purpose="akad",
        family=hashlib.sha256((family or key).encode()).hexdigest()[:32],
    )
