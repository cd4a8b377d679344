"""What the product reads: calls and items on its one connection, and the time that is its own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mandat.platform.table import connection


@dataclass
class Read:
    """`own_seconds` is the time outside of calls: moto's grows with its table, a service's not."""

    calls: int = 0
    items: int = 0
    own_seconds: float = 0.0
    _away: float = 0.0
    _left_at: float = 0.0

    def leave(self, **_: Any) -> None:
        self.calls += 1
        self._left_at = time.perf_counter()

    def come_back(self, parsed: dict[str, Any], **_: Any) -> None:
        self._away += time.perf_counter() - self._left_at
        self.items += len(parsed.get("Items", ())) + ("Item" in parsed)
        self.items += sum(len(found) for found in parsed.get("Responses", {}).values())


@contextmanager
def reading() -> Iterator[Read]:
    """Count what is read meanwhile."""
    read, events = Read(), connection().client.meta.events
    events.register_last("before-call.dynamodb", read.leave)
    events.register_first("after-call.dynamodb", read.come_back)
    started = time.perf_counter()
    try:
        yield read
    finally:
        read.own_seconds = time.perf_counter() - started - read._away
        events.unregister("before-call.dynamodb", read.leave)
        events.unregister("after-call.dynamodb", read.come_back)
