"""What the rules of a call refuse, each with its code."""

from dataclasses import replace
from typing import Any

import pytest

from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain import facts as f
from mandat.dispatch.domain.apply import apply
from mandat.dispatch.domain.decide import decide
from mandat.errors import RefusedError
from unit.cases import samples as s
from unit.dispatch import samples as d


def crew(kind: type[a.CrewCommand], **more: Any) -> a.CrewCommand:
    return kind("crew", "driver:amb-1", calendar=s.CALENDAR, offer=1, **more)


def desk(kind: type[a.CallCommand], **more: Any) -> a.CallCommand:
    return kind("desk", d.DESK_ACTOR, calendar=s.CALENDAR, **more)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (desk(a.CallCommand), "unknown_command"),
        (desk(a.AssignUnit), "choose_one"),
        (crew(a.TakeStep, step="terbang"), "choose_one"),
        (crew(a.TakeBack), "too_late_to_take_back"),
    ],
)
def test_what_cannot_be_done_now(command: Any, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        d.Told().send(command)


def test_whom_it_is_for_is_one_of_two() -> None:
    with pytest.raises(RefusedError, match="choose_one"):
        d.Told(whom="cat")


def test_a_case_without_a_call_has_none_to_act_on() -> None:
    with pytest.raises(RefusedError, match="no_call"):
        decide(d.Told().case, None, desk(a.ConfirmCall), d.NOW)


def test_nobody_owns_a_call_before_it_has_an_owner() -> None:
    told = d.Told()
    with pytest.raises(RefusedError, match="not_routed"):
        decide(replace(told.case, tasks=()), told.call, desk(a.AssignUnit), d.NOW)


def test_a_step_is_taken_back_to_where_it_was_taken_from() -> None:
    told = d.Told()
    fact = f.UnitStepTakenBack("amb-1", "Ambulans 1", "arrived")
    with pytest.raises(RefusedError, match="not_now_UnitStepTakenBack"):
        apply(told.call, replace(told.events[-1], fact=fact))
