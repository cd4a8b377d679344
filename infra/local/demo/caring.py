"""A request for care without payment, from its form to the letter that a hospital takes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from local.demo.filing import checked, confirmed
from local.demo.play import Story
from local.demo.post import wait
from local.demo.script import CITIZEN, Care

HOSPITAL, HEALTH = "rumah-sakit", "kadis.dinkes"
# The page on which who issues letters reads the hospitals' codes out to them.
CODES = "/t/rumah-sakit/"


@dataclass
class CareStory(Story):
    """`care` says whether the letter is used in the end."""

    care: Care = field(kw_only=True)

    def file(self) -> None:
        browser = self.browser(CITIZEN)
        page = browser.open(f"{self.site}/berobat/minta")
        page = checked(browser, page, {**self.care.values, **self.contact}, 0)
        self.filed = confirmed(browser.send(page, page.form, {}, "send"))

    def play(self, ids: Mapping[str, str]) -> None:
        """Every step in turn; the hospital takes the letter in before the end is looked at."""
        if self.contact.get("email"):
            self._confirm_address(self.contact["email"])
        for step in self.care.play:
            self._act(step, ids)
        if self.care.used:
            self._take_in(wait("the number of the letter", self._number))
        if self.care.ends:
            wait(f"the state {self.care.ends!r}", self._is_at_its_end)

    def _number(self) -> str:
        """As the family shows it on the phone."""
        return self.browser(CITIZEN).open(self.filed.link).first("number")

    def _take_in(self, number: str) -> None:
        clerk = self.browser(HOSPITAL)
        page = clerk.open(f"{self.site}/surat/cek")
        page = clerk.send(page, page.form, {"number": number}, "look")
        clerk.send(page, page.form, {"code": self._code()}, "use")

    def _code(self) -> str:
        browser = self.browser(HEALTH)
        case = browser.open(self._link_of(HEALTH))
        page = browser.open(urljoin(case.address, case.link(CODES)))
        return browser.send(page, page.form, {"sure": "yes"}).first("key")
