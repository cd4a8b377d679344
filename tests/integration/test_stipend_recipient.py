"""The recipient's own page: how it stands, what is paid next, «sudah», «belum», and the appeal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from integration import stipends as on
from integration.applicants import (
    SOCIAL,
    asked,
    case_of,
    hours,
    known,
    opened,
    owed,
    track_path,
)
from integration.citizens import Citizen
from integration.desks import filed
from integration.lenders import Clock, clock
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.personal import store as personal
from mandat.programmes.terms_store import load_programmes
from mandat.stipend.commands import stop
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.store import load_payment
from mandat.web.citizen import STIPEND
from mandat.web.stipend.acts import ACTS
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("city")
# 2 December, 09:00 WIB: the month is open, and not late.
DECEMBER = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
MONTH = "2026-12"


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock(p.NOW) as found:
        yield found


@pytest.fixture(autouse=True)
def now(hour: Clock) -> None:
    return None


def granted(hour: Clock) -> tuple[str, str]:
    """An application that was granted, and the person."""
    person = known()
    case_id = asked(p.NOW)
    on.do(case_id, p.visit(actor="post:lurah-sukarami:a1", met=met(), photos=on.shown("v")))
    on.do(case_id, p.approve(from_month=MONTH))
    hour.pass_to(DECEMBER)
    return case_id, person


def met() -> tuple[str, ...]:
    return tuple(one for one, _ in load_programmes().stipend.criteria)


def paid(hour: Clock) -> tuple[str, str]:
    """An application's case and that of its first month, paid by bank."""
    case_id, person = granted(hour)
    payment = opened(MONTH, hours(DECEMBER, -1), person)
    on.do(payment.case_id, p.bank(), DECEMBER)
    return case_id, payment.case_id


def test_every_act_has_its_address() -> None:
    assert set(STIPEND) == set(ACTS)


def test_before_it_is_decided_the_page_says_what_comes_next() -> None:
    case_id = asked(p.NOW)
    page = Citizen().get(track_path(case_id))
    assert page.shows("Petugas kelurahan akan datang ke rumah")
    assert page.shows("Didaftarkan")
    assert 'batal"' in page.html
    assert not page.shows("Pembayaran")


def test_a_granted_stipend_shows_what_comes_and_what_was_paid(hour: Clock) -> None:
    case_id, person = granted(hour)
    page = Citizen().get(track_path(case_id))
    assert page.shows("Rp300.000 dibayarkan setiap bulan")
    assert page.shows("Januari 2027: Rp300.000")
    payment = opened(MONTH, hours(DECEMBER, -1), person)
    page = Citizen().get(track_path(case_id))
    assert page.shows("Desember 2026: Rp300.000")
    assert page.shows("Belum dibayar")
    assert page.shows("Kamis, 10 Desember 2026")
    assert "sudah-terima" not in page.html
    on.do(payment.case_id, p.bank(), DECEMBER)
    page = Citizen().get(track_path(case_id))
    assert page.shows("Sudah dibayar: sudah diterima?")
    assert "/sudah-terima" in page.html


def test_what_is_late_is_said_to_be(hour: Clock) -> None:
    case_id, person = granted(hour)
    opened(MONTH, hours(DECEMBER, -1), person)
    hour.pass_to(DECEMBER + timedelta(days=9))
    assert Citizen().get(track_path(case_id)).shows("Seharusnya dibayarkan")


def test_a_stop_is_said_with_its_reason(hour: Clock) -> None:
    case_id, person = granted(hour)
    stop(person, "moved", DECEMBER.date(), "moved:1", DECEMBER)
    page = Citizen().get(track_path(case_id))
    assert page.shows("pindah")
    assert page.shows("tidak dibayarkan lagi")
    assert not page.shows("Januari 2027")


def test_who_asked_for_somebody_who_has_it_already_sees_no_payment(hour: Clock) -> None:
    granted(hour)
    other = asked(p.NOW, who={"asker": "rt"})
    page = Citizen().get(track_path(other))
    assert not page.shows("Rp300.000")


def test_the_recipient_confirms_by_the_link_once(hour: Clock) -> None:
    _, payment = paid(hour)
    citizen = Citizen()
    page = citizen.get(f"{track_path(payment)}/sudah-terima")
    assert page.form.checked == []
    assert citizen.send().problems == {"sure": page_error(citizen)}
    done = citizen.send(sure="yes")
    assert done.path == track_path(payment)
    assert done.shows("Tercatat bahwa uangnya sudah diterima")
    found = on.owed(MONTH, person_of(payment))
    assert (found.status, found.proof) == (PaymentStatus.RECEIVED, "link")
    assert cases.load(payment).status is CaseStatus.ANSWERED


def page_error(citizen: Citizen) -> str:
    assert citizen.page
    return citizen.page.problems["sure"]


def person_of(case_id: str) -> str:
    found = load_payment(case_id)
    assert found
    return found.person


def test_sent_again_it_is_said_to_be_done_before(hour: Clock) -> None:
    _, payment = paid(hour)
    citizen = Citizen()
    form = citizen.get(f"{track_path(payment)}/sudah-terima").form
    path, fields = citizen.page.path if citizen.page else "", form.fields | {"sure": "yes"}
    citizen.post(path, fields)
    again = citizen.post(path, fields)
    assert again.shows("tidak ada yang tercatat dua kali")


def test_an_old_page_shows_its_form_again(hour: Clock) -> None:
    _, payment = paid(hour)
    citizen = Citizen()
    citizen.get(f"{track_path(payment)}/sudah-terima")
    page = citizen.send(nonce="old", sure="yes")
    assert page.status == 409
    assert page.form.checked == ["sure"]
    assert citizen.send().shows("sudah diterima")


def test_what_has_not_come_goes_to_who_paid_and_can_be_confirmed_later(hour: Clock) -> None:
    _, payment = paid(hour)
    citizen = Citizen()
    citizen.get(f"{track_path(payment)}/belum-terima")
    assert set(citizen.send().problems) == {"missed"}
    done = citizen.send(missed="less", text="Hanya dua ratus ribu.")
    assert done.shows("diberi tahu sekarang")
    case = cases.load(payment)
    assert (case.status, case.additions, case.owner) == (CaseStatus.OPEN, 1, SOCIAL)
    said = personal.text(payment, case.seq)
    assert said
    assert said.text == "Uangnya kurang dari seharusnya. Hanya dua ratus ribu."
    assert Citizen().get(track_path(payment)).shows("Sudah saya terima")


def test_what_somebody_else_proved_wrongly_goes_to_the_leaders(hour: Clock) -> None:
    _, payment = paid(hour)
    on.do(payment, p.proof(cause="proof"), DECEMBER)
    citizen = Citizen()
    assert citizen.get(track_path(payment)).shows("Belum saya terima")
    citizen.get(f"{track_path(payment)}/belum-terima")
    citizen.send(missed="nothing")
    case = cases.load(payment)
    assert (case.status, case.refusals) == (CaseStatus.DISPUTED, 1)


def test_what_she_said_herself_is_not_asked_again(hour: Clock) -> None:
    _, payment = paid(hour)
    on.do(payment, p.proof("citizen"), DECEMBER)
    page = Citizen().get(track_path(payment))
    assert "belum-terima" not in page.html
    landed = Citizen().get(f"{track_path(payment)}/belum-terima")
    assert landed.path == track_path(payment)


def test_before_it_is_paid_nothing_can_be_confirmed(hour: Clock) -> None:
    hour.pass_to(DECEMBER)
    payment = owed(MONTH, hours(DECEMBER, -1))
    for act in ("sudah-terima", "belum-terima", "banding"):
        landed = Citizen().get(f"{track_path(payment.case_id)}/{act}")
        assert landed.path == track_path(payment.case_id)
    page = Citizen().get(track_path(payment.case_id))
    assert "batal" not in page.html
    assert page.shows("Rp300.000")


def test_a_payment_cannot_be_withdrawn_by_its_address_either(hour: Clock) -> None:
    hour.pass_to(DECEMBER)
    payment = owed(MONTH, hours(DECEMBER, -1))
    citizen = Citizen()
    citizen.get(f"{track_path(payment.case_id)}/batal")
    assert citizen.send(sure="yes").status == 409
    assert case_of(payment).status is CaseStatus.OPEN


def test_a_link_that_a_recorder_has_had_cannot_confirm_but_can_miss(hour: Clock) -> None:
    _, payment = paid(hour)
    path = track_path(payment, handed=True)
    page = Citizen().get(path)
    assert "sudah-terima" not in page.html
    assert "belum-terima" in page.html
    assert Citizen().get(f"{path}/sudah-terima").path == path


def test_a_refusal_is_appealed_in_her_own_words() -> None:
    known()
    case_id = asked(p.NOW)
    on.do(case_id, p.visit(actor="post:lurah-sukarami:a1", met=(), recommended=False))
    on.do(case_id, p.refuse())
    citizen = Citizen()
    page = citizen.get(track_path(case_id))
    assert page.shows("Ditolak")
    assert page.shows("Banding ke wakil wali kota dan wali kota")
    assert "belum-puas" not in page.html
    citizen.get(f"{track_path(case_id)}/banding")
    assert set(citizen.send(text="Pendek").problems) == {"text"}
    done = citizen.send(text="Suami saya sudah lama meninggal, suratnya ada.")
    assert done.shows("Banding Anda tercatat")
    case = cases.load(case_id)
    assert (case.status, case.level) == (CaseStatus.DISPUTED, 3)
    assert "banding" not in Citizen().get(track_path(case_id)).html


def test_the_page_of_a_case_that_is_no_stipend_has_none_of_these() -> None:
    case = filed()
    assert Citizen().get(f"{track_path(case.id)}/sudah-terima").status == 404
