"""What becomes of children and officials: quotas, hand-overs, ends, and the list of the city."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.errors import InvalidError, NotAllowedError
from mandat.fostering.domain import officials as o
from mandat.fostering.domain import roll as r
from mandat.fostering.domain.model import FosteringStatus, OfficialStatus
from mandat.fostering.domain.waiting import leaders_by, match_by, must_know, promised
from unit.cases import samples as s
from unit.fostering import samples as t

LATER = t.NOW + timedelta(days=2)


def test_a_child_is_taken_up_with_the_day_on_which_it_comes_of_age() -> None:
    made = r.taken_up(t.person(), "a death", t.NOW, 18)
    assert (made.status, made.sources) == (FosteringStatus.WAITING, ("a death",))
    assert made.grown_on == date(2033, 6, 6)
    assert made.turn == r.next_turn(made) == 1


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_whoever_comes_of_age_is_so_old_that_day_and_was_not_the_day_before(born: date) -> None:
    person = t.person(born_on=born)
    day = r.comes_of_age(person, 18)
    assert person.age(day) == 18
    assert person.age(day - timedelta(days=1)) == 17


def test_a_child_born_on_29_february_comes_of_age_on_1_march() -> None:
    assert r.comes_of_age(t.person(born_on=date(2008, 2, 29)), 18) == date(2026, 3, 1)
    assert r.comes_of_age(t.person(born_on=date(2008, 2, 29)), 20) == date(2028, 2, 29)


def test_a_child_has_one_fosterer_or_none() -> None:
    found = r.matched(t.waiting(), "budi", t.NOW)
    assert (found.official, found.since, found.waiting_since) == ("budi", t.NOW, None)
    with pytest.raises(NotAllowedError, match="child_has_fosterer"):
        r.matched(found, "siti", t.NOW)
    again = r.in_need(found, "C9", LATER)
    assert (again.official, again.waiting_since, again.turn) == ("", LATER, 2)
    assert again.is_waiting
    assert not again.is_fostered


def test_what_made_it_one_of_the_programme_is_remembered() -> None:
    known = r.known_by(t.waiting(sources=("one",)), "two")
    assert known.sources == ("one", "two")
    assert r.unknown_by(known, "one").sources == ("two",)
    assert known.revision == 2


def test_a_fostering_ends_and_begins_again() -> None:
    over = r.ended(t.fostered(sources=("one",)), "moved", "form", t.NOW)
    assert (over.reason, over.official, over.is_ended) == ("moved", "", True)
    again = r.begun_again(over, LATER, "two")
    assert (again.sources, again.waiting_since, again.reason) == (("one", "two"), LATER, "")
    assert r.begun_again(over, LATER).sources == ("one",)
    with pytest.raises(InvalidError):
        r.ended(t.fostered(), "bored", "form", t.NOW)


def test_a_quota_is_never_exceeded() -> None:
    official = t.official()
    for child in (t.CHILD, t.OTHER):
        official = o.with_child(official, child, t.TERMS)
    assert o.room(official, t.TERMS) == 0
    with pytest.raises(NotAllowedError, match="quota_full"):
        o.with_child(official, "e" * 32, t.TERMS)
    one = o.without_child(official, t.CHILD)
    assert (one.children, o.room(one, t.TERMS)) == ((t.OTHER,), 1)
    with pytest.raises(NotAllowedError, match="quota_full"):
        o.with_child(one, t.OTHER, t.TERMS)


def test_a_rank_that_there_is_not_any_more_has_no_room() -> None:
    assert o.room(t.official(rank="eselon-9"), t.TERMS) == 0
    assert t.TERMS.rank("eselon-9") is None
    demoted = t.official(rank="eselon-4", children=(t.CHILD, t.OTHER))
    assert o.room(demoted, t.TERMS) == 0


def test_who_has_left_takes_nobody_and_keeps_whom_he_has_until_they_go() -> None:
    gone = o.left(t.official(children=(t.CHILD,)), "retired", "form", t.NOW)
    assert (gone.status, gone.children, gone.left_at) == (OfficialStatus.LEFT, (t.CHILD,), t.NOW)
    with pytest.raises(NotAllowedError, match="official_left"):
        o.with_child(gone, t.OTHER, t.TERMS)
    assert o.room(gone, t.TERMS) == 0
    here = o.back(gone)
    assert (here.is_active, here.left_cause, here.children) == (True, "", (t.CHILD,))
    with pytest.raises(InvalidError):
        o.left(t.official(), "bored", "form", t.NOW)


def test_the_citys_list_changes_what_is_its_own() -> None:
    held = t.official(children=(t.CHILD,), person="p" * 32, revision=7)
    assert o.synced(None, t.official()) == t.official()
    assert o.synced(held, t.official()) is None
    named = o.synced(held, replace(t.official(), name="Budi Baru"))
    assert named
    assert (named.name, named.children, named.person) == ("Budi Baru", (t.CHILD,), "p" * 32)
    assert (named.generation, named.revision) == (1, 8)
    moved = o.synced(held, replace(t.official(), email="lain@contoh.example.org"))
    assert moved
    assert moved.generation == 2


def test_who_is_in_office_and_in_no_list_is_asked_about() -> None:
    gone = o.left(t.official("siti"), "retired", "form", t.NOW)
    known = (t.official(), t.official("umar"), gone)
    assert [one.id for one in o.missing(known, [t.official()])] == ["umar"]


def test_the_leaders_know_within_seven_days_of_24_hours() -> None:
    assert leaders_by(t.NOW, t.TERMS) == t.NOW + timedelta(days=7)
    assert match_by(t.NOW, t.TERMS) == t.NOW + timedelta(days=5)
    assert not must_know(t.NOW, t.NOW + timedelta(days=5, hours=11), t.TERMS)
    assert must_know(t.NOW, t.NOW + timedelta(days=5, hours=12), t.TERMS)


@given(st.integers(0, 200))
def test_the_ladder_of_a_need_ends_before_the_leaders_must_know(hours: int) -> None:
    now = t.NOW + timedelta(hours=hours)
    terms = promised(s.TERMS, t.NOW, t.TERMS, s.CALENDAR, now)
    by = s.CALENDAR.add_minutes(now, terms.finish_minutes)
    if now < match_by(t.NOW, t.TERMS):
        assert by <= max(match_by(t.NOW, t.TERMS), now + timedelta(hours=12))
        assert terms.acknowledge_minutes <= terms.finish_minutes
    else:
        assert terms == s.TERMS
