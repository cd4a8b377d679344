"""A citizen's browser without JavaScript: real REST proxy events, cookies, forms as they stand."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from actions.handler import handle as act
from booking.handler import handle as lend
from intake.handler import handle as take
from mandat.platform.observability import logger
from people.handler import handle as serve
from samples import LambdaContext

# What the function for what is lent answers.
LENT = ("/pinjam", "/ambulans", "/kru/", "/meja/", "/sopir/")
# And the function for what is promised to people that the city knows.
PROMISED = ("/santunan", "/kematian", "/surat/cek", "/berobat", "/anak", "/ktp")
# And the posts' own: an official sends photos by his link.
ACTING = ("/asuh/",)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, a JSON document a line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logger.registered_formatter)
    logger.addHandler(handler)
    try:
        yield written
    finally:
        logger.removeHandler(handler)


@dataclass
class FormFound:
    """A form of a page: its address and its fields as they would be sent."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """Collects forms, also the buttons that belong to one by their `form` attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[FormFound] = []
        self.problems: dict[str, str] = {}
        self._open: FormFound | None = None
        self._area = ""
        self._select = ""
        self._error = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        name, value = known.get("name", ""), known.get("value", "")
        if tag == "form":
            self._open = FormFound(known.get("action", ""))
            self.forms.append(self._open)
        elif tag == "p" and known.get("class") == "error":
            self._error = known.get("id", "").removeprefix("f-").removesuffix("-error")
        elif self._open is not None:
            self._field(self._open, tag, name, value, known)

    def _field(
        self, form: FormFound, tag: str, name: str, value: str, known: dict[str, str]
    ) -> None:
        if tag == "button":
            form.buttons.append(value)
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
            form.fields[name] = ""
        elif tag == "option" and "selected" in known:
            form.fields[self._select] = value
        elif tag == "input":
            form.names.add(name)
            if known.get("type") not in {"radio", "checkbox"}:
                form.fields[name] = value
            elif "checked" in known:
                form.fields[name] = value
                form.checked.append(name)

    def handle_data(self, data: str) -> None:
        if self._area and self._open:
            self._open.fields[self._area] += data
        if self._error:
            self.problems[self._error] = self.problems.get(self._error, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "textarea" and self._open:
            self._open.fields[self._area] = self._open.fields[self._area].removeprefix("\n")
            self._area = ""
        if tag == "p":
            self._error = ""


@dataclass
class Page:
    """An answer. `forms` in the order of the page, `problems` by field."""

    status: int
    html: str
    headers: dict[str, list[str]]
    path: str
    forms: list[FormFound]
    problems: dict[str, str]

    @property
    def form(self) -> FormFound:
        """The form of the question; a page that can resume a draft has that one first."""
        return self.forms[-1]

    @property
    def title(self) -> str:
        return unescape(self.html.partition("<title>")[2].partition("</title>")[0])

    def shows(self, text: str) -> bool:
        return text in unescape(self.html)


@dataclass
class Citizen:
    """One browser. Redirects inside the site are followed; `visited` are the addresses seen."""

    cookies: dict[str, str] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    page: Page | None = None

    def get(self, address: str, method: str = "GET") -> Page:
        return self._go(method, address, None)

    def post(self, address: str, fields: dict[str, str]) -> Page:
        return self._go("POST", address, urlencode(fields))

    def send(self, act: str = "next", **typed: str) -> Page:
        """Fill in the page's form and press the button `act`."""
        assert self.page is not None
        form = self.page.form
        fields = {**form.fields, **typed, "act": act}
        return self.post(form.action or self.page.path, fields)

    def _go(self, method: str, address: str, body: str | None) -> Page:
        parts = urlsplit(address)
        self.visited.append(address)
        answer = _door(parts.path)(
            self._event(method, parts.path, parts.query, body), LambdaContext()
        )
        headers = answer["multiValueHeaders"]
        self._keep(headers.get("Set-Cookie", []))
        if answer["statusCode"] == 303 and not _elsewhere(headers["Location"][0]):
            return self._go("GET", urljoin(address, headers["Location"][0]), None)
        self.page = _page(answer, address)
        return self.page

    def _event(self, method: str, path: str, query: str, body: str | None) -> dict[str, Any]:
        headers = {"Host": "mandat.example.org"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        pairs = dict(parse_qsl(query, keep_blank_values=True))
        return {
            "resource": "/{proxy+}" if path != "/" else "/",
            "path": path,
            "httpMethod": method,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": pairs or None,
            "multiValueQueryStringParameters": {name: [one] for name, one in pairs.items()} or None,
            "pathParameters": {"proxy": path[1:]} if path != "/" else None,
            "stageVariables": None,
            "requestContext": {"requestId": f"request-{len(self.visited)}", "stage": "v1"},
            "body": body,
            "isBase64Encoded": False,
        }

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def _door(path: str) -> Any:
    if path.startswith(PROMISED):
        return serve
    if path.startswith(ACTING):
        return act
    return lend if path.startswith(LENT) else take


def _elsewhere(location: str) -> bool:
    host = urlsplit(location).netloc
    return bool(host) and host != "mandat.example.org"


def _page(answer: dict[str, Any], address: str) -> Page:
    found = _Forms()
    found.feed(answer["body"] or "")
    return Page(
        answer["statusCode"],
        answer["body"] or "",
        answer["multiValueHeaders"],
        urlsplit(address).path,
        found.forms,
        found.problems,
    )
