"""The pay list of a month: its page, several paid at once, the CSV and the paper to sign on."""

import base64
import csv
import io
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from integration import stipends as on
from integration.applicants import LURAH, SOCIAL, VILLAGE, hours, opened, owed, pay_path
from integration.desks import Browser, forms, proxy_event
from integration.lenders import Clock, clock, work_path
from integration.wire import refusing
from mandat.platform.links import pay_list_url
from mandat.platform.table import connection
from mandat.stipend.commands import stop
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.store import find_payment
from mandat.web.papers.cells import harmless
from mandat.web.paying.pay_list import ROWS
from mandat.web.request import FIELDS_MAX
from papers.handler import handle
from samples import LambdaContext
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("city")
DECEMBER = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
OPENED = hours(DECEMBER, -1)
MONTH = "2026-12"
FIRST, SECOND, THIRD = (f"{n:032}" for n in (1, 2, 3))


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock(DECEMBER) as found:
        yield found


@pytest.fixture
def three(hour: Clock) -> None:
    """Of two kelurahan; the last one's name begins as a formula would."""
    owed(MONTH, OPENED, FIRST, name="Ibu Satu Contoh")
    owed(MONTH, OPENED, SECOND, name="Ibu Dua Contoh")
    owed(MONTH, OPENED, THIRD, name="=SUM(A1)", village=p.VILLAGE)


def status(person: str) -> PaymentStatus:
    return on.owed(MONTH, person).status


def tick(browser: Browser, link: str, *people: str, **more: str) -> Any:
    """Send the list's form with boxes ticked, as a browser does."""
    form = next(one for one in forms(browser.get(link).body) if "/t/santunan/" in one.action)
    boxes = [("bayar", on.owed(MONTH, one).case_id) for one in people]
    return browser.post(form.action, [*form.fields, *boxes, *more.items()])


@pytest.mark.usefixtures("three")
def test_everybody_of_the_month_with_sums_to_the_rupiah() -> None:
    on.do(on.owed(MONTH, SECOND).case_id, p.bank(), DECEMBER)
    page = Browser().get(pay_path(DECEMBER)).body
    for said in ("Desember 2026", "3 orang, Rp900.000", "2 orang, Rp600.000", "Sukarami", "Berkas"):
        assert said in page
    assert page.count('name="bayar"') == 2
    assert page.count('href="https://mandat.example.org/t/') >= 3


@pytest.mark.usefixtures("three")
def test_several_are_paid_by_bank_at_once_each_by_a_cause_of_its_own() -> None:
    browser, link = Browser(), pay_path(DECEMBER)
    answer = tick(browser, link, FIRST, SECOND, sure="yes")
    assert answer.status == 200
    assert "2 dibayar lewat bank, Rp600.000" in answer.body
    assert [status(one) for one in (FIRST, SECOND, THIRD)] == ["paid", "paid", "due"]


@pytest.mark.usefixtures("three")
def test_all_that_the_page_shows_are_paid_by_one_box() -> None:
    answer = tick(Browser(), pay_path(DECEMBER), semua="yes", sure="yes")
    assert "3 dibayar lewat bank" in answer.body
    assert {status(one) for one in (FIRST, SECOND, THIRD)} == {PaymentStatus.PAID}


@pytest.mark.usefixtures("three")
def test_one_that_cannot_be_paid_does_not_keep_the_others_from_it() -> None:
    browser, link = Browser(), pay_path(DECEMBER)
    form = next(one for one in forms(browser.get(link).body) if "/t/santunan/" in one.action)
    wanted = [on.owed(MONTH, one).case_id for one in (FIRST, SECOND)]
    stop(FIRST, "death", OPENED.date(), "step:death", OPENED)
    boxes = [("bayar", one) for one in wanted]
    answer = browser.post(form.action, [*form.fields, *boxes, ("sure", "yes")])
    assert answer.status == 409
    assert "1 dibayar lewat bank" in answer.body
    assert "Tidak tercatat: 1" in answer.body
    assert "Ibu Satu Contoh, Sukarami" in answer.body
    assert [status(one) for one in (FIRST, SECOND)] == ["void", "paid"]


@pytest.mark.usefixtures("three")
def test_sent_again_every_payment_counts_once() -> None:
    browser, link = Browser(), pay_path(DECEMBER)
    form = next(one for one in forms(browser.get(link).body) if "/t/santunan/" in one.action)
    fields = [*form.fields, ("semua", "yes"), ("sure", "yes")]
    with refusing(connection().client, "TransactWriteItems"):
        first = browser.post(form.action, fields)
    assert "Tidak tercatat: 1" in first.body
    assert "hanya dihitung sekali" in first.body
    again = browser.post(form.action, fields)
    assert "3 dibayar lewat bank" in again.body
    for one in (FIRST, SECOND, THIRD):
        assert on.types(on.owed(MONTH, one).case_id).count("StipendPaid") == 1


@pytest.mark.usefixtures("three")
def test_a_bare_click_and_an_old_page_change_nothing() -> None:
    browser, link = Browser(), pay_path(DECEMBER)
    assert tick(browser, link).status == 422
    assert tick(browser, link, FIRST).status == 422
    assert tick(browser, link, sure="yes").status == 422
    form = next(one for one in forms(browser.get(link).body) if "/t/santunan/" in one.action)
    fields = [(name, "old" if name == "nonce" else value) for name, value in form.fields]
    stale = browser.post(form.action, [*fields, ("semua", "yes"), ("sure", "yes")])
    assert stale.status == 409
    assert "terlalu lama" in stale.body
    assert {status(one) for one in (FIRST, SECOND, THIRD)} == {PaymentStatus.DUE}


def test_a_long_list_has_pages_that_a_form_can_carry(hour: Clock) -> None:
    assert 2 * ROWS + 10 < FIELDS_MAX
    for number in range(ROWS + 2):
        on.enrol(f"{number:032}", from_month=MONTH, village=VILLAGE)
        opened(MONTH, OPENED, f"{number:032}")
    page = Browser().get(f"{pay_path(DECEMBER)}?bulan={MONTH}&hal=2").body
    assert page.count('name="bayar"') == 2
    assert "Halaman 2 dari 2" in page
    assert f"{ROWS + 2} orang" in page


@pytest.mark.usefixtures("three")
def test_months_that_have_not_come_or_cannot_be_read_are_the_present_one() -> None:
    browser, link = Browser(), pay_path(DECEMBER)
    for month in ("2027-05", "nanti", ""):
        assert "Daftar bayar santunan, Desember 2026" in browser.get(f"{link}?bulan={month}").body
    before = browser.get(f"{link}?bulan=2026-10").body
    assert "Tidak ada orang dalam daftar" in before
    assert "bulan=2026-11" in before


def test_only_the_post_that_pays_has_a_list(hour: Clock) -> None:
    assert Browser().get(pay_path(DECEMBER, LURAH)).status == 404
    assert "/t/santunan/" in Browser().get(work_path(hour, SOCIAL)).body
    assert "/t/santunan/" not in Browser().get(work_path(hour, LURAH)).body


def test_a_link_whose_time_is_over_is_renewed_on_the_list(hour: Clock) -> None:
    link = pay_path(DECEMBER - timedelta(days=40))
    page = Browser().get(link)
    assert page.status == 410
    assert f"{link}/tautan-baru" in page.body
    assert Browser().get(f"{link}/{MONTH}.csv").location == link
    assert paper(f"{link}/{MONTH}.pdf".replace("/t/", "/surat/"))["statusCode"] == 303


@pytest.mark.usefixtures("three")
def test_the_csv_has_no_nik_and_no_formula() -> None:
    answer = Browser().get(f"{pay_path(DECEMBER)}/{MONTH}.csv")
    assert answer.status == 200
    assert "santunan-2026-12.csv" in answer.headers["Content-Disposition"][0]
    assert answer.headers["Cache-Control"] == ["no-store"]
    rows = list(csv.reader(io.StringIO(answer.body.removeprefix("\ufeff"))))
    assert rows[0][:6] == ["No", "Nama", "Kelurahan", "NIK", "Bulan", "Rupiah"]
    assert [row[1] for row in rows[1:]] == ["'=SUM(A1)", "Ibu Dua Contoh", "Ibu Satu Contoh"]
    assert {row[3] for row in rows[1:]} == {"••••4321"}
    assert sum(int(row[5]) for row in rows[1:]) == 900_000


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@x", "\t=1", "\r=1"])
def test_a_cell_that_would_compute_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("month", ["2027-05", "nanti", "2026-13"])
def test_a_file_of_a_month_that_is_none_is_not_found(hour: Clock, month: str) -> None:
    assert Browser().get(f"{pay_path(DECEMBER)}/{month}.csv").status == 404
    path = urlsplit(pay_list_url(SOCIAL, "a1", "1", DECEMBER)).path.replace("/t/", "/surat/")
    assert paper(f"{path}/{month}.pdf")["statusCode"] == 404


def paper(path: str) -> dict[str, Any]:
    return dict(handle(proxy_event("GET", path, {}, "", ""), LambdaContext()))  # type: ignore[arg-type]  # what Powertools reads


def words_of(answer: dict[str, Any]) -> tuple[str, int]:
    """What a PDF of ours prints, and its pages."""
    assert answer["statusCode"] == 200, answer["body"]
    assert answer["isBase64Encoded"]
    data = base64.b64decode(answer["body"])
    assert data.startswith(b"%PDF-1.7")
    streams = [one.partition(b"endstream")[0] for one in data.split(b"stream\n")[1::1]]
    read = [zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x"]
    return b"\n".join(read).decode("cp1252"), data.count(b"/Type /Page\n") or data.count(b"/Page ")


@pytest.mark.usefixtures("three")
def test_the_paper_has_everybody_to_sign_with_sums_and_page_numbers() -> None:
    on.do(on.owed(MONTH, SECOND).case_id, p.cash(), DECEMBER)
    link = pay_path(DECEMBER).replace("/t/", "/surat/")
    answer = paper(f"{link}/{MONTH}.pdf")
    assert answer["multiValueHeaders"]["Content-Type"] == ["application/pdf"]
    printed, _ = words_of(answer)
    for said in ("Daftar bayar santunan, Desember 2026", "Ibu Satu Contoh", "Rp300.000"):
        assert said in printed
    assert "3 orang, Rp900.000" in printed
    assert "2 orang, Rp600.000" in printed
    assert "Tanda tangan" in printed
    assert "Halaman 1 / 1" in printed
    assert "Diterima" in printed
    assert "4321" in printed


@pytest.mark.usefixtures("three")
def test_who_is_not_owed_is_not_on_the_paper() -> None:
    stop(FIRST, "death", OPENED.date(), "step:death", OPENED)
    found = find_payment(MONTH, FIRST)
    assert found
    assert found.status is PaymentStatus.VOID
    link = pay_path(DECEMBER).replace("/t/", "/surat/")
    printed, _ = words_of(paper(f"{link}/{MONTH}.pdf"))
    assert "Ibu Satu" not in printed
    assert "2 orang, Rp600.000" in printed
