"""A browser in this process: the demonstration's own, before the handlers instead of a network.

A photo goes to the bucket on moto as S3 would take it from a form.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import boto3

from bench import doors
from bench.places import SURROUNDINGS
from bench.requests import page_event
from local.demo import pages
from local.demo.browser import URLENCODED, Browser, Sent
from local.demo.pages import Form, Page
from local.errors import LocalError

SITE = SURROUNDINGS["SITE_URL"]
BUCKET = SURROUNDINGS["PHOTO_BUCKET"]
SEE_OTHER = 303
PATHS = {
    "actions": ("/t/", "/j/", "/asuh/"),
    "booking": ("/pinjam", "/ambulans", "/kru/", "/sopir/", "/meja/"),
    "people": ("/santunan", "/kematian", "/surat/cek", "/berobat", "/anak", "/ktp"),
    "papers": ("/surat/",),
}


@dataclass
class Visitor(Browser):
    """Each path is answered by its function, as template.yaml has them."""

    asked: int = 0
    uploaded: list[str] = field(default_factory=list)

    def press(self, page: Page, form: Form, values: Mapping[str, str]) -> None:
        """As `send`, by somebody who does not wait for the page that comes when it was taken.

        Raises LocalError when the form comes back.
        """
        body = urlencode(form.filled(values)).encode()
        address = urljoin(page.address, form.action)
        status, where, html = self._answer(Sent("POST", address, body, URLENCODED))
        if not where:
            said = pages.read(html, address)
            raise LocalError(f"{said.first(pages.HEADING)}: {status} {said.first('error')}")

    def _answer(self, sent: Sent) -> tuple[int, str, str]:
        parts = urlsplit(sent.address)
        if (parts.hostname or "").startswith(BUCKET):
            return self._upload(sent)
        answer = doors.call(function_of(parts.path), self._event(sent, parts.path, parts.query))
        self.asked += 1
        headers = answer.get("multiValueHeaders", {})
        self._remember(parts.hostname or "", headers.get("Set-Cookie", []))
        return answer["statusCode"], headers.get("Location", [""])[0], answer["body"] or ""

    def _event(self, sent: Sent, path: str, query: str) -> dict[str, Any]:
        cookie = self._headers(sent).get("Cookie", "")
        event = page_event(sent.method, path, None, cookie)
        asked = dict(parse_qsl(query, keep_blank_values=True))
        if asked:
            event["queryStringParameters"] = asked
            event["multiValueQueryStringParameters"] = {key: [one] for key, one in asked.items()}
        if sent.body:
            event["headers"]["Content-Type"] = sent.content_type
            event |= {"body": b64encode(sent.body).decode(), "isBase64Encoded": True}
        return event

    def _remember(self, host: str, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies.setdefault(host, {})[name] = morsel.value

    def _upload(self, sent: Sent) -> tuple[int, str, str]:
        """S3's part of a form with a photo; the key is kept for whoever tells of it."""
        whole = f"Content-Type: {sent.content_type}\r\n\r\n".encode() + sent.body
        fields = {
            str(part.get_param("name", header="Content-Disposition")): part.get_payload(decode=True)
            for part in message_from_bytes(whole).get_payload()
        }
        key = fields["key"].decode()
        _bucket().put_object(Bucket=BUCKET, Key=key, Body=fields["file"])
        self.uploaded.append(key)
        return SEE_OTHER, fields["success_action_redirect"].decode(), ""


def function_of(path: str) -> str:
    """Which function answers a path."""
    found = (name for name, paths in PATHS.items() if path.startswith(paths))
    return next(found, "intake")


@cache
def _bucket() -> Any:
    return boto3.client("s3")
