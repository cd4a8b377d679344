"""The identity card at 17 on the table: each path from the register to the door."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest

from integration import bereaved, stipends
from integration import cardholders as x
from mandat.bereavement.domain import acts as of_death
from mandat.bookings.sheets_store import sheets
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import FinishTask
from mandat.cases.domain.model import CaseStatus, ClockName, Outcome
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError, TakenError
from mandat.idcard import acting, calendar, expecting, store
from mandat.idcard.commands import execute, expect
from mandat.idcard.domain.birthdays import evening
from mandat.idcard.domain.model import CardStatus as C
from mandat.idcard.following import follow
from mandat.idcard.opened import open_cards
from mandat.idcard.times import free_days, free_times, kept_between
from mandat.programmes import births_store
from mandat.programmes import store as register
from mandat.programmes.terms_store import load_programmes
from unit.cases import samples as s
from unit.idcard import samples as t

pytestmark = pytest.mark.usefixtures("city")
TODAY = to_local(t.NOW).date()
BIRTHDAY = date(2027, 11, 20)
OTHER = "c" * 32


@pytest.fixture(autouse=True)
def here(city: Catalogue) -> None:
    x.young()


def taken(case_id: str) -> set[int]:
    """The minutes that the first counter is kept for a case."""
    first = load_programmes().card.counters[0].id
    found = sheets((first,), TODAY, TODAY + timedelta(days=60))[first]
    return {minute for sheet in found.values() for minute, who in sheet.items() if who == case_id}


# -- Once a person


def test_who_turns_17_in_a_year_has_a_card_case_once_and_is_invited() -> None:
    jobs = x.day_runs(TODAY)
    assert jobs == [calendar.Job(person=t.PERSON)]
    card = x.card()
    case = cases.load(card.case_id)
    assert (card.birthday, card.status, card.number) == (BIRTHDAY, C.INVITED, 1)
    assert (case.service_id, case.programme, case.sealed) == ("ktp-17", "idcard", True)
    assert (case.owner, case.pending) == ("dinas-dukcapil", True)
    assert x.day_runs(TODAY) == []
    assert not expect(t.PERSON, t.NOW)


def test_nothing_is_owed_before_the_evening_of_the_birthday() -> None:
    task = cases.load(x.expected()).task
    assert task
    by = {clock.name: clock.by for clock in task.clocks}
    assert by[ClockName.FINISH] == evening(BIRTHDAY, load_programmes().card)
    assert min(by.values()) == by[ClockName.FINISH]


def test_who_is_younger_older_dead_or_unknown_is_not_thought_of() -> None:
    x.young(OTHER, born_on=x.BORN + timedelta(days=400))
    assert not expect(OTHER, t.NOW)
    x.young(OTHER, born_on=date(2000, 1, 1))
    assert not expect(OTHER, t.NOW)
    x.young(OTHER, died_on=TODAY)
    assert not expect(OTHER, t.NOW)
    x.young(OTHER, died_on=None, village="")
    assert not expect(OTHER, t.NOW)
    assert not expect("e" * 32, t.NOW)
    assert {one.person for one in x.day_runs(TODAY)} >= {t.PERSON}
    assert store.of_person(OTHER) is None


def test_two_who_open_it_at_once_open_one() -> None:
    real, rivals = store.first_writes, [t.PERSON]

    def late(*given: object) -> object:
        if rivals:
            assert expect(rivals.pop(), t.NOW)
        return real(*given)  # type: ignore[arg-type]  # as it was called

    with patch.object(expecting.store, "first_writes", late):
        assert not expect(t.PERSON, t.NOW)
    assert x.routed(t.PERSON, t.NOW) == x.card().case_id
    assert x.day_runs(TODAY) == []


def test_a_person_has_one_card_whatever_opens_another() -> None:
    x.expected()
    overlooked = patch.object(expecting.store, "of_person", lambda _: None)
    with patch.object(expecting, "cause_of", lambda *_: "another cause"), overlooked:
        assert not expect(t.PERSON, t.NOW)
    assert x.day_runs(TODAY) == []


def test_another_conflict_is_not_taken_for_a_known_card() -> None:
    def refuse(*_: object) -> None:
        raise ConflictError("conflict")

    with patch.object(expecting, "submitted", refuse), pytest.raises(ConflictError):
        expect(t.PERSON, t.NOW)


def test_a_run_that_crashed_is_made_good_by_the_next() -> None:
    x.young(OTHER, born_on=date(2010, 3, 5))
    assert len(x.day_runs(TODAY, jobs=1)) == 2
    assert len(x.day_runs(TODAY)) == 1
    assert x.day_runs(TODAY) == []


def test_born_on_29_february_and_imported_after_the_birthday() -> None:
    x.young(OTHER, born_on=date(2008, 2, 29))
    x.day_runs(date(2025, 2, 28))
    assert x.card(OTHER).birthday == date(2025, 3, 1)
    late = "d" * 32
    x.young(late, born_on=date(2009, 11, 1))
    x.day_runs(TODAY)
    card = x.card(late)
    assert card.birthday == date(2026, 11, 1)
    task = cases.load(card.case_id).task
    assert task
    clock = task.clock(ClockName.FINISH)
    assert clock
    assert clock.by > t.NOW + timedelta(days=25)


def test_without_its_service_no_case_is_opened() -> None:
    with patch.object(Catalogue, "service", lambda *_: None), pytest.raises(NotFoundError):
        expect(t.PERSON, t.NOW)


# -- Invited, reminded, visited


def test_who_never_answers_is_reminded_and_then_visited_by_the_lurah() -> None:
    case_id = x.expected()
    for days in (59, 60, 120, 200):
        x.day_runs(TODAY + timedelta(days=days))
    assert x.card().number == 3
    x.day_runs(BIRTHDAY - timedelta(days=90))
    assert (x.card().status, x.owner(case_id)) == (C.VISITING, x.lurah())
    at = x.beat(BIRTHDAY - timedelta(days=88))
    x.do(case_id, x.by_lurah(t.visit("unknown")), at)
    assert (x.card().status, x.owner(case_id)) == (C.INVITED, "dinas-dukcapil")
    assert x.day_runs(BIRTHDAY - timedelta(days=80)) == []
    x.do(case_id, t.end(reason="not_resident"), at)
    case = cases.load(case_id)
    assert (x.card().status, case.status) == (C.ENDED, CaseStatus.ANSWERED)
    assert x.day_runs(BIRTHDAY) == []


def test_who_has_a_mail_address_is_invited_by_mail() -> None:
    with patch("mandat.idcard.settling.contact") as found:
        found.return_value.email = "anak@contoh.example.org"
        x.expected()
    told = [one for one in cases.timeline(x.card().case_id) if one.type == "CardInvited"]
    assert [one.fact.how for one in told] == ["mail"]


# -- Appointments


def test_a_half_hour_is_one_persons_and_free_again_when_given_back() -> None:
    first = x.expected()
    x.young(OTHER)
    second = x.expected(OTHER)
    wish = x.free_time()
    x.do(first, wish)
    assert taken(first)
    with pytest.raises(TakenError, match="slot_taken"):
        x.do(second, wish)
    counters = load_programmes().card.counters
    x.do(second, replace(wish, counter=counters[1].id))
    x.do(first, t.lose())
    assert not taken(first)
    x.do(second, replace(wish, cause="moved"))
    assert taken(second)
    assert x.card(OTHER).counter == counters[0].id


def test_times_are_shown_as_they_are_free() -> None:
    case_id, terms = x.expected(), load_programmes().card
    wish = x.free_time()
    assert wish.appointed_at
    day = to_local(wish.appointed_at).date()
    before = free_times(terms, day, t.NOW)
    x.do(case_id, wish)
    after = free_times(terms, day, t.NOW)
    assert [one.at for one in after] == [one.at for one in before]
    assert after[0].counter != before[0].counter
    assert free_days(terms, t.NOW)[day] == after
    (kept,) = kept_between(terms, day, day)
    assert (kept.case_id, kept.time.at) == (case_id, wish.appointed_at)
    assert free_times(terms, day + timedelta(days=200), t.NOW) == ()
    assert free_days(replace(terms, weekdays=frozenset()), t.NOW) == {}


def test_a_holiday_and_another_hour_are_not_to_be_had() -> None:
    case_id, wish = x.expected(), x.free_time()
    assert wish.appointed_at
    for hours in (3, 24 * 365):
        with pytest.raises(InvalidError, match="choose_time"):
            x.do(case_id, replace(wish, appointed_at=wish.appointed_at + timedelta(hours=hours)))
    with pytest.raises(InvalidError, match="choose_time"):
        x.do(case_id, replace(wish, appointed_at=None))


def test_who_does_not_come_is_invited_again_by_the_runs() -> None:
    case_id, wish = x.expected(), x.free_time()
    x.do(case_id, wish)
    assert wish.appointed_at
    day = to_local(wish.appointed_at).date()
    assert x.day_runs(day + timedelta(days=1)) == []
    x.day_runs(day + timedelta(days=2))
    assert (x.card().status, x.card().lost) == (C.INVITED, "missed")
    assert not taken(case_id)
    x.day_runs(day + timedelta(days=3))
    assert (x.card().number, x.card().lost) == (2, "")
    assert x.day_runs(day + timedelta(days=4)) == []


def test_who_is_recorded_keeps_no_counter() -> None:
    case_id = x.expected()
    x.do(case_id, x.free_time())
    x.do(case_id, t.take())
    assert not taken(case_id)


# -- To the door


def test_a_printed_card_is_at_its_owners_on_the_day() -> None:
    case_id = x.printed()
    assert x.day_runs(BIRTHDAY - timedelta(days=1)) == []
    x.day_runs(BIRTHDAY)
    assert (x.card().status, x.owner(case_id)) == (C.OUT, x.lurah())
    assert [one.case_id for one in open_cards(0, BIRTHDAY, load_programmes().card)] == [case_id]
    noon = x.beat(BIRTHDAY) + timedelta(hours=12)
    done = x.do(case_id, x.by_lurah(t.deliver(photos=stipends.shown("door"))), noon)
    assert done.card.is_on_the_day
    assert x.do(case_id, x.by_lurah(t.deliver(photos=stipends.shown("door"))), noon).replayed
    assert cases.load(case_id).status is CaseStatus.ANSWERED
    assert x.day_runs(BIRTHDAY + timedelta(days=1)) == []
    (month,) = store.totals()
    assert (month.month, month.turned, month.on_day, month.share) == ("2027-11", 1, 1, 100)
    assert list(open_cards(0, BIRTHDAY, load_programmes().card)) == []


def test_a_card_that_is_printed_late_goes_out_the_next_day() -> None:
    case_id = x.expected()
    at = x.beat(BIRTHDAY) + timedelta(hours=8)
    x.do(case_id, t.take(), at)
    x.do(case_id, t.print_card(), at)
    assert x.day_runs(BIRTHDAY) == []
    x.day_runs(BIRTHDAY + timedelta(days=1))
    assert x.card().status is C.OUT


def test_nobody_at_home_and_again_the_next_day() -> None:
    case_id = x.printed()
    x.day_runs(BIRTHDAY)
    again = BIRTHDAY + timedelta(days=1)
    x.do(case_id, x.by_lurah(t.miss(day=again)), x.beat(BIRTHDAY) + timedelta(hours=12))
    assert x.day_runs(again) == []
    delivered = x.by_lurah(t.deliver(photos=stipends.shown("door")))
    x.do(case_id, delivered, x.beat(again) + timedelta(hours=12))
    assert not x.card().is_on_the_day
    x.day_runs(again + timedelta(days=1))
    (month,) = store.totals()
    assert (month.turned, month.on_day, month.later, month.share) == (1, 0, 1, 0)


def test_who_moved_gets_it_from_the_other_lurah() -> None:
    case_id = x.printed()
    x.young(village=t.ELSEWHERE)
    x.day_runs(BIRTHDAY)
    assert (x.card().village, x.owner(case_id)) == (t.ELSEWHERE, x.lurah(t.ELSEWHERE))


def test_what_a_post_knows_of_a_move_is_not_undone_by_an_older_register() -> None:
    case_id = x.printed()
    x.do(case_id, t.move(village=t.ELSEWHERE, to=x.lurah(t.ELSEWHERE)))
    x.day_runs(BIRTHDAY)
    assert (x.card().village, x.owner(case_id)) == (t.ELSEWHERE, x.lurah(t.ELSEWHERE))


def test_a_place_that_the_city_does_not_have_leaves_the_card_where_it_is() -> None:
    case_id = x.printed()
    x.young(village="17.09.01.2001")
    x.day_runs(BIRTHDAY)
    assert (x.card().village, x.owner(case_id)) == (t.VILLAGE, x.lurah())


def test_plain_acts_end_nothing_before_it_is_delivered() -> None:
    done = FinishTask("plain", t.MAKER, text=t.TEXT, calendar=s.CALENDAR)
    with pytest.raises(NotAllowedError, match="programme_pending"):
        execute_case(x.expected(), done, t.NOW)


# -- Died


def heard(case_id: str) -> int:
    return sum(follow(event, t.NOW) for event in bereaved.record(case_id))


def test_a_death_ends_the_card_and_a_wrong_report_begins_it_anew() -> None:
    bereaved.family()
    first = x.expected(bereaved.OLDER)
    death = bereaved.told(person=bereaved.OLDER, last4="4321")
    bereaved.heard(death)
    assert heard(death) == 1
    assert heard(death) == 0
    assert cases.load(first).outcome is Outcome.WITHDRAWN
    bereaved.do(death, of_death.UndoDeath, reason="other_person", text=t.TEXT)
    bereaved.heard(death)
    assert heard(death) == 1
    assert heard(death) == 0
    second = x.card(bereaved.OLDER)
    assert (second.status, second.case_id == first) == (C.EXPECTED, False)


def test_a_death_of_somebody_else_or_unknown_ends_no_card() -> None:
    bereaved.family()
    x.expected(bereaved.OLDER)
    death = bereaved.told(person=bereaved.FATHER, last4="4321")
    bereaved.heard(death)
    assert heard(death) == 0
    unknown = bereaved.told("two", person="", last4="")
    assert heard(unknown) == 0


def test_who_has_died_by_an_extract_is_found_by_the_run() -> None:
    case_id = x.expected()
    x.do(case_id, t.take())
    x.young(died_on=TODAY)
    assert x.day_runs(TODAY) == [calendar.Job(case=case_id)]
    assert (x.card().status, x.card().reason) == (C.ENDED, "died")
    assert x.day_runs(TODAY) == []


# -- The feed, the queue, the store


def test_what_is_routed_is_invited_at_once() -> None:
    assert expect(t.PERSON, t.NOW)
    case_id = x.card().case_id
    assert not x.settle(case_id, t.NOW)
    stipends.route(case_id)
    events = [
        one for one in cases.timeline(case_id) if one.type in {"TaskAssigned", "CaseSubmitted"}
    ]
    assert [follow(one, t.NOW) for one in events] == [0, 1]
    assert x.card().number == 1


def test_jobs_of_others_and_cases_without_a_card_are_left_alone() -> None:
    assert calendar.job_of(json.dumps({"job": "stipend", "month": "2026-12"})) is None
    job = calendar.Job(person=t.PERSON)
    assert calendar.job_of(calendar.encode(job)) == job
    assert not x.settle("NOCASE00", t.NOW)
    with pytest.raises(NotFoundError):
        execute(bereaved_case(), t.take(), t.NOW)


def bereaved_case() -> str:
    bereaved.family()
    return bereaved.told(person=bereaved.FATHER, last4="4321")


def test_who_is_always_overtaken_hears_that_it_is_busy() -> None:
    case_id = x.expected()

    def busy(*_: object) -> None:
        raise ConflictError("conflict")

    with patch.object(acting, "save", busy), pytest.raises(ConflictError, match="busy"):
        execute(case_id, t.take(), t.NOW, pause=lambda _: None)


def births(months: Iterable[str] = ("2010-11", "2010-12")) -> set[tuple[date, str]]:
    return {one for month in months for one in births_store.born_in(month)}


def test_births_of_the_living_stand_by_their_month() -> None:
    assert births() == {(x.BORN, t.PERSON)}
    x.young(name="Nama Lain")
    assert births() == {(x.BORN, t.PERSON)}
    x.young(born_on=date(2010, 12, 1))
    assert births() == {(date(2010, 12, 1), t.PERSON)}
    x.young(died_on=TODAY)
    assert births() == set()
    x.young()
    assert births() == {(x.BORN, t.PERSON)}
    assert register.find(t.PERSON)
