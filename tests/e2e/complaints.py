"""A complaint filed over plain HTTP, as a browser without JavaScript sends it."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from privacy.stack import visited

REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")
KEY = re.compile(r'name="key" value="([^"]+)"')
OWNER = "kadis.pupr@bengkulu.example.org"


@dataclass
class PlainBrowser:
    """Follows redirects and keeps cookies, Secure ones too, as Chromium does on *.localhost."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> str:
        """The page at the end of the redirects."""
        return self._ask("GET", path, "")

    def post(self, path: str, fields: dict[str, str]) -> str:
        """The page that the form leads to."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str) -> str:
        visited(path, dict(parse_qsl(body)))
        netloc = urlsplit(self.site).netloc
        headers = {"Host": netloc, "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        port = urlsplit(self.site).port
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        where = answer.headers["Location"]
        return self.get(urlsplit(where)._replace(scheme="", netloc="").geturl()) if where else page

    def _keep(self, set_cookies: list[str]) -> None:
        for line in set_cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def new_address() -> str:
    """A mail address that nobody used before: its first mail comes at once."""
    return f"warga.{uuid4().hex[:10]}@example.org"


def file_complaint(site: str, description: str) -> str:
    """File a complaint about a damaged road by a citizen with a mail address; its reference."""
    citizen = PlainBrowser(site)
    key = KEY.search(citizen.get("/lapor"))
    assert key, "the form has no submission key"
    page = citizen.post(
        "/lapor",
        {
            "key": key[1],
            "step": "check",
            "act": "send",
            "service": "jalan-rusak",
            "q_bahaya": "ya",
            "description": description,
            "village": "tidak-tahu",
            "landmark": "Depan masjid dekat pasar",
            "who": "named",
            "name": "Warga Contoh",
            "email": new_address(),
        },
    )
    reference = REFERENCE.search(page)
    assert reference, page
    return reference[0]
