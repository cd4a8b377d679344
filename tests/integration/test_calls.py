"""Calls for an ambulance, on moto: one transaction each, and no unit twice."""

from datetime import timedelta

import pytest

from integration.calls import board, calls, crew, dues, have_fleet, standing, taps
from mandat.bookings.sheets_store import DaySheetItem
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus, Due
from mandat.city.domain import Catalogue
from mandat.dispatch import commands, fleet, store
from mandat.dispatch.commands import execute, open_calls, remind, set_service
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.model import CallStatus, UnitState
from mandat.dispatch.domain.timing import next_moment
from mandat.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from samples import items
from unit.cases import samples as s
from unit.dispatch import samples as d
from unit.messaging.mails import small_town


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    have_fleet()
    return small_town()


def test_a_call_stands_on_the_desks_list_and_has_a_unit_before_anything_else_runs() -> None:
    receipt = calls("one")

    [row] = cases.worklist(d.DESK, 10)
    assert row.case_id == receipt.case.id
    assert standing(receipt.case.id).unit == "amb-1"
    assert board()["amb-1"].case_id == receipt.case.id
    assert dues() == {(receipt.case.id, Due("unit:next", d.NOW + timedelta(minutes=2), "unit"))}


def test_the_same_key_calls_once() -> None:
    first, second = calls("one"), calls("one")

    assert second.replayed
    assert second.case.id == first.case.id
    assert [one.state for one in board().values()].count(UnitState.AT_CALL) == 1


def test_the_record_is_read_back_as_it_was_written() -> None:
    case_id = calls("one").case.id

    told = [one.type for one in cases.timeline(case_id)]
    assert told == ["CaseSubmitted", "TaskAssigned", "UnitCalled", "UnitOffered"]


def test_two_calls_never_get_one_unit() -> None:
    found = [calls(f"call:{n}", phone=f"+628120000010{n}").case.id for n in range(5)]

    assert [standing(one).unit for one in found] == ["amb-1", "amb-2", "amb-3", "amb-4", ""]
    assert standing(found[-1]).status is CallStatus.WITH_DESK


def test_a_unit_that_went_to_another_call_meanwhile_costs_only_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list of free units is old by the time the second call is written."""
    real, old = fleet.ready, fleet.ready("17.71.06", d.NOW)
    calls("first", phone="+6281200000101")
    answers = iter([old])
    monkeypatch.setattr(fleet, "ready", lambda *asked: next(answers, None) or real(*asked))

    second = calls("second", phone="+6281200000102").case.id

    assert standing(second).unit == "amb-2"


def test_silence_of_two_minutes_goes_to_the_next_and_the_unit_is_free_again() -> None:
    case_id = calls("one").case.id
    due = next_moment(standing(case_id))
    assert due is not None

    assert not remind(case_id, due, due.at - timedelta(seconds=1))
    assert remind(case_id, due, due.at)
    assert not remind(case_id, due, due.at)

    assert (board()["amb-1"].state, board()["amb-2"].state) == (UnitState.FREE, UnitState.AT_CALL)
    assert dues() == {(case_id, Due("unit:next", d.NOW + timedelta(minutes=4), "unit"))}


def test_from_the_first_tap_to_the_end_of_the_case() -> None:
    case_id = calls("one").case.id
    taps(case_id, ("terima", "berangkat", "tiba", "antar", "selesai"), d.NOW)
    [(_, due)] = dues()

    assert remind(case_id, due, due.at)
    assert cases.load(case_id).status is CaseStatus.ANSWERED
    assert board()["amb-1"].state is UnitState.FREE
    assert dues() == set()


def test_a_due_item_that_the_call_no_longer_stands_by_is_dropped() -> None:
    case_id = calls("one").case.id
    [(_, due)] = dues()
    taps(case_id, ("terima",), d.NOW)
    before = items("DUE#")

    assert not remind(case_id, due, due.at)
    assert [one for one in items("DUE#") if one not in before] == []


def test_a_tap_twice_is_one_step() -> None:
    case_id = calls("one").case.id
    first = crew(case_id, a.TakeStep, "tap", d.NOW, step="terima")
    second = crew(case_id, a.TakeStep, "tap", d.NOW, step="terima")

    assert [one.type for one in first.events] == ["UnitAccepted", "TaskAcknowledged"]
    assert (second.events, second.replayed) == ((), True)


def test_a_unit_that_comes_free_is_offered_to_who_waits_at_once() -> None:
    found = [calls(f"call:{n}", phone=f"+628120000010{n}").case.id for n in range(5)]
    taps(found[1], ("terima",), d.NOW)

    execute(found[1], a.CancelCall("cancel", "citizen"), d.NOW + timedelta(seconds=20))

    assert standing(found[4]).unit == "amb-2"
    assert board()["amb-2"].case_id == found[4]


def test_who_has_just_said_no_is_not_asked_again_at_once() -> None:
    for unit in ("amb-2", "amb-3", "amb-4"):
        set_service(unit, "maintenance", d.DESK, d.NOW)
    case_id = calls("one").case.id

    crew(case_id, a.PassCall, "cannot", d.NOW, reason="too_far")

    assert board()["amb-1"].state is UnitState.FREE
    assert standing(case_id).status is CallStatus.WITH_DESK
    assert dues() == {(case_id, Due("unit:search", d.NOW + timedelta(minutes=2), "unit"))}


def test_what_one_call_gives_up_is_offered_to_another_that_waits() -> None:
    for unit in ("amb-2", "amb-3", "amb-4"):
        set_service(unit, "maintenance", d.DESK, d.NOW)
    first = calls("one").case.id
    second = calls("two", phone="+6281200000102").case.id

    crew(first, a.PassCall, "cannot", d.NOW, reason="too_far")

    assert standing(first).status is CallStatus.WITH_DESK
    assert standing(second).unit == "amb-1"


def test_a_unit_out_of_service_is_not_asked_and_one_that_comes_back_is() -> None:
    for unit in ("amb-1", "amb-2", "amb-3", "amb-4"):
        set_service(unit, "maintenance", d.DESK, d.NOW)
    case_id = calls("one").case.id
    assert standing(case_id).status is CallStatus.WITH_DESK

    set_service("amb-3", "", d.DESK, d.NOW + timedelta(seconds=5))

    assert standing(case_id).unit == "amb-3"


def test_a_unit_at_a_call_cannot_leave_the_board_unnoticed() -> None:
    calls("one")

    with pytest.raises(NotAllowedError, match="unit_at_call"):
        set_service("amb-1", "breakdown", d.DESK, d.NOW)
    with pytest.raises(InvalidError):
        set_service("amb-2", "no reason of ours", d.DESK, d.NOW)
    with pytest.raises(NotFoundError):
        set_service("amb-9", "breakdown", d.DESK, d.NOW)


def test_a_unit_that_was_called_while_the_desk_looked_stays_at_its_call() -> None:
    seen = board()["amb-1"]
    calls("one")

    with pytest.raises(ConflictError, match="unit_moved"):
        store.set_service(seen, "breakdown", d.NOW)


def test_the_desks_own_choice_is_never_a_unit_that_is_not_free() -> None:
    first = calls("one").case.id
    second = calls("two", phone="+6281200000102").case.id
    command = a.AssignUnit("choose", d.DESK_ACTOR, unit=a.Ready("amb-1", "Ambulans 1"))

    with pytest.raises(ConflictError, match="unit_taken"):
        execute(second, command, d.NOW)
    assert standing(first).unit == "amb-1"


def false_call(cause: str, days: int = 0) -> None:
    now = d.NOW + timedelta(days=days)
    case_id = calls(cause, now).case.id
    command = a.CloseAsFalse(f"false:{cause}", d.DESK_ACTOR, calendar=s.CALENDAR)
    execute(case_id, command, now)


def test_two_false_calls_of_a_number_send_its_next_one_to_the_desk_first() -> None:
    false_call("one")
    false_call("two")

    third = calls("three", d.NOW + timedelta(days=1)).case.id
    other = calls("four", d.NOW + timedelta(days=1), phone="+6281200000055").case.id

    assert standing(third).status is CallStatus.TO_CONFIRM
    assert standing(other).status is CallStatus.OFFERED
    assert {one.case_id for one in open_calls(d.DESK)} == {third, other}


def test_false_calls_are_forgotten_after_thirty_days() -> None:
    false_call("one")
    false_call("two")

    later = calls("three", d.NOW + timedelta(days=31)).case.id

    assert standing(later).status is CallStatus.OFFERED


def test_the_number_itself_is_not_kept_with_its_false_calls() -> None:
    false_call("one")

    [kept] = items("CALLER#")
    assert "81200000077" not in str(kept)
    assert int(kept["expires_at"]["N"]) > d.NOW.timestamp()


def test_the_fourth_call_of_a_number_in_a_day_goes_to_the_desk_first() -> None:
    found = [standing(calls(f"call:{n}").case.id).status for n in range(4)]

    assert found == [CallStatus.OFFERED] * 3 + [CallStatus.TO_CONFIRM]


def test_a_unit_on_a_ride_is_not_asked_until_the_desk_takes_it_from_the_ride() -> None:
    """01:00 WIB of the 25th is the half hour s0100."""
    for unit in ("amb-3", "amb-4"):
        DaySheetItem(f"SLOTS#{unit}", "2026-11-25", s0100="RIDE0001", s0130="RIDE0001").save()

    assert [one.id for one in fleet.ready("17.71.09", d.NOW)] == ["amb-1", "amb-2"]
    assert store.rides(["amb-3", "amb-1"], d.NOW) == {"amb-3": "RIDE0001"}
    assert store.rides(["amb-3"], d.NOW + timedelta(hours=1)) == {}


def test_what_goes_wrong_with_those_who_wait_does_not_undo_what_was_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = calls("one").case.id

    def busy(_: str) -> None:
        raise ConflictError("busy")

    monkeypatch.setattr(commands, "open_calls", busy)
    done = execute(case_id, a.CancelCall("cancel", "citizen"), d.NOW)

    assert done.case.status is CaseStatus.CLOSED
