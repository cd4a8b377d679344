"""The third night: counted from the death, over month ends, years and late reports."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.bereavement.domain.nights import ahead, evening, handover_by, nights
from mandat.city.calendar import JAKARTA, Calendar, to_local
from mandat.programmes.domain.terms import BereavementTerms
from unit.bereavement.samples import TERMS

CALENDAR = Calendar()
DAY = timedelta(days=1)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


@pytest.mark.parametrize(
    ("died", "third"),
    [
        ("2026-11-24 03:30", "2026-11-26"),
        ("2026-11-24 17:59:59", "2026-11-26"),
        ("2026-11-24 18:00", "2026-11-27"),
        ("2026-11-24 23:59", "2026-11-27"),
        ("2026-11-25 00:00", "2026-11-27"),
        ("2026-11-29 20:00", "2026-12-02"),
        ("2026-12-30 06:00", "2027-01-01"),
        ("2026-12-31 19:00", "2027-01-03"),
        ("2027-02-27 12:00", "2027-03-01"),
        ("2028-02-27 12:00", "2028-02-29"),
    ],
)
def test_the_third_night(died: str, third: str) -> None:
    assert nights(wib(died), TERMS)[-1] == date.fromisoformat(third)


@pytest.mark.parametrize(
    ("reported", "by"),
    [
        ("2026-11-24 09:00", "2026-11-26 20:00"),
        ("2026-11-26 12:00", "2026-11-26 20:00"),
        ("2026-11-26 12:01", "2026-11-27 20:00"),
        ("2026-11-26 23:00", "2026-11-27 20:00"),
        ("2026-12-31 13:00", "2027-01-01 20:00"),
        ("2026-12-31 08:00", "2026-12-31 20:00"),
    ],
)
def test_a_late_report_is_due_on_the_next_evening_that_leaves_time(reported: str, by: str) -> None:
    assert handover_by(wib("2026-11-24 03:30"), wib(reported), TERMS, CALENDAR) == wib(by)


moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2031, 12, 1),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.just(UTC),
)
terms = st.builds(
    BereavementTerms,
    evening_minute=st.integers(900, 1260),
    handover_minute=st.integers(1080, 1260),
    nights=st.integers(1, 7),
    papers_minutes=st.integers(0, 2000),
)


@given(moments, terms)
def test_the_first_evening_is_the_next_that_begins_and_the_others_follow_it(
    died_at: datetime, terms: BereavementTerms
) -> None:
    found = nights(died_at, terms)
    assert [(one - found[0]).days for one in found] == list(range(terms.nights))
    assert timedelta() < evening(found[0], terms) - died_at <= DAY


@given(moments, terms, st.timedeltas(timedelta(), timedelta(days=366)))
def test_the_papers_are_due_at_the_hour_of_an_evening_that_leaves_time_and_no_later(
    died_at: datetime, terms: BereavementTerms, late: timedelta
) -> None:
    reported = died_at + late
    by = handover_by(died_at, reported, terms, CALENDAR)
    last = nights(died_at, terms)[-1]
    local = to_local(by)
    assert local.hour * 60 + local.minute == terms.handover_minute
    assert local.date() >= last
    assert CALENDAR.minutes_between(reported, by) >= terms.papers_minutes
    earlier = by - DAY
    too_soon = CALENDAR.minutes_between(reported, earlier) < terms.papers_minutes
    assert to_local(earlier).date() < last or too_soon or earlier < reported


@given(moments, terms)
def test_nights_ahead_are_those_whose_evening_has_not_begun(
    died_at: datetime, terms: BereavementTerms
) -> None:
    held = nights(died_at, terms)
    assert ahead(held, died_at, terms) == held
    assert ahead(held, evening(held[0], terms), terms) == held[1:]
    assert ahead(held, died_at + 8 * DAY, terms) == ()
