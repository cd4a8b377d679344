"""Everybody around a request for care: who asks, officials, the clerk of a hospital."""

import re
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from secrets import randbelow
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from e2e.browser import PHONE, Visitors
from e2e.mourners import Mourner, new_phone
from e2e.people import Official, Person
from e2e.stage import Mail, Stack

DINKES = "kadis.dinkes@bengkulu.example.org"
LURAH = "lurah.panorama@bengkulu.example.org"
PATIENT, PHONED = "Bapak Sakit Contoh", "Rahayu Contoh"
NUMBER = re.compile(r"SJ-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]")


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

    def mail(self, to: str, *words: str) -> Mail:
        """The first since the journey began that holds them all."""

        def tells(one: Mail) -> bool:
            return all(word in one["subject"] + one["text"] for word in words)

        return self.stack.wait_for_mail(to=to, after=self.seen, where=tells)


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
