"""A captured MIME message as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser


@dataclass(frozen=True)
class Mail:
    """One captured mail.

    `to` is whom it was delivered to, bare addresses joined by ", "; the To header as written is
    among `headers` (a repeated header keeps its first value). Bodies are "" when there is none.
    """

    id: int
    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    received_at: str


def parse(raw: bytes, recipients: Sequence[str], received_at: datetime) -> Mail:
    """Read a message; its id is 0 until it is stored."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    return Mail(
        id=0,
        to=", ".join(recipients),
        subject=str(message.get("Subject", "")),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        headers={name: str(message[name]) for name in reversed(message.keys())},
        received_at=received_at.astimezone(UTC).isoformat(timespec="milliseconds"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
