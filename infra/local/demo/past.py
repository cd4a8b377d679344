"""Two loans of last week, written by the product's own commands at last week's time.

    python past.py RUN

Nothing that people do today lets a request lapse after two days, or a car stand in vain last
Sunday. Runs with the environment of a function of the stack; prints a line of JSON for each: name,
reference, code and the citizen's link. What lapses is left to the stack's own sweep.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mandat.bookings.commands import execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.store import load_fleet
from mandat.cases.domain.model import Case
from mandat.cases.routing import route_case
from mandat.city.calendar import to_local
from mandat.city.store import load_catalogue
from mandat.errors import TakenError
from mandat.platform import ids, secrets
from mandat.platform.links import track_url
from mandat.web.report.draft import Draft
from mandat.web.report.sending import submission_of
from mandat.web.report.steps import NAMED

OFFER, CARS = "mobil-dinas", ("bd-2-a", "bd-1-a")
POST, SUNDAY, WEEK = "post:bagian-umum:a1", 6, 7
HOURS = range(8, 20, 4)


def main(run: str) -> None:
    now = datetime.now(UTC)
    for name, tell in (("akad-gugur", _lapsed), ("resepsi-tidak-datang", _not_fetched)):
        case = tell(name, run, now)
        told = {
            "name": name,
            "reference": ids.show_reference(case.id),
            "code": secrets.tracking_code(cause_of(name, run)),
            "link": track_url(case.id),
        }
        sys.stdout.write(json.dumps(told) + "\n")


def cause_of(name: str, run: str) -> str:
    return f"demo:{run}:{name}"


def _lapsed(name: str, run: str, now: datetime) -> Case:
    """Asked for five days ago, and nobody decided."""
    then = now - timedelta(days=5)
    return _asked(name, run, _sunday(now) + timedelta(days=WEEK), then)


def _not_fetched(name: str, run: str, now: datetime) -> Case:
    """Approved, and the driver waited in vain last Sunday."""
    day = _sunday(now)
    then = at_minute(day, 0) - timedelta(days=10)
    case = _asked(name, run, day, then)
    calendar = load_catalogue().calendar
    cause = cause_of(name, run)
    execute(case.id, a.ApproveBooking(f"{cause}:yes", POST, calendar=calendar), _later(then))
    car = case_car(case)
    waited = a.RecordNoShow(f"{cause}:no", f"driver:{car}", calendar=calendar)
    return execute(case.id, waited, at_minute(day, 22 * 60)).case


def case_car(case: Case) -> str:
    from mandat.bookings.store import load

    booking = load(case.id)
    if booking is None:
        raise LookupError(case.id)
    return booking.loan.items[0].resource


def _sunday(now: datetime) -> date:
    """The last one that is over."""
    today = to_local(now).date()
    return today - timedelta(days=(today.weekday() - SUNDAY) % WEEK or WEEK)


def _later(then: datetime) -> datetime:
    return then + timedelta(hours=1)


def _asked(name: str, run: str, day: date, then: datetime) -> Case:
    """For the first hours of that day that are free, of either car."""
    for car in CARS:
        for hour in HOURS:
            start = at_minute(day, hour * 60)
            loan = Loan((Item(car),), start, start + timedelta(hours=2))
            try:
                case = _request(name, run, loan, then)
            except TakenError:
                continue
            return route_case(case.id, f"{cause_of(name, run)}:route", _routed(then)).case
    raise LookupError(f"nothing is free on {day}")


def _routed(then: datetime) -> datetime:
    return then + timedelta(minutes=1)


def _request(name: str, run: str, loan: Loan, then: datetime) -> Case:
    catalogue, fleet = load_catalogue(), load_fleet()
    service = catalogue.service(OFFER)
    if service is None:
        raise LookupError(OFFER)
    cause = cause_of(name, run)
    submission = submission_of(
        _draft(name, run),
        catalogue,
        service,
        cause=cause,
        photos=(),
        locale="id",
        suspect=False,
        correlation_id="",
    )
    family = secrets.keyed_hash("family", f"{run}:{name}").hex()[:32]
    wish = a.RequestBooking(
        cause, "citizen", calendar=catalogue.calendar, fleet=fleet,
        offer=OFFER, loan=loan, purpose="akad", family=family,
    )  # fmt: skip
    return request(submission, wish, then).case


def _draft(name: str, run: str) -> Draft:
    draft = Draft(service=OFFER, description="Pinjam mobil dinas untuk pernikahan: Akad nikah")
    return replace(
        draft,
        answers=(("mempelai", "Sari Contoh dan Agus Contoh"), ("tujuan", "Masjid Contoh")),
        village="17.71.06.1001",
        landmark="Jalan Contoh 9",
        who=NAMED,
        name="Sari Contoh",
        phone="081200000000",
        email=f"{name}.{run}@example.org",
    )


if __name__ == "__main__":
    main(sys.argv[1])
