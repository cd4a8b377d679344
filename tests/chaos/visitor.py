"""A browser without JavaScript whose person presses again when a page says that it failed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from local.demo import pages
from local.demo.pages import Page
from privacy.stack import visited

TRIES = 20
REDIRECTS = {301, 302, 303}
FAILED = 503
# A form that comes back keeps what was typed, and asks for the promise anew.
PROMISE = "sure"
FORM = "application/x-www-form-urlencoded"
# A page that says honestly what failed: by its heading (text/locale/id), or above its form.
ALERT = 'class="warn" role="alert">'
HONEST = re.compile(
    "Laporan Anda belum (pasti )?terkirim|Data kami sedang tidak dapat dijangkau|"
    "Belum pasti terkirim|Silakan coba sekali lagi"
)


@dataclass
class Answer:
    """The page at the end of the redirects; `method` is what asked for that page."""

    status: int
    address: str
    html: str
    method: str

    @property
    def page(self) -> Page:
        return pages.read(self.html, self.address)


Ask = Callable[[], Answer]


@dataclass
class Visitor:
    """`failures` are the honest pages that were met, as (path without its token, status)."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def open(self, address: str) -> Answer:
        """The page; loaded again while an honest page asks for it."""
        return self._patiently(lambda: self._follow("GET", address, ""), {})

    def press(self, page: Page, values: Mapping[str, str], button: str = "") -> Answer:
        """Fill in the page's form and press; again on the page that kept what was typed."""
        form = page.form
        pairs = form.filled(values) + ([form.button(button)] if button else [])
        return self.send(form.action, pairs, values)

    def send(self, action: str, pairs: list[tuple[str, str]], typed: Mapping[str, str]) -> Answer:
        address = urljoin(self.site + "/", action)
        return self._patiently(lambda: self._follow("POST", address, urlencode(pairs)), typed)

    def _patiently(self, ask: Ask, typed: Mapping[str, str]) -> Answer:
        for _ in range(TRIES):
            answer = ask()
            if answer.status < 400:
                return answer
            self._is_honest(answer, typed)
            ask = self._again(answer, typed)
            time.sleep(0.2)
        raise AssertionError(f"still failing after {TRIES} tries: {answer.address}")

    def _is_honest(self, answer: Answer, typed: Mapping[str, str]) -> None:
        path = re.sub(r"/[\w.~-]{40,}", "/-", urlsplit(answer.address).path)
        heading, wrong = (unescape(answer.page.first(one)) for one in (pages.HEADING, "error"))
        said = f"{answer.method} {path} {answer.status}: {heading} {wrong}"
        assert answer.status == FAILED, said
        assert HONEST.fullmatch(heading) or ALERT in answer.html, said
        self.failures.append(f"{answer.method} {path} {heading}")
        if answer.method == "GET":
            return
        kept = set(dict(answer.page.form.pairs).values())
        lost = {name for name, value in typed.items() if name != PROMISE and value not in kept}
        assert not lost, f"{path} lost {lost}"

    def _again(self, answer: Answer, typed: Mapping[str, str]) -> Ask:
        if answer.method == "GET":
            return lambda: self._follow("GET", answer.address, "")
        form = answer.page.form
        promised = {PROMISE: typed[PROMISE]} if PROMISE in form.fields & typed.keys() else {}
        pairs = form.filled(promised) + [one for one in form.buttons[:1] if one[0]]
        address = urljoin(answer.address, form.action)
        return lambda: self._follow("POST", address, urlencode(pairs))

    def _follow(self, method: str, address: str, body: str) -> Answer:
        while True:
            status, where, html = self._once(method, address, body)
            if status not in REDIRECTS:
                return Answer(status, address, html, method)
            method, address, body = "GET", urljoin(address, where), ""

    def _once(self, method: str, address: str, body: str) -> tuple[int, str, str]:
        """Python does not resolve *.localhost; everything here is this machine anyway."""
        parts = urlsplit(address)
        headers = {"Host": urlsplit(self.site).netloc, "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = FORM
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        visited(path, dict(parse_qsl(body)))
        with closing(HTTPConnection("127.0.0.1", urlsplit(self.site).port, timeout=90)) as wire:
            wire.request(method, path, body or None, headers)
            answer = wire.getresponse()
            html = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers["Location"] or "", html
