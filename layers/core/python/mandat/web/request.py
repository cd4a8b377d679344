"""What a browser sent: path, query, cookies and a urlencoded form, without surprises."""

import base64
import re
from dataclasses import field
from typing import Any
from urllib.parse import parse_qs

from mandat.errors import InvalidError
from mandat.records import record

# Room for far more text than we take, so that too long a text comes back with its message.
BODY_MAX = 256 * 1024
FIELDS_MAX = 100
# Places in a record and numbers of a page have at most so many digits.
_NUMBER = re.compile(r"[0-9]{1,6}")
# Control characters; line breaks and tabs are no such thing.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@record
class Request:
    """One request. `form` holds every value of every field, in the order they were sent."""

    method: str
    path: str
    query: dict[str, str]
    cookies: dict[str, str]
    id: str
    form: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def value(self, name: str) -> str:
        """The first value of a form field, stripped; empty when it was not sent."""
        return _plain(self.form.get(name, [""])[0])

    def values(self, name: str) -> list[str]:
        return [_plain(one) for one in self.form.get(name, [])]


def whole_number(text: str) -> int | None:
    """The number in a query or a path; None for anything that our own pages would not write."""
    return int(text) if _NUMBER.fullmatch(text) else None


def _plain(text: str) -> str:
    """Line breaks as one character, whatever the browser made of them."""
    if text.isprintable():
        return text.strip()
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_request(event: dict[str, Any]) -> Request:
    """The request in an API Gateway REST proxy event.

    Raises InvalidError for a form that is too large or cannot be read.
    """
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    query = (event.get("queryStringParameters") or {}).items()
    return Request(
        method=event["httpMethod"],
        path=event["path"],
        query={name: _whole(value) for name, value in query},
        cookies=_cookies(_whole(headers.get("cookie", ""))),
        id=event.get("requestContext", {}).get("requestId", ""),
        form=_form(event),
    )


def _whole(text: str) -> str:
    """Half a surrogate pair, which JSON can hold and UTF-8 cannot, becomes a question mark."""
    return text.encode(errors="replace").decode()


def _cookies(header: str) -> dict[str, str]:
    """As RFC 6265 has browsers send them; ours are never quoted."""
    pairs = (one.strip().partition("=") for one in header.split(";"))
    return {name: value for name, sign, value in pairs if sign}


def _form(event: dict[str, Any]) -> dict[str, list[str]]:
    try:
        raw = _raw(event)
        if len(raw) > BODY_MAX:
            raise InvalidError("form", "form_too_large")
        return parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except ValueError as error:
        raise InvalidError("form", "form_unreadable") from error


def _raw(event: dict[str, Any]) -> bytes:
    """The body's bytes. Raises ValueError when it is not what the event says that it is."""
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
