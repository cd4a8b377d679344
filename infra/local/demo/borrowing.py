"""Asking for a loan through the public form, page by page as somebody on a phone does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from local.demo.browser import Browser
from local.demo.filing import KEYS, Filed
from local.demo.pages import Page
from local.demo.script import WIB, When
from local.errors import LocalError

PAGES_MAX = 24
# What a free time is chosen by, in the order in which its button says it.
OF_SINGLES = ("day", "start", "length", "thing")


@dataclass
class Borrower:
    """Somebody with a browser before the form of an offer. `wish` is the time that is wanted.

    When it is taken, the nearest free one is taken instead; or `waits`: in line for it.
    """

    browser: Browser
    values: Mapping[str, str]
    wish: dict[str, str]
    waits: bool = False

    def ask(self, address: str) -> Filed:
        """Fill in and send. Raises LocalError when the form does not end."""
        page = self.browser.open(address)
        for _ in range(PAGES_MAX):
            keys = page.words.get("key", [])
            if len(keys) == KEYS:
                return Filed(keys[0], keys[1], urljoin(page.address, page.link("/k/")))
            page = self._turned(page)
        raise LocalError(f"The form does not end: {page.first('h1')!r}.")

    def _turned(self, page: Page) -> Page:
        for sign, turn in (
            ("line", self._agreed),
            ("take:", self._agreed),
            ("send", self._sent),
            ("day:", self._dated),
            ("month:", self._dated),
        ):
            if offers(page, sign):
                return turn(page)
        known = {**self.values, **self.wish}
        asked = page.form.fields & known.keys()
        return self._pressed(page, "next", {name: known[name] for name in asked})

    def _pressed(self, page: Page, button: str, values: Mapping[str, str] | None = None) -> Page:
        """A time that is taken is an answer, no error."""
        return self.browser.send(page, page.form, values or {}, button, refused=True)

    def _sent(self, page: Page) -> Page:
        return self._pressed(page, "send")

    def _agreed(self, page: Page) -> Page:
        """Into the line, or the nearest time that is free."""
        if self.waits and offers(page, "line"):
            return self._pressed(page, "line")
        button = page.form.button("take:")[1]
        self.wish |= dict(zip(OF_SINGLES, button.removeprefix("take:").split("/"), strict=False))
        return self._pressed(page, button)

    def _dated(self, page: Page) -> Page:
        """The day, as soon as its month is shown."""
        button = f"day:{self.wish['day']}"
        return self._pressed(page, button if offers(page, button) else self._nearer(page))

    def _nearer(self, page: Page) -> str:
        """The month that is nearest to the day's among those that the page leads to."""
        months = [value for _, value in page.form.buttons if value.startswith("month:")]
        wanted = f"month:{self.wish['day'][:7]}/~"
        return max((one for one in months if one <= wanted), default=wanted)


def offers(page: Page, start: str) -> bool:
    """Whether the page's form has a button whose value begins so."""
    return bool(page.forms) and any(value.startswith(start) for _, value in page.form.buttons)


def time_of(when: When, weekends: Sequence[date], now: datetime) -> dict[str, str]:
    """The fields that ask for a time; `weekends` are the Saturdays of those that are free.

    Raises LocalError when too few are left.
    """
    if when.in_hours:
        return _soon(when, now)
    if when.weekend:
        return {"day": _weekend(when, weekends).isoformat(), **when.fields}
    return {"day": (now.date() + timedelta(days=when.in_days)).isoformat(), **when.fields}


def _soon(when: When, now: datetime) -> dict[str, str]:
    """The first half hour that is so many hours ahead."""
    at = now + timedelta(hours=when.in_hours, minutes=30)
    start = at.hour * 60 + at.minute // 30 * 30
    return {"day": at.date().isoformat(), "start": str(start), **when.fields}


def _weekend(when: When, weekends: Sequence[date]) -> date:
    if len(weekends) < when.weekend:
        raise LocalError("No free weekend is left to ask for: `make clean` forgets the loans.")
    return weekends[when.weekend - 1] + timedelta(days=when.sunday)


def now_here() -> datetime:
    return datetime.now(WIB)
