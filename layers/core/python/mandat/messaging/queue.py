"""The message queue: ids in, ids out. No name, address or text ever stands in it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from mandat.errors import OutcomeUnknownError
from mandat.messaging.domain import Message
from mandat.platform.settings import settings

BATCH = 10


@cache
def _client() -> Any:
    import boto3

    return boto3.client("sqs")


def encode(message: Message) -> str:
    return msgspec.json.encode(message).decode()


def decode(body: str) -> Message:
    """The message of a queue record. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(body, type=Message)


def put(messages: Iterable[Message], delay_seconds: int = 0) -> None:
    """Queue `messages`, in tens. Raises OutcomeUnknownError when the queue refused one.

    What was queued before stays queued: a message is sent once however often it is put.
    """
    for batch in _batches(messages):
        _put(batch, delay_seconds)


def _batches(messages: Iterable[Message]) -> Iterator[Sequence[Message]]:
    rest = iter(messages)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def _put(batch: Sequence[Message], delay_seconds: int) -> None:
    entries = [
        {"Id": str(place), "MessageBody": encode(message), "DelaySeconds": delay_seconds}
        for place, message in enumerate(batch)
    ]
    answer = _client().send_message_batch(QueueUrl=settings().message_queue_url, Entries=entries)
    if answer.get("Failed"):
        raise OutcomeUnknownError("messages_refused")
