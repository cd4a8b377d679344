"""moto's table without the network that it plays: requests are not written, signed and read.

Reads and writes of a year are millions; the rules of the table, its conditions and transactions
are moto's own; reads by keys take its items as they lie (`quick_reads.py`). What is refused goes
the long way again, for its error. A mail is only counted: nobody opens it. Queues and the photo
bucket are the year's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from moto.dynamodb.responses import DynamoHandler

from bench.places import ACCOUNT, REGION, SURROUNDINGS
from simulate.bucket import Bucket
from simulate.queues import Queues
from simulate.quick_reads import READS

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
Params = dict[str, Any]


@contextmanager
def taken(queues: Queues) -> Iterator[None]:
    """While the year is played."""
    real = BaseClient._make_api_call  # noqa: SLF001  below every client, PynamoDB's too
    bucket = Bucket()

    def make_api_call(self: Any, operation: str, params: Params) -> Any:
        service = self.meta.service_model.service_name
        if service == "dynamodb" and operation in METHODS:
            return _of_table(operation, params) or real(self, operation, params)
        if operation == "SendEmail":
            return {"MessageId": "simulated", **DONE}
        if service == "sqs":
            return queues.call(operation, params) | DONE
        if service == "s3" and params.get("Bucket") == SURROUNDINGS["PHOTO_BUCKET"]:
            return bucket.call(operation, params) | DONE
        return real(self, operation, params)

    with patch.object(BaseClient, "_make_api_call", make_api_call):
        yield


def _of_table(operation: str, params: Params) -> Mapping[str, Any] | None:
    """None for what only the long way can say: an error of AWS."""
    read = READS.get(operation)
    answer = read(params) if read else None
    if answer is not None:
        return {**answer, **DONE}
    handler = _handler()
    handler.body = deepcopy(params)
    try:
        said = getattr(handler, METHODS[operation])()
    except Exception:  # noqa: BLE001  whatever it was, the long way says it as AWS would
        return None
    return {**deepcopy(said.result), **DONE}


@cache
def _handler() -> DynamoHandler:
    handler = DynamoHandler()
    handler.region, handler.current_account = REGION, ACCOUNT
    return handler
