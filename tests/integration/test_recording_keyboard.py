"""«Catat untuk warga» by keyboard alone, in Chromium at the size of a phone and without JavaScript.

The pages come from the functions' handlers behind a small HTTP server, the table is moto's.
"""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from e2e.browser import Visitors, launched, screenshot
from integration.desks import open_city, work_link
from integration.gateway import served
from local import chromium
from mandat.city.store import load_catalogue

CHROMIUM = chromium.find()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def page(aws: None) -> Iterator[Page]:
    open_city()
    assert CHROMIUM
    with served() as site, launched(CHROMIUM) as browser:
        visitors = Visitors(browser)
        found = visitors.new(javascript=False)
        found.goto(f"{site}{work_link('walikota').replace('/t/daftar/', '/t/catat/')}")
        yield found
        visitors.leave()


def focused(page: Page) -> str:
    """The name of the field that has the focus, or the words of a button or link."""
    here = page.locator(":focus")
    if not here.count():
        return ""
    return here.get_attribute("name") or here.inner_text()


def begins_at(page: Page, name: str) -> None:
    """The page puts the focus there by itself, a moment after it has loaded."""
    page.locator(f"[name={name}]:focus").wait_for()


def tab_to(page: Page, name: str) -> None:
    """Only the Tab key; the field must come within a few steps."""
    for _ in range(8):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not on the way")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def fill_in(page: Page, *, first: bool, text: str) -> None:
    """One chat, from the first key to Enter."""
    title = load_catalogue().service("jalan-rusak")
    assert title
    if first:
        write(page, "channel", "W")
    write(page, "phone", "081200000001")
    write(page, "name", "Rahayu Contoh")
    write(page, "category", title.title["id"])
    if first:
        write(page, "village_name", "Pagar Dewa")
    write(page, "landmark", "dekat masjid")
    write(page, "description", text)


def send(page: Page) -> None:
    tab_to(page, "order_text")
    for name in ("order_to", "day", "hour"):
        tab_to(page, name)
    for _ in range(8):
        page.keyboard.press("Tab")
        if focused(page) == "Catat":
            break
    page.keyboard.press("Enter")


def recorded(page: Page) -> None:
    page.get_by_role("heading", name="Tercatat").wait_for()


def test_one_chat_after_the_other_without_a_mouse(page: Page) -> None:
    begins_at(page, "channel")
    screenshot(page, "catat-untuk-warga")
    fill_in(page, first=True, text="Lubang besar di depan gerbang sekolah.")
    send(page)
    recorded(page)
    screenshot(page, "catat-tercatat")

    page.keyboard.press("Tab")
    started = time.monotonic()
    for _ in range(12):
        if focused(page) == "Catat berikutnya":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    begins_at(page, "phone")
    fill_in(page, first=False, text="Jalan berlubang lagi, tepat di tikungan.")
    send(page)

    page.get_by_text("Mungkin sudah dilaporkan?").wait_for()
    screenshot(page, "catat-mungkin-sudah")
    begins_at(page, "same")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    recorded(page)
    assert time.monotonic() - started < 60
