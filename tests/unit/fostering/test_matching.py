"""Whom a child is offered to, and what is published."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.fostering.domain import matching as m
from mandat.fostering.domain import totals
from mandat.fostering.domain.model import DutyStatus, FosteringStatus, Official
from mandat.fostering.domain.officials import left, room
from unit.fostering import samples as t

BESIDE = {t.DISTRICT: ("17.71.04", "17.71.05")}
HERE = m.Place(t.VILLAGE, t.DISTRICT)


def at(name: str, district: str, village: str = "", **changes: object) -> Official:
    return replace(t.official(name, **changes), district=district, village=village)


def ids(*officials: Official, **more: object) -> list[str]:
    found = m.offers(HERE, officials, t.TERMS, BESIDE, **more)  # type: ignore[arg-type]  # of its own names
    return [one.official.id for one in found]


def test_the_nearest_is_offered_first() -> None:
    far, second, first = at("far", "17.71.09"), at("second", "17.71.05"), at("first", "17.71.04")
    same, here = at("same", t.DISTRICT), at("here", t.DISTRICT, t.VILLAGE)
    assert ids(far, second, first, same, here) == ["here", "same", "first", "second", "far"]
    offered = m.offers(HERE, [far, first, same, here], t.TERMS, BESIDE)
    assert [one.near for one in offered] == ["village", "district", "beside", "anywhere"]


def test_of_two_as_near_who_has_fewer_children_comes_first() -> None:
    busy = at("busy", t.DISTRICT, children=(t.OTHER,))
    mayor = at("mayor", t.DISTRICT, rank="walikota", children=(t.OTHER,))
    assert ids(busy, mayor, at("idle", t.DISTRICT)) == ["idle", "mayor", "busy"]


def test_who_has_no_room_or_has_just_given_it_back_is_not_offered() -> None:
    full = at("full", t.DISTRICT, rank="eselon-4", children=(t.OTHER,))
    gone = left(at("gone", t.DISTRICT), "retired", "x", t.NOW)
    assert ids(full, gone, at("before", t.DISTRICT), but="before") == []


def test_a_child_whose_place_nobody_knows_is_offered_anywhere() -> None:
    found = m.offers(m.Place(), [at("one", t.DISTRICT)], t.TERMS, BESIDE)
    assert [one.near for one in found] == ["anywhere"]


@given(
    st.lists(st.tuples(st.sampled_from([t.DISTRICT, "17.71.04", "17.71.09"]), st.integers(0, 2)))
)
def test_nobody_without_room_is_ever_offered(people: list[tuple[str, int]]) -> None:
    officials = [
        at(f"o{place}", district, children=tuple("xyz"[:count]))
        for place, (district, count) in enumerate(people)
    ]
    found = m.offers(HERE, officials, t.TERMS, BESIDE, most=3)
    assert len(found) == min(3, sum(room(one, t.TERMS) > 0 for one in officials))
    assert all(one.free == room(one.official, t.TERMS) > 0 for one in found)


# -- What is published


def test_a_child_whose_official_left_a_moment_ago_is_without_one() -> None:
    gone = left(t.official(), "retired", "x", t.NOW)
    child = t.fostered()
    assert totals.without_fosterer(child, {"budi": gone}) == t.NOW
    assert totals.without_fosterer(child, {"budi": t.official()}) is None
    assert totals.without_fosterer(child, {}) == child.since
    assert totals.without_fosterer(t.waiting(), {}) == t.NOW
    over = t.waiting(status=FosteringStatus.ENDED, waiting_since=None)
    assert totals.without_fosterer(over, {}) is None


def test_sums_are_published_and_small_numbers_are_not() -> None:
    earlier = t.NOW - timedelta(days=3)
    many = [t.fostered(f"{n:032}") for n in range(12)]
    few = [t.waiting("w" * 32, village="17.71.04.1001", waiting_since=earlier)]
    over = [t.waiting("x" * 32, status=FosteringStatus.ENDED, waiting_since=None)]
    districts = {t.VILLAGE: t.DISTRICT, "17.71.04.1001": "17.71.04"}
    found = totals.counted([*many, *few, *over], [t.official()], districts, t.TERMS, t.NOW)
    assert (found.waiting, found.fostered, found.longest) == (1, 12, earlier)
    assert (found.officials, found.room) == (1, 2)
    assert found.hidden == 2
    assert {one.code for one in found.districts} == {t.DISTRICT, "17.71.04"}


def test_a_city_with_few_children_tells_of_no_place() -> None:
    found = totals.counted([t.waiting()], [], {t.VILLAGE: t.DISTRICT}, t.TERMS, t.NOW)
    assert (found.waiting, found.hidden) == (1, 1)
    assert totals.counted([], [], {}, t.TERMS, t.NOW).longest is None


def test_the_help_of_a_month_is_counted() -> None:
    ledger = [
        t.duty(status=DutyStatus.PROVED),
        t.duty(t.OTHER),
        t.duty("e" * 32, status=DutyStatus.VOID),
    ]
    after = t.BY + timedelta(minutes=1)
    found = totals.month_of_ledger("2026-12", ledger, after)
    assert (found.owed, found.proved, found.overdue) == (2, 1, 1)
