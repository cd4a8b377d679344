"""An emergency takes the ambulance of a booked ride, by the word of the desk."""

from datetime import timedelta

import pytest

from integration import calls as c
from integration.lending import no_pause
from mandat.bookings import commands as lending
from mandat.bookings import store as bookings
from mandat.bookings.domain import acts as b
from mandat.bookings.domain.model import BookingStatus, Checklist, Item, Loan
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.city.domain import Catalogue
from mandat.dispatch import fleet, store
from mandat.dispatch.commands import set_service
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.model import CallStatus
from mandat.dispatch.preempting import send_from_ride
from mandat.errors import NotAllowedError
from samples import resent, submission
from unit.cases import samples as s
from unit.dispatch import samples as d
from unit.messaging.mails import small_town

BEFORE = d.NOW - timedelta(days=1)
RIDE = Loan((Item("amb-3"),), d.NOW - timedelta(minutes=30), d.NOW + timedelta(minutes=90))


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    c.have_fleet()
    return small_town()


@pytest.fixture
def ride() -> str:
    """Agreed, and with the desk as every ride is."""
    wish = b.RequestBooking("ride", "citizen", calendar=s.CALENDAR, offer=fleet.RIDES, loan=RIDE)
    sent = resent(submission("ride", service_id=fleet.RIDES, sealed=True), person="")
    case_id = lending.request(sent, wish, BEFORE, pause=no_pause).case.id
    route = RouteCase("route", "system", calendar=s.CALENDAR, owner=d.DESK)
    execute_case(case_id, route, BEFORE)
    return case_id


def status(case_id: str) -> BookingStatus:
    found = bookings.load(case_id)
    assert found
    return found.status


def send(case_id: str, cause: str = "take") -> None:
    command = a.AssignUnit(
        cause, d.DESK_ACTOR, calendar=s.CALENDAR, unit=a.Ready("amb-3", "Ambulans 3")
    )
    send_from_ride(case_id, command, d.NOW)


def test_a_unit_on_a_ride_is_nobodys_second_choice(ride: str) -> None:
    for unit in ("amb-1", "amb-2", "amb-4"):
        set_service(unit, "maintenance", d.DESK, d.NOW)

    call = c.standing(c.calls("one").case.id)

    assert store.rides(c.UNITS, d.NOW) == {"amb-3": ride}
    assert call.status is CallStatus.WITH_DESK


def test_the_desk_takes_it_and_the_citizen_of_the_ride_chooses_anew(ride: str) -> None:
    case_id = c.calls("one").case.id

    send(case_id)
    send(case_id)

    assert status(ride) is BookingStatus.PREEMPTED
    assert c.standing(case_id).unit == "amb-3"
    assert c.board()["amb-3"].case_id == case_id


def test_a_ride_with_somebody_aboard_goes_on(ride: str) -> None:
    aboard = b.HandOver("aboard", "driver:amb-3", checklist=Checklist(odometer=1))
    lending.execute(ride, aboard, d.NOW - timedelta(minutes=10), pause=no_pause)
    case_id = c.calls("one").case.id

    with pytest.raises(NotAllowedError, match="ride_going_on"):
        send(case_id)
    assert status(ride) is BookingStatus.HANDED_OVER
    assert c.standing(case_id).unit == "amb-1"


def test_a_ride_that_was_taken_back_holds_the_unit_no_more(ride: str) -> None:
    send(c.calls("one").case.id)

    assert store.rides(["amb-3"], d.NOW) == {}
