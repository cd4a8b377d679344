"""A browser without JavaScript: follows links and redirects, sends forms, keeps cookies."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

from local.demo import pages
from local.demo.pages import Form, Page, Pairs
from local.errors import LocalError
from local.settings import HOST

URLENCODED = "application/x-www-form-urlencoded"
REDIRECTS_MAX = 5
ERRORS_FROM = 400
CONFLICT = 409
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Sent:
    """A request: `body` is empty for GET."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = ""


@dataclass
class Browser:
    """One profile. Cookies are kept a host; Secure ones too, as browsers do on *.localhost."""

    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def open(self, address: str) -> Page:
        """The page at the end of the redirects. Raises LocalError for an error page."""
        return self._page(Sent("GET", address))

    def send(
        self,
        page: Page,
        form: Form,
        values: Mapping[str, str],
        button: str = "",
        *,
        refused: bool = False,
    ) -> Page:
        """Fill in and press a button, or Enter. Raises LocalError when the page complains.

        `refused`: that somebody else was faster is an answer like any other.
        """
        pressed = [form.button(button)] if button else []
        body = urlencode(form.filled(values) + pressed).encode()
        sent = Sent("POST", urljoin(page.address, form.action), body, URLENCODED)
        found = self._page(sent, CONFLICT if refused else 0)
        if found.first("error"):
            raise LocalError(f"{found.first(pages.HEADING)}: {found.first('error')}")
        return found

    def upload(self, page: Page, picture: bytes) -> Page:
        """Send a picture by the page's file form, straight to the bucket as browsers do."""
        form = page.form
        body, content_type = multipart(form.filled({}), form.files, picture)
        return self._page(Sent("POST", urljoin(page.address, form.action), body, content_type))

    def _page(self, sent: Sent, good: int = 0) -> Page:
        for _ in range(REDIRECTS_MAX):
            status, where, html = self._answer(sent)
            if not where:
                break
            sent = Sent("GET", urljoin(sent.address, where))
        page = pages.read(html, sent.address)
        if where or (status >= ERRORS_FROM and status != good):
            said = page.first("error") or page.first(pages.HEADING) or html[:200]
            raise LocalError(f"{sent.method} was answered with {status}: {said}")
        return page

    def _answer(self, sent: Sent) -> tuple[int, str, str]:
        """Python does not resolve *.localhost; everything here is this machine anyway."""
        parts = urlsplit(sent.address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        port = parts.port or 80
        with closing(HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(sent.method, path or "/", sent.body or None, self._headers(sent))
            answer = connection.getresponse()
            html = answer.read().decode(errors="replace")
        self._keep(parts.hostname or "", answer)
        return answer.status, answer.headers["Location"] or "", html

    def _headers(self, sent: Sent) -> dict[str, str]:
        parts = urlsplit(sent.address)
        known = self.cookies.get(parts.hostname or "", {})
        headers = {"Host": parts.netloc, "Accept": "text/html", "Accept-Language": "id"}
        if known:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in known.items())
        return headers | ({"Content-Type": sent.content_type} if sent.body else {})

    def _keep(self, host: str, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies.setdefault(host, {})[name] = morsel.value


def multipart(pairs: Pairs, name: str, picture: bytes) -> tuple[bytes, str]:
    """Body and content type of a form that sends a JPEG as the field `name`."""
    edge = uuid4().hex
    text = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in pairs
    )
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="foto.jpg"\r\n'
    body = f"{text}{head}Content-Type: image/jpeg\r\n\r\n".encode() + picture
    return body + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
