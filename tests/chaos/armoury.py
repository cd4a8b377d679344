"""Which faults are set: those of one case when its id is known, the others in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from chaos.calls import Call, Rule
from chaos.faults import IN_TURN
from chaos.faulty import Burst

# A call, the name of a fault, and what microburst does.
Fault = tuple[Call, str, Rule]


class Armed(NamedTuple):
    """A fault for one case, or for anybody when `case_id` is empty."""

    case_id: str
    fault: Fault


@dataclass
class Armoury:
    """`burst` holds what is set; `_set` says what each rule of it is, by the rule's id."""

    burst: Burst
    _set: dict[int, Armed] = field(default_factory=dict)

    def arm(self, case_id: str, faults: Iterable[Fault]) -> None:
        """Faults of the calls about one case."""
        self._add(case_id, list(faults))

    def arm_all(self, calls: Iterable[Call]) -> None:
        """All faults of these calls, one after another, whoever makes them."""
        self._add("", [(call, each.__name__, each(call)) for call in calls for each in IN_TURN])

    def hand_over(self) -> None:
        """What did not come to pass of a case's faults is anybody's: some calls only one makes."""
        over = [one for one in self._unmet() if self._set[one].case_id]
        self._add("", [self._set.pop(one).fault for one in over])

    def unmet(self) -> list[str]:
        """Faults that were set and did not come to pass."""
        faults = [self._set[one].fault for one in self._unmet()]
        return [f"{call.name}: {name}" for call, name, _ in faults]

    def _add(self, case_id: str, faults: list[Fault]) -> None:
        if faults:
            ids = self.burst.add([call.rule(case_id) | what for call, _, what in faults])
            armed = (Armed(case_id, fault) for fault in faults)
            self._set.update(zip(ids, armed, strict=True))

    def _unmet(self) -> list[int]:
        fired, armed = self.burst.fired(), dict(self._set)
        return [one for one, it in armed.items() if fired[one] < it.fault[2]["times"]]
