"""An enrolment, its stops, and the months that it is owed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.errors import InvalidError
from mandat.stipend.domain import roll as r
from mandat.stipend.domain.model import PaymentStatus
from unit.stipend import samples as p

DEATH = r.stop_of("death", date(2026, 12, 3), "death-1")
MOVED = r.stop_of("moved", date(2027, 2, 20), "moved-1")
STOPS = st.builds(
    r.stop_of,
    st.sampled_from(["death", "moved", "asked"]),
    st.dates(date(2026, 10, 1), date(2027, 6, 30)),
    st.sampled_from("abc"),
)


def test_the_month_of_a_death_is_not_owed_any_more() -> None:
    found = r.stopped(p.enrolment(), DEATH)
    assert r.is_owed(found, "2026-11")
    assert not r.is_owed(found, "2026-12")
    assert (found.until_month, found.reason, found.cause) == ("2026-11", "death", "death-1")
    assert r.owed_months(found, "2026-01", "2027-03") == ("2026-11",)


def test_the_earliest_of_two_stops_holds_and_each_is_undone_by_itself() -> None:
    both = r.stopped(r.stopped(p.enrolment(), MOVED), DEATH)
    assert both.until_month == "2026-11"
    assert r.resumed(both, "death-1").until_month == "2027-01"
    assert r.resumed(r.resumed(both, "moved-1"), "death-1").is_active


def test_nothing_is_owed_before_the_first_month_nor_to_a_stranger() -> None:
    assert not r.is_owed(p.enrolment(from_month="2027-01"), "2026-12")
    assert not r.is_owed(None, "2026-12")


def test_a_stop_has_a_reason() -> None:
    with pytest.raises(InvalidError):
        r.stop_of("tired", date(2026, 12, 3), "cause")


@given(st.lists(STOPS, max_size=5), st.permutations("abc"))
def test_stops_in_any_order_and_all_undone_leave_nothing_behind(
    stops: list[r.Stop], order: list[str]
) -> None:
    found = p.enrolment()
    for stop in stops:
        found = r.stopped(found, stop)
    assert len({one.cause for one in found.stops}) == len(found.stops)
    assert found.is_active == (not stops)
    for cause in order:
        found = r.resumed(found, cause)
    assert found == p.enrolment(revision=found.revision)


def test_what_a_month_has_to_be_brought_to() -> None:
    roll = [
        p.enrolment("new"),
        p.enrolment("paid"),
        p.enrolment("again"),
        r.stopped(p.enrolment("died"), DEATH),
        r.stopped(p.enrolment("late"), DEATH),
        p.enrolment("soon", from_month="2027-01"),
    ]
    ledger = [
        p.payment("paid", status=PaymentStatus.RECEIVED),
        p.payment("again", status=PaymentStatus.VOID),
        p.payment("died", status=PaymentStatus.DUE),
        p.payment("late", status=PaymentStatus.PAID),
    ]
    assert r.to_settle("2026-12", roll, ledger) == ("again", "died", "new")
