"""What arrives in the stack's mailbox, read as a program reads it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from local.errors import LocalError
from local.settings import HOST

Mail = dict[str, str]
T = TypeVar("T")
PATIENCE_SECONDS = 90
PAUSE_SECONDS = 0.4


@dataclass(frozen=True)
class Mailbox:
    """`since`: mails up to this id are of earlier."""

    api: str
    since: int = 0

    def mails(self, to: str) -> list[Mail]:
        """Mails to an address, newest first."""
        parts = urlsplit(self.api)
        query = urlencode({"to": to, "after": self.since})
        with closing(HTTPConnection(HOST, parts.port or 80, timeout=30)) as connection:
            connection.request("GET", f"{parts.path}?{query}")
            found: list[Mail] = json.loads(connection.getresponse().read())
        return found

    def newest(self) -> int:
        """The id of the last mail to anybody."""
        return max((int(mail["id"]) for mail in self.mails("")), default=0)

    def link(self, to: str, reference: str, kind: str, words: str = "") -> str:
        """The first link of a kind ("alamat/") in the newest mail to an address about a report.

        With `words` the newest mail that holds them; "" when there is none.
        """
        pattern = re.compile(rf"https?://[^/\s]+/{kind}[\w.~-]+")
        for mail in self.mails(to):
            found = pattern.search(mail["text"])
            if found and reference in mail["subject"] and words in mail["text"]:
                return found[0]
        return ""


def wait(what: str, look: Callable[[], T]) -> T:
    """What `look` finds, as soon as it finds something. Raises LocalError after a while."""
    for _ in _pauses():
        found = look()
        if found:
            return found
    raise LocalError(f"{what} did not come within {PATIENCE_SECONDS} s.")


def _pauses() -> Iterator[None]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        yield
        time.sleep(PAUSE_SECONDS)
