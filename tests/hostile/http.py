"""Requests as API Gateway hands them on, bodies that no browser sends, and answers."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    status: int
    body: str = field(repr=False)
    headers: dict[str, list[str]]


def encoded(form: Any) -> str:
    """A form as a browser sends it; half a surrogate pair as the bytes that it would have."""
    return urlencode(form, doseq=True, errors="surrogatepass")


def event(
    method: str,
    path: str,
    *,
    query: dict[str, str] | None = None,
    cookie: str = "",
    form: Any = None,
    body: str | None = None,
    kind: str | None = URLENCODED,
    is_base64: bool = False,
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A REST proxy event; `form` is sent urlencoded unless there is a `body`."""
    sent = body if body is not None else (encoded(form) if form is not None else None)
    all_headers = {"Host": "mandat.example.org", "Cookie": cookie, **(headers or {})}
    if kind is not None:
        all_headers["Content-Type"] = kind
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": all_headers,
        "multiValueHeaders": {name: [value] for name, value in all_headers.items()},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {name: [one] for name, one in (query or {}).items()}
        or None,
        "pathParameters": {"proxy": path[1:]},
        "stageVariables": None,
        "requestContext": {"requestId": "request-hostile", "stage": "v1"},
        "body": sent,
        "isBase64Encoded": is_base64,
    }
