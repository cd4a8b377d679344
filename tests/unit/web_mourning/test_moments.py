"""When somebody died, as a family says it: a day with an hour, or with a part of the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.bereavement.domain.nights import nights
from mandat.city.calendar import to_local
from mandat.programmes.domain.terms import BereavementTerms
from mandat.web.bereavement.draft import DeathDraft
from mandat.web.bereavement.moments import PARTS, day_of, died_at, latest_days, minute_of

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 10:00 WIB
DAY = date(2026, 11, 24)
TERMS = BereavementTerms()


def draft(**typed: str) -> DeathDraft:
    return DeathDraft(**({"day": DAY.isoformat()} | typed))


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("14.30", 870),
        ("14:30", 870),
        ("3", 180),
        ("00.00", 0),
        ("23.59", 1439),
        ("24.00", None),
        ("14.60", None),
        ("14.3", None),
        ("pagi", None),
        ("-1", None),
        ("", None),
        ("١٤", None),
    ],
)
def test_an_hour_as_people_write_it(text: str, minute: int | None) -> None:
    assert minute_of(text) == minute


def test_the_hour_comes_before_the_part_of_the_day() -> None:
    found = died_at(draft(hour="3.30", part="pagi"), NOW)
    assert found == datetime(2026, 11, 23, 20, 30, tzinfo=UTC)


def test_a_part_that_still_runs_means_now_at_the_latest() -> None:
    assert died_at(draft(part="pagi"), NOW) == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    early = NOW - timedelta(hours=4)
    assert died_at(draft(part="pagi"), early) == early


def test_a_part_that_has_not_begun_lies_ahead() -> None:
    found = died_at(draft(part="malam"), NOW)
    assert found
    assert found > NOW


@pytest.mark.parametrize("part", PARTS)
def test_each_part_lies_on_its_side_of_the_evening(part: str) -> None:
    """Six o'clock decides whether the evening of that day is the first one."""
    long_after = NOW + timedelta(days=3)
    found = died_at(draft(part=part), long_after)
    assert found
    first = nights(found, TERMS)[0]
    assert (first == DAY) == (part != "malam")


def test_what_cannot_be_read_is_no_moment() -> None:
    for typed in (
        {"day": ""},
        {"day": "other"},
        {"day": "other", "other_day": "31-02-2026"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"hour": "25"},
        {"hour": "", "part": "senja"},
        {},
    ):
        assert died_at(draft(**typed), NOW) is None


def test_an_earlier_day_is_typed_either_way_round() -> None:
    for text in ("20-11-2026", "2026-11-20", "20/11/2026"):
        assert day_of(draft(day="other", other_day=text)) == date(2026, 11, 20)


@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the zone is added
def test_the_last_days_are_those_of_the_city(at: datetime) -> None:
    today, yesterday, before = latest_days(at)
    assert today == to_local(at).date()
    assert (today - yesterday, yesterday - before) == (timedelta(days=1), timedelta(days=1))


@given(
    part=st.sampled_from(sorted(PARTS)),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  the zone is added
)
def test_of_today_a_part_is_never_later_than_now_once_it_has_begun(part: str, at: datetime) -> None:
    today = to_local(at).date()
    found = died_at(draft(day=today.isoformat(), part=part), at)
    assert found
    local = to_local(at)
    begun = local.hour * 60 + local.minute >= PARTS[part].begins
    assert (found <= at) == begun
