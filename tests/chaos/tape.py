"""What the functions ask of AWS: a server in between that passes all of it on and keeps it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from local.settings import HOST

# A signed request says in its scope whom it is for, and in its User-Agent who sent it.
SCOPE = re.compile(r"Credential=[^/]+/\d+/[\w-]+/(\w+)/aws4_request")
SENDER = re.compile(r"app/(\w+)")
OF_THE_WIRE = {"connection", "transfer-encoding", "content-length", "date", "server"}
# The bucket and the mail service say by method and address what the others say in a header.
BUCKETS = {
    "GET": "GetObject",
    "PUT": "PutObject",
    "DELETE": "DeleteObject",
    "GET list-type": "ListObjectsV2",
    "PUT tagging": "PutObjectTagging",
}
MAILS = {"/v2/email/outbound-emails": "SendEmail"}


@dataclass(frozen=True)
class Asked:
    """One request. `body` as microburst's rules see it: JSON without spaces, or nothing."""

    function: str
    service: str
    operation: str
    body: str


class Tape:
    """`asked` is what went through to `upstream` (an address of this machine), in order."""

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream).netloc
        self.asked: list[Asked] = []
        self.lock = Lock()

    @contextmanager
    def running(self) -> Iterator[str]:
        """The address to ask instead of `upstream`."""
        handler = type("Recorder", (_Recorder,), {"tape": self})
        server = ThreadingHTTPServer((HOST, 0), handler)
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()

    def keep(self, method: str, path: str, headers: Any, body: bytes) -> None:
        """Raises KeyError for an operation that no table here knows."""
        service = SCOPE.search(headers["Authorization"])
        sender = SENDER.search(headers["User-Agent"])
        assert service, "a call that nobody signed"
        assert sender, f"nobody's call: {headers['User-Agent']}"
        operation = _operation(method, path, headers)
        found = Asked(sender[1], service[1], operation, _read(headers, body))
        with self.lock:
            self.asked.append(found)


class _Recorder(BaseHTTPRequestHandler):
    tape: Tape
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.tape.keep(self.command, self.path, self.headers, body)
        with closing(HTTPConnection(self.tape.upstream, timeout=60)) as wire:
            wire.request(self.command, self.path, body, dict(self.headers))
            answer = wire.getresponse()
            self._answer(answer, answer.read())

    do_GET = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815  names that the base class asks for

    def _answer(self, answer: HTTPResponse, body: bytes) -> None:
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_WIRE:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """The tape is the log."""


def _operation(method: str, path: str, headers: Any) -> str:
    target = headers["X-Amz-Target"]
    if target:
        return str(target.rpartition(".")[2])
    parts = urlsplit(path)
    if parts.path in MAILS:
        return MAILS[parts.path]
    also = sorted(parse_qs(parts.query, keep_blank_values=True).keys() & {"list-type", "tagging"})
    return BUCKETS[" ".join([method, *also])]


def _read(headers: Any, body: bytes) -> str:
    if "json" not in headers.get("Content-Type", "") and not headers["X-Amz-Target"]:
        return ""
    return json.dumps(json.loads(body), separators=(",", ":")) if body else ""
