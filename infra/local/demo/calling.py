"""An urgent call for an ambulance, and its crew at work by the link that came to its phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from local.demo.filing import Filed
from local.demo.pages import Form, Page
from local.demo.play import Story
from local.demo.post import wait
from local.demo.script import CITIZEN, Call

CREW, DESK = "kru/", "meja/"


@dataclass
class CallStory(Story):
    """`call` says who needs one; its crew takes the steps that it names."""

    call: Call = field(kw_only=True)

    def file(self) -> None:
        browser = self.browser(CITIZEN)
        page = browser.open(f"{self.site}/ambulans/minta")
        sent = browser.send(page, page.form, {**self.call.values, **self.contact})
        reference = sent.first("step").rpartition(" ")[2]
        self.filed = Filed(reference, "", sent.address.partition("?")[0])

    def play(self, _ids: Mapping[str, str]) -> None:
        for step in self.call.crew:
            wait(f"{step} of the crew", partial(self._tapped, step))
        if self.call.ends:
            wait(f"the state {self.call.ends!r}", self._is_at_its_end)

    def state(self) -> str:
        """What the citizen's page says in large letters."""
        return self.browser(CITIZEN).open(self.filed.link).first("h1")

    def owners_link(self) -> str:
        """The desk's page: every call and every unit."""
        return self.mailbox.link("", self.filed.reference, DESK)

    def _tapped(self, step: str) -> bool:
        """Press the crew's button, once it is there."""
        link = self.mailbox.link("", self.filed.reference, CREW)
        page = self.browser(CREW).open(link) if link else Page()
        form = next((one for one in page.forms if has(one, step)), None)
        if form:
            self.browser(CREW).send(page, form, {}, step)
        return form is not None


def has(form: Form, button: str) -> bool:
    return any(value == button for _, value in form.buttons)
