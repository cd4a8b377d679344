"""A request for care on its page, its letter on screen and paper, and what its code opens."""

import base64
import re
import zlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from integration.citizens import Citizen, Page, logged
from integration.lenders import Clock, clock
from integration.patients import (
    HEALTH,
    HOSPITAL,
    LURAH,
    PATIENT,
    asked,
    do,
    issue,
    paper,
    track_path,
)
from mandat.cases.commands import submit
from mandat.cases.domain.model import Outcome
from mandat.cases.store import load
from mandat.guarantee.commands import hospital_code, loaded
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.model import GuaranteeStatus
from mandat.guarantee.domain.numbers import show_number
from mandat.platform.links import letter_url
from mandat.web.guarantee.letter import Letter, pdf
from samples import submission
from unit.cases import samples as s
from unit.guarantee import samples as g

pytestmark = pytest.mark.usefixtures("city")
POST = f"post:{HEALTH}:x"


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(g.NOW) as found:
        yield found


def own_page(case_id: str) -> Page:
    return Citizen().get(track_path(case_id))


def printed(answer: dict[str, Any]) -> str:
    """What a PDF of ours says, line after line."""
    assert answer["statusCode"] == 200, answer["body"]
    assert answer["isBase64Encoded"]
    return words_of(base64.b64decode(answer["body"]))


def words_of(made: bytes) -> str:
    streams = [one.partition(b"\nendstream")[0] for one in made.split(b"\nstream\n")[1:]]
    drawn = b"\n".join(map(zlib.decompress, streams))
    return " ".join(one.decode("cp1252") for one in re.findall(rb"\((.*?)\) Tj", drawn))


def refuse(case_id: str) -> None:
    command = a.RefuseCare(
        "refuse",
        POST,
        calendar=s.CALENDAR,
        reason="not_poor",
        text="Keluarga ini mampu, kami lihat.",
    )
    do(case_id, command, g.NOW)


def test_before_it_is_decided_the_page_says_who_does_what_now() -> None:
    case_id = asked(g.NOW)
    page = own_page(case_id)
    for said in ("Sedang diperiksa", "sedang dilihat", "Telepon 119"):
        assert page.shows(said), said
    ask = a.AskForStatement("ask", POST, calendar=s.CALENDAR, to=LURAH)
    do(case_id, ask, g.NOW)
    assert own_page(case_id).shows("Lurah sedang ditanya")
    said = a.StatePoverty(
        "state", f"post:{LURAH}:x", calendar=s.CALENDAR, poor=True, text=g.TEXT, photos=g.PHOTO
    )
    do(case_id, said, g.NOW)
    assert own_page(case_id).shows("Lurah sudah menjawab")


def test_the_letter_stands_on_the_page_with_its_number_code_and_paper() -> None:
    case_id = asked(g.NOW)
    number = show_number(issue(case_id, g.NOW).guarantee.number)
    page = own_page(case_id)
    for said in (number, "Surat berlaku", PATIENT, "•••• 0001", "RSUD", "8 Desember 2026"):
        assert page.shows(said), said
    link = track_path(case_id).replace("/k/", "/surat/jaminan/")
    assert f'src="{link}/kode.svg"' in page.html
    assert f'href="{link}/surat.pdf"' in page.html
    assert "/batal" not in page.html


def test_the_paper_says_whose_it_is_and_how_it_is_checked_and_nothing_of_an_illness() -> None:
    case_id = asked(g.NOW)
    number = show_number(issue(case_id, g.NOW).guarantee.number)
    with logged() as written:
        answer = paper(case_id, "surat.pdf")
    assert answer["multiValueHeaders"]["Content-Type"] == ["application/pdf"]
    assert answer["multiValueHeaders"]["Cache-Control"] == ["no-store"]
    said = printed(answer)
    for words in (
        "Surat jaminan berobat",
        number,
        PATIENT,
        "•••• •••• •••• 0001",
        "RSUD Harapan dan Doa",
        "8 Desember 2026",
        "/surat/cek",
        "Kepala Dinas Kesehatan",
    ):
        assert words in said, words
    for secret in ("1771", case_id, "Rahayu", "0812"):
        assert secret not in said
    for secret in (number, PATIENT, load(case_id).code_hash):
        assert secret not in written.getvalue()


def test_its_code_is_a_picture_for_the_screen() -> None:
    case_id = asked(g.NOW)
    issue(case_id, g.NOW)
    answer = paper(case_id, "kode.svg")
    assert answer["multiValueHeaders"]["Content-Type"] == ["image/svg+xml"]
    assert "viewBox" in answer["body"]
    assert len(answer["body"]) < 6_000


def test_what_the_code_holds_opens_the_hospitals_page_with_the_number_ready() -> None:
    case_id = asked(g.NOW)
    number = issue(case_id, g.NOW).guarantee.number
    link = urlsplit(letter_url(number)).path
    assert number not in link
    clerk = Citizen()
    page = clerk.get(link)
    assert page.shows("Surat jaminan: Berlaku")
    assert page.shows(show_number(number))
    for secret in (PATIENT, "0001", "RSUD", case_id):
        assert secret not in page.html
    used = clerk.send("use", code=hospital_code(HOSPITAL))
    assert used.shows("Surat jaminan: Sudah dipakai")
    again = Citizen().get(link)
    assert again.shows("Surat jaminan: Sudah dipakai")
    assert 'name="code"' not in again.html


@pytest.mark.parametrize("change", ["x", ""])
def test_a_code_that_is_none_asks_for_the_number(change: str) -> None:
    token = urlsplit(letter_url(g.NUMBER)).path + change
    page = Citizen().get(token)
    assert page.status == 422
    assert "number" in page.form.names


def test_a_used_letter_is_told_as_such_and_is_not_printed_again() -> None:
    case_id = asked(g.NOW)
    issue(case_id, g.NOW)
    do(case_id, a.UseLetter("use", "hospital:x", hospital=HOSPITAL), g.NOW)
    page = own_page(case_id)
    assert page.shows("Surat sudah dipakai")
    assert page.shows("dipakai Selasa")
    assert "surat.pdf" not in page.html
    assert paper(case_id, "surat.pdf")["statusCode"] == 303
    assert paper(case_id, "kode.svg")["statusCode"] == 404


def test_a_void_letter_says_why_and_an_expired_one_until_when() -> None:
    voided, old = asked(g.NOW), asked(g.NOW)
    issue(voided, g.NOW)
    issue(old, g.NOW)
    void = a.VoidLetter(
        "void", POST, calendar=s.CALENDAR, reason="wrong_person", text="Atas nama orang lain."
    )
    do(voided, void, g.NOW)
    page = own_page(voided)
    assert page.shows("Surat tidak berlaku")
    assert page.shows("surat dibuat atas orang lain")
    assert 'href="/berobat/minta"' in page.html
    with clock(g.NOW + timedelta(days=15)):
        late = own_page(old)
        assert late.shows("Surat sudah lewat masanya")
        assert late.shows("berlaku sampai Selasa, 8 Desember 2026")
        assert paper(old, "surat.pdf")["statusCode"] == 303


def test_a_refusal_says_why_and_can_be_appealed() -> None:
    case_id = asked(g.NOW, urgent={"urgent": "no"})
    refuse(case_id)
    citizen = Citizen()
    page = citizen.get(track_path(case_id))
    assert page.shows("Ditolak")
    assert page.shows("tidak termasuk keluarga tidak mampu")
    assert "/puas" not in page.html.replace("/belum-puas", "")
    form = citizen.get(f"{track_path(case_id)}/belum-puas")
    assert form.shows("Wakil wali kota dan wali kota membacanya")
    done = citizen.send("", reason="wrong_answer", text="Kami tidak punya penghasilan apa pun.")
    assert done.shows("Banding Anda tercatat")
    assert loaded(case_id).status is GuaranteeStatus.REFUSED


def test_a_request_is_withdrawn_before_it_is_decided() -> None:
    case_id = asked(g.NOW)
    citizen = Citizen()
    form = citizen.get(f"{track_path(case_id)}/batal")
    assert form.shows("Batalkan permintaan ini?")
    done = citizen.send("", sure="yes")
    assert done.shows("Permintaan Anda dibatalkan")
    assert (load(case_id).outcome, loaded(case_id).status) == (
        Outcome.WITHDRAWN,
        GuaranteeStatus.WITHDRAWN,
    )


def test_of_a_case_that_is_no_request_there_is_no_paper() -> None:
    case_id = submit(submission("submit:other"), g.NOW).case.id
    for name in ("surat.pdf", "kode.svg"):
        assert paper(case_id, name)["statusCode"] == 404


def test_a_long_name_and_strange_signs_stay_on_the_sheet() -> None:
    letter = Letter(
        city="Kota Bengkulu",
        issuer="Kepala Dinas Kesehatan",
        hospital="RSUD " + "Harapan " * 12,
        number="SJ-01234-56789-0",
        patient="Nama " * 20 + "漢字",
        last4="",
        issued="",
        until="8 Desember 2026",
        link=letter_url(g.NUMBER),
        check="https://mandat.example.org/surat/cek",
    )
    said = words_of(pdf(letter))
    assert said.count("Nama ") >= 20
    assert "??" in said
    assert "NIK" not in said
