"""The rules of a call for an ambulance, one by one."""

from datetime import timedelta

import pytest

from mandat.cases.domain.model import BookingState, CaseStatus, Due, Outcome
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain import facts as f
from mandat.dispatch.domain.apply import units
from mandat.dispatch.domain.model import CallStatus, UnitState
from mandat.dispatch.domain.nearest import by_distance
from mandat.dispatch.domain.timing import next_moment
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from unit.cases import samples as s
from unit.dispatch import samples as d
from unit.dispatch.samples import Told, types


def remind(told: Told, ready: tuple[a.Ready, ...] = d.READY) -> list[str]:
    """The call's next moment comes."""
    due = next_moment(told.standing)
    assert due is not None
    told.now = due.at
    command = a.RemindCall(f"due:{due}", "system", ready=ready, calendar=s.CALENDAR, due=due)
    return types(told.send(command))


def by_desk(told: Told, kind: type[a.CallCommand], **more: object) -> list[str]:
    command = kind(f"{kind}:{len(told.events)}", d.DESK_ACTOR, calendar=s.CALENDAR, **more)  # type: ignore[arg-type]
    return types(told.send(command))


def test_a_call_is_the_desks_and_offered_to_the_nearest_in_the_step_that_files_it() -> None:
    told = Told()

    assert types(told.events) == ["CaseSubmitted", "TaskAssigned", "UnitCalled", "UnitOffered"]
    assert told.case.owner == d.DESK
    assert told.case.booking == BookingState.LIVE
    assert (told.standing.status, told.standing.unit) == (CallStatus.OFFERED, "amb-1")
    assert next_moment(told.standing) == Due("unit:next", d.NOW + timedelta(minutes=2), "unit")


def test_who_does_not_answer_in_two_minutes_is_passed_over_for_the_next() -> None:
    told = Told()

    assert remind(told) == ["UnitPassed", "UnitOffered"]
    assert told.now == d.NOW + timedelta(minutes=2)
    assert told.standing.unit == "amb-2"
    assert remind(told) == ["UnitPassed", "UnitOffered"]
    assert told.standing.unit == "amb-3"


def test_after_five_minutes_without_a_yes_the_desk_is_alarmed_once() -> None:
    told = Told()
    found = [remind(told), remind(told), remind(told)]

    assert found[2] == ["UnitAlarmed"]
    assert told.now == d.NOW + timedelta(minutes=5)
    assert told.standing.alarmed
    assert told.standing.status is CallStatus.OFFERED
    assert remind(told) == ["UnitPassed", "UnitNotFree"]


def test_without_a_free_unit_the_desk_has_it_and_every_unit_is_asked_anew_later() -> None:
    told = Told(ready=())

    assert types(told.events)[-1] == "UnitNotFree"
    assert told.standing.status is CallStatus.WITH_DESK
    assert remind(told) == ["UnitOffered"]
    assert told.now == d.NOW + timedelta(minutes=2)


def test_a_unit_that_comes_free_is_asked_at_once() -> None:
    told = Told(ready=())

    search = a.SearchUnit("free", "system", ready=d.READY[2:])
    assert types(told.send(search)) == ["UnitOffered"]
    assert told.send(a.SearchUnit("free:2", "system", ready=d.READY)) == ()


def test_five_taps_bring_the_patient_to_hospital_and_the_case_to_its_citizen() -> None:
    told = Told().steps("terima", "berangkat", "tiba", "antar", "selesai")

    assert told.standing.status is CallStatus.FINISHED
    assert told.case.status is CaseStatus.OPEN
    assert remind(told) == ["UnitReturned", "TaskFinished", "CitizenTold"]
    assert (told.case.status, told.case.booking) == (CaseStatus.ANSWERED, BookingState.OVER)
    assert told.case.clock is None
    assert next_moment(told.standing) is None


def test_the_first_yes_meets_the_clock_of_accepting() -> None:
    told = Told()

    assert types(told.crew(a.TakeStep, step="terima")) == ["UnitAccepted", "TaskAcknowledged"]
    assert next_moment(told.standing) is None


@pytest.mark.parametrize(
    ("steps", "back_to"),
    [
        (("terima",), CallStatus.OFFERED),
        (("terima", "berangkat"), CallStatus.ACCEPTED),
        (("terima", "berangkat", "tiba"), CallStatus.ON_WAY),
        (("terima", "berangkat", "tiba", "antar"), CallStatus.ARRIVED),
        (("terima", "berangkat", "tiba", "selesai"), CallStatus.ARRIVED),
        (("terima", "berangkat", "tiba", "antar", "selesai"), CallStatus.CARRYING),
    ],
)
def test_every_step_can_be_taken_back_within_a_minute(
    steps: tuple[str, ...], back_to: CallStatus
) -> None:
    told = Told().steps(*steps).later(seconds=59)

    assert types(told.crew(a.TakeBack)) == ["UnitStepTakenBack"]
    assert told.standing.status is back_to
    with pytest.raises(NotAllowedError, match="too_late_to_take_back"):
        told.crew(a.TakeBack)


def test_after_a_minute_a_step_stands() -> None:
    told = Told().steps("terima").later(seconds=61)

    with pytest.raises(NotAllowedError, match="too_late_to_take_back"):
        told.crew(a.TakeBack)


def test_who_takes_back_the_yes_has_two_minutes_to_answer_again() -> None:
    told = Told().steps("terima").later(seconds=30)
    told.crew(a.TakeBack)

    assert next_moment(told.standing) == Due("unit:next", told.now + timedelta(minutes=2), "unit")
    assert types(told.crew(a.TakeStep, step="terima")) == ["UnitAccepted"]


def test_cannot_come_passes_it_on_at_once_and_may_take_the_unit_off_the_board() -> None:
    told = Told()
    before = told.standing
    events = told.crew(a.PassCall, reason="breakdown")

    assert types(events) == ["UnitPassed", "UnitOffered"]
    found = {one.id: one for one in units(before, told.standing, events)}
    assert found["amb-1"].state is UnitState.OUT
    assert (found["amb-2"].state, found["amb-2"].case_id) == (UnitState.AT_CALL, told.case.id)
    with pytest.raises(InvalidError):
        told.crew(a.PassCall, reason="no reason of ours")


def test_a_breakdown_on_the_way_alarms_the_desk_when_five_minutes_are_over() -> None:
    told = Told().steps("terima", "berangkat").later(minutes=7)
    told.crew(a.PassCall, reason="breakdown", ready=())

    assert remind(told, ()) == ["UnitAlarmed"]


@pytest.mark.parametrize("offer", [0, 2])
def test_a_crews_link_is_for_one_offer(offer: int) -> None:
    told = Told()

    with pytest.raises(NotAllowedError, match="passed_on"):
        told.crew(a.TakeStep, step="terima", offer=offer)


def test_who_was_passed_over_cannot_take_it_any_more() -> None:
    told = Told()
    remind(told)
    late = a.TakeStep("late", "driver:amb-1", step="terima", offer=1)

    with pytest.raises(NotAllowedError, match="passed_on"):
        told.send(late)


def test_an_untrusted_number_is_looked_at_by_the_desk_first() -> None:
    told = Told(to_confirm=True)

    assert told.standing.status is CallStatus.TO_CONFIRM
    assert next_moment(told.standing) == Due("unit:alarm", d.NOW + timedelta(minutes=5), "unit")
    with pytest.raises(NotYoursError):
        told.send(a.ConfirmCall("not the desk", "post:dlh:a1", ready=d.READY))
    assert by_desk(told, a.ConfirmCall, ready=d.READY) == ["UnitCallConfirmed", "UnitOffered"]


def test_what_the_desk_does_not_confirm_is_never_silence() -> None:
    told = Told(to_confirm=True)

    assert remind(told) == ["UnitAlarmed", "UnitCallConfirmed", "UnitOffered"]


def test_the_desk_sends_whom_it_likes() -> None:
    told = Told()
    chosen = a.Ready("amb-3", "Ambulans 3")

    assert by_desk(told, a.AssignUnit, unit=chosen) == ["UnitPassed", "UnitOffered"]
    assert told.standing.unit == "amb-3"
    with pytest.raises(NotAllowedError, match="already_at_it"):
        by_desk(told, a.AssignUnit, unit=chosen)


@pytest.mark.parametrize("steps", [(), ("terima",), ("terima", "berangkat", "tiba")])
def test_a_false_call_ends_with_an_answer_that_can_be_refused(steps: tuple[str, ...]) -> None:
    told = Told().steps(*steps)

    assert by_desk(told, a.CloseAsFalse) == ["UnitCallFalse", "TaskRejected", "CitizenTold"]
    assert told.standing.ended_as == "UnitCallFalse"
    assert told.case.status is CaseStatus.ANSWERED
    assert told.standing.is_over


def test_a_crew_calls_it_false_only_after_it_has_accepted() -> None:
    told = Told()

    with pytest.raises(NotAllowedError, match="accept_first"):
        told.crew(a.CloseAsFalse)
    told.steps("terima")
    assert types(told.crew(a.CloseAsFalse))[0] == "UnitCallFalse"


def test_the_citizen_may_cancel_until_the_patient_is_carried() -> None:
    told = Told().steps("terima")
    told.send(a.CancelCall("cancel", "citizen"))

    assert told.case.outcome is Outcome.WITHDRAWN
    carrying = Told().steps("terima", "berangkat", "tiba", "antar")
    with pytest.raises(NotAllowedError):
        carrying.send(a.CancelCall("cancel", "citizen"))


def test_a_moment_that_does_not_stand_does_nothing() -> None:
    told = Told().steps("terima")
    due = Due("unit:next", d.NOW + timedelta(minutes=2), "unit")
    told.now = due.at

    assert told.send(a.RemindCall("old", "system", ready=d.READY, due=due)) == ()


def test_the_events_say_where_the_call_is_for_the_case_alone() -> None:
    told = Told()

    offered = told.events[-1].fact
    assert isinstance(offered, f.UnitOffered)
    assert (offered.name, offered.how) == ("Ambulans 1", "nearest")


def test_the_own_kecamatan_comes_first_then_those_beside_it() -> None:
    found = by_distance(d.FLEET.resources, "17.71.09", d.FLEET.neighbours)

    assert [one.id for one in found] == ["amb-3", "amb-1", "amb-2", "amb-4"]


def test_of_an_unknown_place_every_unit_is_as_far() -> None:
    found = by_distance(d.FLEET.resources, "", d.FLEET.neighbours)

    assert [one.id for one in found] == ["amb-1", "amb-2", "amb-3", "amb-4"]
