"""Many calls, four ambulances: any order of calls, taps, silences and words of the desk.

`CallRules` says what can be sent and what must always hold; its subclasses say where it is sent.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mandat.cases.domain.model import BookingState, Case, Due
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.limits import CANNOT_REASONS
from mandat.dispatch.domain.model import UNANSWERED, Call, CallStatus, Unit, UnitState
from mandat.dispatch.domain.timing import next_moment
from mandat.dispatch.domain.transitions import STEPS
from unit.cases import samples as s
from unit.dispatch import samples as d

UNITS = tuple(f"amb-{n}" for n in (1, 2, 3, 4))
DISTRICTS = ("17.71.06", "17.71.09", "17.71.01", "")


@dataclass(frozen=True)
class Held:
    """A case and its call as they stand."""

    case: Case
    call: Call


def examples(count: int) -> int:
    """So many in `make test`, ten times as many in `make proof`: as the profile has it."""
    return max(1, count * settings().max_examples // 100)


class CallRules(RuleBasedStateMachine):
    """A subclass calls and sends, and says which calls, units and due items there are."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = d.NOW
        self.causes = 0

    def call(self, wish: a.CallUnit) -> None:
        raise NotImplementedError

    def send(self, case_id: str, command: a.CallCommand) -> None:
        """Send a command; one that is refused changes nothing."""
        raise NotImplementedError

    def serve(self, unit: str, reason: str) -> None:
        raise NotImplementedError

    def held(self) -> Mapping[str, Held]:
        raise NotImplementedError

    def board(self) -> Mapping[str, Unit]:
        raise NotImplementedError

    def dues(self) -> set[tuple[str, Due]]:
        raise NotImplementedError

    def cause(self) -> str:
        self.causes += 1
        return f"cause:{self.causes}"

    def some(self, pick: int) -> Held | None:
        found = sorted(self.held().values(), key=lambda one: one.case.id)
        return found[pick % len(found)] if found else None

    @rule(district=st.sampled_from(DISTRICTS), doubtful=st.booleans())
    def somebody_calls(self, district: str, doubtful: bool) -> None:
        self.call(d.wish((), district=district, to_confirm=doubtful))

    @rule(pick=st.integers(0, 9), step=st.sampled_from(sorted(STEPS)), stale=st.booleans())
    def crew_taps(self, pick: int, step: str, stale: bool) -> None:
        if one := self.some(pick):
            offer = one.call.offer - stale
            self._crew(one, a.TakeStep(self.cause(), self._actor(one), offer=offer, step=step))

    @rule(pick=st.integers(0, 9))
    def crew_slips(self, pick: int) -> None:
        if one := self.some(pick):
            self._crew(one, a.TakeBack(self.cause(), self._actor(one), offer=one.call.offer))

    @rule(pick=st.integers(0, 9), reason=st.sampled_from(sorted(CANNOT_REASONS)))
    def crew_cannot(self, pick: int, reason: str) -> None:
        if one := self.some(pick):
            who = self._actor(one)
            self._crew(one, a.PassCall(self.cause(), who, offer=one.call.offer, reason=reason))

    def _actor(self, one: Held) -> str:
        return f"driver:{one.call.unit}"

    def _crew(self, one: Held, command: a.CrewCommand) -> None:
        self.send(one.case.id, command)

    @rule(pick=st.integers(0, 9), unit=st.sampled_from(UNITS))
    def desk_sends(self, pick: int, unit: str) -> None:
        if one := self.some(pick):
            chosen = a.Ready(unit, unit)
            self.send(one.case.id, a.AssignUnit(self.cause(), d.DESK_ACTOR, unit=chosen))

    @rule(pick=st.integers(0, 9), kind=st.sampled_from([a.ConfirmCall, a.CloseAsFalse]))
    def desk_judges(self, pick: int, kind: type[a.CallCommand]) -> None:
        if one := self.some(pick):
            self.send(one.case.id, kind(self.cause(), d.DESK_ACTOR, calendar=s.CALENDAR))

    @rule(pick=st.integers(0, 9))
    def citizen_cancels(self, pick: int) -> None:
        if one := self.some(pick):
            self.send(one.case.id, a.CancelCall(self.cause(), "citizen"))

    @rule(unit=st.sampled_from(UNITS), reason=st.sampled_from(["", "maintenance"]))
    def desk_keeps_the_board(self, unit: str, reason: str) -> None:
        self.serve(unit, reason)

    @rule()
    def the_next_moment_comes(self) -> None:
        dues = sorted(self.dues(), key=lambda one: (one[1].at, one[0]))
        if dues:
            case_id, due = dues[0]
            self.now = max(self.now, due.at)
            command = a.RemindCall(self.cause(), "system", calendar=s.CALENDAR, due=due)
            self.send(case_id, command)

    @rule(seconds=st.integers(1, 70))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def no_unit_serves_two_calls(self) -> None:
        at = Counter(one.call.unit for one in self.held().values() if one.call.is_active)
        assert not [unit for unit, calls in at.items() if calls > 1]

    @invariant()
    def the_board_is_what_the_calls_say(self) -> None:
        at = {o.call.unit: o.call for o in self.held().values() if o.call.is_active}
        for unit in self.board().values():
            assert (unit.state is UnitState.AT_CALL) == (unit.id in at), unit
            if unit.id in at:
                assert (unit.case_id, unit.step) == (at[unit.id].case_id, at[unit.id].status)

    @invariant()
    def every_open_call_is_offered_taken_or_with_the_desk(self) -> None:
        for one in self.held().values():
            call = one.call
            assert call.is_over == (one.case.booking == BookingState.OVER)
            if call.is_active:
                assert call.unit
            if call.status in UNANSWERED or call.status is CallStatus.FINISHED:
                assert next_moment(call) is not None

    @invariant()
    def the_due_items_are_the_next_moments(self) -> None:
        wanted = {
            (one.case.id, due) for one in self.held().values() if (due := next_moment(one.call))
        }
        assert self.dues() == wanted
