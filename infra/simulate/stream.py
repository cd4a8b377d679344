"""What the product writes and sends, heard below its clients: the feed, and the year's account."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from bench import units

WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})
Image = dict[str, Any]


@dataclass
class Stream:
    """`events` are images of inserted events in the order of their writes; `spent` counts calls,
    items, units written and mails.
    """

    events: deque[Image] = field(default_factory=deque)
    spent: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        with patch.object(BaseClient, "_make_api_call", _heard(self)):
            yield

    def wrote(self, item: Image, *, transaction: bool) -> None:
        """One item that was put: new in the table, as the feed and the account see it."""
        self.spent["items written"] += 1
        self.spent["write units"] += int(units.write(None, item, transaction=transaction))
        if item.get("sk", {}).get("S", "").startswith("EVENT#"):
            self.events.append(item)


def _heard(stream: Stream) -> Any:
    real = BaseClient._make_api_call  # noqa: SLF001  below every client, PynamoDB's too

    def make_api_call(self: Any, operation: str, params: dict[str, Any]) -> Any:
        answer = real(self, operation, params)
        service = self.meta.service_model.service_name
        stream.spent[f"{service} calls"] += 1
        if service == "sesv2" and operation == "SendEmail":
            stream.spent["mails"] += 1
        if service == "dynamodb" and operation in WRITES:
            _written(stream, params)
        return answer

    return make_api_call


def _written(stream: Stream, params: dict[str, Any]) -> None:
    """What changes or deletes an item is counted as one small write: its size is not asked for."""
    actions = params.get("TransactItems")
    pairs = [next(iter(one.items())) for one in actions] if actions else [("", params)]
    for kind, one in pairs:
        if kind != "ConditionCheck":
            item = one.get("Item") or dict(one["Key"])
            stream.wrote(item, transaction=bool(actions))
