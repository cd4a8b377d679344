"""A hospital's clerk at the browser, with JavaScript and without: axe finds nothing."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.browser import Visitors, launched, screenshot
from integration import guarantees as on
from integration.gateway import served
from integration.lenders import clock
from local import chromium
from mandat.guarantee.commands import hospital_code
from mandat.guarantee.domain.numbers import show_number
from unit.guarantee import samples as g

CHROMIUM = chromium.find()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(params=[True, False], ids=["scripted", "plain"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(city: object, *, scripted: bool) -> Iterator[Page]:
    assert CHROMIUM
    on.promise()
    with clock(g.NOW), served() as site, launched(CHROMIUM) as browser:
        visitors = Visitors(browser)
        found = visitors.new(javascript=scripted)
        found.goto(f"{site}/surat/cek")
        yield found
        visitors.leave()


def is_fine(page: Page, name: str, *, scripted: bool) -> None:
    """Where no script runs, axe cannot either."""
    if not scripted:
        return
    screenshot(page, f"surat-{name}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_letter_is_checked_and_taken_in(page: Page, *, scripted: bool) -> None:
    is_fine(page, "01-periksa", scripted=scripted)
    page.locator("[name=number]").fill("SJ-00000")
    page.get_by_role("button", name="Periksa surat").click()
    page.get_by_text("Tidak ada surat dengan nomor ini").first.wait_for()
    is_fine(page, "02-salah", scripted=scripted)
    page.locator("[name=number]").fill(show_number(on.issued().guarantee.number))
    page.get_by_role("button", name="Periksa surat").click()
    page.get_by_role("heading", name="Surat jaminan: Berlaku").wait_for()
    is_fine(page, "03-berlaku", scripted=scripted)
    page.locator("[name=code]").fill(hospital_code("rsud"))
    page.get_by_role("button", name="Terima surat ini").click()
    page.get_by_role("heading", name="Surat jaminan: Sudah dipakai").wait_for()
    is_fine(page, "04-dipakai", scripted=scripted)
