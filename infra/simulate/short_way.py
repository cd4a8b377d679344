"""moto's table without the network that it plays: requests are not written, signed and read.

Reads and writes of a year are millions; the rules of the table, its conditions and transactions
are moto's own, and so is every answer. What is refused goes the long way again, for its error.
A mail is only counted: nobody opens it. Queues are the year's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from moto.dynamodb.responses import DynamoHandler

from bench.places import ACCOUNT, REGION
from simulate.queues import Queues

METHODS = {
    "GetItem": "get_item",
    "BatchGetItem": "batch_get_item",
    "Query": "query",
    "PutItem": "put_item",
    "UpdateItem": "update_item",
    "DeleteItem": "delete_item",
    "TransactWriteItems": "transact_write_items",
}
DONE = {"ResponseMetadata": {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}}


@contextmanager
def taken(queues: Queues) -> Iterator[None]:
    """While the year is played."""
    real = BaseClient._make_api_call  # noqa: SLF001  below every client, PynamoDB's too

    def make_api_call(self: Any, operation: str, params: dict[str, Any]) -> Any:
        service = self.meta.service_model.service_name
        if operation == "SendEmail":
            return {"MessageId": "simulated", **DONE}
        if service == "sqs":
            return queues.call(operation, params) | DONE
        if service != "dynamodb" or operation not in METHODS:
            return real(self, operation, params)
        handler = _handler()
        handler.body = deepcopy(params)
        try:
            answer = getattr(handler, METHODS[operation])()
        except Exception:  # noqa: BLE001  whatever it was, the long way says it as AWS would
            return real(self, operation, params)
        return {**deepcopy(answer.result), **DONE}

    with patch.object(BaseClient, "_make_api_call", make_api_call):
        yield


@cache
def _handler() -> DynamoHandler:
    handler = DynamoHandler()
    handler.region, handler.current_account = REGION, ACCOUNT
    return handler
