"""Applying for the stipend and reporting a death, and what the posts do about it by their links."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

from local.aws import client
from local.demo.browser import Browser
from local.demo.filing import add_photos, checked, confirmed
from local.demo.pages import Page
from local.demo.play import CASE, DOMAIN, Story
from local.demo.post import wait
from local.demo.script import CITIZEN, WIB, Promise, Step
from local.settings import Settings

# What a form asks for in the words of today.
DAYS = {"today": 0, "yesterday": 1}
THIS_MONTH = "this"
JOBS = "mandat-local-job"
PAID_BY, PAY_LIST = "kadis.dinsos", "/t/santunan/"


@dataclass
class PromiseStory(Story):
    """`promise` says which form, and whether its month is paid; `month` opens all months."""

    promise: Promise = field(kw_only=True)
    month: Callable[[], None] = field(kw_only=True)

    def file(self) -> None:
        browser = self.browser(CITIZEN)
        page = browser.open(f"{self.site}{self.promise.path}")
        page = checked(browser, page, today_s({**self.promise.values, **self.contact}), 0)
        self.filed = confirmed(browser.send(page, page.form, {}, "send"))

    def state(self) -> str:
        """A family's page has no state: it names whom it is for."""
        page = self.browser(CITIZEN).open(self.filed.link)
        return page.first("tag") or page.first("h1")

    def play(self, ids: Mapping[str, str]) -> None:
        super().play(ids)
        if self.promise.pays:
            self.month()
            wait("the month on the pay list", self._paid)

    def _link_of(self, by: str) -> str:
        """A step of a death is a case of its own, whose mail names the report."""
        own = super()._link_of(by)
        return own or self.mailbox.link(f"{by}@{DOMAIN}", "", CASE, self.filed.reference)

    def _values(self, step: Step, page: Page, ids: Mapping[str, str]) -> dict[str, str]:
        return today_s(super()._values(step, page, ids))

    def _paid(self) -> bool:
        """Whoever pays opens the list from the worklist, and records the first of it as paid."""
        browser = self.browser(PAID_BY)
        page = self._pay_list(browser)
        row = page.link("/t/", self.promise.values["person"])
        if not row:
            return False
        case = browser.open(urljoin(page.address, row))
        pay = case.link("/bayar")
        if not pay:
            return False
        form = browser.open(urljoin(case.address, pay))
        add_photos(browser, form, 1)
        browser.send(form, form.form, {"how": "cash", "proof": "signature", "sure": "yes"})
        return True

    def _pay_list(self, browser: Browser) -> Page:
        case = browser.open(self._link_of(PAID_BY))
        worklist = browser.open(urljoin(case.address, case.link("/t/daftar/")))
        return browser.open(urljoin(worklist.address, worklist.link(PAY_LIST)))


def open_months(settings: Settings) -> None:
    """The beat of the night, now: what the roll is owed becomes payments."""
    queues = client(settings, "sqs")
    url = queues.get_queue_url(QueueName=JOBS)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody=json.dumps({"kind": "day"}))


def today_s(values: Mapping[str, str]) -> dict[str, str]:
    """With days and months as the forms have them."""
    return {name: _of_today(value) for name, value in values.items()}


def _of_today(value: str) -> str:
    now = datetime.now(WIB)
    if value in DAYS:
        return f"{now - timedelta(days=DAYS[value]):%Y-%m-%d}"
    return f"{now:%Y-%m}" if value == THIS_MONTH else value
