"""The queues between the functions, in one process: whoever must hear of something hears of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.models.dynamo_type import DynamoType

from bench import clock, doors, template
from bench.places import ACCOUNT, REGION, SURROUNDINGS
from bench.requests import queue_event
from simulate.queues import Queues
from simulate.stream import Image, Stream

BATCH = 10
SHARDS = 16
# Which function reads which queue; the feed's are filled from the stream.
READERS = {"messages": "deliver", "due": "reminders", "jobs": "jobs", "imports": "imports"}
BEAT = json.dumps({"kind": "day"})


@dataclass
class Line:
    """`watchers` are told of each event once every function has heard of it."""

    stream: Stream
    queues: Queues
    watchers: list[Callable[[Image], None]] = field(default_factory=list)

    def follow(self) -> None:
        """Until nothing is new and nothing waits."""
        while self._feed() or any(self._read(queue) for queue in READERS):
            pass

    def beat(self) -> None:
        """The calendar's morning."""
        doors.call("jobs", queue_event(BEAT))
        self.follow()

    def sweep(self) -> None:
        """The sweeper's minute, when anything is due in it."""
        if _is_due():
            doors.call("sweeper", queue_event("{}"))
        self.follow()

    def _feed(self) -> int:
        images = [self.stream.events.popleft() for _ in range(len(self.stream.events))]
        for batch in batches(images):
            self._hand("routing", [one for one in batch if _is_for("RoutingSubscription", one)])
            self._hand("notify", batch)
            self._hand("programmes", [one for one in batch if "programme" in one])
            self._hand("photos", [one for one in batch if "photos" in one])
        for image in images:
            for watcher in self.watchers:
                watcher(image)
        return len(images)

    def _hand(self, function: str, images: Iterable[Image]) -> None:
        bodies = [json.dumps({"eventName": "INSERT", "dynamodb": {"NewImage": x}}) for x in images]
        if bodies:
            doors.call(function, queue_event(*bodies))

    def _read(self, queue: str) -> int:
        bodies = self.queues.take(queue)
        for batch in batches(bodies):
            doors.call(READERS[queue], queue_event(*batch))
        return len(bodies)


def batches(found: list[Any]) -> Iterable[list[Any]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _is_for(subscription: str, image: Image) -> bool:
    types = template.fed(subscription)
    return not types or image["type"]["S"] in types


def _is_due() -> bool:
    table = get_backend("dynamodb")[ACCOUNT][REGION].get_table(SURROUNDINGS["TABLE_NAME"])
    now = clock.now().isoformat()
    shards = (table.items.get(DynamoType({"S": f"DUE#{n:02}"}), {}) for n in range(SHARDS))
    return any(str(sk.value) < now for shard in shards for sk in shard)
