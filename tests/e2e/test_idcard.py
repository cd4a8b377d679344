"""An identity card at 17 from the register to the door, by links alone; a visit, a refusal."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import cards
from e2e.browser import PHONE, Visitors
from e2e.patients import printed
from e2e.people import Official, Person, violations
from e2e.stage import Stack

SCRIPTS = pytest.mark.parametrize(
    ("javascript", "village", "lurah"),
    [
        (True, "17.71.06.1004", "lurah-kebun-beler"),
        (False, "17.71.07.1008", "lurah-kebun-geran"),
    ],
    ids=["with-js", "without-js"],
)
WORDS = "Keluarganya pindah ke Palembang bulan lalu, kata ketua RT."


@dataclass
class House:
    """Everybody of a journey before a browser of their own."""

    stack: Stack
    visitors: Visitors
    javascript: bool

    def young(self) -> Person:
        return Person(*self._before("remaja"), self.javascript, watching=self.javascript)

    def post(self, name: str) -> Official:
        return Official(*self._before(name), self.javascript, watching=self.javascript)

    def _before(self, name: str) -> tuple[Page, Stack, str]:
        page = self.visitors.new(viewport=PHONE, javascript=self.javascript)
        return page, self.stack, f"ktp-{name}{'' if self.javascript else '-nojs'}"


@pytest.fixture
def house(stack: Stack, visitors: Visitors, javascript: bool) -> House:
    return House(stack, visitors, javascript)


@SCRIPTS
def test_from_the_invitation_to_the_door(
    house: House, village: str, lurah: str, tmp_path: Path
) -> None:
    stack, who = house.stack, cards.turns_17(20, village)
    young, dukcapil, bringer = house.young(), house.post("dukcapil"), house.post("lurah")
    cards.imported(stack, who, tmp_path)
    cards.run_day(stack)
    case_id = cards.card_of(stack, who, "invited")["case_id"]
    choose(young, cards.own_link(stack, case_id), who)
    many(dukcapil, cards.list_link(stack, cards.DUKCAPIL), who, "rekam", "orang sudah direkam")
    many(dukcapil, cards.list_link(stack, cards.DUKCAPIL), who, "cetak", "KTP sudah dicetak")
    cards.its_day_is_here(stack, cards.card_of(stack, who, "printed"))
    cards.settle(stack, case_id)
    cards.card_of(stack, who, "out")
    young.page.goto(cards.own_link(stack, case_id))
    young.reads("Dalam perjalanan ke rumah Anda")
    young.look("out")
    bring(bringer, cards.list_link(stack, lurah), who)
    assert cards.card_of(stack, who, "delivered")["taken_by"] == "self"
    young.page.reload()
    young.reads("Sudah diserahkan")
    young.look("delivered")
    young.follow("Yang terjadi sejauh ini")
    young.reads("menyerahkan KTP")
    young.look("story")
    young.page.goto(f"{stack.site}/ktp")
    young.reads("Loket rekam 1")
    young.look("about")
    assert [*young.found, *dukcapil.found, *bringer.found] == []


def choose(young: Person, link: str, who: cards.Young) -> None:
    """A time, another one, and the first day again."""
    young.page.goto(link)
    young.reads(f"{who.name}, KTP pertama Anda")
    expect(young.page.locator("main")).not_to_contain_text("Rahasia")
    young.look("invited")
    for which in ("first", "last"):
        young.page.locator("main a[href$='/waktu']").first.click()
        young.look("days")
        young.page.locator("main ul.rows a").first.click()
        times = young.page.locator("input[name=time]")
        (times.first if which == "first" else times.last).check()
        young.look("times")
        young.press("Simpan waktu ini")
        young.reads("Waktu Anda sudah disimpan")
    young.look("appointed")
    young.follow("Batalkan janji")
    young.page.locator("input[name=sure]").check()
    young.look("cancel")
    young.press("Batalkan janji")
    young.reads("Janji Anda dibatalkan")
    young.page.locator("main a[href$='/waktu']").first.click()
    young.page.locator("main ul.rows a").first.click()
    young.page.locator("input[name=time]").first.check()
    young.press("Simpan waktu ini")


def many(dukcapil: Official, link: str, who: cards.Young, part: str, words: str) -> None:
    """Ticked on the week's list, and recorded with whoever else is ticked."""
    dukcapil.page.goto(f"{link}?daftar={part}")
    dukcapil.reads(who.name)
    dukcapil.page.get_by_label(who.name).first.check()
    dukcapil.agree()
    dukcapil.look(f"list-{part}")
    dukcapil.submit()
    dukcapil.reads(words)
    dukcapil.look(f"list-{part}-done")


def bring(lurah: Official, link: str, who: cards.Young) -> None:
    """From the route: once nobody is there, then it is handed over with a photo."""
    lurah.page.goto(link)
    lurah.reads(who.name)
    lurah.look("route")
    for paper in ("/surat/ktp/", "ucapan.pdf"):
        path = lurah.page.locator(f"a[href*='{paper}']").first.get_attribute("href")
        assert printed(f"{lurah.stack.site}{path}").startswith(b"%PDF-")
    lurah.page.get_by_role("link", name=f"{who.name} Rahasia").click()
    lurah.look("case")
    lurah.act("tidak-di-rumah")
    lurah.look("not-home")
    lurah.submit()
    lurah.reads("Ada masalah")
    lurah.page.locator("a.back").click()
    lurah.act("serahkan-ktp")
    lurah.add_photo()
    lurah.page.locator("input[name=proof]").first.check()
    lurah.page.locator("input[name=taken_by]").first.check()
    lurah.agree()
    lurah.look("hand-over")
    lurah.submit()
    lurah.reads("KTP sudah diserahkan")
    lurah.look("handed-over")


@SCRIPTS
def test_whose_family_has_moved_away_is_ended_with_a_reason(
    house: House, village: str, lurah: str, tmp_path: Path
) -> None:
    del lurah
    stack, who = house.stack, cards.turns_17(200, village)
    young, dukcapil = house.young(), house.post("dukcapil")
    cards.imported(stack, who, tmp_path)
    cards.run_day(stack)
    case_id = cards.card_of(stack, who, "invited")["case_id"]
    young.page.goto(cards.own_link(stack, case_id))
    young.page.locator("main a[href$='/waktu']").first.click()
    young.page.locator("main ul.rows a").first.click()
    young.page.locator("input[name=time]").last.check()
    young.press("Simpan waktu ini")
    dukcapil.page.goto(f"{cards.list_link(stack, cards.DUKCAPIL)}?daftar=rekam")
    dukcapil.page.locator(f"li:has-text('{who.name}') a").first.click()
    dukcapil.look("case")
    dukcapil.act("akhiri-ktp")
    dukcapil.page.locator("input[name=reason][value=moved_away]").check()
    dukcapil.write(WORDS)
    dukcapil.agree()
    dukcapil.look("end")
    dukcapil.submit()
    young.page.goto(cards.own_link(stack, case_id))
    young.reads("Tidak ada KTP yang diantar")
    young.follow("Yang terjadi sejauh ini")
    young.reads(WORDS)
    assert [*young.found, *dukcapil.found] == []


@pytest.mark.parametrize("path", ["/ktp", "/ktp?lang=en"])
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
