"""Withdrawing a case, or having it erased, gives back what is held in its name in the same step."""

from datetime import UTC, datetime, timedelta

import pytest

from integration.citizens import Citizen
from integration.lending import ask, booking, facts, lend, no_pause, route, taken
from mandat.bookings.commands import execute
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus, Loan
from mandat.cases.domain.model import CaseStatus
from mandat.cases.store import load
from mandat.city.calendar import to_local
from mandat.errors import NotAllowedError
from mandat.own.commands import ask_erasure, erase_for_desk
from mandat.platform.links import track_url
from unit.bookings import samples as b

pytestmark = pytest.mark.usefixtures("catalogue")
NOW = datetime.now(UTC)


def saturday(weeks: int = 2) -> Loan:
    """Of the browser's own time: a Saturday some weeks ahead."""
    today = to_local(NOW).date()
    return b.loan(day=today + timedelta(days=7 * weeks + (5 - today.weekday()) % 7))


@pytest.fixture
def case_id(catalogue: object) -> str:
    lend()
    return ask("one", at=NOW, loan=saturday())


def do(case_id: str, kind: type[a.BookingCommand], actor: str, at: datetime) -> None:
    execute(case_id, b.say(kind, actor, text=""), at, pause=no_pause)


def handed_over(case_id: str) -> datetime:
    """The car is out; when."""
    route(case_id)
    do(case_id, a.ApproveBooking, b.POST, NOW)
    at = booking(case_id).loan.start
    do(case_id, a.HandOver, b.DRIVER, at)
    return at


def withdraw(case_id: str) -> tuple[int, str]:
    citizen = Citizen()
    citizen.get(f"{track_url(case_id)}/batal")
    page = citizen.send(sure="yes")
    return page.status, page.path


def test_who_withdraws_gives_back_what_is_held(case_id: str) -> None:
    assert withdraw(case_id)[0] == 200

    assert facts(case_id)[-2:] == ["BookingCancelled", "CaseClosed"]
    assert load(case_id).status is CaseStatus.CLOSED
    assert (booking(case_id).status, taken()) == (BookingStatus.CANCELLED, {})


def test_a_thing_that_is_out_must_be_given_back_first(case_id: str) -> None:
    handed_over(case_id)
    page = Citizen().get(f"{track_url(case_id)}/batal")
    assert not page.path.endswith("/batal")
    assert booking(case_id).status is BookingStatus.HANDED_OVER


@pytest.mark.parametrize("by_desk", [False, True])
def test_erasing_cancels_first_and_again_is_the_same(case_id: str, by_desk: bool) -> None:
    for _ in range(2):
        if by_desk:
            erase_for_desk(case_id, "desk:1", NOW)
        else:
            ask_erasure([case_id], "form:1", NOW)

    assert facts(case_id)[-3:] == ["BookingCancelled", "CaseClosed", "DataErased"]
    assert (load(case_id).status, taken()) == (CaseStatus.CLOSED, {})


def test_nothing_is_erased_of_who_still_has_the_thing(case_id: str) -> None:
    at = handed_over(case_id)
    with pytest.raises(NotAllowedError):
        ask_erasure([case_id], "form:1", at)
    assert load(case_id).erased_at is None

    do(case_id, a.ReturnBooking, b.DRIVER, at + timedelta(hours=1))
    ask_erasure([case_id], "form:2", at + timedelta(hours=2))
    assert load(case_id).erased_at
