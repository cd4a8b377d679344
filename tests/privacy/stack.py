"""The same search on a running stack: its functions' log, its queues and its dead letters."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from privacy.search import found_in, personal_values

# What comes back of a mail names its address: that is what the queue is for, and nobody reads it.
NAMES_ADDRESSES = "eedback"
# The codes that citizens of this run were told; only their hashes are stored.
CODES: set[str] = set()


def found_on(stack: Any) -> list[str]:
    """Everything personal that a stack wrote where nobody may read it, each with its place."""
    values = stored_values(stack.aws("dynamodb"))
    log = Path(stack.logs) / "functions.log"
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    logged = [f"functions.log: {one}" for one in found_in_lines(lines, values)]
    queued = [
        f"{name}: {one}"
        for name, body in bodies(stack.aws("sqs"))
        for one in found_in(body, values, CODES)
    ]
    return sorted({*logged, *queued})


def found_in_lines(lines: Iterable[str], values: Iterable[str]) -> list[str]:
    """Each finding once, however many lines say it."""
    return sorted(set(found_in("\n".join(lines), values, CODES)))


def stored_values(table: Any) -> set[str]:
    """What people of this stack are called and what they said."""
    values: set[str] = set()
    for name in table.list_tables()["TableNames"]:
        for page in table.get_paginator("scan").paginate(TableName=name):
            values.update(one for item in page["Items"] for one in personal_values(item))
    return values


def bodies(queues: Any) -> Iterator[tuple[str, str]]:
    """Name and body of every message that lies in a queue; each stays where it is."""
    for url in queues.list_queues().get("QueueUrls", ()):
        name = url.rpartition("/")[2]
        if NAMES_ADDRESSES not in name:
            for one in _received(queues, url):
                yield name, one


def _received(queues: Any, url: str) -> Iterator[str]:
    while found := queues.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60
    ).get("Messages"):
        for one in found:
            yield one["Body"]
