"""Events as API Gateway and SQS send them, and what a form without JavaScript would fill in."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

KEY = re.compile(r'name="key" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
STORY = (
    "Ada lubang besar di depan gerbang sekolah, dua pengendara sudah jatuh. Lebarnya satu meter "
    "dan dalamnya sejengkal; sesudah hujan tidak terlihat karena terendam air."
)
REPORT = {
    "step": "check",
    "act": "send",
    "service": "jalan-rusak",
    "q_bahaya": "ya",
    "description": STORY,
    "village": "17.71.01.1002",
    "rt": "05",
    "rw": "2",
    "landmark": "Sebelah warung dekat masjid",
    "who": "named",
    "name": "Rahayu Contoh",
}


def report(key: str, citizen: int) -> dict[str, str]:
    """The last form of a report; every citizen has a mail address and a number of their own."""
    reach = {"phone": f"0812-3{citizen:07}", "email": f"warga.{citizen}@example.org"}
    return {"key": key, **REPORT, **reach}


def page_event(
    method: str, path: str, fields: dict[str, str] | None = None, cookie: str = ""
) -> dict[str, Any]:
    """What API Gateway's REST proxy sends for a page or a form."""
    headers = _headers(cookie, form=fields is not None)
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path[1:]},
        "stageVariables": None,
        "requestContext": {"requestId": "request-7", "resourcePath": "/{proxy+}", "stage": "live"},
        "body": urlencode(fields) if fields is not None else None,
        "isBase64Encoded": False,
    }


def _headers(cookie: str, *, form: bool) -> dict[str, str]:
    headers = {"Host": "mandat.example.org", "User-Agent": "Mozilla/5.0", "Accept": "text/html"}
    if cookie:
        headers["Cookie"] = cookie
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return headers


def cookies_of(answer: dict[str, Any]) -> str:
    """The cookies that an answer sets, as the next request carries them."""
    lines = answer["multiValueHeaders"].get("Set-Cookie", [])
    return "; ".join(line.partition(";")[0] for line in lines)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page, the last of a name."""
    return dict(HIDDEN.findall(page))


def key_of(page: str) -> str:
    """The submission key of the report's form."""
    found = KEY.search(page)
    if found is None:
        raise ValueError("the form has no submission key")
    return found[1]


def queue_event(*bodies: str) -> dict[str, Any]:
    """An SQS batch as Lambda receives it."""
    return {"Records": [_record(place, body) for place, body in enumerate(bodies)]}


def _record(place: int, body: str) -> dict[str, Any]:
    return {
        "messageId": f"message-{place}",
        "receiptHandle": f"handle-{place}",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1764000000000",
            "SenderId": "sender",
            "ApproximateFirstReceiveTimestamp": "1764000000000",
        },
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:queue",
        "awsRegion": "ap-southeast-3",
    }
