"""The mailbox over HTTP: pages for people, JSON for programs.

GET /                      the list
GET /mails/<id>            one mail; /html, /text and /raw below it are its parts
GET /api/mails             [{id, to, subject, text, html, headers, received_at}], newest first;
                           ?after=<id> and ?to=<address> narrow it
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from local.mailbox import pages
from local.mailbox.messages import Mail
from local.mailbox.store import MailStore
from local.settings import HOST

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
# What a mail's HTML may do here is what a mail program lets it do: show pictures, open links.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox;"
    " default-src 'none'; img-src * data:; style-src 'unsafe-inline'"
)
PARTS: dict[str, Callable[[Mail], tuple[str, str]]] = {
    "": lambda mail: (HTML, pages.mail_page(mail)),
    "html": lambda mail: (HTML, pages.html_body(mail)),
    "text": lambda mail: (TEXT, mail.text),
}


class MailboxServer(ThreadingHTTPServer):
    """The HTTP server of one mailbox."""

    daemon_threads = True

    def __init__(self, port: int, store: MailStore) -> None:
        self.store = store
        super().__init__((HOST, port), Handler)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; nothing here changes anything."""

    server: MailboxServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Find the page and send it."""
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        found = self._listing(address.path, query) or self._part(address.path)
        if found:
            self._send(HTTPStatus.OK, *found)
        else:
            self._send(HTTPStatus.NOT_FOUND, TEXT, "There is no such mail or page.\n")

    do_HEAD = do_GET  # noqa: N815 - the base class's name

    def _listing(self, path: str, query: dict[str, str]) -> tuple[str, str] | None:
        if path == "/":
            return HTML, pages.list_page(self.server.store.newest())
        if path.rstrip("/") != "/api/mails":
            return None
        after = query.get("after", "0")
        mails = self.server.store.newest(
            after=int(after) if after.isdecimal() else 0, to=query.get("to", "")
        )
        return JSON, json.dumps([asdict(mail) for mail in mails])

    def _part(self, path: str) -> tuple[str, str] | None:
        found = re.fullmatch(r"/mails/(\d{1,18})(?:/(html|text|raw))?", path)
        mail = self.server.store.get(int(found[1])) if found else None
        if not found or not mail:
            return None
        if found[2] == "raw":
            raw = self.server.store.raw(mail.id) or b""
            return TEXT, raw.decode("utf-8", "replace")
        return PARTS[found[2] or ""](mail)

    def _send(self, status: HTTPStatus, content_type: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.path.endswith("/html"):
            self.send_header("Content-Security-Policy", MAIL_POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the terminal belongs to the stack's progress."""


@contextmanager
def serving(port: int, store: MailStore) -> Iterator[None]:
    """The mailbox's pages on 127.0.0.1:port."""
    server = MailboxServer(port, store)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
