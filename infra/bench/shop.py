"""AWS for the measure of growth: a shelf for a table, and just enough of the other services.

What is written is counted and not kept, so that every request meets the same table. Time spent in
here is taken off the product's. Conditions are not looked at: here nothing is ever refused.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from botocore import httpsession
from botocore.awsrequest import AWSResponse
from urllib3 import HTTPHeaderDict

from bench import units
from bench.places import SURROUNDINGS
from bench.shelf import Shelf
from bench.units import Index
from bench.world import HASHING, INDEXES, SIGNING

SPARSE = tuple(Index(name, *keys) for name, keys in INDEXES.items())
SECRETS = {SURROUNDINGS["SIGNING_SECRET"]: SIGNING, SURROUNDINGS["HASHING_SECRET"]: HASHING}
OK = 200


class Shop:
    """`shelf` is set by whoever measures; `used` counts calls, items and units since `forget`."""

    def __init__(self) -> None:
        self.shelf = Shelf(SPARSE)
        self.used: Counter[str] = Counter()
        self.seconds = 0.0

    def forget(self) -> None:
        self.used.clear()
        self.seconds = 0.0

    def open(self) -> None:
        """Stand below every client of this process."""
        httpsession.URLLib3Session.send = lambda _session, request: self._answer(request)

    def _answer(self, request: Any) -> AWSResponse:
        begun = time.process_time()
        target = request.headers["X-Amz-Target"]
        name = (target.decode() if isinstance(target, bytes) else target).partition(".")[2]
        self.used["calls"] += 1
        body = json.dumps(getattr(self, f"_{name}")(json.loads(request.body))).encode()
        self.seconds += time.process_time() - begun
        return AWSResponse(request.url, OK, HTTPHeaderDict(), _Raw(body))

    def _GetItem(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802  AWS' own names
        item = self._read(asked["Key"], consistent=asked.get("ConsistentRead", False))
        return {"Item": item} if item else {}

    def _BatchGetItem(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        found: dict[str, Any] = {}
        for table, wanted in asked["RequestItems"].items():
            consistent = wanted.get("ConsistentRead", False)
            items = [self._read(key, consistent=consistent) for key in wanted["Keys"]]
            found[table] = [one for one in items if one]
        return {"Responses": found, "UnprocessedKeys": {}}

    def _read(self, key: Mapping[str, Any], *, consistent: bool) -> Any:
        item = self.shelf.get(key)
        self._count([item] if item else [], consistent=consistent)
        return item

    def _count(self, items: list[Any], *, consistent: bool) -> None:
        self.used["items"] += len(items)
        self.used["half_units_read"] += int(2 * units.read(items, consistent=consistent))

    def _Query(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        items, more = self.shelf.query(asked)
        self._count(items, consistent=asked.get("ConsistentRead", False))
        found = len(items)
        answer: dict[str, Any] = {"Items": items, "Count": found, "ScannedCount": found}
        if more:
            answer["LastEvaluatedKey"] = _key_of(items[-1], asked.get("IndexName"))
        return answer

    def _UpdateItem(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        item = self.shelf.get(asked["Key"])
        self._write(asked["Key"], item, transaction=False)
        return {"Attributes": item} if item else {}

    def _PutItem(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._write(asked["Item"], asked["Item"], transaction=False)
        return {}

    def _TransactWriteItems(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        for one in asked["TransactItems"]:
            ((_, what),) = one.items()
            key = what.get("Item") or what["Key"]
            self._write(key, what.get("Item"), transaction=True)
        return {}

    def _write(self, key: Any, new: Any, *, transaction: bool) -> None:
        old = self.shelf.get(key)
        self.used["items"] += 1
        self.used["units_written"] += units.write(old, new, transaction=transaction)
        self.used["units_written"] += sum(units.index_write(one, old, new) for one in SPARSE)

    def _GetSecretValue(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"Name": asked["SecretId"], "SecretString": json.dumps(SECRETS[asked["SecretId"]])}

    def _SendMessageBatch(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        ids = [one["Id"] for one in asked["Entries"]]
        sent = [{"Id": one, "MessageId": one, "MD5OfMessageBody": ""} for one in ids]
        return {"Successful": sent, "Failed": []}

    def _GetQueueAttributes(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"Attributes": dict.fromkeys(asked["AttributeNames"], "0")}


def _key_of(item: Mapping[str, Any], index: str | None) -> dict[str, Any]:
    names = ("pk", "sk", *(INDEXES[index] if index else ()))
    return {name: item[name] for name in names}


class _Raw:
    """The body as urllib3 hands it over."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_kwargs: Any) -> Any:
        yield self._body
