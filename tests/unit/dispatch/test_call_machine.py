"""The pure core against a store that is a dictionary: the reference for the real one."""

from dataclasses import replace

from hypothesis import settings

from mandat.cases.domain.acts import Command
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.apply import replay, units
from mandat.dispatch.domain.decide import decide
from mandat.dispatch.domain.model import Call, Unit, UnitState
from mandat.dispatch.domain.nearest import by_distance
from mandat.dispatch.domain.timing import next_moment
from mandat.errors import RefusedError
from unit.dispatch import samples as d
from unit.dispatch.machine import UNITS, CallRules, Held, examples


class InMemory(CallRules):
    """Units as the conditions of the real writes guard them."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Held] = {}
        self.units = {one: Unit(one) for one in UNITS}
        self.waiting: dict[str, Due] = {}

    def held(self) -> dict[str, Held]:
        return self.known

    def board(self) -> dict[str, Unit]:
        return self.units

    def dues(self) -> set[tuple[str, Due]]:
        return set(self.waiting.items())

    def ready(self, district: str) -> tuple[a.Ready, ...]:
        near = by_distance(d.FLEET.resources, district, d.FLEET.neighbours)
        free = (one for one in near if self.units[one.id].state is UnitState.FREE)
        return tuple(a.Ready(one.id, one.title["id"]) for one in free)

    def call(self, wish: a.CallUnit) -> None:
        number = f"CASE{len(self.known):04}"
        filed = decide_case(None, d.submit(case_id=number), self.now)
        case = apply(None, filed[0])
        events = decide(case, None, replace(wish, ready=self.ready(wish.district)), self.now)
        self._save(case, None, events)

    def send(self, case_id: str, command: Command) -> None:
        assert isinstance(command, a.CallCommand)
        one = self.known[case_id]
        asked = replace(command, ready=self.ready(one.call.district))
        try:
            events = decide(one.case, one.call, asked, self.now)
        except RefusedError:
            return
        if events:
            self._save(one.case, one.call, events)

    def _save(self, case: Case, before: Call | None, events: tuple[Event, ...]) -> None:
        for event in events:
            case = apply(case, event)
        call = replay(events, before)
        assert call is not None
        moved = units(before, call, events)
        held = before.unit if before and before.is_active else ""
        if any(one.id != held and not self._is_free(one.id) for one in moved):
            return
        self.units |= {one.id: one for one in moved}
        self.known[case.id] = Held(case, call)
        self.waiting.pop(case.id, None)
        if due := next_moment(call):
            self.waiting[case.id] = due

    def _is_free(self, unit: str) -> bool:
        return self.units[unit].state is UnitState.FREE

    def serve(self, unit: str, reason: str) -> None:
        if self.units[unit].state is not UnitState.AT_CALL:
            state = UnitState.OUT if reason else UnitState.FREE
            self.units[unit] = Unit(unit, state, self.now, reason=reason)


TestCallsInMemory = InMemory.TestCase
TestCallsInMemory.settings = settings(max_examples=examples(60), stateful_step_count=40)
