"""axe finds nothing on pages of recording, following, merging; none is wider than a phone."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.browser import Visitors, launched, screenshot
from integration.desks import Browser, case_link, open_city, work_link
from integration.gateway import served
from integration.test_recording import answered, case_in, handed_link, record, typed
from integration.test_recording import routed as routed_by_rule
from integration.test_same_thing import finished, followed, merged, pair
from local import chromium
from mandat.platform.links import follow_url, track_url

CHROMIUM = chromium.find()
PHOTO = ("cccccccccccccccccccc/1",)
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
        found = visitors.new()
        found.goto(site)
        yield found
        visitors.leave()


def visit(page: Page, address: str) -> None:
    """A path, or an address of the site's own name."""
    parts = urlsplit(address)
    here = urlsplit(page.url)
    page.goto(f"{here.scheme}://{here.netloc}{parts.path}")


def is_fine(page: Page, name: str) -> None:
    screenshot(page, name)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_recording(page: Page) -> None:
    record(Browser())
    address = work_link("walikota").replace("/t/daftar/", "/t/catat/")
    visit(page, address)
    is_fine(page, "catat")
    button = page.get_by_role("button", name="Catat").first
    button.click()
    page.locator("#galat").wait_for()
    is_fine(page, "catat-galat")
    for name, text in typed(channel="").items():
        if text:
            page.locator(f"[name={name}]").fill(text)
    page.locator("[name=channel]").select_option("counter")
    button.click()
    page.locator("[name=same]").first.check()
    is_fine(page, "catat-sama")
    button.click()
    page.get_by_role("heading", name="Tercatat").wait_for()
    is_fine(page, "catat-selesai")


def test_a_link_that_went_through_the_hands_of_a_recorder(page: Page) -> None:
    answer = record(Browser())
    answered(routed_by_rule(case_in(answer)))

    visit(page, handed_link(answer))

    assert page.get_by_role("link", name="Belum puas").is_visible()
    is_fine(page, "lacak-titipan")


def test_merging_and_following(page: Page) -> None:
    main, later = pair()
    link = case_link(later, "dinas-pupr")
    visit(page, link)
    is_fine(page, "jabatan-mungkin-sama")
    visit(page, f"{link}/gabung")
    is_fine(page, "gabung")
    merged(main, later)
    visit(page, track_url(later.id))
    is_fine(page, "lacak-bersama")
    finished(main, photos=PHOTO)
    visit(page, follow_url(main.id, followed(main)))
    is_fine(page, "ikut")
