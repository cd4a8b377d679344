"""The year's account, kept off the feed: what was promised, what was kept, what came late."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulate.stream import Image

WAYS = ("promised", "kept", "late", "taken back")
# Facts by which a case of a programme comes to its good end.
FINISHED = frozenset({"TaskFinished", "TaskRejected"})


@dataclass
class Promise:
    """One case: `by` is its hour in the record, `ended_at` when its owner was done."""

    service: str
    at: str
    by: str = ""
    ended_at: str = ""
    back: bool = False

    @property
    def way(self) -> str:
        if self.back:
            return "taken back"
        if not self.ended_at:
            return "open"
        return "late" if self.by and self.ended_at > self.by else "kept"


@dataclass
class Account:
    """`promises` by case; `steps` counts every fact, `levels` how high cases were escalated."""

    promises: dict[str, Promise] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)
    levels: dict[str, int] = field(default_factory=dict)

    def hear(self, image: Image) -> None:
        kind, case_id, at = (image[name]["S"] for name in ("type", "case_id", "at"))
        fact = json.loads(image["fact"]["S"])
        self.facts[kind] += 1
        if kind == "CaseSubmitted":
            self.promises[case_id] = Promise(fact["service_id"], at)
            return
        promise = self.promises[case_id]
        if kind == "CaseEscalated":
            self.levels[case_id] = max(self.levels.get(case_id, 0), fact["level"])
        self._change(promise, kind, fact, at)

    def _change(self, promise: Promise, kind: str, fact: Mapping[str, Any], at: str) -> None:
        if kind in {"TaskAssigned", "TaskTransferred"}:
            promise.by = _deadline(fact)
        if kind == "StipendPaid" or (kind in FINISHED and not promise.ended_at):
            promise.ended_at = at
        if kind in {"DeathUndone", "StipendVoided", "BookingCancelled"}:
            promise.back = True
        if kind == "CaseClosed" and not promise.ended_at:
            promise.back = True

    def told(self) -> dict[str, dict[str, int]]:
        """Cases by service and by what became of their promise; and how many went higher."""
        found: dict[str, Counter[str]] = {}
        for case_id, promise in self.promises.items():
            line = found.setdefault(promise.service, Counter())
            line["promised"] += 1
            line[promise.way] += 1
            line["to the leaders"] += self.levels.get(case_id, 0) >= LEADERS
        return {name: dict(line) for name, line in sorted(found.items())}


LEADERS = 3


def _deadline(fact: Mapping[str, Any]) -> str:
    """The finishing clock's second moment, as a key of the table sorts."""
    found = (one for one in fact["clocks"] if one["name"] == "finish")
    clock = next(found, None)
    if clock is None:
        return ""
    moment = datetime.fromisoformat(clock["moments"][1])
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
