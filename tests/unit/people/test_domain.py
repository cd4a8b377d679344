"""When a citizen's address may be mailed, and how much."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.city.calendar import JAKARTA
from mandat.people.domain import (
    Leave,
    Mailbox,
    day_of,
    leave,
    morning_leave,
    next_morning,
    planned,
)

MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 09:00 WIB
NEW = Mailbox("hash")
MAILED = replace(NEW, mailed_on="2026-11-24", mailed_by="first")


def test_a_new_address_gets_one_plain_mail() -> None:
    assert leave(NEW, "first", MORNING) is Leave.PLAINLY
    assert leave(MAILED, "second", MORNING) is Leave.LATER


def test_the_same_mail_again_is_no_second_one() -> None:
    assert leave(MAILED, "first", MORNING) is Leave.PLAINLY


def test_the_day_is_jakartas() -> None:
    before_midnight = datetime(2026, 11, 24, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    assert leave(MAILED, "second", before_midnight) is Leave.LATER
    assert leave(MAILED, "second", after_midnight) is Leave.PLAINLY


def test_a_confirmed_address_gets_everything() -> None:
    box = replace(MAILED, confirmed_at=MORNING)

    assert leave(box, "second", MORNING) is Leave.FREELY
    assert morning_leave(box, "second", MORNING) is Leave.FREELY


def test_a_lost_address_gets_nothing() -> None:
    box = replace(NEW, confirmed_at=MORNING, lost_at=MORNING)

    assert leave(box, "first", MORNING) is Leave.NEVER
    assert morning_leave(box, "first", MORNING) is Leave.NEVER


def test_what_waits_is_not_overtaken_by_what_comes_later() -> None:
    """Else a lively case would put off its own answer day by day."""
    box = replace(MAILED, waits_until=next_morning(MORNING))
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)

    assert leave(box, "second", night) is Leave.LATER
    assert planned(box, night) == box.waits_until
    assert morning_leave(box, "news", next_morning(MORNING)) is Leave.PLAINLY


def test_a_morning_that_came_and_went_is_planned_anew() -> None:
    box = replace(MAILED, waits_until=MORNING - timedelta(days=1))

    assert planned(box, MORNING) == next_morning(MORNING)


@pytest.mark.parametrize("hour", [0, 6, 7, 12, 23])
def test_the_next_morning_is_tomorrow_at_seven(hour: int) -> None:
    now = datetime(2026, 11, 24, hour, 30, tzinfo=JAKARTA).astimezone(UTC)

    assert next_morning(now).astimezone(JAKARTA) == datetime(2026, 11, 25, 7, tzinfo=JAKARTA)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=40))
def test_never_two_mails_a_day_and_what_waits_goes_out_in_the_morning(steps: list[int]) -> None:
    """A simulation of the table: messages come, the day's mail is taken, mornings come."""
    box, now, mailed = NEW, MORNING, []
    for number, minutes in enumerate(steps):
        now += timedelta(minutes=minutes)
        while box.waits_until is not None and box.waits_until <= now:
            moment = box.waits_until
            assert morning_leave(box, f"news{number}", moment) is Leave.PLAINLY
            mailed.append(day_of(moment))
            box = replace(
                box, waits_until=None, mailed_on=day_of(moment), mailed_by=f"news{number}"
            )
        if leave(box, f"m{number}", now) is Leave.PLAINLY:
            mailed.append(day_of(now))
            box = replace(box, mailed_on=day_of(now), mailed_by=f"m{number}")
        else:
            until = planned(box, now)
            assert until <= next_morning(now)
            box = replace(box, waits_until=until)

    assert len(mailed) == len(set(mailed))
