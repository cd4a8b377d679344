"""Care without payment from the form to the letter that a hospital takes in, and a refusal."""

import re
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from secrets import randbelow
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import PHONE, Visitors
from e2e.complaints import new_address
from e2e.mourners import Mourner, new_phone
from e2e.people import Official, Person, violations
from e2e.stage import Mail, Stack

DINKES = "kadis.dinkes@bengkulu.example.org"
PATIENT, PHONED = "Bapak Sakit Contoh", "Rahayu Contoh"
POOR = "Keluarga ini tidak punya penghasilan tetap, rumahnya kami lihat pagi ini."
REFUSED = "Kepesertaan BPJS beliau masih aktif, jadi biayanya sudah ditanggung."
NUMBER = re.compile(r"SJ-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]")
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])


def new_nik() -> str:
    """Of a man of that city who was born in March 1960; of nobody in the register."""
    return f"177102120360{randbelow(9000) + 1000}"


class Asker(Mourner):
    """Somebody of a patient's family, with a phone."""

    def ask(self, email: str, nik: str, *, urgent: bool) -> tuple[str, str]:
        self.page.goto(f"{self.stack.site}/")
        self.page.locator("main a[href='/berobat']").first.click()
        self.reads("Nyawa terancam?")
        self.look("about")
        self.follow("Minta surat jaminan")
        self.choose("urgent", "yes" if urgent else "no")
        self.choose("asker", "family")
        self.fill(patient=PATIENT, nik=nik)
        self.page.locator("select[name=village]").select_option(label=self.village)
        self.fill(landmark="Jalan Contoh 3, rumah papan hijau")
        self._at_the_hospital()
        self.fill(name=PHONED, phone=new_phone(), email=email)
        self.reads(PATIENT)
        self.look("check")
        return self.send("Kirim permintaan")

    def _at_the_hospital(self) -> None:
        """Asked only where there is a choice."""
        offered = self.page.locator("input[name=hospital][type=radio]")
        if offered.count():
            offered.first.check()
            self.on("hospital")

    def open_own_page(self, reference: str, code: str) -> None:
        self.page.goto(f"{self.stack.site}/lacak")
        self.page.locator("input[name=reference]").fill(reference)
        self.page.locator("input[name=code]").fill(code)
        self.press("Tampilkan laporan saya")
        self.reads(reference)

    def letter(self) -> str:
        """The number of the letter, once it is there; its code and its paper are there as well."""
        self.again("Surat berlaku")
        code = self.page.locator("img[src$='kode.svg']")
        assert code.evaluate("one => one.complete && one.naturalWidth > 0")
        self.look("letter")
        paper = self.page.locator("a[href$='surat.pdf']").get_attribute("href")
        assert printed(f"{self.stack.site}{paper}").startswith(b"%PDF-")
        found = NUMBER.search(self.page.locator("main").inner_text())
        assert found
        return found.group()


class Clerk(Person):
    """At the desk of a hospital."""

    def look_up(self, number: str) -> None:
        self.page.goto(f"{self.stack.site}/surat/cek")
        self.page.locator("input[name=number]").fill(number.lower())
        self.press("Periksa surat")

    def take_in(self, number: str, code: str) -> None:
        self.look_up(number)
        self.reads("Berlaku")
        expect(self.page.locator("main")).not_to_contain_text(PATIENT)
        self.look("valid")
        self.page.locator("input[name=code]").fill(code)
        self.press("Terima surat ini")
        self.reads("Sudah dipakai")
        self.look("used")


@dataclass
class House:
    """Everybody of one request, each in front of their own browser."""

    stack: Stack
    visitors: Visitors
    javascript: bool
    seen: int

    def asker(self) -> Asker:
        return Asker(*self._person("warga"), watching=self.javascript, village="Panorama")

    def official(self, name: str) -> Official:
        return Official(*self._person(name), watching=self.javascript)

    def clerk(self) -> Clerk:
        return Clerk(*self._person("rumah-sakit"), watching=self.javascript)

    def _person(self, name: str) -> tuple[Page, Stack, str, bool]:
        page = self.visitors.new(viewport=PHONE, javascript=self.javascript)
        called = f"berobat-{name}{'' if self.javascript else '-nojs'}"
        return page, self.stack, called, self.javascript

    def mail(self, to: str, words: str) -> Mail:
        return self.stack.wait_for_mail(
            to=to, after=self.seen, where=lambda one: words in one["subject"] + one["text"]
        )


@pytest.fixture
def house(stack: Stack, visitors: Visitors, javascript: bool) -> House:
    return House(stack, visitors, javascript, stack.newest_mail_id())


def printed(url: str) -> bytes:
    """The file at an address of this machine, as a browser asks: *.localhost is 127.0.0.1."""
    parts = urlsplit(url)
    asked = {"Host": parts.netloc, "Accept": "*/*"}
    with closing(HTTPConnection("127.0.0.1", parts.port or 80, timeout=60)) as connection:
        connection.request("GET", parts.path, headers=asked)
        return connection.getresponse().read()


def code_of_the_hospital(dinkes: Official) -> str:
    """As whoever issues letters reads it out to the hospital."""
    dinkes.page.locator("a[href*='/t/rumah-sakit/']").first.click()
    dinkes.agree()
    dinkes.submit()
    code = dinkes.page.locator("dd.key")
    expect(code.first).to_be_visible()
    dinkes.look("codes")
    return code.first.inner_text()


def issue(dinkes: Official) -> None:
    dinkes.act("terbitkan")
    dinkes.page.locator("input[name=hospital]").first.check()
    dinkes.agree()
    dinkes.look("issue")
    dinkes.submit()


@SCRIPTS
def test_an_urgent_request_has_its_letter_which_is_used_once(house: House) -> None:
    asker, dinkes, clerk = house.asker(), house.official("dinkes"), house.clerk()
    nik = new_nik()
    reference, code = asker.ask(new_address(), nik, urgent=True)
    mail = house.mail(DINKES, reference)
    for secret in (nik, code, PATIENT):
        assert secret not in mail["subject"]
    assert nik not in mail["text"] + mail["html"]
    dinkes.show_mail(mail, "mail")
    dinkes.open_mail(mail)
    dinkes.look("case")
    hospital_code = code_of_the_hospital(dinkes)
    dinkes.open_mail(mail)
    issue(dinkes)
    asker.open_own_page(reference, code)
    number = asker.letter()
    clerk.take_in(number, hospital_code)
    clerk.look_up(number)
    clerk.reads("Sudah dipakai")
    expect(clerk.page.locator("input[name=code]")).to_have_count(0)
    asker.again("Surat sudah dipakai")
    asker.look("used")
    assert [*asker.found, *dinkes.found, *clerk.found] == []


@SCRIPTS
def test_the_lurah_is_asked_and_the_letter_follows(house: House) -> None:
    asker, dinkes, lurah = house.asker(), house.official("dinkes"), house.official("lurah")
    reference, code = asker.ask(new_address(), new_nik(), urgent=False)
    dinkes.open_mail(house.mail(DINKES, reference))
    dinkes.act("tanya-lurah")
    dinkes.page.locator("select[name=to]").select_option("lurah-panorama")
    dinkes.agree()
    dinkes.look("ask-lurah")
    dinkes.submit()
    lurah.open_mail(house.mail("lurah.panorama@bengkulu.example.org", reference))
    lurah.act("keterangan")
    lurah.add_photo()
    lurah.page.locator("input[name=poor][value=yes]").check()
    lurah.write(POOR)
    lurah.agree()
    lurah.look("statement")
    lurah.submit()
    asker.open_own_page(reference, code)
    asker.again("Lurah sudah menjawab")
    dinkes.open_mail(house.mail(DINKES, reference))
    issue(dinkes)
    asker.letter()
    assert [*asker.found, *dinkes.found, *lurah.found] == []


@SCRIPTS
def test_a_refusal_says_why_and_can_be_appealed(house: House) -> None:
    asker, dinkes = house.asker(), house.official("dinkes")
    reference, code = asker.ask(new_address(), new_nik(), urgent=False)
    dinkes.open_mail(house.mail(DINKES, reference))
    dinkes.act("tolak-jaminan")
    dinkes.page.locator("input[name=reason]").first.check()
    dinkes.write(REFUSED)
    dinkes.agree()
    dinkes.look("refuse")
    dinkes.submit()
    asker.open_own_page(reference, code)
    asker.again(REFUSED)
    asker.follow("Banding ke wakil wali kota dan wali kota")
    asker.page.locator("input[name=reason]").first.check()
    asker.page.locator("textarea[name=text]").fill("BPJS itu sudah lama tidak aktif.")
    asker.look("appeal")
    asker.page.locator("form[method=post] .acts button").click()
    asker.again("wali kota")
    house.mail("wakil.walikota@bengkulu.example.org", reference)
    assert [*asker.found, *dinkes.found] == []


@SCRIPTS
def test_a_request_is_taken_back_before_it_is_decided(house: House) -> None:
    asker = house.asker()
    reference, code = asker.ask(new_address(), new_nik(), urgent=False)
    asker.open_own_page(reference, code)
    asker.follow("Batalkan permintaan")
    asker.page.locator("input[name=sure]").first.check()
    asker.look("withdraw")
    asker.page.locator("form[method=post] .acts button").click()
    asker.reads("Permintaan Anda dibatalkan")
    assert asker.found == []


@pytest.mark.parametrize(
    "path", ["/berobat", "/berobat?lang=en", "/berobat/minta", "/berobat/terkirim", "/surat/cek"]
)
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
