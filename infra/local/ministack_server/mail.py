"""SES v2 relays a raw message as it was sent.

MiniStack rebuilds it from subject and bodies, and so loses every header of ours (Reply-To,
X-Mandat-Message).
"""
# ruff: noqa: SLF001 - what is mended is private; the version is pinned

from __future__ import annotations

import base64
from contextvars import ContextVar
from typing import Any

from ministack.services import ses, ses_v2


def relay_raw_messages_as_they_are() -> None:
    """Let the relayed message be the one that was sent, with SES's Message-ID."""
    parse, build = ses_v2._parse_raw_mime, ses_v2._build_mime_message
    sent: ContextVar[bytes | None] = ContextVar("sent", default=None)

    def parse_and_remember(data: str) -> Any:
        sent.set(base64.b64decode(data))
        return parse(data)

    def build_or_pass_on(*arguments: Any) -> str | bytes:
        raw = sent.get()
        sent.set(None)
        return build(*arguments) if raw is None else _with_message_id(raw, arguments[-1])

    ses_v2._parse_raw_mime = parse_and_remember
    ses_v2._build_mime_message = build_or_pass_on


def _with_message_id(raw: bytes, message_id: str) -> bytes:
    text = ses._strip_message_id_header(raw.decode("utf-8", "surrogateescape"))
    return f"Message-ID: <{message_id}>\r\n{text}".encode("utf-8", "surrogateescape")
