"""axe finds nothing on the pages about a death, and none is wider than a small phone."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.browser import Visitors, launched, screenshot
from integration.desks import Browser
from integration.gateway import served
from integration.lenders import Clock, clock
from integration.mourners import (
    DECEASED,
    NIK_TYPED,
    TEXT,
    THURSDAY_NIGHT,
    TUESDAY,
    TUESDAY_NIGHT,
    act,
    desk,
    family_path,
    papers_made,
    reported,
    settled,
    step_desk,
)
from local import chromium

CHROMIUM = chromium.find()
CONFIRMED = {"letter": "doctor", "spouse": "yes", "children": "2", "sure": "yes"}
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock(TUESDAY) as found:
        yield found


@pytest.fixture
def page(hour: Clock) -> Iterator[Page]:
    assert CHROMIUM
    with served() as site, launched(CHROMIUM) as browser:
        visitors = Visitors(browser)
        found = visitors.new()
        found.goto(f"{site}/kematian")
        yield found
        visitors.leave()


def visit(page: Page, path: str) -> None:
    here = urlsplit(page.url)
    page.goto(f"{here.scheme}://{here.netloc}{path}")


def is_fine(page: Page, name: str) -> None:
    screenshot(page, f"duka-{name}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def goes_on(page: Page, name: str) -> None:
    is_fine(page, name)
    page.locator("main button[value=next]").click()
    page.wait_for_load_state()


def test_the_form_and_its_receipt(page: Page) -> None:
    is_fine(page, "01-kematian")
    visit(page, "/kematian/lapor")
    page.locator("main button[value=next]").click()
    page.locator("#galat").wait_for()
    is_fine(page, "02-galat")
    page.locator("[name=reporter][value=family]").check()
    goes_on(page, "02-lapor")
    page.locator("[name=deceased]").fill(DECEASED)
    page.locator("[name=nik]").fill(NIK_TYPED)
    goes_on(page, "03-siapa")
    page.locator("[name=day]").first.check()
    page.locator("[name=part][value=dini]").check()
    goes_on(page, "04-kapan")
    page.locator("[name=died_in][value=home]").check()
    goes_on(page, "05-di-mana")
    page.locator("[name=village]").select_option("17.71.01.1002")
    page.locator("[name=landmark]").fill("Jalan Contoh 7, dekat masjid")
    goes_on(page, "06-rumah-duka")
    page.locator("[name=faith]").first.check()
    goes_on(page, "07-agama")
    page.locator("[name=spouse][value=yes]").check()
    page.locator("[name=children]").fill("2")
    goes_on(page, "08-ditinggalkan")
    page.locator("[name=needs][value=tenda]").check()
    page.locator("[name=needs][value=jenazah]").check()
    goes_on(page, "09-perlu")
    page.locator("[name=name]").fill("Rahayu Contoh")
    page.locator("[name=phone]").fill("081234567890")
    goes_on(page, "10-kontak")
    is_fine(page, "11-periksa")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert DECEASED in kept
    assert "0001" not in kept
    page.locator("main button[value=send]").click()
    page.get_by_role("heading", name="Kabar sudah kami terima").wait_for()
    is_fine(page, "12-terkirim")


def test_the_family_and_the_posts_day_by_day(page: Page, hour: Clock) -> None:
    case_id = reported(needs={"needs": "tenda,jenazah"})
    family = family_path(case_id)
    visit(page, family)
    is_fine(page, "20-keluarga")
    visit(page, f"{family}/tambah")
    is_fine(page, "21-sampaikan")
    visit(page, desk(case_id, hour.at))
    is_fine(page, "30-lurah")
    for action in ("pastikan", "batal-lapor", "nik"):
        visit(page, f"{desk(case_id, hour.at)}/{action}")
        is_fine(page, f"31-{action}")
    page.locator("[name=sure]").check()
    page.locator("main button").click()
    page.locator(".key").wait_for()
    is_fine(page, "32-nik-tampak")
    for step in ("takziah", "akta", "jenazah", "anak", "perlengkapan"):
        visit(page, step_desk(case_id, step, hour.at)[0])
        is_fine(page, f"33-langkah-{step}")
    act(Browser(), desk(case_id, hour.at), "pastikan", shown=1, **CONFIRMED)
    settled(case_id, hour.at)
    hour.pass_to(TUESDAY_NIGHT)
    visit(page, f"{desk(case_id, hour.at)}/malam")
    is_fine(page, "34-malam")
    came = ("lurah-sukarami", "walikota")
    act(Browser(), desk(case_id, hour.at), "malam", night="1", present=came)
    visit(page, desk(case_id, hour.at))
    is_fine(page, "35-lurah-malam")
    hour.pass_to(THURSDAY_NIGHT)
    papers_made(case_id, hour.at)
    visit(page, f"{desk(case_id, hour.at)}/serahkan-surat")
    page.locator("form button").click()
    page.locator("#galat").wait_for()
    is_fine(page, "36-serahkan-galat")
    papers = ("akta", "kk", "ktp")
    act(Browser(), desk(case_id, hour.at), "serahkan-surat", papers=papers, text=TEXT, sure="yes")
    visit(page, family)
    is_fine(page, "22-keluarga-selesai")
    for rating in ("puas", "belum-puas"):
        visit(page, f"{family}/{rating}")
        is_fine(page, f"23-{rating}")


def test_a_wrong_report_as_its_family_sees_it(page: Page, hour: Clock) -> None:
    case_id = reported()
    wrong = {"reason": "alive", "text": "Beliau masih hidup dan dirawat.", "sure": "yes"}
    act(Browser(), desk(case_id, hour.at), "batal-lapor", **wrong)
    settled(case_id, hour.at)
    visit(page, family_path(case_id))
    is_fine(page, "24-keliru")
    visit(page, desk(case_id, hour.at))
    is_fine(page, "37-lurah-keliru")
