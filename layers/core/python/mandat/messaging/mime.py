"""A mail as bytes, with the headers that tie it to its message and its case."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import urlsplit

from mandat.errors import InvalidError
from mandat.messaging import render
from mandat.messaging.domain import Message
from mandat.messaging.mail import CalendarFile, Mail
from mandat.platform.settings import settings

_CORRELATION = re.compile(r"[^\w=;:.-]")
CORRELATION_MAX = 100


def mime(mail: Mail, message: Message, to: str, reply_to: str) -> bytes:
    """The finished mail. Raises InvalidError for an address that is none.

    No header takes a line break: the e-mail package refuses to write one.
    """
    made = EmailMessage(policy=SMTP)
    name, sender = parseaddr(settings().mail_sender)
    made["From"] = _address(sender, name)
    made["To"] = _address(to)
    if reply_to:
        made["Reply-To"] = _address(reply_to)
    made["Subject"] = " ".join(mail.subject.split())
    for name, value in _tracing(message).items():
        made[name] = value
    made["Content-Language"] = mail.locale
    made.set_content(render.text(mail), cte="quoted-printable")
    made.add_alternative(render.html(mail), subtype="html", cte="quoted-printable")
    if mail.calendar:
        _attach(made, mail.calendar)
    return bytes(made)


def _attach(made: EmailMessage, entry: CalendarFile) -> None:
    """RFC 6047: mail programs offer to enter a text/calendar part that names its method."""
    made.add_attachment(
        entry.text,
        subtype="calendar",
        filename=entry.name,
        params={"method": entry.method},
        cte="base64",
    )


def _tracing(message: Message) -> dict[str, str]:
    """Mailboxes show the mails of a case together (References) and answer none by themselves."""
    host = urlsplit(settings().site_url).hostname or "mandat"
    found = {
        "X-Mandat-Message": message.id,
        "X-Mandat-Correlation": _CORRELATION.sub("", message.correlation_id)[:CORRELATION_MAX],
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"Mandat <mandat.{host}>",
        "References": f"<{message.case_id}@{host}>" if message.case_id else "",
    }
    return {name: value for name, value in found.items() if value}


def _address(plain: str, name: str = "") -> Address:
    try:
        address = Address(display_name=name, addr_spec=plain)
        plain.encode("ascii")
    except (HeaderParseError, ValueError, IndexError) as error:
        raise InvalidError("email", "bad_address") from error
    # a comment in an address is read over: then it is not the one that was typed
    if address.addr_spec != plain or not address.username or "." not in address.domain:
        raise InvalidError("email", "bad_address")
    return address
