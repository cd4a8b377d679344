"""A stipend from the form to the money on the table, and an application that is refused."""

import csv
import json
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import PHONE, Visitors
from e2e.complaints import new_address
from e2e.mourners import Mourner, new_phone
from e2e.people import Official, violations
from e2e.stage import Mail, Stack
from local.settings import ROOT
from mandat.city.calendar import JAKARTA

DINSOS = "kadis.dinsos@bengkulu.example.org"
JOBS = "mandat-local-job"
VISITED = "Beliau tinggal sendiri di rumah papan, dan tidak punya penghasilan."
REFUSED = "Beliau sudah menerima bantuan bulanan dari provinsi sejak tahun lalu."
MOVED = "Tetangga mengatakan beliau sudah pindah ke Kepahiang bulan lalu."
STAYED = "Kami keliru: beliau hanya berkunjung, dan sudah kembali ke rumahnya."
SCRIPTS = pytest.mark.parametrize(
    ("javascript", "who", "village"),
    [(True, 3, "Pematang Gubernur"), (False, 4, "Teluk Sepang")],
    ids=["with-js", "without-js"],
)


class Applicant(Mourner):
    """Somebody with a phone who asks for the stipend for an old neighbour."""

    def apply(self, person: dict[str, str], email: str) -> tuple[str, str]:
        self.page.goto(f"{self.stack.site}/santunan")
        self.look("about")
        self.page.locator("main a[href='/santunan/daftar']").first.click()
        self.choose("asker", "family")
        self.fill(person=person["nama"], nik=person["nik"])
        self.page.locator("select[name=village]").select_option(label=self.village)
        self.fill(landmark="Jalan Contoh 3, rumah papan hijau")
        for box in self.page.locator("input[type=checkbox][name^=c_]").all():
            box.check()
        self.on("criteria")
        self.fill(name="Rahayu Contoh", phone=new_phone(), email=email)
        self.reads(person["nama"])
        self.look("check")
        return self.send("Kirim permintaan")

    def open_own_page(self, reference: str, code: str, words: str) -> None:
        self.page.goto(f"{self.stack.site}/lacak")
        self.page.locator("input[name=reference]").fill(reference)
        self.page.locator("input[name=code]").fill(code)
        self.press("Tampilkan laporan saya")
        self.reads(words)


@dataclass
class House:
    """An old woman of the invented register, who asks for her, and the posts that decide."""

    stack: Stack
    visitors: Visitors
    person: dict[str, str]
    village: str
    javascript: bool
    seen: int

    def applicant(self) -> Applicant:
        return Applicant(
            self._page(),
            self.stack,
            self._named("applicant"),
            self.javascript,
            watching=self.javascript,
            village=self.village,
        )

    def official(self, name: str) -> Official:
        return Official(
            self._page(), self.stack, self._named(name), self.javascript, watching=self.javascript
        )

    def _page(self) -> Page:
        return self.visitors.new(viewport=PHONE, javascript=self.javascript)

    def _named(self, name: str) -> str:
        return f"santunan-{name}{'' if self.javascript else '-nojs'}"

    def mail(self, to: str, words: str) -> Mail:
        return self.stack.wait_for_mail(
            to=to,
            after=self.seen,
            where=lambda one: words in one["subject"] + one["text"],
        )

    @property
    def lurah(self) -> str:
        return f"lurah.{self.village.lower().replace(' ', '-')}@bengkulu.example.org"


@pytest.fixture
def house(stack: Stack, visitors: Visitors, javascript: bool, who: int, village: str) -> House:
    with (ROOT / "infra/local/register/dinsos.csv").open(encoding="utf-8") as file:
        person = list(csv.DictReader(file))[who]
    return House(stack, visitors, person, village, javascript, stack.newest_mail_id())


@SCRIPTS
def test_from_the_form_to_the_money_on_the_table(house: House) -> None:
    applicant, lurah, dinsos = house.applicant(), house.official("lurah"), house.official("dinsos")
    address = new_address()
    reference, code = applicant.apply(house.person, address)
    applicant.confirm_address(house.mail(address, reference))
    to_lurah = house.mail(house.lurah, reference)
    assert code not in to_lurah["text"] + to_lurah["html"]
    assert house.person["nik"] not in to_lurah["text"] + to_lurah["html"]
    lurah.show_mail(to_lurah, "mail")
    visit(lurah, to_lurah)
    decide = house.mail(DINSOS, reference)
    dinsos.show_mail(decide, "mail")
    dinsos.open_mail(decide)
    dinsos.look("case")
    dinsos.act("setujui-santunan")
    this_month = f"{datetime.now(JAKARTA):%Y-%m}"
    dinsos.page.locator("select[name=from_month]").select_option(this_month)
    dinsos.agree()
    dinsos.look("approve")
    dinsos.submit()
    dinsos.reads("santunan disetujui")

    open_month(house.stack)
    pay(dinsos, decide, house.person["nama"])
    applicant.open_own_page(reference, code, "Pembayaran")
    applicant.again("Sudah dibayar")
    applicant.look("months")
    applicant.page.locator("main a[href$='/sudah-terima']").first.click()
    applicant.page.locator("input[name=sure]").first.check()
    applicant.look("received")
    applicant.page.locator("form[method=post] .acts button").click()
    applicant.again("Diterima")
    applicant.open_own_page(reference, code, "dibayarkan setiap bulan")
    end(dinsos, applicant, decide)
    assert house.person["nik"] not in house.mail(address, "Santunan Anda berakhir")["text"]
    undo(dinsos, applicant)
    house.mail(address, "Santunan Anda berlanjut")
    assert [*applicant.found, *lurah.found, *dinsos.found] == []


@SCRIPTS
def test_a_refusal_says_why_and_can_be_appealed(house: House) -> None:
    applicant, lurah, dinsos = house.applicant(), house.official("lurah"), house.official("dinsos")
    reference, code = applicant.apply(house.person, new_address())
    visit(lurah, house.mail(house.lurah, reference))
    dinsos.open_mail(house.mail(DINSOS, reference))
    dinsos.act("tolak-santunan")
    dinsos.page.locator("input[name=reason]").first.check()
    dinsos.write(REFUSED)
    dinsos.agree()
    dinsos.submit()
    applicant.open_own_page(reference, code, REFUSED)
    applicant.page.locator("main a[href$='/banding']").first.click()
    applicant.page.locator("textarea[name=text]").fill("Bantuan dari provinsi itu sudah berhenti.")
    applicant.look("appeal")
    applicant.page.locator("form[method=post] .acts button").click()
    applicant.again("wali kota")
    leaders = house.mail("wakil.walikota@bengkulu.example.org", reference)
    assert house.person["nik"] not in leaders["text"] + leaders["html"]
    assert applicant.found == []


def visit(lurah: Official, mail: Mail) -> None:
    """The lurah was there, has a photo, and everything holds."""
    lurah.open_mail(mail)
    lurah.act("periksa")
    lurah.add_photo()
    lurah.page.locator("input[name=visited_on]").fill(f"{datetime.now(JAKARTA):%Y-%m-%d}")
    for box in lurah.page.locator("input[type=checkbox][name^=c_]").all():
        box.check()
    lurah.page.locator("input[name=recommended][value=yes]").check()
    lurah.write(VISITED)
    lurah.look("visit")
    lurah.submit()
    lurah.reads("Tercatat")


def open_month(stack: Stack) -> None:
    """The beat of the night, now."""
    queues = stack.aws("sqs")
    url = queues.get_queue_url(QueueName=JOBS)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody=json.dumps({"kind": "day"}))


def pay(dinsos: Official, mail: Mail, name: str) -> None:
    """From the list of the month: whom the bank has paid."""
    page = dinsos.page
    dinsos.open_mail(mail)
    page.locator("a[href*='/t/daftar/']").first.click()
    page.locator("a[href*='/t/santunan/']").first.click()
    box = page.locator("main li").filter(has_text=name).locator("input[name=bayar]")
    for _ in range(60):
        if box.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    for _ in range(20):
        box.first.check()
        dinsos.agree()
        dinsos.look("pay-list")
        page.get_by_role("button", name="Catat sudah dibayar lewat bank").click()
        expect(page.locator("[role=status], [role=alert]").first).to_be_visible()
        if not page.get_by_text("Baru saja dibuka").count():
            break
        page.wait_for_timeout(1_000)
    expect(page.locator("[role=status]")).to_contain_text("dibayar lewat bank")


def end(dinsos: Official, applicant: Applicant, mail: Mail) -> None:
    """No month is unpaid, and she hears of it all the same."""
    dinsos.open_mail(mail)
    dinsos.act("hentikan-santunan")
    dinsos.page.locator("input[name=reason][value=moved]").check()
    dinsos.write(MOVED)
    dinsos.agree()
    dinsos.look("stop")
    dinsos.submit()
    dinsos.reads("santunan dihentikan")
    applicant.again("pindah dari kota ini")
    applicant.reads(MOVED)


def undo(dinsos: Official, applicant: Applicant) -> None:
    dinsos.act("lanjutkan-santunan")
    dinsos.write(STAYED)
    dinsos.agree()
    dinsos.look("resume")
    dinsos.submit()
    dinsos.reads("santunan berlanjut")
    applicant.again("dibayarkan setiap bulan")


@pytest.mark.parametrize("path", ["/santunan", "/santunan?lang=en", "/santunan/jumlah"])
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
