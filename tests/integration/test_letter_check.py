"""What a hospital sees of a letter, and how it takes one in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from integration import guarantees as on
from integration.citizens import Citizen, Page, logged
from integration.lenders import Clock, clock
from mandat.guarantee.commands import hospital_code, loaded
from mandat.guarantee.domain.model import GuaranteeStatus
from mandat.guarantee.domain.numbers import show_number
from unit.guarantee import samples as g

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    on.promise()
    with clock(g.NOW) as found:
        yield found


def look(citizen: Citizen, number: str) -> Page:
    citizen.get("/surat/cek")
    return citizen.send("look", number=number)


def test_a_letter_is_taken_in_once_with_the_hospitals_code() -> None:
    done, citizen = on.issued(), Citizen()
    number = show_number(done.guarantee.number)
    assert look(citizen, number).shows("Surat jaminan: Berlaku")
    assert citizen.send("use", code="00000000").shows("bukan kode rumah sakit")
    wrong = citizen.send("use", code=hospital_code("rs-lain"))
    assert wrong.shows("untuk rumah sakit lain")
    used = citizen.send("use", code=hospital_code("rsud").lower())
    assert used.shows("Surat jaminan: Sudah dipakai")
    assert used.shows("tidak dapat dipakai lagi")
    assert loaded(done.case.id).status is GuaranteeStatus.USED
    again = look(Citizen(), number)
    assert again.shows("Surat jaminan: Sudah dipakai")
    assert 'name="code"' not in again.html


def test_void_and_expired_letters_look_alike(hour: Clock) -> None:
    voided, old = on.issued("one"), on.issued("two")
    on.do(voided.case.id, g.void())
    assert look(Citizen(), voided.guarantee.number).shows("Surat jaminan: Tidak berlaku")
    with clock(g.NOW + timedelta(days=15)):
        assert look(Citizen(), old.guarantee.number).shows("Surat jaminan: Tidak berlaku")


def test_nothing_of_the_patient_or_the_case_is_shown_or_logged() -> None:
    done = on.issued(last4="4321")
    with logged() as written:
        page = look(Citizen(), done.guarantee.number)
    for secret in (done.case.id, "4321", "RSUD"):
        assert secret not in page.html
    assert done.guarantee.number not in written.getvalue()


@pytest.mark.parametrize("typed", ["", "SJ-01234-56789-0", "SJ-01234-56789-Z", "halo"])
def test_what_is_no_letters_number_is_said_so(typed: str) -> None:
    page = look(Citizen(), typed)
    assert page.status == 422
    assert page.shows("Tidak ada surat dengan nomor ini")


def test_codes_are_not_tried_without_end() -> None:
    done, citizen = on.issued(), Citizen()
    look(citizen, done.guarantee.number)
    statuses = [citizen.send("use", code="00000000").status for _ in range(5)]
    look(citizen, done.guarantee.number)
    assert set(statuses) == {422}
    assert citizen.send("use", code=hospital_code("rsud")).status == 429
