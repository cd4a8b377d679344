"""Which faults are set: those of one case when its id is known, anybody's one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from chaos.calls import ANYBODY, CALLS, FAULTS, Call, Rule
from chaos.faulty import Burst

PAUSE_SECONDS = 0.5
Fault = tuple[Call, str, Rule]


@dataclass
class Armoury:
    """`burst` holds what is set; `_set` are (rule id, name, calls that it is for)."""

    burst: Burst
    _set: list[tuple[int, str, int]] = field(default_factory=list)
    _rest: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.burst.set([])
        for fault in FAULTS:
            for call in CALLS:
                if call.of == ANYBODY:
                    self._rest[call.name].append((call, fault.__name__, fault(call)))

    def arm(self, case_id: str, faults: Iterable[Fault]) -> None:
        """Faults of the calls about one case."""
        with self._lock:
            for call, name, what in faults:
                self._add(call.rule(case_id) | what, f"{call.name}: {name}", what)

    def _add(self, rule: Rule, name: str, what: Rule) -> None:
        (found,) = self.burst.add([rule])
        self._set.append((found, name, int(what["times"])))

    @contextmanager
    def handing_out(self) -> Iterator[None]:
        """Anybody's faults: the next one of a call when the one before it has come to pass."""
        done = Event()
        thread = Thread(target=self._hand_out, args=[done], daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _hand_out(self, done: Event) -> None:
        while not done.wait(PAUSE_SECONDS):
            waiting = {name.partition(":")[0] for name in self.unmet()}
            with self._lock:
                for name, rest in self._rest.items():
                    if rest and name not in waiting:
                        call, fault, what = rest.pop(0)
                        self._add(call.rule() | what, f"{call.name}: {fault}", what)

    def unmet(self) -> list[str]:
        """Faults that were set and did not come to pass."""
        fired = self.burst.fired()
        return [name for one, name, times in list(self._set) if fired.get(one, 0) < times]

    def left(self) -> list[str]:
        """Faults that nobody has met: what was set, and what had to wait."""
        rest = [f"{call.name}: {fault}" for some in self._rest.values() for call, fault, _ in some]
        return self.unmet() + rest

    def met(self) -> int:
        return len(self._set) - len(self.unmet())
