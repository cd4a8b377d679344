"""Care without payment from the form to the letter that a hospital takes in, and what follows."""

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitors
from e2e.complaints import new_address
from e2e.patients import (
    DINKES,
    LURAH,
    PATIENT,
    House,
    code_of_the_hospital,
    issue,
    new_nik,
)
from e2e.people import violations
from e2e.stage import Stack

POOR = "Keluarga ini tidak punya penghasilan tetap, rumahnya kami lihat pagi ini."
REFUSED = "Kepesertaan BPJS beliau masih aktif, jadi biayanya sudah ditanggung."
WRONG = "Surat ini ternyata dibuat untuk orang lain dengan nama yang sama."
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])


@pytest.fixture
def house(stack: Stack, visitors: Visitors, javascript: bool) -> House:
    return House(stack, visitors, javascript, stack.newest_mail_id())


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
    lurah.open_mail(house.mail(LURAH, reference))
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


@SCRIPTS
def test_what_an_urgent_letter_leaves_to_be_done_is_done_and_told(house: House) -> None:
    asker, dinkes, lurah = house.asker(), house.official("dinkes"), house.official("lurah")
    address = new_address()
    reference, code = asker.ask(address, new_nik(), urgent=True)
    dinkes.open_mail(house.mail(DINKES, "Nyawa menunggu", reference))
    issue(dinkes)
    lurah.open_mail(house.mail(LURAH, "Keterangan miskin", reference))
    lurah.look("after-case")
    lurah.act("keterangan-susulan")
    lurah.page.locator("input[name=how][value=poor]").check()
    lurah.write(POOR)
    lurah.agree()
    lurah.look("after-statement")
    lurah.submit()
    dinkes.open_mail(house.mail(DINKES, "Mendaftarkan pasien ke BPJS", reference))
    dinkes.act("catat-bpjs")
    dinkes.page.locator("input[name=how][value=covered]").check()
    dinkes.page.locator("input[name=since]").fill("2026-12-01")
    dinkes.agree()
    dinkes.look("after-cover")
    dinkes.submit()
    asker.open_own_page(reference, code)
    asker.again("peserta BPJS mulai")
    assert [*asker.found, *dinkes.found, *lurah.found] == []


@SCRIPTS
def test_a_letter_that_was_made_void_is_told_and_no_hospital_takes_it_in(house: House) -> None:
    asker, dinkes, clerk = house.asker(), house.official("dinkes"), house.clerk()
    address = new_address()
    reference, code = asker.ask(address, new_nik(), urgent=True)
    mail = house.mail(DINKES, reference)
    dinkes.open_mail(mail)
    issue(dinkes)
    asker.open_own_page(reference, code)
    number = asker.letter()
    dinkes.open_mail(mail)
    dinkes.act("batal-surat")
    dinkes.page.locator("input[name=reason][value=wrong_person]").check()
    dinkes.write(WRONG)
    dinkes.agree()
    dinkes.look("void")
    dinkes.submit()
    assert WRONG in house.mail(address, "tidak berlaku lagi")["text"]
    clerk.look_up(number)
    clerk.reads("Tidak berlaku")
    clerk.look("void")
    asker.again("surat dibuat atas orang lain")
    assert [*asker.found, *dinkes.found, *clerk.found] == []


@pytest.mark.parametrize(
    "path", ["/berobat", "/berobat?lang=en", "/berobat/minta", "/berobat/terkirim", "/surat/cek"]
)
def test_axe_finds_nothing(visitors: Visitors, stack: Stack, path: str) -> None:
    page = visitors.new()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stack.site}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
