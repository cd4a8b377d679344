"""The product's functions in this process, and people who use them. Imports the product.

What is done here is done by the product alone: forms are opened and sent, events are routed.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import itertools
import json
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import boto3

from bench import clock
from bench.lambda_context import Context
from bench.places import SURROUNDINGS
from bench.requests import (
    cookies_of,
    hidden,
    key_of,
    page_event,
    queue_event,
    report,
)

OURS = (
    "mandat",
    "intake",
    "actions",
    "booking",
    "routing",
    "notify",
    "deliver",
    "reminders",
    "sweeper",
    "photos",
)
KEEPING = ("aws_lambda_powertools",)
REFERENCE = re.compile(r"BKL-([0-9A-Z]{4})-([0-9A-Z]{4})")
SURE = {"sure": "yes"}
Watcher = Callable[[str], AbstractContextManager[Any]]
_citizens = itertools.count(1)
_watchers: list[Watcher] = []
_printed = io.StringIO()


def forget() -> None:
    """Make the next call the first of a process: no module of the product stays, and no cache."""
    for name in list(sys.modules):
        if name.partition(".")[0] in OURS + KEEPING:
            del sys.modules[name]


def watch(watcher: Watcher) -> None:
    """Every later call of a function runs within what `watcher` makes of its name."""
    _watchers[:] = [watcher]


def printed() -> int:
    """Bytes that the functions have logged so far."""
    return len(_printed.getvalue().encode())


def call(function: str, event: dict[str, Any]) -> dict[str, Any]:
    """The function's answer to `event`. Raises ValueError if it says that something failed."""
    said = answer(function, event)
    if said.get("statusCode", 200) >= 400 or said.get("batchItemFailures"):  # noqa: PLR2004  HTTP
        printed = _printed.getvalue()[-3000:]
        raise ValueError(f"{function} answered {said.get('statusCode', 'a failure')}: {printed}")
    return said


def answer(function: str, event: dict[str, Any]) -> dict[str, Any]:
    """The function's answer to `event`, whatever it is; what it logs is not shown.

    The event goes through JSON, as Lambda hands it over.
    """
    with contextlib.ExitStack() as around:
        around.enter_context(contextlib.redirect_stdout(_printed))
        handle = importlib.import_module(f"{function}.handler").handle
        sys.excepthook = sys.__excepthook__  # the product's logger would tell the redirected output
        clock.put_into(function)
        for watcher in _watchers:
            around.enter_context(watcher(function))
        return _handled(handle, event)


def _handled(handle: Callable[..., Any], event: dict[str, Any]) -> dict[str, Any]:
    try:
        return handle(json.loads(json.dumps(event)), Context()) or {}
    except Exception as error:
        error.add_note(_printed.getvalue()[-3000:])
        raise


def report_event() -> dict[str, Any]:
    """The last form of a new citizen's report, ready to be sent."""
    opened = call("intake", page_event("GET", "/lapor"))
    fields = report(key_of(opened["body"]), next(_citizens))
    return page_event("POST", "/lapor", fields, cookies_of(opened))


def filed(event: dict[str, Any]) -> str:
    """Send a report; the case's id."""
    answer = call("intake", event)
    where = answer["multiValueHeaders"]["Location"][0]
    cookies = f"{event['headers']['Cookie']}; {cookies_of(answer)}"
    receipt = page_event("GET", where.removeprefix(SURROUNDINGS["SITE_URL"]), None, cookies)
    found = REFERENCE.search(call("intake", receipt)["body"])
    if found is None:
        raise ValueError("the confirmation has no reference")
    return "".join(found.groups())


def feed_event(case_id: str, seq: int) -> dict[str, Any]:
    """The queue's event for the fact `seq` of a case, as the Pipe passes it on."""
    key = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": f"EVENT#{seq:06}"}}
    client = boto3.client("dynamodb")
    image = client.get_item(TableName=SURROUNDINGS["TABLE_NAME"], Key=key)["Item"]
    record = {"eventName": "INSERT", "dynamodb": {"NewImage": image}}
    return queue_event(json.dumps(record))


def owned() -> str:
    """A new case with its owner; its id."""
    case_id = filed(report_event())
    call("routing", feed_event(case_id, 1))
    return case_id


def link_path(url: str) -> str:
    return url.removeprefix(SURROUNDINGS["SITE_URL"])


def tracking(case_id: str) -> str:
    """The path of the citizen's secret link."""
    from mandat.platform.links import track_url

    return link_path(track_url(case_id))


def desk(case_id: str, post: str) -> str:
    """The path of a post's link to a case."""
    from mandat.city.store import load_post
    from mandat.platform.links import act_url

    found = load_post(post)
    if found is None:
        raise ValueError(f"no post {post}")
    return link_path(act_url(case_id, post, "a1", found.edition("a1"), clock.now()))


def worklist(post: str) -> str:
    """The path of a post's link to its worklist."""
    from mandat.city.store import load_post
    from mandat.platform.links import worklist_url

    found = load_post(post)
    if found is None:
        raise ValueError(f"no post {post}")
    return link_path(worklist_url(post, "a1", found.edition("a1"), clock.now()))


def address_link(case_id: str, email: str) -> str:
    """The path of the link by which a citizen confirms a mail address."""
    from datetime import timedelta

    from mandat.people.store import address_hash
    from mandat.platform.links import address_url

    return link_path(address_url(address_hash(email), case_id, clock.now() + timedelta(days=30)))


def form_event(function: str, path: str, **typed: str) -> dict[str, Any]:
    """Open a form at `path` and fill it in; the event that its button sends."""
    opened = call(function, page_event("GET", path))
    return page_event("POST", path, hidden(opened["body"]) | typed, cookies_of(opened))
