"""What is going to happen, and when: people and offices put it there, the year takes it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

Doing = Callable[[], None]


@dataclass
class Agenda:
    """Moments are aware UTC; of two at the same moment the first that was put is done first."""

    _heap: list[tuple[datetime, int, Doing]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    def put(self, at: datetime, do: Doing) -> None:
        heappush(self._heap, (at, next(self._numbers), do))

    def take(self, until: datetime) -> tuple[datetime, Doing] | None:
        """The next thing before `until`; None when there is none."""
        if not self._heap or self._heap[0][0] >= until:
            return None
        at, _, do = heappop(self._heap)
        return at, do
