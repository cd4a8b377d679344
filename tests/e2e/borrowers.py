"""Somebody with a phone who borrows from the city."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import randbelow

from playwright.sync_api import expect

from e2e.people import Person
from privacy.stack import CODES

VILLAGE = "Kebun Tebeng"
CITY, DIGITS = "1771", 12


def new_card() -> str:
    """The number of a family that nobody was before."""
    return CITY + str(randbelow(10**DIGITS)).zfill(DIGITS)


@dataclass
class Borrower(Person):
    """`hasty`: whose pages somebody else shows already; only `show` keeps a picture."""

    hasty: bool = False

    def look(self, what: str) -> None:
        if not self.hasty:
            self.show(what)

    def show(self, what: str) -> None:
        super().look(what)

    def open(self, offer: str, purpose: str) -> None:
        """From the page of everything to the calendar."""
        self.page.goto(f"{self.stack.site}/pinjam")
        self.look("everything")
        self.page.locator(f"main a[href='/pinjam/{offer}']").first.click()
        self.look("rules")
        self.press("Mulai")
        self.page.locator(f"input[name=purpose][value={purpose}]").check()
        self.look("purpose")
        self.press("Lanjut")

    def pick_day(self, place: int = 0) -> str:
        """The first free day, or a later one, of the first month that has so many."""
        expect(self.page.locator("table.cal")).to_be_visible()
        while self.page.locator("button.day.free").count() <= place:
            self.next_month()
        self.look("day")
        day = self.page.locator("button.day.free").nth(place)
        chosen = day.get_attribute("value") or ""
        day.click()
        return chosen

    def pick_same_day(self, day: str) -> None:
        """One that somebody else has picked, whatever is left of it."""
        expect(self.page.locator("table.cal")).to_be_visible()
        while self.page.locator(f"button[value='{day}']").count() == 0:
            self.next_month()
        self.page.locator(f"button[value='{day}']").click()

    def next_month(self) -> None:
        heading = self.page.locator(".months h2")
        month = heading.inner_text()
        self.page.locator("button[value^='month:']").last.click()
        expect(heading).not_to_have_text(month)

    def pick_hours(self, start: str = "600", thing: str = "bd-1-a", length: str = "120") -> None:
        if thing:
            self.page.locator(f"input[name=thing][value={thing}]").check()
        self.page.locator("select[name=start]").select_option(start)
        self.page.locator("select[name=length]").select_option(length)
        self.look("time")
        self.press("Lanjut")

    def locate(self) -> None:
        self.page.locator("select[name=village]").select_option(label=VILLAGE)
        self.page.locator("textarea[name=landmark]").fill("Jalan Contoh 7, dekat masjid")
        self.look("place")
        self.press("Lanjut")

    def answer(self, **answers: str) -> None:
        """The questions of the service: words are filled in, choices are made."""
        for name, said in answers.items():
            choice = self.page.locator(f"input[name=q_{name}][value='{said}']")
            if choice.count():
                choice.check()
            else:
                self.page.locator(f"input[name=q_{name}]").fill(said)
        self.look("details")
        self.press("Lanjut")

    def show_card(self, number: str) -> None:
        self.page.locator("input[name=family_card]").fill(number)
        self.look("family")
        self.press("Lanjut")

    def introduce(self, phone: str = "0812 0000 0001", email: str = "") -> None:
        self.page.locator("input[name=name]").fill("Warga Contoh")
        self.page.locator("input[name=phone]").fill(phone)
        self.page.locator("input[name=email]").fill(email)
        self.look("contact")
        self.press("Lanjut")

    def accept(self) -> None:
        self.page.locator("input[name=terms]").check()
        self.look("terms")
        self.press("Lanjut")
        self.look("check")

    def finish_car(self) -> None:
        """Everything that comes after the hours, as far as the check page."""
        self.locate()
        self.answer(mempelai="Ani dan Budi Contoh", tujuan="Gedung Contoh, Jalan Peraga 1")
        self.show_card(new_card())
        self.introduce()
        self.accept()

    def send(self) -> tuple[str, str]:
        """Reference and code of the receipt."""
        self.press("Kirim permintaan")
        keys = self.page.locator(".good p.key")
        expect(keys).to_have_count(2)
        self.look("sent")
        reference, code = keys.nth(0).inner_text(), keys.nth(1).inner_text()
        CODES.add(code)
        return reference, code

    def open_case(self) -> None:
        """The page behind the secret link of the receipt."""
        self.follow("Lihat permintaan Anda")
        self.look("case")

    def agree(self) -> None:
        self.page.locator("input[name=sure]").check()
