"""The SMTP side: takes every message for everybody, on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from local import ports
from local.mailbox.messages import parse
from local.mailbox.store import MailStore
from local.settings import HOST


class Sink:
    """Puts what comes in into the store; the name of the method is the SMTP server's."""

    def __init__(self, store: MailStore) -> None:
        self._store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server's name for it
        """Accept one message."""
        raw = envelope.original_content or b""
        self._store.add(parse(raw, envelope.rcpt_tos, datetime.now(UTC)), raw)
        return "250 OK"


@contextmanager
def listening(store: MailStore) -> Iterator[int]:
    """An SMTP server that fills the store; yields its port, one that nobody else has."""
    port = ports.any_free()
    controller = Controller(Sink(store), hostname=HOST, port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
