"""A patient's family and a hospital at the browser: axe finds nothing, all fits, all is light."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from e2e.browser import Visitors, launched, screenshot
from integration.gateway import served
from integration.guarantees import promise
from integration.lenders import clock
from integration.patients import HOUSE, NIK_TYPED, PATIENT, asked, do, issue, track_path
from local import chromium
from mandat.guarantee.domain import acts as a
from mandat.platform.links import letter_url
from mandat.web.guarantee.draft import ASKERS
from unit.cases import samples as s
from unit.guarantee import samples as g

CHROMIUM = chromium.find()
# The design's promise for a phone on a slow connection.
BYTES, REQUESTS = 50_000, 6
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def page(city: object) -> Iterator[Page]:
    assert CHROMIUM
    with clock(g.NOW), served() as site, launched(CHROMIUM) as browser:
        visitors = Visitors(browser)
        found = visitors.new()
        found.goto(f"{site}/berobat")
        yield found
        visitors.leave()


def visit(page: Page, path: str) -> None:
    here = urlsplit(page.url)
    page.goto(f"{here.scheme}://{here.netloc}{path}")


def is_fine(page: Page, name: str) -> None:
    """At 360 px, and nothing sticks out at 320."""
    screenshot(page, f"berobat-{name}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 360, "height": 740})


def goes_on(page: Page, name: str) -> None:
    is_fine(page, name)
    page.locator("main button[value=next]").click()
    page.wait_for_load_state()


def test_the_form_and_its_receipt(page: Page) -> None:
    promise()
    is_fine(page, "01-berobat")
    visit(page, "/berobat/minta")
    page.locator("main button[value=next]").click()
    page.locator("#galat").wait_for()
    is_fine(page, "02-galat")
    page.locator("[name=urgent][value=yes]").check()
    goes_on(page, "03-mendesak")
    page.locator(f"[name=asker][value={ASKERS[1]}]").check()
    goes_on(page, "04-siapa")
    page.locator("[name=patient]").fill(PATIENT)
    page.locator("[name=nik]").fill(NIK_TYPED)
    goes_on(page, "05-pasien")
    page.locator("[name=village]").select_option(HOUSE["village"])
    goes_on(page, "06-tempat")
    page.locator("[name=hospital]").first.check()
    goes_on(page, "07-rumah-sakit")
    page.locator("[name=name]").fill("Rahayu Contoh")
    page.locator("[name=phone]").fill("081234567890")
    goes_on(page, "08-kontak")
    is_fine(page, "09-periksa")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert PATIENT in kept
    assert "0001" not in kept
    page.locator("main button[value=send]").click()
    page.get_by_role("heading", name="Permintaan Anda sudah kami terima").wait_for()
    is_fine(page, "10-terkirim")


def test_the_request_from_asked_to_used(page: Page) -> None:
    case_id = asked(g.NOW)
    visit(page, track_path(case_id))
    is_fine(page, "20-diminta")
    visit(page, f"{track_path(case_id)}/batal")
    is_fine(page, "21-batal")
    number = issue(case_id, g.NOW).guarantee.number
    visit(page, track_path(case_id))
    code = page.locator("img[src$='kode.svg']")
    assert code.evaluate("one => one.complete && one.naturalWidth > 0")
    is_fine(page, "22-surat")
    visit(page, urlsplit(letter_url(number)).path)
    is_fine(page, "23-dipindai")
    do(case_id, a.UseLetter("use", "hospital:x", hospital="rsud-harapan-doa"), g.NOW)
    visit(page, track_path(case_id))
    is_fine(page, "24-dipakai")


def test_a_refusal_and_its_appeal(page: Page) -> None:
    case_id = asked(g.NOW, urgent={"urgent": "no"})
    said = {"reason": "not_poor", "text": "Keluarga ini mampu, kami lihat sendiri."}
    refuse = a.RefuseCare("refuse", "post:dinas-kesehatan:x", calendar=s.CALENDAR, **said)
    do(case_id, refuse, g.NOW)
    visit(page, track_path(case_id))
    is_fine(page, "30-ditolak")
    visit(page, f"{track_path(case_id)}/belum-puas")
    is_fine(page, "31-banding")


def weighed(page: Page, path: str) -> tuple[int, int]:
    """Bytes and requests of a first visit, with the headers of the answers."""
    came: list[Response] = []

    def heard(answer: Response) -> None:
        came.append(answer)

    page.on("response", heard)
    visit(page, path)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", heard)
    return sum(len(one.body()) + len(str(one.headers)) for one in came), len(came)


def test_its_pages_weigh_little(page: Page) -> None:
    case_id = asked(g.NOW)
    issue(case_id, g.NOW)
    page.context.clear_cookies()
    for path in ("/berobat", "/berobat/minta", track_path(case_id)):
        weight, requests = weighed(page, path)
        assert weight <= BYTES, path
        assert requests <= REQUESTS, path
