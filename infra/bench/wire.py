"""AWS as it answered when the tapes were made, over HTTP here, from a process of its own.

    wire.py <first tape> <tape>

Prints its port, then answers the calls of the first tape once and those of the second for ever, in
their order. What a measured process spends on its HTTP client is in its figure, as on Lambda.
"""

from __future__ import annotations

import itertools
import marshal
import os
import socketserver
import sys
import threading
from collections.abc import Iterator
from typing import Any

Call = tuple[Any, ...]
TARGET = b"x-amz-target:"


class Wire(socketserver.ThreadingTCPServer):
    """One place in the tape for all connections: a function makes one call after the other."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, calls: Iterator[Call]) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self._calls = calls
        self._turn = threading.Lock()

    def next(self, asked: bytes) -> bytes:
        """The next answer of the tape; the server ends with what was asked for out of turn."""
        with self._turn:
            _, _, _, target, status, headers, body = next(self._calls)
        if target.lower().encode() not in asked.lower():
            print(f"asked for {asked!r} instead of {target}", file=sys.stderr)
            os._exit(1)
        lines = [f"{name}: {value}" for name, value in headers.items() if not _framing(name)]
        head = "\r\n".join([f"HTTP/1.1 {status} -", *lines, f"content-length: {len(body)}"])
        return f"{head}\r\n\r\n".encode() + body


def _framing(name: str) -> bool:
    return name.lower() in {"content-length", "transfer-encoding", "connection"}


class Connection(socketserver.StreamRequestHandler):
    """Requests on one connection that is kept open; only their length and target are read."""

    server: Wire
    disable_nagle_algorithm = True

    def handle(self) -> None:
        while head := self._head():
            length = next((int(it[15:]) for it in head if it.startswith(b"content-length:")), 0)
            self.rfile.read(length)
            asked = next((it for it in head if it.startswith(TARGET)), head[0])
            self.wfile.write(self.server.next(asked))

    def _head(self) -> list[bytes]:
        lines = [line.strip() for line in iter(self.rfile.readline, b"\r\n") if line]
        return [lines[0], *(line.lower() for line in lines[1:])] if lines else []


def main(first: str, again: str) -> None:
    tapes = []
    for path in (first, again):
        with open(path, "rb") as kept:  # noqa: PTH123  as its neighbours do
            tapes.append(marshal.load(kept)["calls"])  # noqa: S302  the bench's own tape
    wire = Wire(itertools.chain(tapes[0], itertools.cycle(tapes[1])))
    print(wire.server_address[1], flush=True)
    wire.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
