"""A booking is held with its case or not at all: each condition, each repeat, each way out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integration.lending import (
    approved,
    ask,
    ask_for_goods,
    booking,
    facts,
    filed,
    hours,
    lend,
    no_pause,
    out,
    route,
    say,
    taken,
)
from mandat.bookings import store
from mandat.bookings.commands import execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.sheets_store import CITY
from mandat.bookings.store import SLOT_TAKEN
from mandat.cases import commands as case_commands
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus, Outcome
from mandat.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    OutcomeUnknownError,
    TakenError,
)
from mandat.personal import store as personal
from mandat.platform.transaction import CONTENDED
from samples import items
from unit.bookings import samples as b
from unit.cases import samples as s

pytestmark = pytest.mark.usefixtures("aws")
# 09:00 to 13:00 with an hour before and after it.
ALL_DAY = tuple(range(480, 840, 30))


@pytest.fixture(autouse=True)
def _lent(aws: None) -> None:
    lend()


def kinds(prefix: str) -> list[str]:
    return sorted(item["kind"]["S"] for item in items(prefix))


def test_held_means_case_booking_slots_quota_and_due_items_in_one_write() -> None:
    case_id = ask("one")

    own = ["Booking", "Case", "Cause", "Contact", "Event", "Event", "Narrative"]
    assert kinds(f"CASE#{case_id}") == own
    assert (kinds("SLOTS#"), kinds("FAMILY#")) == (["DaySheet"], ["Quota"])
    due = sorted(item["due_kind"]["S"] for item in items("DUE#"))
    assert due == ["booking:expire", "route"]
    assert hours(case_id) == ALL_DAY
    assert cases.load(case_id).is_unsettled


def test_what_is_refused_leaves_nothing_behind() -> None:
    ask("one")
    before = items("")

    with pytest.raises(TakenError) as refused:
        ask("two", loan=b.loan(start=720))

    assert refused.value.code == SLOT_TAKEN
    assert items("") == before


@pytest.mark.parametrize("start", [420, 540, 720, 840])
def test_no_half_hour_is_held_twice_and_buffers_are_half_hours_too(start: int) -> None:
    ask("one")
    with pytest.raises(TakenError):
        ask("two", loan=b.loan(start=start, minutes=60))


def test_right_after_the_buffer_it_is_free() -> None:
    ask("one", loan=b.loan(minutes=120))
    later = ask("two", loan=b.loan(start=780, minutes=60))
    assert hours(later) == tuple(range(720, 900, 30))


def test_the_other_car_is_free_at_the_same_time() -> None:
    ask("one")
    other = ask("two", loan=b.loan("bd-2-a"))
    assert hours(other, "bd-2-a") == ALL_DAY


def test_the_same_key_meets_the_first_outcome_also_when_the_terms_would_say_no_by_now() -> None:
    case_id = ask("one")
    before = items("")

    assert ask("one") == case_id
    assert ask("one", at=b.NOW + timedelta(days=30)) == case_id
    assert ask("one", loan=b.loan("bd-2-a")) == case_id
    assert items("") == before


def test_another_content_under_the_same_key_is_told_so() -> None:
    case_id = ask("one")
    again = request(filed("one", digest="other"), b.wish(), b.NOW, pause=no_pause)
    assert (again.case.id, again.replayed, again.edited) == (case_id, True, True)


def test_above_the_daily_limit_it_is_held_for_triage_to_look_at() -> None:
    found = [
        request(
            filed(f"k{n}", person="same"),
            b.wish(loan=b.loan(day=b.SATURDAY + timedelta(days=7 * n)), family=f"{n}" * 32),
            b.NOW,
            pause=no_pause,
        ).case
        for n in range(6)
    ]
    assert [one.suspect for one in found] == [False] * 5 + [True]
    assert booking(found[-1].id).status is BookingStatus.HELD


def test_its_case_is_not_late_before_the_thing_has_been_given_back() -> None:
    case_id = ask("one", loan=b.loan(day=b.SATURDAY + timedelta(days=70)))
    route(case_id)
    case, loan = cases.load(case_id), booking(case_id).loan
    assert case.task
    finish = next(one for one in case.task.clocks if one.name == "finish")
    assert (finish.by > loan.end, case.statutory_by > loan.end) == (True, True)


def test_who_meets_another_writer_waits_and_keeps_the_reference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[int] = []
    meetings = [CONTENDED] * 3
    real = case_commands.commit

    def met(writes: object) -> None:
        if meetings:
            raise ConflictError(meetings.pop())
        real(writes)  # type: ignore[arg-type]

    monkeypatch.setattr(case_commands, "commit", met)
    case = request(filed("one"), b.wish(lane=0), b.NOW, pause=pauses.append).case

    assert pauses == [0, 1, 2]
    assert request(filed("one"), b.wish(), b.NOW, pause=pauses.append).case.id == case.id
    assert len(items("SLOTS#")) == 1


def test_who_always_meets_another_is_told_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = approved("one")

    def met(writes: object) -> None:
        raise ConflictError(CONTENDED)

    monkeypatch.setattr(case_commands, "commit", met)
    other = b.loan("bd-2-a")
    for wish in (
        lambda: ask("two", loan=other),
        lambda: say(case_id, a.CancelBooking, "citizen"),
    ):
        with pytest.raises(ConflictError) as busy:
            wish()
        assert (busy.value.code, isinstance(busy.value, TakenError)) == ("busy", False)


def test_who_had_to_wait_looks_before_writing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ask("one")
    tries: list[int] = []

    def met(writes: object) -> None:
        tries.append(1)
        raise ConflictError(CONTENDED)

    monkeypatch.setattr(case_commands, "commit", met)
    with pytest.raises(TakenError):
        ask("two")
    assert tries == [1]


def test_a_lost_answer_is_found_again_by_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = approved("one")
    real = case_commands.commit

    def lost(writes: object) -> None:
        real(writes)  # type: ignore[arg-type]
        raise OutcomeUnknownError("write_unanswered")

    monkeypatch.setattr(case_commands, "commit", lost)
    moved = say(case_id, a.MoveBooking, "citizen", loan=b.loan("bd-2-a"))
    assert (moved.replayed, moved.booking.loan) == (True, b.loan("bd-2-a"))
    assert taken("bd-1-a") == {}


def test_a_command_is_done_once_for_its_cause() -> None:
    case_id = ask("one")
    route(case_id)
    first, again = (say(case_id, a.ApproveBooking) for _ in range(2))
    assert (first.replayed, again.replayed, again.events) == (False, True, ())
    assert facts(case_id).count("BookingApproved") == 1


def test_a_booking_read_newer_than_its_case_is_decided_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever comes second, between the reads of another, makes that one decide again."""
    case_id = ask("one")
    route(case_id)
    real, waiting = store.load_stored, ["cancel"]

    def overtaken(wanted: str) -> store.Stored | None:
        if waiting:
            waiting.pop()
            say(case_id, a.CancelBooking, "citizen")
        return real(wanted)

    monkeypatch.setattr(store, "load_stored", overtaken)
    with pytest.raises(NotAllowedError):
        say(case_id, a.ApproveBooking)
    assert booking(case_id).status is BookingStatus.CANCELLED
    assert taken() == {}


# -- Moving


def test_a_move_takes_the_new_half_hours_and_gives_back_the_old_in_one_write() -> None:
    case_id = approved("one")
    say(case_id, a.MoveBooking, "citizen", loan=b.loan(start=660))
    assert hours(case_id) == tuple(range(600, 960, 30))


def test_a_move_to_another_day_and_thing_keeps_nothing() -> None:
    case_id = approved("one")
    sunday = b.SATURDAY + timedelta(days=1)
    say(case_id, a.MoveBooking, "citizen", loan=b.loan("bd-2-a", sunday))
    assert set(taken()) == {("bd-2-a", sunday, minute) for minute in ALL_DAY}


def test_a_move_onto_somebody_else_changes_nothing() -> None:
    case_id = approved("one", loan=b.loan(start=420, minutes=60))
    ask("two", loan=b.loan(start=780, minutes=60))
    before = items("")

    with pytest.raises(TakenError):
        say(case_id, a.MoveBooking, "citizen", loan=b.loan(start=600, minutes=120))

    assert items("") == before


# -- Two times at once


def test_a_proposal_holds_both_times_until_one_is_chosen() -> None:
    case_id = ask("one")
    route(case_id)
    say(case_id, a.ProposeTime, loan=b.loan(start=660))
    assert hours(case_id) == tuple(range(480, 960, 30))

    say(case_id, a.ChooseTime, "citizen", other_time=True)
    assert hours(case_id) == tuple(range(600, 960, 30))


def test_a_proposal_that_is_not_free_cannot_be_made() -> None:
    ask("two", loan=b.loan("bd-2-a"))
    case_id = ask("one")
    route(case_id)
    with pytest.raises(TakenError):
        say(case_id, a.ProposeTime, loan=b.loan("bd-2-a"))
    assert booking(case_id).status is BookingStatus.HELD


# -- Ways out


@pytest.mark.parametrize(
    ("kind", "actor", "more"),
    [
        (a.CancelBooking, "citizen", {}),
        (a.DeclineBooking, b.POST, {"reason": "outside_terms"}),
    ],
)
def test_who_gives_up_a_hold_frees_it_and_ends_the_case(
    kind: type[a.BookingCommand], actor: str, more: dict[str, object]
) -> None:
    case_id = ask("one")
    route(case_id)
    say(case_id, kind, actor, **more)

    assert taken() == {}
    assert not cases.load(case_id).is_unsettled
    assert cases.load(case_id).status in {CaseStatus.CLOSED, CaseStatus.ANSWERED}
    assert "booking:" not in " ".join(item["sk"]["S"] for item in items("DUE#"))
    assert ask("two")


def test_what_is_returned_early_is_free_for_the_rest_of_the_day() -> None:
    case_id = approved("one")
    at = b.loan().start
    say(case_id, a.HandOver, b.DRIVER, at=at, text="")
    assert hours(case_id) == ALL_DAY
    say(case_id, a.ReturnBooking, b.DRIVER, at=at + timedelta(hours=1), text="")
    assert (taken(), cases.load(case_id).status) == ({}, CaseStatus.ANSWERED)


def test_what_the_city_takes_back_is_free_for_nobody() -> None:
    case_id = approved("one")
    say(case_id, a.PreemptBooking, reason="official_duty")

    assert set(taken().values()) == {CITY}
    with pytest.raises(TakenError):
        ask("two")
    with pytest.raises(TakenError):
        say(case_id, a.MoveBooking, "citizen", loan=b.loan())
    say(case_id, a.MoveBooking, "citizen", loan=b.loan("bd-2-a"), cause="again")
    assert hours(case_id, "bd-2-a") == ALL_DAY
    assert hours(CITY) == ALL_DAY


def test_a_buffer_that_changes_later_changes_nothing_of_what_is_given_back() -> None:
    case_id = ask("one")
    lend(replace(b.FLEET, offers=(replace(b.CAR, buffer_minutes=0), *b.FLEET.offers[1:])))
    say(case_id, a.CancelBooking, "citizen")
    assert taken() == {}


def test_a_buffer_that_grows_does_not_stand_in_the_way_of_an_approval() -> None:
    case_id = ask("one", loan=b.loan(minutes=120))
    ask("two", loan=b.loan(start=780, minutes=60))
    lend(replace(b.FLEET, offers=(replace(b.CAR, buffer_minutes=90), *b.FLEET.offers[1:])))
    route(case_id)
    assert say(case_id, a.ApproveBooking).booking.status is BookingStatus.APPROVED


# -- Pools


def test_a_pool_is_counted_by_the_day_and_never_overdrawn() -> None:
    ask_for_goods("one", loan=b.goods(tenda=3, kursi=100))
    before = items("")
    for wish in (b.goods(tenda=2), b.goods(b.SATURDAY + timedelta(days=1), kursi=1)):
        with pytest.raises(TakenError) as refused:
            ask_for_goods("two", loan=wish)
        assert refused.value.code == store.POOL_SHORT
    assert items("") == before

    ask_for_goods("three", loan=b.goods(tenda=1))
    assert out("tenda") == {("tenda", b.SATURDAY + timedelta(days=n)): 4 for n in range(2)}


def test_what_is_taken_of_a_pool_comes_back_to_it() -> None:
    case_id = ask_for_goods("one", loan=b.goods(tenda=3))
    say(case_id, a.MoveBooking, "citizen", loan=b.goods(days=3, tenda=4))
    assert out() == {("tenda", b.SATURDAY + timedelta(days=n)): 4 for n in range(3)}
    say(case_id, a.CancelBooking, "citizen")
    assert out() == {}


def test_a_pool_that_shrank_lends_nothing_until_enough_came_back() -> None:
    case_id = ask_for_goods("one", loan=b.goods(tenda=3))
    small = tuple(
        replace(one, capacity=2) if one.id == "tenda" else one for one in b.FLEET.resources
    )
    lend(replace(b.FLEET, resources=small))
    with pytest.raises(TakenError):
        ask_for_goods("two", loan=b.goods(tenda=1))
    say(case_id, a.CancelBooking, "citizen")
    assert ask_for_goods("two", loan=b.goods(tenda=2))


# -- Around it


def test_what_needs_no_word_of_a_post_is_approved_at_once() -> None:
    case_id = ask_for_goods("one")
    assert booking(case_id).status is BookingStatus.APPROVED
    assert facts(case_id) == ["CaseSubmitted", "BookingHeld", "BookingApproved"]


def test_terms_that_say_no_are_told_by_their_field() -> None:
    with pytest.raises(InvalidError) as refused:
        ask("one", loan=b.loan(day=b.SATURDAY + timedelta(days=2)))
    assert (refused.value.field, refused.value.code) == ("day", "closed_day")
    assert items("CASE#") == []


def test_a_case_without_a_booking_has_none() -> None:
    case = case_commands.submit(filed("one"), b.NOW).case
    assert store.load(case.id) is None
    with pytest.raises(NotFoundError):
        say(case.id, a.CancelBooking, "citizen")
    with pytest.raises(NotFoundError):
        execute("NOBODY", b.say(a.CancelBooking, fleet=Fleet()), b.NOW)


def test_texts_and_events_of_a_booking_are_kept_apart() -> None:
    case_id = ask("one")
    route(case_id)
    say(case_id, a.DeclineBooking, reason="official_duty")

    said = personal.texts(case_id)
    assert [one.text for one in said.values()] == [b.TEXT]
    held = str([item for item in items(f"CASE#{case_id}") if item["sk"]["S"][:5] == "EVENT"])
    assert b.TEXT not in held


def test_a_fleet_is_read_once_a_minute_and_replaced_by_its_version_only() -> None:
    seconds = [0.0]
    store.forget_fleet()
    assert store.load_fleet(lambda: seconds[0]).version == 1
    with pytest.raises(ConflictError):
        store.put_fleet(b.FLEET, replaces=7)
    known = store.load_fleet(lambda: seconds[0])
    assert (known, known.offers) == (store.read_fleet(), b.FLEET.offers)


def test_withdrawn_cases_say_so() -> None:
    case_id = ask("one")
    say(case_id, a.CancelBooking, "citizen")
    assert cases.load(case_id).outcome is Outcome.WITHDRAWN
    with pytest.raises(NotAllowedError):
        case_commands.execute(case_id, s.finish(), b.NOW)
