"""A mail as bytes, with the headers that tie it to its message and its case.

Written line by line: the standard library's EmailMessage parses every header that it is given,
which was half of what a mail costs. Both bodies are quoted-printable and a calendar's entry is
base64: in neither can the boundaries occur, which begin with "=_" (RFC 2045, 6.7).
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator
from email.header import Header
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from mandat.errors import InvalidError
from mandat.messaging import render
from mandat.messaging.domain import Message
from mandat.messaging.mail import CalendarFile, Mail
from mandat.platform.settings import settings

_CORRELATION = re.compile(r"[^\w=;:.-]")
CORRELATION_MAX = 100
# What nearly every address is; any other is looked at by the standard library.
_USUAL = re.compile(r"[\w+-]+(?:\.[\w+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
END = "\r\n"
_BREAK = re.compile(r"\r\n|\r|\n")


def mime(mail: Mail, message: Message, to: str, reply_to: str) -> bytes:
    """The finished mail. Raises InvalidError for an address that is none.

    No header takes a line break: ValueError.
    """
    heads = _heads(mail, message, to, reply_to)
    body = _both("=_bodies", render.text(mail), render.html(mail))
    if mail.calendar:
        body = _parts("mixed", "=_mail", body, _entry(mail.calendar))
    lines = (_line(name, value) for name, value in heads.items())
    return (END.join((*lines, body)) + END).encode("ascii")


def _heads(mail: Mail, message: Message, to: str, reply_to: str) -> dict[str, str]:
    name, sender = parseaddr(settings().mail_sender)
    found = {
        "From": formataddr((name, _address(sender))),
        "To": _address(to),
        "Reply-To": _address(reply_to) if reply_to else "",
        "Subject": " ".join(mail.subject.split()),
        **_tracing(message),
        "Content-Language": mail.locale,
        "MIME-Version": "1.0",
    }
    return {name: value for name, value in found.items() if value}


def _line(name: str, value: str) -> str:
    """Folded between its words, and encoded when it is not plain English."""
    if _BREAK.search(value):
        raise ValueError(f"a line break in {name}")
    if value.isascii() and " " not in value:
        return f"{name}: {value}"
    return f"{name}: {Header(value, header_name=name).encode(linesep=END)}"


def _parts(kind: str, edge: str, *parts: str) -> str:
    """An entity of some entities, its own head first."""
    return END.join(_edged(f'Content-Type: multipart/{kind}; boundary="{edge}"', edge, parts))


def _edged(head: str, edge: str, parts: tuple[str, ...]) -> Iterator[str]:
    yield head
    yield ""
    for part in parts:
        yield f"--{edge}"
        yield part
    yield f"--{edge}--"


def _both(edge: str, text: str, html: str) -> str:
    return _parts("alternative", edge, _body("plain", text), _body("html", html))


def _body(subtype: str, words: str) -> str:
    written = b2a_qp(_BREAK.sub(END, words).encode(), istext=True).decode("ascii")
    return END.join(
        (
            f'Content-Type: text/{subtype}; charset="utf-8"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            written,
        )
    )


def _entry(entry: CalendarFile) -> str:
    """RFC 6047: mail programs offer to enter a text/calendar part that names its method."""
    return END.join(
        (
            f'Content-Type: text/calendar; charset="utf-8"; method="{entry.method}"',
            f'Content-Disposition: attachment; filename="{entry.name}"',
            "Content-Transfer-Encoding: base64",
            "",
            *encodebytes(entry.text.encode()).decode("ascii").splitlines(),
        )
    )


def _tracing(message: Message) -> dict[str, str]:
    """Mailboxes show the mails of a case together (References) and answer none by themselves."""
    host = urlsplit(settings().site_url).hostname or "mandat"
    return {
        "X-Mandat-Message": message.id,
        "X-Mandat-Correlation": _CORRELATION.sub("", message.correlation_id)[:CORRELATION_MAX],
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"Mandat <mandat.{host}>",
        "References": f"<{message.case_id}@{host}>" if message.case_id else "",
    }


def _address(plain: str) -> str:
    """The address as it was typed. Raises InvalidError unless it is one plain address."""
    if not _USUAL.fullmatch(plain):
        _check(plain)
    return plain


def _check(plain: str) -> None:
    from email.errors import HeaderParseError
    from email.headerregistry import Address

    try:
        address = Address(addr_spec=plain)
        plain.encode("ascii")
    except (HeaderParseError, ValueError, IndexError) as error:
        raise InvalidError("email", "bad_address") from error
    # a comment in an address is read over: then it is not the one that was typed
    if address.addr_spec != plain or not address.username or "." not in address.domain:
        raise InvalidError("email", "bad_address")
