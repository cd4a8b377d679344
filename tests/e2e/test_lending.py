"""What is lent, from the mail: decided by its post, handed over and taken back by its driver."""

import re
from datetime import date, datetime, timedelta
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitors
from e2e.loans import Loaned, lend
from e2e.people import Official
from e2e.stage import Mail, Stack
from mandat.city.calendar import JAKARTA
from mandat.platform.ids import show_reference

HEAD, DRIVER = "kabag.umum@bengkulu.example.org", "sopir.bd2a@bengkulu.example.org"
WHY = "BD 1 A menjemput tamu pada hari itu; mobil ini kosong."
BROKEN = "Kaca spion kiri pecah, baret panjang di pintu belakang."
TRIP = re.compile(r"https?://\S+/sopir/[\w.~-]+")
CHOICE = re.compile(r"https?://\S+/pinjam/ubah/[\w.~-]+/pilih")
WITH_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def key() -> str:
    """A family that nobody was before."""
    return token_hex(8)


def office(visitors: Visitors, stack: Stack, name: str, *, scripts: bool) -> Official:
    page = visitors.new(javascript=scripts)
    return Official(page, stack, f"{name}{'' if scripts else '-no-js'}", scripts, watching=scripts)


def mail_about(stack: Stack, loaned: Loaned, to: str, words: str) -> Mail:
    reference = show_reference(loaned.case_id)
    return stack.wait_for_mail(
        to=to, where=lambda one: reference in one["subject"] and words in one["subject"]
    )


def link_in(mail: Mail, pattern: re.Pattern[str]) -> str:
    found = pattern.search(mail["text"])
    assert found, f"no link in {mail['subject']}"
    return found.group()


def test_another_time_is_proposed_from_the_mail_and_chosen(
    stack: Stack, visitors: Visitors, key: str
) -> None:
    citizen = f"rahayu.{key}@example.org"
    loaned = lend(stack, "asked", key, citizen)
    post = office(visitors, stack, "lending-post", scripts=True)
    post.open_mail(mail_about(stack, loaned, HEAD, "Untuk diputuskan"))
    post.reads("Ani Contoh dan Budi Contoh")
    post.look("held")
    post.act("usulkan")
    post.page.locator("input[name=time]").first.check()
    post.write(WHY)
    post.look("propose")
    post.submit()
    post.reads("warga ditanya sekarang")
    post.look("proposed")

    mail = mail_about(stack, loaned, citizen, "waktu lain")
    borrower = office(visitors, stack, "lending-citizen", scripts=True)
    borrower.page.goto(link_in(mail, CHOICE))
    borrower.look("choose")
    borrower.page.locator("main form input[type=radio]").last.check()
    borrower.page.locator("main form .acts button").first.click()
    mail_about(stack, loaned, citizen, "Disetujui")
    post.page.reload()
    post.reads("Disetujui")
    post.look("agreed")
    assert not post.found + borrower.found


def test_a_post_approves_and_takes_back_for_official_duty(
    stack: Stack, visitors: Visitors, key: str
) -> None:
    citizen = f"rahayu.{key}@example.org"
    loaned = lend(stack, "asked", key, citizen)
    post = office(visitors, stack, "lending-duty", scripts=False)
    post.open_mail(mail_about(stack, loaned, HEAD, "Untuk diputuskan"))
    post.follow("Setujui peminjaman")
    post.submit()
    expect(post.page.locator("#f-sure-error")).to_be_visible()
    post.look("unsure")
    post.agree()
    post.submit()
    post.reads("peminjaman disetujui")
    post.act("tarik")
    post.reads("Warga akan ditawari")
    post.page.locator("input[value=official_duty]").check()
    post.write(WHY)
    post.agree()
    post.look("duty")
    post.submit()
    post.reads("peminjaman ditarik")
    mail_about(stack, loaned, citizen, "ditarik")
    post.follow("Kalender yang Anda pinjamkan")
    post.look("month")


@WITH_SCRIPTS
def test_a_driver_hands_over_and_takes_back(
    stack: Stack, visitors: Visitors, key: str, scripts: bool
) -> None:
    loaned = lend(stack, "agreed", key, f"rahayu.{key}@example.org")
    driver = office(visitors, stack, "driver", scripts=scripts)
    driver.page.goto(link_in(mail_about(stack, loaned, DRIVER, "Tugas baru"), TRIP))
    driver.reads("Jl. Contoh 5, seberang pasar")
    driver.look("trip")
    driver.follow("Serahkan")
    driver.add_photo()
    checked(driver, "45.210", "6", "yes")
    driver.write(BROKEN)
    driver.look("out")
    driver.page.locator("main form[method=post] button").last.click()
    driver.reads("sudah diserahkan")
    driver.look("handed-over")

    damage = stack.wait_for_mail(
        to=HEAD,
        where=lambda one: BROKEN in one["text"] and show_reference(loaned.case_id) in one["text"],
    )
    assert "Kerusakan" in damage["subject"]
    driver.follow("Terima kembali")
    driver.reads("45.210 km")
    checked(driver, "45.230", "5", "no")
    driver.look("in")
    driver.page.locator("main form[method=post] button").last.click()
    driver.reads("Sudah kembali")
    driver.look("returned")
    assert not driver.found


def checked(driver: Official, odometer: str, fuel: str, damage: str) -> None:
    page: Page = driver.page
    page.locator("input[name=odometer]").fill(odometer)
    page.locator("select[name=fuel]").select_option(fuel)
    page.locator(f"input[name=damage][value={damage}]").check()


def test_a_post_keeps_a_day_and_lends_it_again(stack: Stack, visitors: Visitors, key: str) -> None:
    loaned = lend(stack, "asked", key, f"rahayu.{key}@example.org")
    post = office(visitors, stack, "lending-month", scripts=True)
    post.open_mail(mail_about(stack, loaned, HEAD, "Untuk diputuskan"))
    post.follow("Kalender yang Anda pinjamkan")
    post.follow("Simpan untuk keperluan kota")
    post.page.locator("form[method=post] button").last.click()
    expect(post.page.locator("#galat")).to_be_visible()
    post.look("keep-wrong")
    post.page.locator("select[name=thing]").select_option("bd-1-a")
    post.page.locator("input[name=day]").fill(f"{free_friday():%Y-%m-%d}")
    post.page.locator("input[value=whole]").check()
    post.page.locator("input[value=maintenance]").check()
    post.page.locator("form[method=post] button").last.click()
    post.reads("disimpan untuk kota")
    post.look("kept")
    post.follow("Pinjamkan lagi")
    post.agree()
    post.submit()
    post.reads("dipinjamkan lagi")
    assert not post.found


def free_friday() -> date:
    """Cars are lent on Saturday and Sunday only: nobody holds one then."""
    today = datetime.now(JAKARTA).date()
    return today + timedelta(days=(4 - today.weekday()) % 7 or 7)
