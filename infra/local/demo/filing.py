"""Filing a complaint through the public form, page by page as somebody on a phone does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from local.demo import pictures
from local.demo.browser import Browser
from local.demo.pages import Page
from local.demo.script import Complaint
from local.errors import LocalError

PAGES_MAX = 12
KEYS = 2


@dataclass(frozen=True)
class Filed:
    """What the last page shows, once. A follower has the followed report's link and no code."""

    reference: str
    code: str
    link: str

    @property
    def case_id(self) -> str:
        return self.reference.removeprefix("BKL-").replace("-", "")


def file_complaint(
    browser: Browser, site: str, complaint: Complaint, contact: Mapping[str, str]
) -> Filed:
    """Fill in the form and send it; or follow what it finds, when the complaint says so."""
    page = _chosen(browser, browser.open(f"{site}/lapor"), complaint)
    page = checked(browser, page, dict(complaint.values) | dict(contact), complaint.photos)
    if complaint.follows:
        return _followed(browser, page)
    return confirmed(browser.send(page, page.form, {}, "send"))


def confirmed(page: Page) -> Filed:
    """What the page after sending shows, once. Raises LocalError for another page."""
    keys = page.words.get("key", [])
    if len(keys) != KEYS:
        raise LocalError(f"The report was not confirmed: {page.first('h1')!r}.")
    return Filed(keys[0], keys[1], urljoin(page.address, page.link("/k/")))


def _chosen(browser: Browser, page: Page, complaint: Complaint) -> Page:
    """Past the choice of the subject: found by words when there are some, else in the list."""
    if complaint.search:
        page = browser.send(page, page.form, {"q": complaint.search}, "search")
    return browser.send(page, page.form, {}, f"pick:{complaint.service}")


def checked(browser: Browser, page: Page, values: Mapping[str, str], photos: int) -> Page:
    """On to the last page, filling in what each page asks."""
    for _ in range(PAGES_MAX):
        if any(value == "send" for _, value in page.form.buttons):
            return page
        add_photos(browser, page, photos)
        asked = page.form.fields & values.keys()
        page = browser.send(page, page.form, {name: values[name] for name in asked}, "next")
    raise LocalError(f"The form does not end: {page.first('h1')!r}.")


def _followed(browser: Browser, page: Page) -> Filed:
    page = browser.send(page, page.form, {}, "follow:")
    page = browser.send(page, page.form, {"sure": "yes"}, "join:")
    reference = page.first("step").partition(" ")[0]
    return Filed(reference, "", page.address.partition("?")[0])


def add_photos(
    browser: Browser, page: Page, photos: int, take: Callable[[], bytes] = pictures.photograph
) -> None:
    """Through the frame of the page, when it has one."""
    if not (photos and page.frames):
        return
    frame = browser.open(urljoin(page.address, page.frames[0]))
    for _ in range(photos):
        frame = browser.upload(frame, take())
