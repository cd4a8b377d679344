"""AWS as far as an import needs it, over HTTP here: a table, one file, KMS, a queue.

In another process than the one that is measured, so that what is written lies elsewhere, as on AWS.
It answers at once: there is no network in it and no disk. Conditions are not looked at, for nobody
else writes; they are tried on moto.
"""

from __future__ import annotations

import base64
import json
import os
import re
import socketserver
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.places import SURROUNDINGS
from bench.world import HASHING

Item = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
SEALED = 184
RANGE = re.compile(r"bytes=(\d+)-(\d+)")
ETAG = '"extract"'


class Registry:
    """`files` are the objects of the bucket by key; `calls` are counted by name."""

    def __init__(self, items: Iterable[Item], files: Mapping[str, Path]) -> None:
        self.items = {_key(one): one for one in items}
        self.files = dict(files)
        self.calls: Counter[str] = Counter()

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """One call of any service."""
        target = headers.get("x-amz-target", "").partition(".")[2]
        self.calls[target or method] += 1
        if not target:
            return self._s3(method, url, headers)
        found = getattr(self, f"_{target}")(json.loads(body))
        return 200, {"content-type": "application/x-amz-json-1.0"}, json.dumps(found).encode()

    def _GetItem(self, asked: Item) -> Item:  # noqa: N802  AWS' own names
        item = self.items.get(_key(asked["Key"]))
        return {"Item": item} if item else {}

    def _BatchGetItem(self, asked: Item) -> Item:  # noqa: N802
        found = {
            table: [self.items[_key(key)] for key in wanted["Keys"] if _key(key) in self.items]
            for table, wanted in asked["RequestItems"].items()
        }
        return {"Responses": found, "UnprocessedKeys": {}}

    def _TransactWriteItems(self, asked: Item) -> Item:  # noqa: N802
        for one in asked["TransactItems"]:
            ((kind, what),) = one.items()
            if kind == "Put":
                self.items[_key(what["Item"])] = what["Item"]
            elif kind == "Delete":
                self.items.pop(_key(what["Key"]), None)
        return {}

    def _Encrypt(self, asked: Item) -> Item:  # noqa: N802
        sealed = base64.b64encode(os.urandom(SEALED)).decode()
        return {"CiphertextBlob": sealed, "KeyId": asked["KeyId"]}

    def _GetSecretValue(self, asked: Item) -> Item:  # noqa: N802
        return {"Name": asked["SecretId"], "SecretString": json.dumps(HASHING)}

    def _ChangeMessageVisibility(self, _asked: Item) -> Item:  # noqa: N802
        """A message that failed: who measures is told by the process that ends."""
        return {}

    def _s3(self, method: str, url: str, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        key = parts.path.removeprefix(f"/{SURROUNDINGS['REGISTER_BUCKET']}").lstrip("/")
        if method == "DELETE":
            self.files.pop(key, None)
            return 204, {}, b""
        if method == "PUT":
            return 200, {"etag": ETAG}, b""
        if key:
            return self._span(self.files[key], headers["range"])
        return 200, {"content-type": "application/xml"}, self._listed(parse_qs(parts.query))

    def _span(self, file: Path, asked: str) -> Answer:
        first, last = map(int, RANGE.fullmatch(asked).groups())  # type: ignore[union-attr]  # always
        with file.open("rb") as body:
            body.seek(first)
            return 206, {"etag": ETAG}, body.read(last - first + 1)

    def _listed(self, asked: Mapping[str, list[str]]) -> bytes:
        prefix = asked["prefix"][0]
        found = "".join(
            f"<Contents><Key>{key}</Key><Size>{file.stat().st_size}</Size><ETag>{ETAG}</ETag>"
            "</Contents>"
            for key, file in self.files.items()
            if key.startswith(prefix)
        )
        space = "http://s3.amazonaws.com/doc/2006-03-01/"
        return f'<ListBucketResult xmlns="{space}">{found}</ListBucketResult>'.encode()


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, registry: Registry) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.registry = registry


class _Connection(socketserver.StreamRequestHandler):
    """Requests on one connection that is kept open."""

    server: _Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        while line := self.rfile.readline():
            method, url, _ = line.decode().split()
            headers = dict(self._headers())
            if headers.get("expect") == "100-continue":
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            body = self.rfile.read(int(headers.get("content-length", 0)))
            self._send(*self.server.registry.answer(method, url, headers, body))

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self.rfile.readline().strip().decode():
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        lines = [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} -", *lines, f"content-length: {len(body)}"])
        self.wfile.write(f"{head}\r\n\r\n".encode() + body)


@contextmanager
def serving(registry: Registry) -> Iterator[str]:
    """Its address, while it answers."""
    with _Server(registry) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
