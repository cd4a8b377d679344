"""From a child without a fosterer to help that is proved, by links alone; and help that is not."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import PHONE, Visitors
from e2e.people import Official, violations
from e2e.stage import Mail, Stack
from e2e.wards import Ward, child_of, new_wards, open_month, take_up
from privacy.stack import CODES

DINSOS = "kadis.dinsos@bengkulu.example.org"
NEED, NEW = "perlu orang tua asuh: ", "Seorang anak dipercayakan kepada Anda"
FOSTER = re.compile(r"https?://\S+/asuh/[\w.~-]+")
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")
SCRIPTS = pytest.mark.parametrize(
    ("javascript", "place"),
    [(True, ("17.71.06.1004", "Kebun Beler")), (False, ("17.71.07.1008", "Kebun Geran"))],
    ids=["with-js", "without-js"],
)


@dataclass
class House:
    """Everybody of a journey before a browser of their own."""

    stack: Stack
    visitors: Visitors
    javascript: bool
    seen: int

    def person(self, name: str) -> Official:
        page = self.visitors.new(viewport=PHONE, javascript=self.javascript)
        named = f"asuh-{name}{'' if self.javascript else '-nojs'}"
        return Official(page, self.stack, named, self.javascript, watching=self.javascript)

    def mail(self, words: str, to: str = "") -> Mail:
        return self.stack.wait_for_mail(
            to=to, after=self.seen, where=lambda one: words in one["subject"]
        )


@pytest.fixture
def house(stack: Stack, visitors: Visitors, javascript: bool) -> House:
    return House(stack, visitors, javascript, stack.newest_mail_id())


@SCRIPTS
def test_from_a_child_that_has_nobody_to_help_that_is_proved(
    house: House, place: tuple[str, str], tmp_path: Path
) -> None:
    code, village = place
    (ward,) = new_wards(code, 1)
    dinsos, official, guardian = (house.person(one) for one in ("dinsos", "pejabat", "wali"))
    take_up(house.stack, [ward], tmp_path)
    asked = house.mail(f"{NEED}{village}", DINSOS)
    reference = REFERENCE.search(asked["subject"])
    assert reference
    dinsos.show_mail(asked, "mail")
    entrust(dinsos, asked, ward)
    told = house.mail(NEW)
    for mail in (asked, told):
        assert ward.name not in mail["text"] + mail["html"] + mail["subject"]
    sheet_code = code_on(dinsos, asked)
    official.show_mail(told, "mail")

    child = child_of(house.stack, reference.group())
    open_month(house.stack, child)
    prove(official, told, ward)
    complain(guardian, reference.group(), sheet_code, ward)
    house.mail(f"Bantuan anak asuh belum datang: {village}", DINSOS)
    leaves(dinsos, official, asked, told)
    assert [*dinsos.found, *official.found, *guardian.found] == []


def entrust(dinsos: Official, mail: Mail, ward: Ward) -> None:
    """The first of those that are offered."""
    dinsos.open_mail(mail)
    dinsos.reads(ward.name)
    dinsos.look("case")
    dinsos.act("jodohkan")
    dinsos.page.locator("input[name=official]").first.check()
    dinsos.agree()
    dinsos.look("match")
    dinsos.submit()
    dinsos.reads("anak ini punya orang tua asuh")


def code_on(dinsos: Official, mail: Mail) -> str:
    """What Dinas Sosial reads out to who has no sheet."""
    dinsos.open_mail(mail)
    dinsos.look("entrusted")
    code = dinsos.page.locator("p.number").inner_text()
    CODES.add(code)
    return code


def prove(official: Official, mail: Mail, ward: Ward) -> None:
    """One button: how much, a photo of the slip, done."""
    page = official.page
    link = FOSTER.search(mail["text"])
    assert link
    page.goto(link.group())
    official.reads(ward.name)
    button = page.locator("a.btn[href$='/bukti']")
    for _ in range(60):
        if button.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    official.look("page")
    button.click()
    official.add_photo()
    page.get_by_label(ward.name).check()
    page.locator("input[name=amount]").fill("150.000")
    page.locator("input[name=proof][value=slip]").check()
    official.agree()
    official.look("form")
    page.locator("form[method=post] p.call button").click()
    official.reads("Tercatat: bantuan bulan ini")
    official.reads("Semua sudah dibuktikan")
    official.look("proved")


def complain(guardian: Official, reference: str, code: str, ward: Ward) -> None:
    """By number and code, on a phone that knows no e-mail."""
    page = guardian.page
    page.goto(f"{guardian.stack.site}/anak")
    guardian.look("find")
    page.locator("input[name=reference]").fill(reference)
    page.locator("input[name=code]").fill(code)
    page.locator("form[method=post] button").last.click()
    guardian.reads(ward.name)
    page.locator("input[name=what]").first.check()
    page.locator("input[name=by]").last.check()
    guardian.look("child")
    page.locator("form[method=post] p.call button").click()
    guardian.reads("Sudah kami terima")
    guardian.look("heard")


def leaves(dinsos: Official, official: Official, asked: Mail, told: Mail) -> None:
    """His link stops at once, and the child waits again."""
    page = dinsos.page
    dinsos.open_mail(asked)
    page.get_by_role("link", name="Semua anak asuh dan pejabat").click()
    dinsos.look("list")
    dinsos.open_mail(asked)
    page.get_by_role("link", name="Pejabat ini berhenti menjabat").click()
    page.locator("input[name=reason]").first.check()
    dinsos.agree()
    dinsos.look("leave")
    dinsos.submit()
    expect(page.locator("[role=status]")).to_contain_text("sudah berhenti")
    link = FOSTER.search(told["text"])
    assert link
    official.page.goto(link.group())
    expect(official.page.locator("main")).not_to_contain_text("Bintang")


@pytest.mark.parametrize("path", ["/anak-asuh", "/anak-asuh?lang=en", "/anak"])
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page: Page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
