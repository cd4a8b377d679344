"""Borrowing from the city with a phone: a car, things for a funeral, a ride; second thoughts."""

import pytest
from playwright.sync_api import Page, Response, expect

from e2e.borrowers import Borrower
from e2e.browser import Visitors, note
from e2e.people import violations
from e2e.stage import Stack

BYTES_MAX = 50 * 1024
REQUESTS_MAX = 6
NARROW = 320
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
CAR = ("mobil-dinas", "akad")


def borrower(
    visitors: Visitors, stack: Stack, name: str, *, javascript: bool = True, hasty: bool = False
) -> Borrower:
    name = name if javascript else f"{name}-nojs"
    page = visitors.new(javascript=javascript)
    return Borrower(page, stack, name, javascript, watching=javascript, hasty=hasty)


@SCRIPTS
def test_a_car_is_asked_for_moved_and_given_up(
    visitors: Visitors, stack: Stack, javascript: bool
) -> None:
    citizen = borrower(visitors, stack, "borrow-car", javascript=javascript)
    citizen.open(*CAR)
    citizen.pick_day(2 if javascript else 3)
    citizen.pick_hours()
    citizen.finish_car()
    reference, _ = citizen.send()
    citizen.reads("Disisihkan untuk Anda")

    citizen.open_case()
    citizen.reads(reference)
    citizen.follow("Pilih, geser, atau batalkan")
    citizen.look("state")
    citizen.follow("Geser ke waktu lain")
    citizen.look("move-day")
    citizen.page.locator("a.day.free, a.day.partly").last.click()
    citizen.agree()
    citizen.look("move")
    citizen.press("Geser")
    citizen.reads("Sudah digeser")
    citizen.reads(reference)

    citizen.follow("Batalkan")
    citizen.agree()
    citizen.look("cancel")
    citizen.press("Batalkan")
    citizen.reads("Dibatalkan. Terima kasih")
    citizen.look("cancelled")
    assert citizen.found == []


@SCRIPTS
def test_of_two_who_want_the_same_hour_one_is_offered_the_nearest(
    visitors: Visitors, stack: Stack, javascript: bool
) -> None:
    fast, slow = (
        borrower(visitors, stack, name, javascript=javascript, hasty=True)
        for name in ("borrow-fast", "borrow-slow")
    )
    fast.open(*CAR)
    day = fast.pick_day(0 if javascript else 1)
    slow.open(*CAR)
    slow.pick_same_day(day)
    for one in (fast, slow):
        one.pick_hours(start="900")
        one.finish_car()
    fast.send()

    slow.press("Kirim permintaan")

    slow.reads("Waktu ini sudah terpakai")
    slow.show("taken")
    slow.page.locator("button[value^='take:']").first.click()
    slow.reads("Ani dan Budi Contoh")
    slow.send()
    assert slow.found == []


def test_who_waits_in_line_is_told_so(visitors: Visitors, stack: Stack) -> None:
    first, later = (borrower(visitors, stack, f"borrow-line-{n}", hasty=True) for n in (1, 2))
    first.open(*CAR)
    day = first.pick_day(4)
    first.pick_hours(start="480")
    first.finish_car()
    first.send()
    later.open(*CAR)
    later.pick_same_day(day)
    later.pick_hours(start="480")
    later.show("taken")
    later.press("Masuk daftar tunggu untuk waktu ini")
    later.finish_car()
    later.press("Masuk daftar tunggu")
    later.reads("Anda di daftar tunggu")
    later.show("in-line")
    assert later.found == []


def test_things_for_a_house_of_mourning_are_agreed_at_once(
    visitors: Visitors, stack: Stack
) -> None:
    citizen = borrower(visitors, stack, "borrow-goods")
    citizen.open("perlengkapan-duka", "takziah")
    citizen.page.locator("input[name=n_tenda]").fill("1")
    citizen.page.locator("input[name=n_kursi]").fill("50")
    citizen.look("things")
    citizen.press("Lanjut")
    citizen.pick_day(1)
    citizen.page.locator("select[name=days]").select_option("3")
    citizen.look("days")
    citizen.press("Lanjut")
    citizen.locate()
    citizen.answer(almarhum="Almarhum Contoh", jalan="dapat")
    citizen.introduce()
    citizen.accept()
    citizen.send()
    citizen.reads("Disetujui untuk Anda")
    assert citizen.found == []


def test_a_ride_is_agreed_at_once_and_says_first_whom_to_call(
    visitors: Visitors, stack: Stack
) -> None:
    citizen = borrower(visitors, stack, "borrow-ride")
    citizen.page.goto(f"{stack.site}/pinjam/ambulans-terjadwal")
    assert citizen.page.locator("main a[href='tel:119']").count() == 1
    citizen.open("ambulans-terjadwal", "kontrol")
    citizen.pick_day(1)
    citizen.pick_hours(thing="")
    citizen.locate()
    citizen.answer(**{"keadaan": "tandu", "tujuan": "RS Contoh", "pulang-pergi": "ya"})
    citizen.introduce()
    citizen.accept()
    citizen.send()
    citizen.reads("Disetujui untuk Anda")
    assert citizen.found == []


@pytest.fixture
def phone(visitors: Visitors) -> Page:
    return visitors.new()


@pytest.mark.parametrize("path", ["/pinjam/mobil-dinas", "/pinjam/mobil-dinas/kalender"])
def test_the_first_load_is_light(phone: Page, stack: Stack, path: str) -> None:
    answers: list[Response] = []

    def heard(answer: Response) -> None:
        answers.append(answer)

    phone.on("response", heard)
    phone.goto(f"{stack.site}{path}", wait_until="networkidle")

    weight = sum(len(one.body()) + len(str(one.headers)) for one in answers)
    note(f"first-load-{path.rpartition('/')[2]}", f"{weight} bytes in {len(answers)} requests")
    assert weight <= BYTES_MAX
    assert len(answers) <= REQUESTS_MAX


@pytest.mark.parametrize(
    "path",
    [
        "/pinjam",
        "/pinjam/mobil-dinas",
        "/pinjam/mobil-dinas/kalender",
        "/pinjam/perlengkapan-duka/kalender",
        "/pinjam/ambulans-terjadwal",
        "/pinjam/mobil-dinas?lang=en",
        "/pinjam/terkirim",
    ],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(
    phone: Page, stack: Stack, path: str
) -> None:
    phone.set_viewport_size({"width": NARROW, "height": 640})
    phone.goto(f"{stack.site}{path}")

    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_a_day_and_its_hours_are_chosen_by_keyboard_alone(visitors: Visitors, stack: Stack) -> None:
    page = visitors.new(javascript=False)
    page.goto(f"{stack.site}/pinjam/ambulans-terjadwal")
    _tab_to(page, "button[value=next]:not(.vh)")
    page.keyboard.press("Enter")
    _tab_to(page, "input[name=purpose]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    _tab_to(page, "button.day.free")
    page.keyboard.press("Enter")
    _tab_to(page, "select[name=start]")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "select[name=length]")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "button[value=next]:not(.vh)")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Dijemput di mana?")


def _tab_to(page: Page, selector: str) -> None:
    """As many times as it takes; the first thing of that kind that the focus comes to."""
    page.wait_for_load_state()
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_draft_is_kept_in_the_phone_but_for_the_family_card(
    visitors: Visitors, stack: Stack
) -> None:
    citizen = borrower(visitors, stack, "borrow-draft", hasty=True)
    citizen.open(*CAR)
    citizen.pick_day(5)
    citizen.pick_hours()
    citizen.locate()
    citizen.answer(mempelai="Ani dan Budi Contoh", tujuan="Gedung Contoh")
    citizen.show_card("1771 5555 5555 5555")
    expect(citizen.page.locator("input[name=phone]")).to_be_visible()
    kept = citizen.page.evaluate("JSON.stringify({...localStorage})")
    assert "Ani dan Budi" in kept
    assert "5555" not in kept

    citizen.page.goto(f"{stack.site}/lapor")
    expect(citizen.page.locator("[data-resume]")).to_be_hidden()
    citizen.page.goto(f"{stack.site}/pinjam/mobil-dinas")
    citizen.press("Lanjutkan isian")

    citizen.reads("Nomor Kartu Keluarga")
