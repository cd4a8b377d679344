"""A family with a phone that reports a death, and follows it on its one page."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import randbelow

from playwright.sync_api import expect

from e2e.people import Person
from privacy.stack import CODES

DECEASED = "Almarhum Contoh Warga"


def new_nik() -> str:
    """Of a man of that city who was born in March 1950, and nobody was before."""
    return f"177101120350{randbelow(9000) + 1000}"


def new_phone() -> str:
    """Nobody else's: above so many requests a day of a number triage looks first."""
    return f"0812{randbelow(10**8):08}"


@dataclass
class Mourner(Person):
    village: str = "Kebun Tebeng"

    def report(self, email: str) -> tuple[str, str]:
        """A death of two days ago, from the first page on: reference and code."""
        page = self.page
        page.goto(f"{self.stack.site}/")
        page.locator("main a[href='/kematian']").first.click()
        self.look("about")
        self.follow("Sampaikan kabar duka")
        self.choose("reporter", "family")
        self.fill(deceased=DECEASED, nik=new_nik())
        page.locator("input[name=day]").nth(2).check()
        page.locator("input[name=part][value=pagi]").check()
        self.on("when")
        self.choose("died_in", "home")
        page.locator("select[name=village]").select_option(label=self.village)
        self.fill(landmark="Jalan Contoh 7, dekat masjid")
        self.choose("faith", "islam")
        page.locator("input[name=children]").fill("2")
        self.choose("spouse", "yes")
        page.locator("input[name=needs][value=jenazah]").check()
        self.on("needs")
        self.fill(name="Rahayu Contoh", phone=new_phone(), email=email)
        self.reads(DECEASED)
        self.look("check")
        return self.send()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"input[name={name}][value={value}]").check()
        self.on(name)

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            self.page.locator(f"[name={name}]:visible").fill(text)
        self.on(next(iter(typed)))

    def on(self, what: str) -> None:
        """To the next page, with a picture of this one."""
        self.look(what)
        self.press("Lanjut")

    def send(self, button: str = "Kirim") -> tuple[str, str]:
        self.press(button)
        keys = self.page.locator(".good p.key")
        expect(keys).to_have_count(2)
        self.look("sent")
        reference, code = keys.nth(0).inner_text(), keys.nth(1).inner_text()
        CODES.add(code)
        return reference, code

    def open_family_page(self, reference: str, code: str) -> None:
        self.page.goto(f"{self.stack.site}/lacak")
        self.page.locator("input[name=reference]").fill(reference)
        self.page.locator("input[name=code]").fill(code)
        self.press("Tampilkan laporan saya")
        self.reads(f"Untuk keluarga {DECEASED}")

    def again(self, words: str, within: int = 60_000) -> None:
        """Until the page says so: what follows from an act takes the feed a moment."""
        main = self.page.locator("main")
        for _ in range(max(1, within // 2_000)):
            # the page that a button leads to may still be on its way
            self.page.wait_for_load_state()
            try:
                expect(main).to_contain_text(words, timeout=2_000)
            except AssertionError:
                self.page.reload()
                continue
            return
        expect(main).to_contain_text(words)
