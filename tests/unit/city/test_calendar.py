"""The two clocks, by example and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.city.calendar import JAKARTA, Calendar

NYEPI_2027 = date(2027, 3, 8)
LEBARAN_2027 = frozenset(date(2027, 3, day) for day in (9, 10, 11, 12, 15))
CALENDAR = Calendar(LEBARAN_2027 | {NYEPI_2027})

moments = st.integers(0, 2 * 366 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
minutes = st.integers(0, 60 * 24 * 30)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-11-24 08:00", 60, "2026-11-24 09:00"),
        ("2026-11-24 20:30", 60, "2026-11-25 07:30"),
        ("2026-11-24 20:00", 60, "2026-11-24 21:00"),
        ("2026-11-24 21:00", 0, "2026-11-25 07:00"),
        ("2026-11-24 23:00", 30, "2026-11-25 07:30"),
        ("2026-11-24 03:00", 30, "2026-11-24 07:30"),
        ("2026-11-24 08:00", 2 * 14 * 60, "2026-11-26 08:00"),
        ("2026-12-31 20:30", 60, "2027-01-01 07:30"),
    ],
)
def test_quick_clock_runs_in_opening_hours(start: str, amount: int, end: str) -> None:
    assert CALENDAR.add_minutes(wib(start), amount) == wib(end)


def test_urgent_clock_never_stops() -> None:
    start = wib("2026-11-24 22:00")
    assert CALENDAR.add_minutes(start, 60, always=True) == start + timedelta(hours=1)
    assert CALENDAR.minutes_between(start, start + timedelta(hours=9), always=True) == 540


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-24 08:00", 1, "2026-11-25 16:00"),
        ("2026-11-27 08:00", 1, "2026-11-30 16:00"),
        ("2026-11-28 08:00", 1, "2026-11-30 16:00"),
        ("2026-11-24 23:59", 3, "2026-11-27 16:00"),
        ("2027-03-05 08:00", 3, "2027-03-18 16:00"),
    ],
)
def test_statutory_clock_counts_working_days(start: str, days: int, end: str) -> None:
    assert CALENDAR.add_working_days(wib(start), days) == wib(end)


@pytest.mark.parametrize(
    ("clock", "quiet", "after"),
    [
        ("2026-11-24 19:59", False, "2026-11-24 19:59"),
        ("2026-11-24 20:00", True, "2026-11-25 07:00"),
        ("2026-11-25 06:59", True, "2026-11-25 07:00"),
        ("2026-11-25 07:00", False, "2026-11-25 07:00"),
    ],
)
def test_quiet_hours_are_twenty_to_seven(clock: str, quiet: bool, after: str) -> None:
    assert CALENDAR.is_quiet(wib(clock)) is quiet
    assert CALENDAR.after_quiet(wib(clock)) == wib(after)


def test_days_are_jakartas_not_utcs() -> None:
    saturday_in_jakarta = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert CALENDAR.add_working_days(saturday_in_jakarta, 1) == wib("2026-11-30 16:00")


@pytest.mark.parametrize(
    "ask",
    [
        lambda at: CALENDAR.add_minutes(at, 1),
        lambda at: CALENDAR.add_minutes(at, 1, always=True),
        lambda at: CALENDAR.minutes_between(at, at),
        lambda at: CALENDAR.minutes_between(at, at, always=True),
        lambda at: CALENDAR.add_working_days(at, 1),
        CALENDAR.is_quiet,
        CALENDAR.after_quiet,
        CALENDAR.next_open,
        CALENDAR.is_open,
    ],
)
def test_a_naive_moment_is_refused(ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="time zone"):
        ask(datetime(2026, 11, 24, 8))  # noqa: DTZ001 - the very thing that must be refused


def test_impossible_amounts_are_refused() -> None:
    now = wib("2026-11-24 08:00")
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_minutes(now, -1)
    with pytest.raises(ValueError, match="working day"):
        CALENDAR.add_working_days(now, 0)
    with pytest.raises(ValueError, match="open before"):
        Calendar(open_hour=21, close_hour=7)


@given(moments, minutes, st.booleans())
def test_between_is_the_inverse_of_add(start: datetime, amount: int, always: bool) -> None:
    end = CALENDAR.add_minutes(start, amount, always=always)
    assert end >= start
    assert CALENDAR.minutes_between(start, end, always=always) == amount
    assert CALENDAR.minutes_between(end, start, always=always) == -amount


@given(moments, minutes)
def test_never_lands_in_closed_hours(start: datetime, amount: int) -> None:
    local = CALENDAR.add_minutes(start, amount).astimezone(JAKARTA)
    opens = local.replace(hour=7, minute=0, second=0, microsecond=0)
    assert opens <= local <= opens + timedelta(hours=14)


@given(moments, moments, minutes, minutes)
def test_add_is_monotone(one: datetime, other: datetime, few: int, many: int) -> None:
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    assert CALENDAR.add_minutes(early, many) <= CALENDAR.add_minutes(late, many)
    assert CALENDAR.add_minutes(early, few) <= CALENDAR.add_minutes(early, many)


@given(moments, minutes, minutes)
def test_time_can_be_added_in_two_steps(start: datetime, first: int, second: int) -> None:
    in_two = CALENDAR.add_minutes(CALENDAR.add_minutes(start, first), second)
    assert CALENDAR.minutes_between(start, in_two) == first + second


@given(moments, moments, st.integers(1, 90))
def test_working_days_are_monotone_and_land_on_one(
    one: datetime, other: datetime, days: int
) -> None:
    early, late = sorted((one, other))
    due = CALENDAR.add_working_days(early, days)
    assert early < due <= CALENDAR.add_working_days(late, days)
    assert due < CALENDAR.add_working_days(early, days + 1)
    assert CALENDAR.is_working_day(due.astimezone(JAKARTA).date())
    assert due.tzinfo is UTC


@given(moments)
def test_next_open_is_open_and_stays(at: datetime) -> None:
    opening = CALENDAR.next_open(at)
    assert CALENDAR.is_open(opening)
    assert CALENDAR.next_open(opening) == opening
    assert opening == at or not CALENDAR.is_open(at)
