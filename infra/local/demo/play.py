"""One complaint from its filing to its end: everybody acts by their own links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

from local.demo.browser import Browser
from local.demo.filing import Filed, add_photos, file_complaint
from local.demo.pages import Page
from local.demo.post import Mailbox, wait
from local.demo.script import CITIZEN, WIB, Complaint, Step

DOMAIN = "bengkulu.example.org"
ORDER_HOUR = "16:00"
# Links in mails: a post's case; the citizen's case, address and own page.
CASE, TRACK, ADDRESS, OWN = (
    "t/(?!daftar/|laporan/|catat/|jabatan/|pinjam/|santunan/|rumah-sakit/|asuhan/|ktp/)",
    "k/",
    "alamat/",
    "saya/",
)
ERASE = "hapus"
# Acts whose text the citizen is mailed.
TOLD = {"tanya", "perkembangan", "selesai", "tolak", "jawab", "kukuhkan"}
NOT_FILED = Filed("", "", "")


@dataclass
class Story:
    """A complaint on this stage; `contact` is how its citizen can be reached."""

    complaint: Complaint
    site: str
    mailbox: Mailbox
    contact: Mapping[str, str]
    filed: Filed = NOT_FILED
    _heard: str = ""
    _asked: bool = False
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, who: str) -> Browser:
        """Everybody has a browser of their own."""
        return self._browsers.setdefault(who, Browser())

    def file(self) -> None:
        self.filed = file_complaint(self.browser(CITIZEN), self.site, self.complaint, self.contact)

    def play(self, ids: Mapping[str, str]) -> None:
        """Every step in turn, then the state that was meant. `ids` knows cases by their name."""
        if self.contact.get("email") and not self.complaint.follows:
            self._confirm_address(self.contact["email"])
        for step in self.complaint.play:
            self._act(step, ids)
        if self.complaint.ends:
            wait(f"the state {self.complaint.ends!r}", self._is_at_its_end)

    def state(self) -> str:
        """What the citizen's page says."""
        return self.browser(CITIZEN).open(self.filed.link).first("tag")

    def owners_link(self) -> str:
        """By which the post that acted last, or got the complaint first, opens the case."""
        if self.complaint.follows:
            return ""
        return self._link_of(self.complaint.holder)

    def _is_at_its_end(self) -> bool:
        return self.state() == self.complaint.ends

    def _confirm_address(self, email: str) -> None:
        """Until then an address gets one mail a day."""
        browser = self.browser(CITIZEN)
        link = wait(
            "the first mail", lambda: self.mailbox.link(email, self.filed.reference, ADDRESS)
        )
        page = browser.open(link)
        browser.send(page, page.form, {"choice": "yes"})

    def _act(self, step: Step, ids: Mapping[str, str]) -> None:
        """Press the step's link as soon as the page offers it, fill in the form, send it."""
        browser = self.browser(step.by)
        address = wait(f"{step.act} by {step.by}", lambda: self._form_of(step))
        page = browser.open(address)
        add_photos(browser, page, step.photos)
        browser.send(page, page.form, self._values(step, page, ids))
        self._heard = step.values.get("text", self._heard) if step.act in TOLD else ""

    def _values(self, step: Step, page: Page, ids: Mapping[str, str]) -> dict[str, str]:
        return filled(step, page, ids)

    def _form_of(self, step: Step) -> str:
        """Where the step's form is; "" while nobody may fill it in."""
        link = self._own_page() if step.act == ERASE else self._case_page(step.by)
        if not link:
            return ""
        page = self.browser(step.by).open(link)
        found = page.link(f"/{step.act}")
        return urljoin(page.address, found) if found else ""

    def _case_page(self, by: str) -> str:
        return self._news() if by == CITIZEN else self._link_of(by) or self._listed(by)

    def _news(self) -> str:
        """Whoever gets mail acts from the mail that brings what an official wrote."""
        email = self.contact.get("email")
        if not (email and self._heard):
            return self.filed.link
        return self.mailbox.link(email, self.filed.reference, TRACK, self._heard)

    def _own_page(self) -> str:
        """All reports of the citizen's address, behind a link that is mailed on demand."""
        email, browser = self.contact["email"], self.browser(CITIZEN)
        if not self._asked:
            page = browser.open(f"{self.site}/saya")
            browser.send(page, page.form, {"reach": email})
            self._asked = True
        return self.mailbox.link(email, "", OWN)

    def _link_of(self, by: str) -> str:
        return self.mailbox.link(f"{by}@{DOMAIN}", self.filed.reference, CASE)

    def _listed(self, by: str) -> str:
        """A head whose copy waits for the next digest finds the case in the list of all reports."""
        browser, page = self.browser(by), Page()
        start = self.mailbox.link(f"{by}@{DOMAIN}", "", CASE)
        for part in ("/t/daftar/", "/t/laporan/"):
            page = browser.open(start) if start else page
            start = page.link(part)
        while start:
            page = browser.open(urljoin(page.address, start))
            found = page.link("/t/", self.filed.reference)
            if found:
                return found
            start = page.link("mulai=")
        return ""


def filled(step: Step, page: Page, ids: Mapping[str, str]) -> dict[str, str]:
    """The values of a step's form, with what its page asks besides."""
    values = dict(step.values)
    if "sure" in page.form.fields:
        values["sure"] = "yes"
    if step.into:
        values["into"] = ids[step.into]
    if "case" in page.form.fields:
        values["case"] = page.form.choices["case"][0][0]
    if "time" in page.form.choices:
        values["time"] = page.form.choices["time"][0][0]
    if step.days:
        day = datetime.now(WIB) + timedelta(days=step.days)
        values |= {"day": f"{day:%Y-%m-%d}", "hour": ORDER_HOUR}
    return values
