"""Who turns 17 when: local days, leap days, and who is imported late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.city.calendar import to_local
from mandat.idcard.domain.birthdays import (
    birthday,
    born_from,
    born_until,
    evening,
    is_awaited,
    months,
)
from mandat.programmes.domain.person import Person
from unit.idcard import samples as t

BORN = st.dates(date(1990, 1, 1), date(2015, 12, 31))
DAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31))


def test_a_leap_days_child_is_17_on_the_first_of_march() -> None:
    assert birthday(date(2008, 2, 29), 17) == date(2025, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert birthday(date(2008, 2, 28), 17) == date(2025, 2, 28)


@given(BORN)
def test_the_birthday_is_the_first_day_of_that_age(born: date) -> None:
    turns = birthday(born, 17)
    person = Person("p", "1234", "Contoh", born)

    assert person.age(turns) == 17
    assert person.age(turns - timedelta(days=1)) == 16


@given(BORN, DAYS)
def test_whoever_is_awaited_is_among_the_births_that_the_day_looks_at(
    born: date, day: date
) -> None:
    if is_awaited(born, day, t.TERMS):
        assert born_from(day, t.TERMS) <= born <= born_until(day, t.TERMS)


@given(BORN, DAYS)
def test_the_births_that_a_day_looks_at_are_awaited_but_for_a_leap_day(
    born: date, day: date
) -> None:
    if born_from(day, t.TERMS) <= born <= born_until(day, t.TERMS):
        turns = birthday(born, 17)
        off = min(abs((turns - day).days - 365), abs((day - turns).days - 365))
        assert is_awaited(born, day, t.TERMS) or off <= 1


def test_a_run_on_a_leap_day_looks_at_whole_years() -> None:
    year = replace(t.TERMS, invite_days=366, late_days=0)
    assert born_from(date(2028, 2, 29), year) == date(2011, 3, 1)
    assert born_until(date(2028, 2, 29), year) == date(2012, 3, 1)
    assert is_awaited(date(2011, 3, 1), date(2028, 2, 29), year)


@given(BORN)
def test_everybody_is_awaited_on_each_day_from_a_year_before_to_a_year_after(born: date) -> None:
    turns = birthday(born, 17)
    seen = [n for n in range(-400, 400) if is_awaited(born, turns + timedelta(days=n), t.TERMS)]

    assert seen == list(range(-365, 366))


@given(BORN, BORN)
def test_months_are_those_of_the_days_and_all_between(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = months(first, last)

    assert found[0] == f"{first:%Y-%m}"
    assert found[-1] == f"{last:%Y-%m}"
    assert list(found) == sorted(set(found))
    assert len(found) == 12 * (last.year - first.year) + last.month - first.month + 1


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime.fromisoformat("2026-11-24T00:30:00+09:00"), date(2026, 11, 23)),
        (datetime.fromisoformat("2026-11-23T13:00:00-05:00"), date(2026, 11, 24)),
    ],
)
def test_a_birthday_is_a_day_of_bengkulu_wherever_the_clock_is(at: datetime, day: date) -> None:
    assert to_local(at).date() == day
    assert is_awaited(date(day.year - 18, day.month, day.day), to_local(at).date(), t.TERMS)


def test_the_evening_is_that_of_the_local_day() -> None:
    assert evening(date(2026, 11, 24), t.TERMS) == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
