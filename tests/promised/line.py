"""The queues between the functions: what a function does not take comes again, as SQS has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from moto.backends import get_backend

from bench import doors, template
from bench.places import ACCOUNT, REGION, SURROUNDINGS
from bench.requests import queue_event
from simulate.queues import Queues

RECEIVES, BATCH = 12, 10
# Which function reads which queue; the feed's are filled from the table.
READERS = {"messages": "deliver", "due": "reminders", "jobs": "jobs", "imports": "imports"}
Image = dict[str, Any]


def table() -> Any:
    return get_backend("dynamodb")[ACCOUNT][REGION].get_table(SURROUNDINGS["TABLE_NAME"])


def images() -> Iterator[Image]:
    """Every item of the table, as the stream shows it."""
    for part in list(table().items.values()):
        for item in list(part.values()):
            yield item.to_json()["Attributes"]


@dataclass
class Line:
    """`heard` are events that every function has had."""

    queues: Queues
    heard: set[tuple[str, str]] = field(default_factory=set)
    news: list[Image] = field(default_factory=list)

    def follow(self) -> list[Image]:
        """Until nothing is new and nothing waits; the events that there were."""
        self.news = []
        while self._feed() or any(self._read(queue) for queue in READERS):
            pass
        return self.news

    def hand(self, function: str, bodies: Sequence[str]) -> None:
        """Messages to a function, until it has taken all of them."""
        for first in range(0, len(bodies), BATCH):
            left = list(bodies[first : first + BATCH])
            for _ in range(RECEIVES):
                left = self._tried(function, left)
                if not left:
                    break
            assert not left, f"{function} does not take {left[0][:80]}"

    def _tried(self, function: str, bodies: list[str]) -> list[str]:
        try:
            answer = doors.answer(function, queue_event(*bodies))
        except Exception:  # noqa: BLE001  whatever it was, SQS shows the batch again
            return bodies
        failed = {one["itemIdentifier"] for one in answer.get("batchItemFailures", [])}
        return [body for place, body in enumerate(bodies) if f"message-{place}" in failed]

    def _feed(self) -> int:
        found = [one for one in images() if self._is_new(one)]
        found.sort(key=lambda one: (one["pk"]["S"], one["sk"]["S"]))
        for function, wanted in _subscribers(found):
            records = ({"eventName": "INSERT", "dynamodb": {"NewImage": one}} for one in wanted)
            self.hand(function, [json.dumps(one) for one in records])
        self.heard |= {(one["pk"]["S"], one["sk"]["S"]) for one in found}
        self.news += found
        return len(found)

    def _is_new(self, image: Image) -> bool:
        key = (image["pk"]["S"], image["sk"]["S"])
        return key[1].startswith("EVENT#") and key not in self.heard

    def _read(self, queue: str) -> int:
        bodies = self.queues.take(queue)
        self.hand(READERS[queue], bodies)
        return len(bodies)


def _subscribers(found: list[Image]) -> Iterator[tuple[str, list[Image]]]:
    routed = template.fed("RoutingSubscription")
    yield "routing", [one for one in found if not routed or one["type"]["S"] in routed]
    yield "notify", found
    yield "programmes", [one for one in found if "programme" in one]
    yield "photos", [one for one in found if "photos" in one]
