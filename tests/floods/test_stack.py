"""A flood on the running system: nothing accepted is lost or doubled, and everything runs dry."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from e2e.stage import Mail, OwnStack
from floods import artefact
from floods.filing import Answer, assert_taken, file_twice
from floods.people import crowd
from local.settings import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.proof]

COUNT, GOOD = 1000, 950
CLIENTS = 4
# Two cores live: no consumer has more workers than this.
WORKERS = 2
DRAIN_SECONDS = 900
# The heart beats all the while; its queue is never what a flood left.
OTHERS = "sweep"


@pytest.fixture(scope="module")
def stack() -> Iterator[OwnStack]:
    own = OwnStack(ROOT / ".local" / "flood")
    bound_workers(own)
    yield own
    own.stop()


def bound_workers(stack: OwnStack) -> None:
    client = stack.aws("lambda")
    for one in client.list_event_source_mappings()["EventSourceMappings"]:
        if ":sqs:" in one["EventSourceArn"]:
            client.update_event_source_mapping(
                UUID=one["UUID"], ScalingConfig={"MaximumConcurrency": WORKERS}
            )


def test_a_thousand_complaints_sent_twice(stack: OwnStack) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        filed = list(clients.map(lambda one: file_twice(one, sender(stack.site)), crowd(COUNT)))
    taken = time.monotonic()
    run_dry(stack)
    told = time.monotonic()
    end_windows(stack)
    run_dry(stack)
    gathered = time.monotonic()

    cases = assert_taken(filed)
    assert len(cases) == GOOD
    owners = owners_of(stack)
    assert set(owners) == cases
    mails = Post(stack.mails())
    assert_owners_were_told(owners, mails, stack)
    assert_heads_heard(mails, stack)
    artefact.note(
        f"{COUNT} complaints on the emulator",
        clients=CLIENTS,
        answer_ms=artefact.spread([second for one in filed for second in one.seconds]),
        forms_seconds=round(taken - started, 1),
        drained_after_seconds=round(told - started, 1),
        digests_seconds=round(gathered - told, 1),
        mails=len(mails.all),
    )


def sender(site: str) -> Any:
    """A client of the running site: a connection each time, as many people have."""
    parts = urlsplit(site)

    def send(method: str, path: str, cookie: str, body: str) -> Answer:
        headers = {"Host": parts.netloc, "Cookie": cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection("127.0.0.1", parts.port, timeout=60)) as connection:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        return Answer(answer.status, page, tuple(answer.headers.get_all("Set-Cookie") or []))

    return send


def run_dry(stack: OwnStack) -> None:
    """Until no queue holds a message; fails when a dead letter comes, or it takes too long."""
    deadline = time.monotonic() + DRAIN_SECONDS
    quiet = 0
    while quiet < 3:
        left = waiting(stack)
        assert time.monotonic() < deadline, left
        assert not [name for name in left if "dlq" in name], left
        # the Pipe looks at the stream once a second
        quiet = 0 if left else quiet + 1
        time.sleep(1)


def waiting(stack: OwnStack) -> dict[str, int]:
    """How many messages each queue holds, in flight and delayed ones too; empty ones left out."""
    sqs = stack.aws("sqs")
    found = {}
    for url in sqs.list_queues()["QueueUrls"]:
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        held = int(told["ApproximateNumberOfMessagesDelayed"]) if is_night() else 0
        counts = (int(told[name]) for name in told if name.startswith("ApproximateNumber"))
        found[url.rpartition("/")[2]] = sum(counts) - held
    return {name: count for name, count in found.items() if count and not name.endswith(OTHERS)}


def end_windows(stack: OwnStack) -> None:
    """As the sweep at the end of each window would: hand on what it left in the table."""
    sqs = stack.aws("sqs")
    queue = next(url for url in sqs.list_queues()["QueueUrls"] if url.endswith("-due"))
    for item in stored(stack, "DUE#"):
        if item["due_kind"]["S"] == "digest":
            told = {
                "case_id": item["case_id"]["S"],
                "task_id": item["task_id"]["S"],
                "kind": "digest",
                "at": item["due_at"]["S"],
            }
            sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(told))


def stored(stack: OwnStack, prefix: str) -> list[dict[str, Any]]:
    """Items of the table whose partition starts so."""
    client = stack.aws("dynamodb")
    (table,) = client.list_tables()["TableNames"]
    pages = client.get_paginator("scan").paginate(TableName=table)
    items = (item for page in pages for item in page["Items"])
    return [item for item in items if item["pk"]["S"].startswith(prefix)]


def owners_of(stack: OwnStack) -> dict[str, str]:
    """Case to the post that owns it."""
    states = [item for item in stored(stack, "CASE#") if item["sk"]["S"] == "CASE"]
    cases = [json.loads(item["state"]["S"]) for item in states]
    return {case["id"]: case["tasks"][-1]["owner"] for case in cases}


class Post:
    """The captured mails by what they are about."""

    def __init__(self, mails: list[Mail]) -> None:
        self.all = mails
        self.names = [mail["headers"]["X-Mandat-Message"] for mail in mails]

    def of(self, kind: str) -> list[tuple[str, Mail]]:
        """What a mail is about, and the mail."""
        about = re.compile(rf"^(.+?)\.{kind}\.")
        found = zip(map(about.match, self.names), self.all, strict=True)
        return [(match[1], mail) for match, mail in found if match]


def mailboxes(stack: OwnStack) -> dict[str, list[str]]:
    """Post to its addresses."""
    return {
        item["pk"]["S"].removeprefix("POST#"): [
            one["M"]["email"]["S"] for one in item["addresses"]["L"]
        ]
        for item in stored(stack, "POST#")
        if item["sk"]["S"] == "POST"
    }


def assert_owners_were_told(owners: dict[str, str], mails: Post, stack: OwnStack) -> None:
    """Each case one order to each mailbox of its owner; no mail of any kind came twice."""
    assert set(Counter(mails.names).values()) == {1}
    boxes = mailboxes(stack)
    wanted = Counter((case, box) for case, post in owners.items() for box in boxes[post])
    orders = ((about.partition(".")[0], mail["to"]) for about, mail in mails.of("assigned"))
    assert Counter(orders) == wanted


def assert_heads_heard(mails: Post, stack: OwnStack) -> None:
    """In each window that was opened for a head: the first report at once, one digest after."""
    boxes, windows = mailboxes(stack), stored(stack, "WINDOW#")
    wanted = Counter(
        box for item in windows for box in boxes[item["pk"]["S"].removeprefix("WINDOW#")]
    )
    assert len(wanted) > 50
    assert Counter(mail["to"] for _, mail in mails.of("digest")) == wanted
    if not is_night():
        # a courtesy waits for the morning
        assert Counter(mail["to"] for _, mail in mails.of("forwarded")) == wanted


def is_night() -> bool:
    """Quiet hours of the city (20 to 7 WIB) or nearly: copies are held in the queue, delayed."""
    hour = (datetime.now(UTC).hour + 7) % 24
    return hour >= 19 or hour < 7
