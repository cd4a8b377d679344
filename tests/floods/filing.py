"""One person's browser in a flood: a form is opened, filled in, and sent twice with its key."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from floods.people import Person

KEY = re.compile(r'name="key" value="([^"]+)"')
SENT = "__Host-terkirim"
PAGE = "/lapor"


@dataclass(frozen=True)
class Answer:
    """`set_cookies` are whole Set-Cookie lines."""

    status: int
    body: str = field(repr=False)
    set_cookies: tuple[str, ...] = ()


# Method, path, Cookie header, body.
Send = Callable[[str, str, str, str], Answer]


@dataclass(frozen=True)
class Filed:
    """What became of a form: both times the case that it made, "" when it was refused."""

    person: Person
    cases: tuple[str, ...]
    statuses: tuple[int, ...]
    seconds: tuple[float, ...]


@dataclass
class Browser:
    """Keeps cookies, follows nothing."""

    send: Send
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, body: str = "") -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.send(method, PAGE, cookie, body)
        for line in answer.set_cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def file_twice(person: Person, send: Send) -> Filed:
    browser = Browser(send)
    key = KEY.search(browser.ask("GET").body)
    assert key, "the form has no submission key"
    body = urlencode(person.form(key[1]))
    tries = [_sent(browser, body) for _ in range(2)]
    cases, statuses, seconds = zip(*tries, strict=True)
    return Filed(person, cases, statuses, seconds)


def _sent(browser: Browser, body: str) -> tuple[str, int, float]:
    browser.cookies.pop(SENT, None)
    started = time.perf_counter()
    answer = browser.ask("POST", body)
    took = time.perf_counter() - started
    return browser.cookies.get(SENT, "").partition(".")[0], answer.status, took


def assert_taken(filed: list[Filed]) -> set[str]:
    """Every good form made one case, however often it was sent; no bad one did. The cases."""
    for one in filed:
        if one.person.is_bad:
            # unprocessable: the form comes back with what is to be mended
            assert (one.cases, one.statuses) == (("", ""), (422, 422)), one
        else:
            assert one.cases[0] == one.cases[1] != "", one
            assert one.statuses == (303, 303), one
    cases = [one.cases[0] for one in filed if not one.person.is_bad]
    assert len(cases) == len(set(cases))
    return set(cases)
