"""The whole line on moto in one process: the form's handler, and the feed's consumers by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import boto3
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from deliver.handler import handle as deliver
from floods.filing import Answer
from intake.handler import handle as intake
from mandat.cases.store import case_key
from mandat.platform.settings import settings
from notify.handler import handle as notify
from routing.handler import handle as routing
from samples import LambdaContext, sqs_event

BATCH = 10
DONE: dict[str, Any] = {"batchItemFailures": []}


def send(method: str, path: str, cookie: str, body: str) -> Answer:
    """A request through the intake function, as API Gateway would pass it on."""
    headers = {"Host": "mandat.example.org", "Content-Type": "application/x-www-form-urlencoded"}
    event = {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers | ({"Cookie": cookie} if cookie else {}),
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path[1:]},
        "requestContext": {"requestId": "request-1", "stage": "v1"},
        "body": body or None,
        "isBase64Encoded": False,
    }
    answer = intake(event, LambdaContext())  # type: ignore[arg-type]  # what Powertools reads of it
    cookies = answer["multiValueHeaders"].get("Set-Cookie", [])
    return Answer(answer["statusCode"], answer["body"], tuple(cookies))


@dataclass
class Feed:
    """Hands on each event of the cases once, to every consumer, and delivers what they queue."""

    cases: list[str]
    seen: dict[str, set[str]] = field(default_factory=dict)

    def run_dry(self) -> int:
        """Until no event is new and no message waits; how many events there were."""
        told = 0
        while records := tuple(self._new()):
            told += len(records)
            for batch in _batches(records):
                assert routing(sqs_event(*batch), LambdaContext()) == DONE  # type: ignore[arg-type]
                assert notify(sqs_event(*batch), LambdaContext()) == DONE  # type: ignore[arg-type]
                _deliver_all()
        return told

    def _new(self) -> Iterator[str]:
        table = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].tables[settings().table_name]
        parts = {str(pk.value): part for pk, part in table.items.items()}
        for case in self.cases:
            yield from self._events_of(case, parts[case_key(case)])

    def _events_of(self, case: str, part: dict[Any, Any]) -> Iterator[str]:
        seen = self.seen.setdefault(case, set())
        for sk, item in list(part.items()):
            if sk.value.startswith("EVENT#") and sk.value not in seen:
                seen.add(sk.value)
                image = item.to_json()["Attributes"]
                yield json.dumps({"eventName": "INSERT", "dynamodb": {"NewImage": image}})


def _deliver_all() -> None:
    queue, sqs = settings().message_queue_url, boto3.client("sqs")
    while found := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=BATCH).get("Messages"):
        event = sqs_event(*(one["Body"] for one in found))
        assert deliver(event, LambdaContext()) == DONE  # type: ignore[arg-type]  # as above
        handles = [{"Id": one["MessageId"], "ReceiptHandle": one["ReceiptHandle"]} for one in found]
        sqs.delete_message_batch(QueueUrl=queue, Entries=handles)


def _batches(records: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    rest = iter(records)
    while batch := tuple(islice(rest, BATCH)):
        yield batch
