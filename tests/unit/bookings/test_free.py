"""The grid, the terms that only time shows, and what the calendar says is free."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.bookings.domain.fleet import Shift
from mandat.bookings.domain.free import DayState, Window, left, month, nearest, pool_month, windows
from mandat.bookings.domain.grid import at_minute, days, slots
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import add_months, held_back
from unit.bookings import samples as b

HOUR = timedelta(hours=1)
CAR = b.FLEET.resource("bd-1-a")
SUNDAY = b.SATURDAY + timedelta(days=1)


def test_a_loan_takes_its_half_hours_and_the_buffers_around_it() -> None:
    assert slots(b.loan(start=540, minutes=60), 60) == {b.SATURDAY: (480, 510, 540, 570, 600, 630)}
    assert slots(b.loan(start=1410, minutes=30), 30) == {b.SATURDAY: (1380, 1410), SUNDAY: (0,)}


def test_what_ends_at_midnight_does_not_touch_the_next_day() -> None:
    assert days(b.goods(days=1)) == (b.SATURDAY,)


@given(start=st.integers(0, 47), count=st.integers(1, 16), buffer=st.sampled_from([0, 30, 60, 90]))
def test_as_many_slots_as_there_are_half_hours(start: int, count: int, buffer: int) -> None:
    taken = slots(b.loan(start=start * 30, minutes=count * 30), buffer)
    assert sum(map(len, taken.values())) == count + 2 * buffer // 30


def test_a_day_shows_its_free_windows_with_the_buffers_taken_off() -> None:
    sheets = {b.SATURDAY: dict.fromkeys((600, 630, 660), "C1")}
    assert windows(b.CAR, CAR, b.SATURDAY, sheets, b.NOW) == (
        Window(420, 540),
        Window(750, 1260),
    )


def test_a_month_tells_free_partly_full_closed_and_outside() -> None:
    full = {b.SATURDAY: dict.fromkeys(range(0, 1440, 30), "C1")}
    partly = {SUNDAY: {600: "C1"}}
    found = month(b.CAR, CAR, date(2026, 12, 1), full | partly, b.NOW)
    assert len(found) == 31
    assert found[b.SATURDAY] is DayState.FULL
    assert found[SUNDAY] is DayState.PARTLY
    assert found[date(2026, 12, 7)] is DayState.CLOSED
    assert found[date(2026, 12, 12)] is DayState.FREE
    assert month(b.CAR, CAR, b.NOW.date(), {}, b.NOW)[date(2026, 11, 22)] is DayState.OUTSIDE
    other = b.FLEET.resource("bd-2-a")
    closed = month(b.CAR, other, date(2026, 12, 1), {}, b.NOW)
    assert closed[date(2026, 12, 12)] is DayState.CLOSED


def test_a_pool_is_full_when_nothing_is_left() -> None:
    chairs = b.FLEET.resource("kursi")
    counts = {b.SATURDAY: 100, SUNDAY: 1}
    found = pool_month(b.GOODS, chairs, b.SATURDAY, counts, b.NOW)
    assert (found[b.SATURDAY], found[SUNDAY]) == (DayState.FULL, DayState.PARTLY)
    assert left(chairs, b.goods(SUNDAY, kursi=1), counts) == 99


def test_the_nearest_free_times_are_the_other_car_and_the_hours_around() -> None:
    def free(loan: Loan) -> bool:
        return loan.items[0].resource != "bd-1-a"

    found = nearest(b.loan(), b.CAR, b.FLEET, free, b.NOW)
    assert found[0] == b.loan("bd-2-a")
    assert [abs(one.start - b.loan().start) for one in found] == [0 * HOUR, HOUR / 2, HOUR / 2]


def test_for_a_pool_the_same_things_on_other_days() -> None:
    wanted = b.goods()
    found = nearest(wanted, b.GOODS, b.FLEET, lambda _: True, b.NOW, count=2)
    assert [one.start - wanted.start for one in found] == [24 * HOUR, -24 * HOUR]
    assert all(one.items == wanted.items for one in found)


def test_nothing_is_offered_that_the_terms_forbid() -> None:
    def free(_: Loan) -> bool:
        return True

    for one in nearest(b.loan(), b.CAR, b.FLEET, free, b.NOW, count=50):
        assert one.start.astimezone(UTC) >= b.NOW + 48 * HOUR
        assert days(one)[0].weekday() in b.CAR.weekdays


def test_each_shift_keeps_another_unit_back() -> None:
    kept = {
        held_back(b.RIDE, b.NOW + n * 12 * HOUR, b.NOW + n * 12 * HOUR + HOUR) for n in range(3)
    }
    assert kept == {frozenset({one}) for one in b.RIDE.resources}
    across = held_back(b.RIDE, at_minute(b.SATURDAY, 660), at_minute(b.SATURDAY, 780))
    assert len(across) == 2


def test_a_shift_over_midnight_holds_into_the_morning() -> None:
    ride = replace(b.RIDE, shifts=(Shift("malam", 1320, 1800),))
    assert held_back(ride, at_minute(b.SATURDAY, 60), at_minute(b.SATURDAY, 90))
    assert not held_back(ride, at_minute(b.SATURDAY, 600), at_minute(b.SATURDAY, 630))


def test_months_end_where_they_end() -> None:
    assert add_months(datetime(2026, 8, 31, 3, tzinfo=UTC), 6) == datetime(
        2027, 2, 28, 3, tzinfo=UTC
    )
    assert add_months(datetime(2026, 12, 31, 3, tzinfo=UTC), 12).year == 2027


def test_several_things_of_a_pool_are_each_counted() -> None:
    wanted = Loan((Item("tenda", 4), Item("kursi", 40)), b.goods().start, b.goods().end)
    counts = {b.SATURDAY: 1}
    assert [left(b.FLEET.resource(one.resource), wanted, counts) for one in wanted.items] == [3, 99]
