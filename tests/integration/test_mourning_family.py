"""The family's one page, from the report to the last night, and what can be done there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from integration.desks import Browser
from integration.lenders import Clock, clock
from integration.mourners import (
    DECEASED,
    NIK,
    TEXT,
    THURSDAY_NIGHT,
    TUESDAY,
    TUESDAY_NIGHT,
    Mourner,
    act,
    death,
    desk,
    family_path,
    finish,
    papers_made,
    reported,
    settled,
)
from mandat.bereavement.domain.model import DeathStatus
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(TUESDAY) as found:
        yield found


def page(case_id: str) -> Mourner:
    citizen = Mourner()
    citizen.get(family_path(case_id))
    return citizen


def shows(case_id: str, *wanted: str) -> None:
    found = page(case_id).page
    assert found
    for words in wanted:
        assert found.shows(words), words


def confirmed(hour: Clock) -> str:
    case_id = reported()
    answer = act(
        Browser(),
        desk(case_id, hour.at),
        "pastikan",
        shown=1,
        letter="doctor",
        spouse="yes",
        sure="yes",
    )
    assert answer.status == 303
    settled(case_id, hour.at)
    return case_id


def handed_over(hour: Clock) -> str:
    case_id = confirmed(hour)
    hour.pass_to(THURSDAY_NIGHT)
    papers_made(case_id, THURSDAY_NIGHT)
    papers = ("akta", "kk", "ktp")
    answer = act(
        Browser(), desk(case_id, hour.at), "serahkan-surat", papers=papers, text=TEXT, sure="yes"
    )
    assert answer.status == 303
    return case_id


def test_everything_stands_on_one_page() -> None:
    case_id = reported(needs={"needs": "tenda,jenazah"})
    shows(
        case_id,
        f"Untuk keluarga {DECEASED}",
        "Inna lillahi",
        "Malam ini: Malam takziah, mulai pukul 18.00 WIB",
        "Malam ketiga",
        "Kamis, 26 November 2026",
        "Akta kematian",
        "Sedang dikerjakan, paling lambat",
        "Menyusul setelah: Akta kematian.",
        "Menyusul setelah: Kartu keluarga (KK) baru.",
        "paling lambat Kamis, 26 November 2026 pukul 20.00 WIB",
        "Ambulans jenazah",
        "tel:+6280000000119",
        "Tenda, kursi, pengeras suara",
        "Tenda 4 x 6 meter",
        "Anak-anak yang ditinggalkan",
        "Lurah Sukarami",
        "Sampaikan kepada lurah",
    )


def test_it_offers_no_withdrawal_and_no_digit_of_a_nik() -> None:
    case_id = reported()
    found = page(case_id).page
    assert found
    assert not found.shows("/batal")
    assert not found.shows(NIK)
    assert not found.shows(f"•••• {NIK[-4:]}")
    citizen = Mourner()
    assert citizen.get(f"{family_path(case_id)}/batal").path == family_path(case_id)


def test_each_faith_has_its_own_words() -> None:
    case_id = reported(faith={"faith": "katolik"})
    shows(case_id, "Malam doa arwah", "Semoga jiwanya beristirahat dalam damai Tuhan")
    found = page(case_id).page
    assert found
    assert re.findall("[^<>]*takziah[^<>]*", found.html) == []


def test_an_evening_that_was_held_names_who_came(hour: Clock) -> None:
    case_id = reported()
    hour.pass_to(TUESDAY_NIGHT)
    came = ("lurah-sukarami", "walikota")
    answer = act(Browser(), desk(case_id, hour.at), "malam", night="1", present=came)
    assert answer.status == 303
    shows(case_id, "Sudah berlangsung", "Hadir bersama keluarga: Lurah Sukarami, Wali Kota")


def test_a_step_that_cannot_be_done_is_said_plainly(hour: Clock) -> None:
    case_id = reported()
    finish(case_id, "akta", hour.at, refused=True)
    shows(case_id, "Belum dapat dilakukan. Lurah menjelaskan sebabnya")


def test_the_papers_in_their_hands_and_how_it_was(hour: Clock) -> None:
    case_id = handed_over(hour)
    assert death(case_id).status is DeathStatus.HANDED_OVER
    shows(case_id, "Sudah di tangan keluarga.", "Sudah jadi.", "Bagaimana kota melayani keluarga?")

    citizen = page(case_id)
    rating = citizen.get(f"{family_path(case_id)}/puas")
    assert rating.shows("Bagaimana kota melayani keluarga?")
    assert citizen.send(stars="").status == 422
    told = citizen.send(stars="5")
    assert told.shows("Semoga keluarga diberi kekuatan")
    assert cases.load(case_id).status is CaseStatus.CLOSED


def test_what_is_missing_goes_to_the_leaders(hour: Clock) -> None:
    case_id = handed_over(hour)
    citizen = Mourner()
    citizen.get(f"{family_path(case_id)}/belum-puas")
    answer = citizen.send(reason="half_done", text="KTP ibu belum kami terima.")
    assert answer.shows("Wali kota dan wakil wali kota membacanya")
    assert cases.load(case_id).status is CaseStatus.DISPUTED


def test_that_a_report_is_wrong_is_told_to_the_lurah_who_undoes_it(hour: Clock) -> None:
    case_id = reported()
    citizen = page(case_id)
    form = citizen.get(f"{family_path(case_id)}/tambah")
    assert form.shows("Bila kabar ini keliru")
    assert citizen.send(text="").status == 422
    told = citizen.send(text="Bapak masih hidup, beliau dirawat di rumah sakit.")
    assert told.shows("Lurah membacanya sekarang")
    lurah = Browser()
    read = lurah.get(desk(case_id, hour.at)).body
    assert "Bapak masih hidup" in read

    answer = act(
        lurah,
        desk(case_id, hour.at),
        "batal-lapor",
        reason="alive",
        text="Beliau masih hidup. Kami mohon maaf sebesar-besarnya.",
        sure="yes",
    )
    assert answer.status == 303
    settled(case_id, hour.at)
    shows(case_id, "Kabar ini keliru dan sudah dibatalkan", "Kami mohon maaf")
    found = page(case_id).page
    assert found
    assert not found.shows("Inna lillahi")
    assert not found.shows("Malam pertama")


def test_the_page_holds_when_its_text_is_gone_and_after_years(hour: Clock) -> None:
    case_id = handed_over(hour)
    hour.pass_to(datetime(2029, 1, 1, tzinfo=UTC) + timedelta(days=1))
    shows(case_id, "Sudah di tangan keluarga.")


def test_in_english() -> None:
    case_id = reported()
    citizen = Mourner()
    found = citizen.get(f"{family_path(case_id)}?lang=en")
    for words in (f"For the family of {DECEASED}", "Tonight: Evening of takziah", "Third night"):
        assert found.shows(words), words
