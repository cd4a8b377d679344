"""Months as text, and the promise of each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.cases.domain.model import ClockName
from mandat.cases.domain.timing import start_clock
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from mandat.stipend.domain import months as m
from mandat.stipend.domain.promise import stretched
from unit.cases import samples as s
from unit.stipend import samples as p

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(-30, 30))
def test_months_are_counted_and_sort(day: date, count: int) -> None:
    month = m.month_of(day)
    assert m.later(m.later(month, count), -count) == month
    assert (m.later(month, count) > month) == (count > 0)
    assert len(m.span(month, m.later(month, count))) == max(0, count + 1)


@given(DAYS)
def test_the_newest_month_is_open_and_the_next_is_not(day: date) -> None:
    terms = p.TERMS
    found = m.newest(day, terms)
    assert m.opens_on(found, terms) <= day < m.opens_on(m.later(found), terms)


def test_a_month_that_ends_before_the_day_of_payment() -> None:
    from dataclasses import replace

    terms = replace(p.TERMS, pay_by_day=31)
    assert to_local(m.due_at("2027-02", terms)).date() == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-00", "2026-13", "2026-1", "٢٠٢٦-١٢", "2026-12 "]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(InvalidError):
        m.checked(text)


def test_the_local_month_counts() -> None:
    assert m.month_at(datetime(2026, 11, 30, 16, 59, tzinfo=UTC)) == "2026-11"
    assert m.month_at(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)) == "2026-12"


@given(st.integers(0, 60 * 24 * 45))
def test_the_promise_ends_at_the_months_own_day_or_leaves_the_services_time(minutes: int) -> None:
    at = datetime(2026, 11, 30, 17, 20, tzinfo=UTC) + timedelta(minutes=minutes)
    terms = stretched(s.TERMS, "2026-12", p.TERMS, s.CALENDAR, at)
    by = start_clock(ClockName.FINISH, at, terms.finish_minutes, terms, s.CALENDAR).by
    due = m.due_at("2026-12", p.TERMS)
    if due - at >= timedelta(days=3):
        assert due - timedelta(minutes=1) <= by <= due
    else:
        assert by == start_clock(ClockName.FINISH, at, s.TERMS.finish_minutes, terms, s.CALENDAR).by
    assert terms.acknowledge_minutes > terms.finish_minutes < terms.answer_minutes
