"""Months and school terms: who owes which, by when, and what a run must still do."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mandat.fostering.domain import periods as p
from mandat.fostering.domain.model import DutyStatus
from mandat.fostering.domain.roll import ended
from unit.fostering import samples as t

DECEMBER = p.month("2026-12", t.TERMS)
SECOND = p.school_term(2026, t.TERMS.school_terms[1])


def fostered(day: date) -> t.Fostering:
    return t.fostered(since=datetime(day.year, day.month, day.day, 5, tzinfo=UTC))


def test_a_period_has_a_day_of_its_own() -> None:
    assert (DECEMBER.begins, DECEMBER.due_on) == (date(2026, 12, 1), date(2026, 12, 10))
    assert (SECOND.id, SECOND.begins, SECOND.due_on) == (
        "2026-T2",
        date(2026, 7, 15),
        date(2026, 9, 13),
    )
    assert p.period_of("2026-12", t.TERMS) == DECEMBER
    assert p.period_of("2026-T2", t.TERMS) == SECOND
    assert p.period_of("2026-T9", t.TERMS) is None


def test_a_run_looks_three_months_and_a_term_back() -> None:
    found = [one.id for one in p.recent(date(2026, 9, 20), t.TERMS)]
    assert found == ["2026-07", "2026-08", "2026-09", "2026-T2"]
    assert [one.id for one in p.recent(date(2026, 12, 1), t.TERMS)] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]
    assert "2026-T1" in [one.id for one in p.recent(date(2026, 1, 10), t.TERMS)]


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        (date(2026, 11, 30), True),
        (date(2026, 12, 20), True),
        (date(2026, 12, 21), False),
        (date(2027, 1, 5), False),
    ],
)
def test_who_got_a_child_late_in_a_month_begins_with_the_next(day: date, owed: bool) -> None:
    assert p.owes(fostered(day), DECEMBER, t.TERMS) is owed


def test_who_got_a_child_shortly_before_a_check_in_has_the_next_term() -> None:
    assert p.owes(fostered(date(2026, 8, 30)), SECOND, t.TERMS)
    assert not p.owes(fostered(date(2026, 8, 31)), SECOND, t.TERMS)


def test_nothing_is_owed_ahead() -> None:
    assert not p.has_begun(DECEMBER, datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    assert p.has_begun(DECEMBER, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))  # 1 December, WIB


def test_nobody_owes_anything_for_a_child_that_waits() -> None:
    assert not p.owes(t.waiting(), DECEMBER, t.TERMS)
    assert not p.owes(t.fostered(since=None), DECEMBER, t.TERMS)


def test_a_period_that_is_opened_late_leaves_days_for_it() -> None:
    first = datetime(2026, 12, 1, tzinfo=UTC)
    assert p.due_by(DECEMBER, t.TERMS, first) == t.BY
    late = datetime(2026, 12, 18, 3, tzinfo=UTC)
    assert p.due_by(DECEMBER, t.TERMS, late) == datetime(2026, 12, 25, 14, tzinfo=UTC)


def test_what_counts_is_not_opened_again() -> None:
    assert p.lacks(None)
    assert p.lacks(t.duty(status=DutyStatus.VOID))
    assert not p.lacks(t.duty())
    assert not p.lacks(t.duty(status=DutyStatus.PROVED))


def test_a_duty_is_owed_while_its_official_has_the_child() -> None:
    assert p.is_owed(t.duty(), t.fostered())
    assert not p.is_owed(t.duty(), t.fostered(official="siti"))
    assert not p.is_owed(t.duty(), t.waiting())
    assert not p.is_owed(t.duty(), None)


def test_why_nothing_is_owed() -> None:
    over = ended(t.fostered(), "grown_up", "x", t.NOW)
    assert p.why_void(over) == "grown_up"
    assert p.why_void(t.waiting()) == p.why_void(None) == "handed_on"


def test_a_run_settles_what_the_ledger_says_otherwise_than_the_roll() -> None:
    others = ("e" * 32, "f" * 32, "g" * 32)
    roll = (
        t.fostered(),  # lacks its month
        t.fostered(others[0]),  # has it
        t.fostered(others[1], official="siti"),  # owed by another
        t.waiting(others[2]),
        t.fostered(t.OTHER, since=t.NOW + timedelta(days=40)),
    )
    ledger = (t.duty(others[0]), t.duty(others[1]), t.duty(others[2], status=DutyStatus.PROVED))
    assert p.to_settle(DECEMBER, roll, ledger, t.TERMS) == (t.CHILD, others[1])
