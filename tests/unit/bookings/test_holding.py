"""What a booking holds, and the promise that its case is filed under."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.bookings.domain.holding import Grip, holding
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.promise import stretched
from unit.bookings import samples as b
from unit.cases import samples as s

HOUR_AROUND = Grip(buffer=60)
COUNTED = Grip(pools=frozenset({"tenda", "kursi"}))
SUNDAY = b.SATURDAY + timedelta(days=1)


def test_buffers_are_half_hours_like_any_other() -> None:
    found = holding([b.loan(start=540, minutes=60)], HOUR_AROUND).slots
    assert found == {("bd-1-a", b.SATURDAY, minute) for minute in range(480, 660, 30)}


def test_two_times_of_one_thing_hold_a_half_hour_once() -> None:
    both = holding([b.loan(start=540, minutes=60), b.loan(start=570, minutes=60)], Grip())
    assert both.slots == {("bd-1-a", b.SATURDAY, minute) for minute in (540, 570, 600)}


def test_of_a_pool_the_most_that_either_time_needs_is_out() -> None:
    loans = [b.goods(tenda=1, kursi=50), b.goods(SUNDAY, tenda=3)]
    assert holding(loans, COUNTED).counts == {
        ("tenda", b.SATURDAY): 1,
        ("tenda", SUNDAY): 3,
        ("tenda", SUNDAY + timedelta(days=1)): 3,
        ("kursi", b.SATURDAY): 50,
        ("kursi", SUNDAY): 50,
    }


def test_a_loan_may_have_both_sorts() -> None:
    mixed = Loan((Item("tenda", 2), Item("bd-1-a")), b.loan().start, b.loan().end)
    found = holding([mixed], replace(COUNTED, buffer=30))
    assert found.counts == {("tenda", b.SATURDAY): 2}
    assert len(found.slots) == 10


def test_nothing_is_held_by_no_loan() -> None:
    assert (holding([], COUNTED).slots, holding([], COUNTED).counts) == (frozenset(), {})


@given(st.integers(2, 90), st.integers(420, 1230), st.booleans())
def test_the_promise_reaches_beyond_the_loan_and_never_shrinks(
    days: int, minute: int, urgent: bool
) -> None:
    loan = b.loan(day=b.SATURDAY + timedelta(days=days), start=minute, minutes=30)
    terms = replace(s.TERMS, urgent=urgent)
    found = stretched(terms, loan, s.CALENDAR, b.NOW)

    finish = s.CALENDAR.add_minutes(b.NOW, found.finish_minutes, always=urgent)
    assert finish >= loan.end
    assert s.CALENDAR.add_working_days(b.NOW, found.statutory_days) >= loan.end + timedelta(days=1)
    assert found.statutory_days >= terms.statutory_days
    assert replace(found, finish_minutes=0, statutory_days=0) == replace(
        terms, finish_minutes=0, statutory_days=0
    )


@pytest.mark.parametrize("hours", [1, 24])
def test_what_ends_soon_keeps_the_promise_of_its_service(hours: int) -> None:
    loan = Loan((Item("amb-1"),), b.NOW, b.NOW + timedelta(hours=hours))
    assert stretched(s.TERMS, loan, s.CALENDAR, b.NOW) == s.TERMS
