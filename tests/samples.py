"""Submissions, stream records and contexts that integration tests share."""

import json
from dataclasses import dataclass, replace
from typing import Any

import boto3

from mandat.cases.domain.model import ContactKind
from mandat.cases.store import EventItem
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform.settings import settings
from unit.cases.samples import submit


@dataclass
class LambdaContext:
    """What Powertools reads of a context."""

    function_name: str = "test"
    memory_limit_in_mb: int = 128
    invoked_function_arn: str = "arn:aws:lambda:ap-southeast-3:123456789012:function:test"
    aws_request_id: str = "request-1"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


CONTACT = Contact(name="Warga Contoh", phone="+6281200000001", email="warga@example.org")
NARRATIVE = Narrative(
    description="Jalan berlubang besar di depan sekolah.", landmark="dekat masjid"
)


def submission(cause: str = "submit:1", **changes: Any) -> Submission:
    command = submit(cause=cause, contact=ContactKind.MAIL, **changes)
    return Submission(command, CONTACT, NARRATIVE, digest="d1", code="ABC123", person="person-1")


def resent(sent: Submission, **changes: Any) -> Submission:
    return replace(sent, **changes)


def stream_record(case_id: str, seq: int) -> str:
    """The raw stream record of a stored event, as the queue delivers it."""
    item = EventItem.get(f"CASE#{case_id}", f"EVENT#{seq:06}")
    image = item.serialize()
    return json.dumps({"eventName": "INSERT", "dynamodb": {"NewImage": image}})


def sqs_event(*bodies: str) -> dict[str, Any]:
    """An SQS batch as Lambda receives it."""
    return {"Records": [_sqs_record(place, body) for place, body in enumerate(bodies)]}


def _sqs_record(place: int, body: str) -> dict[str, Any]:
    return {
        "messageId": f"message-{place}",
        "receiptHandle": f"handle-{place}",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1764000000000",
            "SenderId": "sender",
            "ApproximateFirstReceiveTimestamp": "1764000000000",
        },
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:queue",
        "awsRegion": "ap-southeast-3",
    }


def items(prefix: str) -> list[dict[str, Any]]:
    """Every item whose partition starts with `prefix` (tests only: it scans)."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=settings().table_name)
    found = (item for page in pages for item in page["Items"])
    return [item for item in found if item["pk"]["S"].startswith(prefix)]


def messages(queue_url: str) -> list[dict[str, Any]]:
    """The bodies waiting in a queue, taken out of it."""
    client = boto3.client("sqs")
    found = []
    while batch := client.receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=10, VisibilityTimeout=60
    ).get("Messages"):
        found += [json.loads(message["Body"]) for message in batch]
    return found
