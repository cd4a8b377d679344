"""A death from the first page to the family's word about it; and a report that was wrong."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from e2e.browser import PHONE, Visitors
from e2e.complaints import new_address
from e2e.mourners import DECEASED, Mourner
from e2e.people import Official, violations
from e2e.stage import Mail, Stack

DUKCAPIL = "kadis.dukcapil@bengkulu.example.org"
HEARSES = "meja.psc119@bengkulu.example.org"
HANDED = "Akta, KK, dan KTP kami serahkan kepada istri almarhum di rumah duka."
WRONG = "Beliau masih hidup dan dirawat. Kami mohon maaf kepada keluarga."
PAPERS = ("Menerbitkan akta kematian", "Menerbitkan kartu keluarga", "Menerbitkan KTP baru")
SCRIPTS = pytest.mark.parametrize(
    ("javascript", "village"),
    [(True, "Kebun Tebeng"), (False, "Penurunan")],
    ids=["with-js", "without-js"],
)


@dataclass
class Street:
    """One family, its lurah and Dukcapil, in a kelurahan of their own."""

    stack: Stack
    visitors: Visitors
    village: str
    javascript: bool
    seen: int

    def family(self, name: str) -> Mourner:
        return Mourner(
            self._page(), self.stack, self._named(name), self.javascript, village=self.village
        )

    def official(self, name: str) -> Official:
        return Official(self._page(), self.stack, self._named(name), self.javascript)

    def _page(self) -> Page:
        return self.visitors.new(viewport=PHONE, javascript=self.javascript)

    def _named(self, name: str) -> str:
        return f"duka-{name}{'' if self.javascript else '-nojs'}"

    def mail(self, to: str, words: str) -> Mail:
        return self.stack.wait_for_mail(
            to=to,
            after=self.seen,
            where=lambda one: (
                self.village in one["subject"] + one["text"]
                and words in one["subject"] + one["text"]
            ),
        )

    @property
    def lurah(self) -> str:
        return f"lurah.{self.village.lower().replace(' ', '-')}@bengkulu.example.org"


@pytest.fixture
def street(stack: Stack, visitors: Visitors, javascript: bool, village: str) -> Street:
    return Street(stack, visitors, village, javascript, stack.newest_mail_id())


@SCRIPTS
def test_from_a_report_to_the_papers_in_the_familys_hands(street: Street) -> None:
    family, lurah, dukcapil = (
        street.family("family"),
        street.official("lurah"),
        street.official("dukcapil"),
    )
    reference, code = family.report(new_address())
    to_lurah = street.mail(street.lurah, reference)
    assert code not in to_lurah["text"] + to_lurah["html"]
    lurah.show_mail(to_lurah, "mail")
    lurah.open_mail(to_lurah)
    lurah.reads(DECEASED)
    confirm(lurah)
    write_down_an_evening(lurah)
    family.open_family_page(reference, code)
    family.again("Hadir bersama keluarga: Lurah")
    family.look("page")

    for title in PAPERS:
        dukcapil.open_mail(street.mail(DUKCAPIL, title))
        dukcapil.look("step")
        finish(dukcapil)
    family.again("Sudah jadi.")

    lurah.open_mail(to_lurah)
    wait_for_papers(lurah)
    lurah.act("serahkan-surat")
    for paper in ("akta", "kk", "ktp"):
        lurah.page.locator(f"input[name=papers][value={paper}]").check()
    lurah.write(HANDED)
    lurah.agree()
    lurah.look("hand-over")
    lurah.submit()
    lurah.reads("Surat-surat sudah di tangan keluarga")

    family.again("Bagaimana kota melayani keluarga?")
    family.follow("Baik")
    family.page.locator("input[name=stars][value='5']").check()
    family.look("rating")
    family.press("Kirim")
    family.reads("Semoga keluarga diberi kekuatan")
    family.look("closed")


@SCRIPTS
def test_a_wrong_report_is_undone_with_all_that_it_set_off(street: Street) -> None:
    family, lurah = street.family("wrong-family"), street.official("wrong-lurah")
    reference, code = family.report(new_address())
    to_lurah = street.mail(street.lurah, reference)
    street.mail(HEARSES, "Mengantar jenazah")
    family.open_family_page(reference, code)
    family.again("Sedang dikerjakan, paling lambat")
    family.page.locator("main a[href$='/tambah']").click()
    family.page.locator("textarea[name=text]").fill("Bapak masih hidup, beliau di rumah sakit.")
    family.look("tell")
    family.press("Kirim")
    family.reads("Lurah membacanya sekarang")

    lurah.open_mail(to_lurah)
    lurah.reads("Bapak masih hidup")
    lurah.act("batal-lapor")
    lurah.page.locator("input[name=reason][value=alive]").check()
    lurah.write(WRONG)
    lurah.agree()
    lurah.look("undo")
    lurah.submit()
    lurah.reads("laporan dibatalkan, beserta semua yang dimulainya")
    family.again("Kabar ini keliru dan sudah dibatalkan")
    family.look("undone")
    street.mail(HEARSES, "Batal:")


def confirm(lurah: Official) -> None:
    lurah.act("pastikan")
    lurah.add_photo()
    lurah.page.locator("input[name=letter][value=lurah]").check()
    lurah.page.locator("input[name=spouse][value=yes]").check()
    lurah.page.locator("input[name=children]").fill("2")
    lurah.agree()
    lurah.look("confirm")
    lurah.submit()
    lurah.reads("kematian sudah dipastikan")


def write_down_an_evening(lurah: Official) -> None:
    lurah.act("malam")
    lurah.page.locator("input[name=night]").first.check()
    lurah.page.locator("input[name=present]").first.check()
    lurah.look("evening")
    lurah.submit()
    lurah.reads("Terima kasih sudah hadir")


def finish(post: Official) -> None:
    post.act("selesai")
    post.write("Suratnya sudah terbit dan siap diserahkan lurah.")
    post.agree()
    post.submit()
    post.reads("Jawaban")


def wait_for_papers(lurah: Official) -> None:
    """The death hears of its steps by the feed."""
    door = lurah.page.locator("a[href$='/serahkan-surat']")
    for _ in range(30):
        if door.count():
            return
        lurah.page.wait_for_timeout(1_000)
        lurah.page.reload()
    raise AssertionError("the papers are not all made")


@pytest.mark.parametrize("path", ["/kematian", "/kematian?lang=en", "/kematian/terkirim"])
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
