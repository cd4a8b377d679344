"""Which steps a death needs, in which order, and up to which hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain import plan
from mandat.bereavement.domain.promise import due_by, unasked, until
from mandat.bookings.domain.grid import at_minute
from unit.bereavement import samples as b
from unit.cases import samples as s


def now_open(line: b.Line) -> tuple[str, ...]:
    return tuple(one.id for one in plan.steps(line.death, b.TERMS))


def test_at_once_opens_what_waits_for_nothing() -> None:
    assert now_open(b.Line()) == ("takziah", "akta")


def test_what_is_asked_or_there_is_needed() -> None:
    line = b.Line(b.report(asked=("hearse", "equipment"), children=1, spouse=True))
    assert now_open(line) == ("takziah", "akta", "anak", "jenazah", "perlengkapan")


def test_papers_follow_one_another() -> None:
    line = b.Line(b.report(spouse=True)).opened("takziah", "akta")
    assert now_open(line) == ()
    assert now_open(line.ended("akta")) == ("kk",)
    assert now_open(line.opened("kk").ended("kk")) == ("ktp",)


def test_nothing_comes_after_what_was_refused() -> None:
    line = b.Line(b.report(spouse=True)).opened("takziah", "akta").ended("akta", how="refused")
    assert now_open(line) == ()
    assert plan.missing(line.death, b.TERMS) == ()


def test_nobody_waits_for_a_step_that_is_not_needed() -> None:
    steps = (*b.STEPS[:4], b.StepTerms("lain", "duka-takziah", after="ktp"))
    terms = b.BereavementTerms(faiths=(b.ISLAM,), steps=steps)
    assert "lain" in {one.id for one in plan.steps(b.Line().death, terms)}


def test_tents_are_for_evenings_that_are_still_to_come() -> None:
    asked = b.report(asked=("equipment",))
    assert "perlengkapan" in now_open(b.Line(asked, at=b.NOW + timedelta(days=2)))
    assert "perlengkapan" not in now_open(b.Line(asked, at=b.NOW + timedelta(days=3)))


def test_an_undone_report_opens_nothing() -> None:
    line = b.Line().routed()
    line.do(b.say(a.UndoDeath, reason="alive"))
    assert now_open(line) == ()


def test_papers_are_due_at_the_handover_and_other_steps_on_their_night() -> None:
    death = b.Line().death
    by = {one.id: due_by(one, death, b.NOW) for one in b.STEPS}
    assert by["akta"] == by["kk"] == death.handover_by
    assert by["takziah"] == at_minute(death.nights[0], b.TERMS.handover_minute)
    assert by["anak"] is None


def test_what_a_late_report_leaves_no_night_for_is_due_with_the_handover() -> None:
    late = b.NOW + timedelta(days=2, hours=14)
    death = b.Line(at=late).death
    assert {due_by(one, death, late) for one in b.STEPS if one.by_night} == {death.handover_by}


moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2027, 12, 1),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.just(UTC),
)


@given(moments, st.timedeltas(timedelta(hours=1), timedelta(days=20)))
def test_the_ladder_runs_to_the_hour(now: datetime, ahead: timedelta) -> None:
    by = s.CALENDAR.add_minutes(now + ahead, 1)
    found = until(s.TERMS, by, s.CALENDAR, now)
    reached = s.CALENDAR.add_minutes(now, found.finish_minutes)
    assert timedelta() <= by - reached <= timedelta(minutes=1)
    assert max(found.acknowledge_minutes, found.answer_minutes) <= found.finish_minutes
    assert s.CALENDAR.add_working_days(now, found.statutory_days) >= by
    assert found.acknowledge_minutes <= s.TERMS.acknowledge_minutes


def test_an_hour_that_has_passed_is_no_promise() -> None:
    assert until(s.TERMS, b.NOW, s.CALENDAR, b.NOW + timedelta(hours=1)) == s.TERMS


def test_a_visit_to_children_is_owed_and_no_answer_before_it() -> None:
    found = unasked(s.TERMS)

    assert found.answer_minutes == found.finish_minutes == s.TERMS.finish_minutes
    assert found.acknowledge_minutes == s.TERMS.acknowledge_minutes


def test_whoever_calls_for_a_hearse_is_answered() -> None:
    urgent = replace(s.TERMS, urgent=True)

    assert unasked(urgent) == urgent
