"""The message queue: ids in, ids out. No name, address or text ever stands in it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from mandat.errors import OutcomeUnknownError
from mandat.messaging.domain import Message
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings

BATCH = 10


def encode(message: Message) -> str:
    return msgspec.json.encode(message).decode()


def decode(body: str) -> Message:
    """The message of a queue record. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(body, type=Message)


def put(messages: Iterable[Message], delay_seconds: int = 0) -> int:
    """Queue `messages`, in tens; how many. Raises OutcomeUnknownError when one was not taken.

    What was taken stays: a message is sent once however often it is put.
    """
    return sum(_put(batch, delay_seconds) for batch in _batches(messages))


def _batches(messages: Iterable[Message]) -> Iterator[Sequence[Message]]:
    rest = iter(messages)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def _put(batch: Sequence[Message], delay_seconds: int) -> int:
    entries = [{"MessageBody": encode(one), "DelaySeconds": delay_seconds} for one in batch]
    taken = send_batch(settings().message_queue_url, entries)
    if taken < len(batch):
        raise OutcomeUnknownError("messages_not_taken")
    return taken
