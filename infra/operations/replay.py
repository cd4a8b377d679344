"""Publish the events of a span again, as the Pipe would have. Consumers are idempotent.

    python infra/operations/replay.py --stage production --since-minutes 90
    python infra/operations/replay.py --stage production --from 2026-11-24T02:00Z

Runbook: infra/operations/runbooks/feed.md.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import boto3
from stack import arguments, outputs

SHARDS = 16
BATCH = 10

Item = dict[str, Any]


def main() -> int:
    """Replay the span that the arguments name; the exit code is 1 when a message was refused."""
    asked = _arguments()
    stack = outputs(asked.stage)
    events = _events(stack["TableName"], *_span(asked))
    told, refused = _publish(stack["CaseEventsTopicArn"], events)
    print(f"{told} events published again, {refused} refused.")
    return 1 if refused else 0


def _arguments() -> Namespace:
    parser = arguments("Publish the events of a span again.")
    since = parser.add_mutually_exclusive_group(required=True)
    since.add_argument("--since-minutes", type=int, help="from so many minutes ago until now")
    since.add_argument("--from", dest="start", type=_moment, help="a moment with an offset or Z")
    parser.add_argument("--to", dest="end", type=_moment, help="a moment; without it, now")
    return parser.parse_args()


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment needs an offset, for example 2026-11-24T09:00+07:00")
    return at.astimezone(UTC)


def _span(asked: Namespace) -> tuple[datetime, datetime]:
    end = asked.end or datetime.now(UTC)
    return asked.start or end - timedelta(minutes=asked.since_minutes), end


def _events(table: str, start: datetime, end: datetime) -> Iterator[Item]:
    """Event items (DynamoDB JSON) from `start` to `end`, shard by shard, each in order."""
    pages = boto3.client("dynamodb").get_paginator("query")
    for day in _days(start, end):
        for shard in range(SHARDS):
            for page in pages.paginate(**_query(table, f"{day}#{shard:02}", start, end)):
                yield from page["Items"]


def _days(start: datetime, end: datetime) -> Iterator[str]:
    for number in range((end.date() - start.date()).days + 1):
        yield (start.date() + timedelta(days=number)).isoformat()


def _query(table: str, day_shard: str, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "TableName": table,
        "IndexName": "days",
        "KeyConditionExpression": "day_shard = :day AND day_at BETWEEN :start AND :end",
        "ExpressionAttributeValues": {
            ":day": {"S": day_shard},
            ":start": {"S": _stamp(start)},
            ":end": {"S": f"{_stamp(end)}~"},
        },
    }


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _publish(topic: str, events: Iterator[Item]) -> tuple[int, int]:
    told = refused = 0
    sns = boto3.client("sns")
    while batch := list(islice(events, BATCH)):
        answer = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=_entries(batch))
        told += len(answer.get("Successful", []))
        refused += len(answer.get("Failed", []))
    return told, refused


def _entries(batch: list[Item]) -> list[dict[str, str]]:
    return [
        {"Id": str(number), "Message": json.dumps(_record(item))}
        for number, item in enumerate(batch)
    ]


def _record(item: Item) -> Item:
    """The stream's record of the moment at which `item` was inserted."""
    keys = {"pk": item["pk"], "sk": item["sk"]}
    return {
        "eventID": f"replay:{item['pk']['S']}:{item['sk']['S']}",
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"Keys": keys, "NewImage": item, "StreamViewType": "NEW_IMAGE"},
    }


if __name__ == "__main__":
    sys.exit(main())
