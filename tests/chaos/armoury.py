"""Which faults are set: those of one case when its id is known, the others in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from chaos.calls import Call, Rule
from chaos.faults import IN_TURN
from chaos.faulty import Burst

# A call, the name of a fault, and what microburst does.
Fault = tuple[Call, str, Rule]


@dataclass
class Armoury:
    """`burst` holds what is set; `_set` are (rule id, name, calls that it is for)."""

    burst: Burst
    _set: list[tuple[int, str, int]] = field(default_factory=list)

    def arm(self, case_id: str, faults: Iterable[Fault]) -> None:
        """Faults of the calls about one case."""
        self._add([(call.rule(case_id) | what, (call, name, what)) for call, name, what in faults])

    def arm_all(self, calls: Iterable[Call]) -> None:
        """All faults of these calls, one after another, whoever makes them."""
        faults = [(call, fault.__name__, fault(call)) for call in calls for fault in IN_TURN]
        self._add([(call.rule() | what, (call, name, what)) for call, name, what in faults])

    def _add(self, rules: list[tuple[Rule, Fault]]) -> None:
        ids = self.burst.add([rule for rule, _ in rules]) if rules else []
        for one, (_, (call, name, what)) in zip(ids, rules, strict=True):
            self._set.append((one, f"{call.name}: {name}", int(what["times"])))

    def unmet(self) -> list[str]:
        """Faults that were set and did not come to pass."""
        fired = self.burst.fired()
        return [name for one, name, times in list(self._set) if fired.get(one, 0) < times]

    def number(self) -> int:
        return len(self._set)
