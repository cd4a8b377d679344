"""The queues of the year: what is sent waits in simulated time, not in the machine's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench import clock

# Nothing lies in a queue when somebody asks: it is read at once.
EMPTY = {"ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0"}


@dataclass
class Queues:
    """Bodies by the name of their queue, each with the moment at which it may be read."""

    waiting: defaultdict[str, list[tuple[datetime, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def call(self, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """As SQS answers. Raises KeyError for what the product has not asked so far."""
        name = params["QueueUrl"].rpartition("/")[2]
        if operation == "GetQueueAttributes":
            asked = params["AttributeNames"]
            return {"Attributes": {one: EMPTY.get(one, "0") for one in asked}}
        entries = params["Entries"] if operation == "SendMessageBatch" else [params]
        for one in entries:
            later = clock.now() + timedelta(seconds=one.get("DelaySeconds", 0))
            self.waiting[name].append((later, one["MessageBody"]))
        sent = [{"Id": one.get("Id", ""), "MessageId": "1"} for one in entries]
        return {"Successful": sent, "Failed": [], "MessageId": "1"}

    def take(self, name: str) -> list[str]:
        """What may be read by now."""
        now, found = clock.now(), self.waiting.pop(name, [])
        self.waiting[name] += [one for one in found if one[0] > now]
        return [body for at, body in found if at <= now]
