"""A child is fostered, or looked for, or the mayor knows: on the table."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from integration import bereaved, stipends
from integration import fosterers as x
from integration.lending import no_pause
from mandat.bereavement import orphans_store
from mandat.bereavement.domain import acts as of_death
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import FinishTask, TransferTask
from mandat.cases.domain.model import RUNG_LEADERS, CaseStatus, ClockName, Outcome
from mandat.city.domain import Catalogue
from mandat.errors import InvalidError, NotAllowedError, NotFoundError, NotYoursError
from mandat.fostering import calendar, leaving, store
from mandat.fostering.commands import (
    Ending,
    Leaving,
    complain,
    end,
    hand_on,
    leave,
    open_complaint,
    settle_child,
    settle_duty,
    take_up,
)
from mandat.fostering.domain.model import DutyStatus, FosteringStatus, NeedStatus, OfficialStatus
from mandat.fostering.following import follow
from mandat.programmes import store as register
from unit.cases import samples as s
from unit.fostering import samples as t

pytestmark = pytest.mark.usefixtures("city")
MONTH = "2026-11"
LEFT = Leaving("budi", "retired", "form:one", "post:bkpsdm:a1")


@pytest.fixture(autouse=True)
def here(city: Catalogue) -> None:
    x.orphan()
    x.official()


def need_of(case_id: str) -> NeedStatus:
    found = store.load_need(case_id)
    assert found
    return found.status


# -- Taken up and entrusted


def test_a_child_is_taken_up_once_with_a_case_of_its_own() -> None:
    case_id = x.taken()
    assert not take_up(t.CHILD, x.REGISTER, t.NOW.date(), t.NOW)
    case = cases.load(case_id)
    assert (case.service_id, case.programme, case.sealed) == ("anak-asuh", "foster", True)
    assert (case.owner, case.pending) == ("dinas-sosial", True)
    assert x.known().is_waiting
    assert register.reads(t.CHILD)[0].purpose == "fostering"


def test_the_ladder_ends_before_the_seventh_day_is_over() -> None:
    case = cases.load(x.taken())
    assert case.task
    clock = case.task.clock(ClockName.FINISH)
    assert clock
    waiting = x.known().waiting_since
    assert waiting
    assert clock.moments[RUNG_LEADERS] < waiting + timedelta(days=7)


def test_plain_acts_end_nothing_while_a_child_has_no_fosterer() -> None:
    case_id = x.taken()
    done = FinishTask("plain", t.SOCIAL, text=t.TEXT, calendar=s.CALENDAR)
    with pytest.raises(NotAllowedError, match="programme_pending"):
        execute_case(case_id, done, t.NOW)


def test_an_official_takes_a_child_and_both_know_it() -> None:
    case_id = x.entrusted()
    case, fostering, official = cases.load(case_id), x.known(), x.who()
    assert (case.status, need_of(case_id)) == (CaseStatus.ANSWERED, NeedStatus.MATCHED)
    assert (fostering.status, fostering.official) == (FosteringStatus.FOSTERED, "budi")
    assert official.children == (t.CHILD,)
    again = x.do(case_id, t.match(cause=f"match:{case_id}"))
    assert again.replayed


def test_a_full_quota_and_somebody_who_left_take_nobody() -> None:
    x.official("siti", rank="eselon-4", children=(t.OTHER,))
    case_id = x.taken()
    with pytest.raises(NotAllowedError, match="quota_full"):
        x.do(case_id, t.match(official="siti"))
    with pytest.raises(NotAllowedError, match="official_left"):
        x.do(case_id, t.match(official="nobody"))
    with pytest.raises(NotYoursError):
        x.do(case_id, t.match(actor=t.HEALTH))


def test_two_who_give_the_last_place_away_at_once_give_it_once() -> None:
    x.official("siti", rank="eselon-4")
    x.orphan(t.OTHER)
    first, second = x.taken(), x.taken(t.OTHER)
    real, between = store.official_write, [first]

    def late(*given: Any) -> Any:
        if between:
            case_id = between.pop()
            x.do(case_id, t.match(official="siti", cause="rival"))
        return real(*given)

    with (
        patch.object(store, "official_write", late),
        pytest.raises(NotAllowedError, match="quota_full"),
    ):
        x.do(second, t.match(official="siti", cause="mine"))
    assert x.who("siti").children == (t.CHILD,)
    assert x.known(t.OTHER).is_waiting


# -- Office left


def test_who_leaves_office_hands_every_child_on_at_once() -> None:
    x.orphan(t.OTHER)
    old = {x.entrusted(), x.entrusted(t.OTHER)}
    later = t.NOW + timedelta(days=3)
    assert leave(LEFT, later, no_pause) == 2
    assert leave(LEFT, later, no_pause) == 0
    assert (x.who().status, x.who().children) == (OfficialStatus.LEFT, ())
    for child in (t.CHILD, t.OTHER):
        fostering = x.known(child)
        assert (fostering.waiting_since, fostering.turn) == (later, 2)
        need = store.load_need(fostering.case_id)
        assert need
        assert (need.because, need.before) == ("left", "budi")
        assert fostering.case_id not in old


def test_a_post_that_has_no_say_cannot_end_an_office() -> None:
    with pytest.raises(NotYoursError):
        leave(replace(LEFT, actor=t.HEALTH), t.NOW)
    with pytest.raises(NotFoundError):
        leave(replace(LEFT, official="nobody"), t.NOW)
    with pytest.raises(InvalidError):
        leave(replace(LEFT, reason="bored"), t.NOW)


def test_a_crash_half_way_loses_nobody() -> None:
    x.orphan(t.OTHER)
    x.entrusted()
    x.entrusted(t.OTHER)
    left_at = t.NOW + timedelta(hours=1)
    with patch.object(leaving, "hand_on", side_effect=[KeyError]), pytest.raises(KeyError):
        leave(LEFT, left_at, no_pause)
    next_day = t.NOW + timedelta(days=1)
    day_runs(next_day.date(), next_day)
    assert x.who().children == ()
    assert {x.known(one).waiting_since for one in (t.CHILD, t.OTHER)} == {left_at}


def test_a_child_handed_back_is_looked_for_anew() -> None:
    x.entrusted()
    assert hand_on(t.CHILD, "returned", t.NOW, pause=no_pause)
    assert x.known().is_waiting
    assert x.who().children == ()
    assert not hand_on(t.CHILD, "returned", t.NOW, pause=no_pause)


# -- The mayor


def test_the_mayor_knows_however_often_the_task_is_passed_on() -> None:
    case_id = x.taken()
    passed = t.NOW + timedelta(days=4, hours=20)
    move = TransferTask(
        "pass", t.SOCIAL, calendar=s.CALENDAR, to="dinas-pendidikan", reason="other_agency"
    )
    execute_case(case_id, move, passed)
    for day in range(5, 7):
        at = t.NOW + timedelta(days=day)
        day_runs(at.date(), at)
    assert cases.load(case_id).level == RUNG_LEADERS


def test_a_death_that_was_reported_late_is_the_mayors_at_once() -> None:
    assert take_up(t.CHILD, "a death", (t.NOW - timedelta(days=9)).date(), t.NOW)
    case_id = x.routed()
    assigned = cases.timeline(case_id)[-1]
    assert assigned.type == "TaskAssigned"
    assert follow(assigned, t.NOW) == 1
    assert cases.load(case_id).level == RUNG_LEADERS
    assert follow(assigned, t.NOW) == 0


# -- Every day


def day_runs(day: date, at: Any) -> list[calendar.Job]:
    """The jobs of a run, done; cases that it opened are with their post."""
    queued: list[str] = []
    mails: list[str] = []

    def took(bodies: Iterator[str], delay: int = 0) -> int:
        (mails if delay else queued).extend(bodies)
        return 0

    with patch.object(calendar, "queue_jobs", took):
        calendar.run(day, at)
    jobs = [job for one in queued if (job := calendar.job_of(one))]
    for job in jobs:
        calendar.work(job, at)
    for fostering in store.roll():
        if fostering.is_waiting:
            x.routed(fostering.child, at)
    return jobs


def test_months_are_opened_once_and_proved_once() -> None:
    x.entrusted()
    january = t.NOW.replace(year=2027, month=1, day=3)
    jobs = day_runs(date(2027, 1, 3), january)
    assert {one.period for one in jobs} == {"2026-12", "2027-01"}
    assert day_runs(date(2027, 1, 3), january) == []
    duty = store.find_duty("2027-01", t.CHILD)
    assert duty
    assert (duty.official, duty.least) == ("budi", 100_000)
    stipends.route(duty.case_id, january)
    proved = t.prove(photos=stipends.shown("slip"))
    assert x.do(duty.case_id, proved, january).events
    assert x.do(duty.case_id, proved, january).replayed
    assert cases.load(duty.case_id).status is CaseStatus.ANSWERED
    assert not settle_duty(t.CHILD, "2027-01", january, no_pause)
    assert {one.period for one in store.duties_of(t.CHILD)} == {"2026-12", "2027-01"}


def test_a_month_that_has_not_begun_is_nobodys_yet() -> None:
    x.entrusted()
    assert not settle_duty(t.CHILD, "2026-12", t.NOW, no_pause)
    assert store.duties_of(t.CHILD) == ()


def test_what_is_owed_passes_to_the_next_fosterer() -> None:
    x.entrusted(at=t.NOW - timedelta(days=14))
    at = t.NOW - timedelta(days=13)
    assert settle_duty(t.CHILD, MONTH, at, no_pause)
    first = store.find_duty(MONTH, t.CHILD)
    assert first
    leave(LEFT, at, no_pause)
    x.official("siti")
    x.do(x.routed(at=at), t.match(official="siti"), at)
    assert settle_duty(t.CHILD, MONTH, at, no_pause)
    assert cases.load(first.case_id).outcome is Outcome.WITHDRAWN
    assert settle_duty(t.CHILD, MONTH, at, no_pause)
    second = store.find_duty(MONTH, t.CHILD)
    assert second
    assert (second.official, second.status) == ("siti", DutyStatus.DUE)


def test_a_child_that_comes_of_age_leaves_with_all_that_is_owed() -> None:
    x.orphan(t.OTHER, born_on=date(2008, 12, 24))
    x.entrusted(t.OTHER)
    at = t.NOW + timedelta(days=14)
    day_runs(at.date(), at)
    duty = store.find_duty("2026-12", t.OTHER)
    assert duty
    birthday = date(2026, 12, 24)
    jobs = day_runs(birthday, t.NOW + timedelta(days=30))
    assert calendar.Job(t.OTHER) in jobs
    assert x.known(t.OTHER).reason == "grown_up"
    assert x.who().children == ()
    voided = store.load_duty(duty.case_id)
    assert voided
    assert (voided.status, voided.reason) == (DutyStatus.VOID, "grown_up")
    assert day_runs(birthday, t.NOW + timedelta(days=30)) == []


def test_what_is_published_is_counted_every_day() -> None:
    x.orphan(t.OTHER)
    x.entrusted()
    x.taken(t.OTHER)
    day_runs(t.NOW.date(), t.NOW)
    found = store.totals()
    assert found
    assert (found.waiting, found.fostered, found.officials, found.room) == (1, 1, 1, 1)


def test_mails_are_queued_for_the_list_days_and_a_few_after() -> None:
    sent: list[tuple[str, int]] = []

    def took(bodies: Iterator[str], delay: int = 0) -> int:
        sent.extend((one, delay) for one in bodies)
        return len(sent)

    with patch.object(calendar, "queue_jobs", took):
        for day in range(1, 15):
            calendar.run(date(2026, 12, day), t.NOW)
    days = [json.loads(one)["mails"] for one, delay in sent if delay]
    assert days == ["2026-12-01"] * 4 + ["2026-12-08"] * 4
    x.entrusted()
    with patch.object(calendar, "announce") as told:
        told.side_effect = lambda ids, *_: len(list(ids))
        job = calendar.job_of(json.dumps({"job": "fostering", "mails": "2026-12-01"}))
        assert job
        assert calendar.work(job, t.NOW)
    assert calendar.job_of(json.dumps({"job": "stipend", "month": "2026-12"})) is None


def test_a_waiting_child_whose_case_somebody_ended_gets_another() -> None:
    first = x.taken()
    with patch("mandat.fostering.needs.looks", lambda case: case.id != first):
        assert settle_child(t.CHILD, t.NOW, no_pause)
    assert x.known().case_id != first
    assert x.known().turn == 2
    assert not settle_child("e" * 32, t.NOW)


# -- Ends


def test_the_post_ends_a_fostering_for_its_own_reasons_only() -> None:
    case_id = x.taken()
    with pytest.raises(NotYoursError):
        end(Ending(t.CHILD, "moved", "one", t.HEALTH), t.NOW)
    with pytest.raises(InvalidError):
        end(Ending(t.CHILD, "grown_up", "one", t.SOCIAL), t.NOW)
    assert end(Ending(t.CHILD, "moved", "one", t.SOCIAL), t.NOW, no_pause)
    assert not end(Ending(t.CHILD, "moved", "one", t.SOCIAL), t.NOW, no_pause)
    assert cases.load(case_id).status is CaseStatus.CLOSED
    assert need_of(case_id) is NeedStatus.DROPPED
    assert x.known().is_ended


def test_nobody_is_taken_up_who_is_grown_dead_or_unknown() -> None:
    assert not take_up("e" * 32, x.REGISTER, t.NOW.date(), t.NOW)
    x.orphan(t.OTHER, born_on=date(2001, 1, 1))
    assert not take_up(t.OTHER, x.REGISTER, t.NOW.date(), t.NOW)
    x.orphan(t.OTHER, died_on=date(2026, 1, 1))
    assert not take_up(t.OTHER, x.REGISTER, t.NOW.date(), t.NOW)


# -- Complaints


def test_a_child_may_say_that_nothing_came_one_at_a_time() -> None:
    x.entrusted()
    wish = replace(t.complain(text="Bulan ini belum ada kabar."), official="")
    case_id = complain(wish, t.NOW).case.id
    assert open_complaint(t.CHILD) == case_id
    complaint = store.load_complaint(case_id)
    assert complaint
    assert (complaint.official, complaint.by) == ("budi", "guardian")
    with pytest.raises(NotAllowedError, match="complaint_open"):
        complain(replace(wish, cause="two"), t.NOW)
    stipends.route(case_id)
    done = FinishTask("done", t.SOCIAL, text=t.TEXT, calendar=s.CALENDAR)
    assert execute_case(case_id, done, t.NOW).case.status is CaseStatus.ANSWERED
    assert open_complaint(t.CHILD) == ""
    with pytest.raises(NotFoundError):
        complain(replace(wish, child="e" * 32), t.NOW)


# -- Deaths


@pytest.fixture
def death(city: Catalogue) -> str:
    bereaved.family()
    case_id = bereaved.told(person=bereaved.FATHER, last4="4321")
    bereaved.heard(case_id)
    heard(case_id)
    return case_id


def heard(*case_ids: str) -> int:
    return sum(follow(event, t.NOW) for event in bereaved.record(*case_ids))


def test_a_death_offers_its_orphans_at_once_and_a_wrong_one_lets_them_go(death: str) -> None:
    children = (bereaved.OLDER, bereaved.YOUNGER)
    assert all(x.known(one).is_waiting for one in children)
    assert all(orphans_store.orphan(one).taken_up for one in children)  # type: ignore[union-attr]
    assert heard(death) == 0
    x.entrusted(bereaved.OLDER)
    bereaved.do(death, of_death.UndoDeath, reason="other_person", text=t.TEXT)
    bereaved.heard(death)
    assert heard(death) > 0
    assert {x.known(one).reason for one in children} == {"undone"}
    assert x.who().children == ()
    assert orphans_store.left_by(death) == ()
    assert heard(death) == 0
    assert orphans_store.orphan(bereaved.OLDER) is None


def test_a_child_that_lost_both_parents_stays_when_one_death_was_wrong(death: str) -> None:
    child = register.load(bereaved.OLDER)
    orphans_store.add(child, "another death", date(2026, 11, 20))
    assert take_up(child.id, "another death", date(2026, 11, 20), t.NOW) is False
    bereaved.do(death, of_death.UndoDeath, reason="other_person", text=t.TEXT)
    bereaved.heard(death)
    heard(death)
    assert x.known(child.id).is_waiting
    assert x.known(child.id).sources == ("another death",)
    assert x.known(bereaved.YOUNGER).is_ended


def test_a_fosterers_death_hands_his_children_on_and_is_taken_back(city: Catalogue) -> None:
    bereaved.family()
    x.official("bapak", person=bereaved.FATHER)
    x.entrusted(name="bapak")
    case_id = bereaved.told(person=bereaved.FATHER, last4="4321")
    bereaved.heard(case_id)
    heard(case_id)
    assert x.who("bapak").left_because == "died"
    need = store.load_need(x.known().case_id)
    assert need
    assert need.because == "died"
    bereaved.do(case_id, of_death.UndoDeath, reason="other_person", text=t.TEXT)
    bereaved.heard(case_id)
    heard(case_id)
    assert x.who("bapak").is_active
    assert x.known().is_waiting


def test_a_foster_child_that_died_leaves_and_comes_back_when_it_was_wrong(
    city: Catalogue,
) -> None:
    bereaved.family()
    x.orphan(bereaved.OLDER, village=bereaved.VILLAGE)
    x.entrusted(bereaved.OLDER)
    case_id = bereaved.told(person=bereaved.OLDER, last4="4321")
    bereaved.heard(case_id)
    heard(case_id)
    assert x.known(bereaved.OLDER).reason == "died"
    bereaved.do(case_id, of_death.UndoDeath, reason="other_person", text=t.TEXT)
    bereaved.heard(case_id)
    heard(case_id)
    assert x.known(bereaved.OLDER).is_waiting
