"""The people of a journey: a citizen with a phone and officials with a mailbox."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect

from e2e.browser import DESK, PHONE, screenshot
from e2e.stage import Mail, Stack
from privacy.stack import CODES

# A shared, busy machine answers late; nothing here waits for a time to pass.
expect.set_options(timeout=20_000)
LINK = re.compile(r"https?://\S+/t/[\w.~-]+")


def jpeg() -> bytes:
    """A small photograph of nothing."""
    target = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(target, "JPEG")
    return target.getvalue()


def violations(page: Page) -> list[str]:
    """What axe finds, each with its first place; it needs JavaScript."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


@dataclass
class Person:
    """Somebody in front of a page; `name` is what their pictures are called."""

    page: Page
    stack: Stack
    name: str
    javascript: bool = True
    watching: bool = False
    found: list[str] = field(default_factory=list)

    def look(self, what: str) -> None:
        """Keep a picture as a phone and as a desk shows it; when watching, ask axe about it too."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            screenshot(self.page, f"{self.name}-{what}")
        if self.watching:
            self.found += [f"{what}: {one}" for one in violations(self.page)]

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).last.click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def add_photo(self) -> None:
        """Through the frame that posts straight to the bucket, as a thumb would do it."""
        frame: FrameLocator = self.page.frame_locator("iframe.photos")
        picture = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
        frame.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
        if not self.javascript:
            frame.get_by_role("button", name="Kirim foto").click()
        expect(frame.locator("ul.pics li")).to_have_count(1)

    def confirm_address(self, mail: Mail) -> None:
        """Until this one click an address gets one mail a day."""
        link = re.search(r"https?://\S+/alamat/[\w.~-]+", mail["text"])
        assert link
        self.page.goto(link.group())
        self.look("address")
        self.page.locator(
            "main form input[type=radio], main form input[type=checkbox]"
        ).first.check()
        self.page.locator("main form .acts button").first.click()


class Citizen(Person):
    def report(self, email: str = "", phone: str = "", *, photo: bool = True) -> None:
        """File a complaint about a damaged road, as far as the check page."""
        page = self.page
        page.goto(f"{self.stack.site}/")
        self.look("home")
        page.locator("main a[href='/lapor']").first.click()
        self.look("service")
        page.locator("input[name=q]").fill("jalan berlubang")
        page.locator("main button[value=search]").last.click()
        self.look("search")
        page.locator("button[value='pick:jalan-rusak']").click()
        self.tell()
        self.locate()
        if photo:
            self.add_photo()
        self.look("photos")
        self.press("Lanjut")
        page.locator("input[name=who][value=named]").check()
        self.press("Lanjut")
        self.introduce(email, phone)

    def tell(self) -> None:
        self.page.locator("textarea[name=description]").fill(
            "Jalan berlubang besar di depan sekolah, dua motor jatuh minggu ini."
        )
        self.look("description")
        self.press("Lanjut")
        self.answer_questions()

    def answer_questions(self) -> None:
        """The category's own questions, when it has some."""
        first = self.page.locator("fieldset:has(input[name^='q_']) input[type=radio]")
        if self.page.locator("input[name^='q_']:visible").count() == 0:
            return
        for place in range(self.page.locator("fieldset:has(input[name^='q_'])").count()):
            group = self.page.locator("fieldset:has(input[name^='q_'])").nth(place)
            group.locator("input[type=radio]").first.check()
        expect(first.first).to_be_checked()
        self.look("details")
        self.press("Lanjut")

    def locate(self) -> None:
        self.page.locator("select[name=village]").select_option(label="Kebun Tebeng")
        self.page.locator("input[name=rt]").fill("3")
        self.page.locator("textarea[name=landmark]").fill("Depan masjid, dekat pasar")
        self.look("place")
        self.press("Lanjut")

    def introduce(self, email: str, phone: str) -> None:
        self.page.locator("input[name=name]").fill("Warga Contoh")
        if phone:
            self.page.locator("input[name=phone]").fill(phone)
        if email:
            self.page.locator("input[name=email]").fill(email)
        self.look("contact")
        self.press("Lanjut")
        self.look("check")

    def send(self) -> tuple[str, str]:
        """Reference and code of the confirmation."""
        self.press("Kirim laporan")
        keys = self.page.locator(".good p.key")
        expect(keys).to_have_count(2)
        self.look("sent")
        reference, code = keys.nth(0).inner_text(), keys.nth(1).inner_text()
        CODES.add(code)
        return reference, code

    def track(self, reference: str, code: str) -> None:
        self.page.goto(f"{self.stack.site}/lacak")
        self.page.locator("input[name=reference]").fill(reference)
        self.page.locator("input[name=code]").fill(code)
        self.press("Tampilkan laporan saya")
        self.reads(reference)

    def refuse(self) -> None:
        self.follow("Belum puas")
        self.page.locator("input[name=reason]").first.check()
        self.page.locator("textarea[name=text]").fill("Lubangnya masih ada sampai hari ini.")
        self.look("refuse")
        self.press("Kirim ke wali kota dan wakil wali kota")

    def accept(self) -> None:
        self.follow("Ya, puas")
        self.page.locator("input[name=stars]").first.check()
        self.look("accept")
        self.page.locator("form[method=post] .acts button").click()


class Official(Person):
    """Acts from the links that come by mail, and only from them."""

    def open_mail(self, mail: Mail) -> None:
        found = LINK.search(mail["text"])
        assert found, f"no link in {mail['subject']}"
        self.page.goto(found.group())

    def show_mail(self, mail: Mail, what: str) -> None:
        """Keep the mail as a picture, on a sheet outside of the site's rules."""
        sheet = self.page.context.new_page()
        sheet.set_content(mail["html"], wait_until="networkidle")
        Official(sheet, self.stack, self.name, self.javascript).look(what)
        sheet.close()

    def act(self, slug: str) -> None:
        self.page.goto(f"{self.page.url.split('?')[0]}/{slug}")

    def write(self, text: str) -> None:
        self.page.locator("textarea[name=text]").fill(text)

    def agree(self) -> None:
        self.page.locator("input[name=sure]").check()

    def submit(self) -> None:
        self.page.locator("form[method=post] p.acts button").click()
