"""The due items of a flood at the wire: a table, leases and a queue, as far as the sweep sees them.

moto looks through a whole partition for each page, so 100,000 items would take it hours, and what
it keeps in memory would hide what the sweep does. Here items are made as they are read, leases are
one array, and the queue keeps no more than the order in which it was given the items.
"""

import json
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from mandat.cases.store import SHARDS, shard, stamp
from mandat.platform.clients import client
from mandat.platform.table import connection

OK = SimpleNamespace(status_code=200)
REFUSED = (
    SimpleNamespace(status_code=400),
    {"Error": {"Code": "ConditionalCheckFailedException"}, "ResponseMetadata": {}},
)
MINUTE = timedelta(minutes=1)


def case_of(number: int) -> str:
    return f"{number:08}"


@dataclass
class Flood:
    """`count` cases, all due in the minute after `start`; their numbers are in order of due time.

    `handed` is what the queue was given, `worked` how much of it was worked off.
    """

    count: int
    start: datetime
    handed: "array[int]" = field(default_factory=lambda: array("l"))
    worked: int = 0

    def __post_init__(self) -> None:
        self.leases = array("q", [0]) * self.count
        self.done = bytearray(self.count)
        self.shards = [array("l") for _ in range(SHARDS)]
        for number in range(self.count):
            self.shards[int(shard(case_of(number)))].append(number)

    def listen(self) -> None:
        """Stand in for the table and the queue of this process."""
        table, queue = connection().client.meta.events, client("sqs").meta.events
        table.register("before-call.dynamodb.Query", self._query)
        table.register("before-call.dynamodb.UpdateItem", self._lease)
        queue.register("before-call.sqs.SendMessageBatch", self._send)
        queue.register("before-call.sqs.GetQueueAttributes", self._attributes)

    def work_off(self, most: int) -> None:
        """What the consumers do in a while: acted upon, items are gone from the table."""
        for number in self.handed[self.worked : self.worked + most]:
            self.done[number] = 1
        self.worked = min(len(self.handed), self.worked + most)

    def item(self, number: int) -> dict[str, dict[str, str]]:
        case = case_of(number)
        at = stamp(self.start + MINUTE * number / self.count)
        until = self.leases[number]
        leased = {"lease_until": {"N": str(until)}} if until else {}
        return leased | {
            "pk": {"S": f"DUE#{shard(case)}"},
            "sk": {"S": f"{at}#{case}#T1#route"},
            "kind": {"S": "Due"},
            "case_id": {"S": case},
            "task_id": {"S": "T1"},
            "due_kind": {"S": "route"},
            "due_at": {"S": at},
        }

    def _query(self, params: dict[str, Any], **_: Any) -> Any:
        asked = json.loads(params["body"])
        values = [value["S"] for value in asked["ExpressionAttributeValues"].values()]
        part = next(value for value in values if value.startswith("DUE#"))
        found = self._page(int(part[4:]), asked.get("ExclusiveStartKey"), asked["Limit"])
        until = next(value for value in values if value.startswith("20"))
        items = [item for item in map(self.item, found) if item["sk"]["S"] < until]
        answer: dict[str, Any] = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
        if items and len(items) == asked["Limit"]:
            answer["LastEvaluatedKey"] = {name: items[-1][name] for name in ("pk", "sk")}
        return OK, answer

    def _page(self, place: int, after: Any, limit: int) -> list[int]:
        numbers, found = self.shards[place], []
        start = bisect_right(numbers, _number(after)) if after else 0
        for number in numbers[start:]:
            if not self.done[number]:
                found.append(number)
            if len(found) == limit:
                break
        return found

    def _lease(self, params: dict[str, Any], **_: Any) -> Any:
        asked = json.loads(params["body"])
        number = _number(asked["Key"])
        now, until = sorted(
            int(value["N"]) for value in asked["ExpressionAttributeValues"].values()
        )
        if self.done[number] or self.leases[number] > now:
            return REFUSED
        self.leases[number] = until
        return OK, {"Attributes": self.item(number)}

    def _send(self, params: dict[str, Any], **_: Any) -> Any:
        entries = json.loads(params["body"])["Entries"]
        self.handed.extend(int(json.loads(one["MessageBody"])["case_id"]) for one in entries)
        return OK, {"Successful": [{"Id": one["Id"]} for one in entries]}

    def _attributes(self, **_: Any) -> Any:
        waiting = len(self.handed) - self.worked
        return OK, {"Attributes": {"ApproximateNumberOfMessages": str(waiting)}}


def _number(key: dict[str, dict[str, str]]) -> int:
    return int(key["sk"]["S"].split("#")[1])
