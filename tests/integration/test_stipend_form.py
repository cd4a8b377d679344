"""Asking for the stipend, page by page: what is asked, kept, refused, and sealed."""

from collections.abc import Iterator

import boto3
import pytest

from integration import stipends as on
from integration.applicants import (
    ANSWERS,
    ASKER,
    CRITERIA,
    HOUSE,
    NAME,
    NIK,
    NIK_TYPED,
    TICKED,
    Applicant,
    asked,
    known,
    sent_id,
    track_path,
)
from integration.citizens import Citizen, logged
from integration.lenders import Clock, clock
from integration.wire import losing, refusing
from mandat.cases.domain.model import ContactKind
from mandat.cases.store import load
from mandat.personal import store as personal
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.programmes.commands import reveal_nik
from mandat.programmes.store import case_nik
from mandat.stipend.domain.model import ApplicationStatus
from mandat.stipend.domain.totals import counted
from mandat.stipend.store import load_application, put_totals
from mandat.web.stipend.draft import ASKERS
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("city")
RECORDED = ("CaseSubmitted", "StipendApplied")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(p.NOW) as found:
        yield found


def items() -> int:
    return int(boto3.client("dynamodb").scan(TableName=settings().table_name)["Count"])


def test_what_it_is_who_may_and_how_stand_before_the_form() -> None:
    page = Citizen().get("/santunan")
    for said in ("Rp300.000", "60 tahun", "suaminya sudah meninggal", "Tidak dipungut biaya"):
        assert page.shows(said)
    assert 'href="/santunan/daftar"' in page.html
    assert 'href="/santunan/jumlah"' in page.html


def test_home_and_the_search_of_the_complaint_form_lead_to_it() -> None:
    citizen = Citizen()
    assert 'href="/santunan"' in citizen.get("/").html
    citizen.get("/lapor")
    assert 'href="/santunan"' in citizen.send(q="santunan janda").html


def test_an_application_is_made_with_its_nik_sealed_in_the_same_step() -> None:
    person = known()
    case_id = Applicant().apply()
    case, application = load(case_id), load_application(case_id)
    assert application
    assert (case.service_id, case.programme, case.sealed) == ("santunan-lansia", "stipend", True)
    assert (case.pending, case.contact) == (True, ContactKind.MAIL)
    assert application.status is ApplicationStatus.APPLIED
    assert (application.person, application.last4) == (person, "0001")
    assert application.claimed == CRITERIA
    assert (case_nik(case_id).person, reveal_nik(case_id, "system", p.NOW)) == (person, NIK)
    narrative, contact = personal.narrative(case_id), personal.contact(case_id)
    assert (dict(narrative.answers)["penerima"], narrative.landmark) == (NAME, HOUSE["landmark"])
    assert contact.name == dict(narrative.answers)["pendaftar"] == ASKER


def test_the_nik_is_nowhere_but_in_the_form() -> None:
    applicant = Applicant()
    with logged() as written:
        applicant.apply()
    found = str(boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"])
    for digits in (NIK, NIK_TYPED):
        assert digits not in found
        assert digits not in written.getvalue()
        assert not any(digits in one for one in applicant.visited)
        assert applicant.page
        assert not applicant.page.shows(digits)


def test_somebody_whom_the_register_does_not_know_may_ask_and_is_told_nothing_of_it() -> None:
    case_id = Applicant().apply()
    application = load_application(case_id)
    assert application
    assert application.person == ""
    assert case_nik(case_id).last4 == "0001"


def test_who_asks_for_herself_says_her_name_once_and_needs_no_phone() -> None:
    applicant = Applicant()
    applicant.to("contact", who={"asker": "self"})
    assert applicant.page
    assert "name" not in applicant.page.form.names
    check = applicant.send()
    assert not check.shows("Nama Anda")
    page = applicant.send("send")
    case_id = sent_id(page)
    assert personal.narrative(case_id).answers == (("penerima", NAME),)
    assert load(case_id).contact is ContactKind.NONE
    assert page.shows("tanyakan ke kelurahan")


@pytest.mark.parametrize("asker", ASKERS)
def test_everybody_who_may_ask_is_told_apart(asker: str) -> None:
    typed = {} if asker == "self" else ANSWERS["contact"]
    case_id = Applicant().apply(who={"asker": asker}, contact=typed)
    application = load_application(case_id)
    assert application
    assert application.applicant == asker


@pytest.mark.parametrize(
    ("step", "typed", "field", "words"),
    [
        ("who", {}, "asker", "Pilih"),
        ("who", {"asker": "tetangga"}, "asker", "Pilih"),
        ("person", {"person": "", "nik": NIK}, "person", "sesuai KTP"),
        ("person", {"person": "x" * 101, "nik": NIK}, "person", "100"),
        ("person", {"person": NAME, "nik": ""}, "nik", "16 angka"),
        ("person", {"person": NAME, "nik": "1771 0141"}, "nik", "16 angka"),
        ("person", {"person": NAME, "nik": "0071014103500001"}, "nik", "provinsi"),
        ("person", {"person": NAME, "nik": "1771013902500001"}, "nik", "tanggal lahir"),
        ("person", {"person": NAME, "nik": "1771014103500000"}, "nik", "0000"),
        ("place", HOUSE | {"village": ""}, "village", "Pilih kelurahan"),
        ("place", HOUSE | {"village": "tidak-tahu"}, "village", "di dalam kota"),
        ("place", HOUSE | {"landmark": "x"}, "landmark", "jalan"),
        ("place", HOUSE | {"rt": "lima"}, "rt", "angka"),
        ("criteria", {}, "criteria", "paling sedikit satu"),
        ("criteria", {"c_emas": "yes"}, "criteria", "paling sedikit satu"),
        ("contact", {"name": ""}, "name", "sesuai KTP"),
        ("contact", {"name": ASKER, "phone": "12"}, "phone", "nomor"),
        ("contact", {"name": ASKER, "email": "x"}, "email", "alamat"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_on_top(
    step: str, typed: dict[str, str], field: str, words: str
) -> None:
    applicant, before = Applicant(), items()
    applicant.to(step)
    page = applicant.send(**typed)
    assert page.status == 422
    assert words.casefold() in page.problems[field].casefold()
    assert f'href="#f-{field}"' in page.html
    assert f'id="f-{field}"' in page.html
    assert items() == before


def test_what_was_typed_is_kept_also_when_it_is_wrong_and_on_the_way_back() -> None:
    applicant = Applicant()
    applicant.to("person")
    wrong = applicant.send(person=NAME, nik="1771 0141")
    assert wrong.form.fields["nik"] == "1771 0141"
    applicant.send(person=NAME, nik=NIK_TYPED)
    back = applicant.send("back")
    assert back.form.fields["person"] == NAME
    assert back.form.fields["nik"] == NIK_TYPED
    applicant.send()
    applicant.send(**HOUSE)
    applicant.send(**TICKED)
    again = applicant.send("back")
    assert again.form.checked == list(TICKED)


def test_the_nik_is_shown_by_its_last_digits_and_can_be_changed_from_the_last_page() -> None:
    applicant = Applicant()
    check = applicant.to("check")
    assert check.shows("•••• 0001")
    assert "1771 0141" not in check.html.partition("<dl")[2]
    applicant.send("edit:person")
    check = applicant.send(nik="1771014103500007")
    assert check.shows("•••• 0007")
    assert check.shows("Periksa isian Anda")


def test_whoever_leaves_something_open_is_warned_and_may_ask_all_the_same() -> None:
    applicant = Applicant()
    applicant.to("criteria")
    warned = applicant.send(c_janda="yes", c_umur="yes")
    assert warned.shows("Ada syarat yang belum terpenuhi")
    assert warned.shows("tidak menerima santunan bulanan lain")
    assert not warned.shows("Umurnya 60 tahun atau lebih.")
    applicant.send()
    applicant.send(**ANSWERS["contact"])
    case_id = sent_id(applicant.send("send"))
    application = load_application(case_id)
    assert application
    assert application.claimed == ("janda", "umur")


def test_sent_twice_it_is_one_application_and_another_content_is_told_apart() -> None:
    applicant = Applicant()
    applicant.to("check")
    assert applicant.page
    form = applicant.page.form
    fields = form.fields | {"act": "send"}
    first = sent_id(applicant.post("/santunan/daftar", fields))
    again = sent_id(applicant.post("/santunan/daftar", fields))
    edited = applicant.post("/santunan/daftar", fields | {"landmark": "Jalan Lain 9, ujung"})
    assert first == again == sent_id(edited)
    assert edited.shows("sudah terkirim")
    assert len(on.types(first)) == len(RECORDED)


def test_an_old_page_comes_back_with_all_that_was_written() -> None:
    applicant = Applicant()
    applicant.to("check")
    assert applicant.page
    fields = applicant.page.form.fields | {"key": "old", "act": "send"}
    page = applicant.post("/santunan/daftar", fields)
    assert page.shows("belum terkirim")
    assert page.form.fields["person"] == NAME
    sent_id(applicant.send("send"))


def test_a_form_that_skips_a_page_is_led_to_what_is_missing() -> None:
    applicant = Applicant()
    applicant.to("place")
    page = applicant.send("send")
    assert page.status == 422
    assert "village" in page.problems


def test_what_goes_wrong_on_our_side_keeps_the_text_and_is_sent_once() -> None:
    applicant = Applicant()
    applicant.to("check")
    with refusing(connection().client, "TransactWriteItems"):
        page = applicant.send("send")
    assert page.status == 503
    assert page.form.fields["person"] == NAME
    assert page.shows("Belum pasti permintaan Anda terkirim")
    sent_id(applicant.send("send"))


def test_an_answer_that_was_lost_is_no_second_application() -> None:
    applicant = Applicant()
    applicant.to("check")
    with losing(connection().client, "TransactWriteItems"):
        page = applicant.send("send")
    case_id = sent_id(page if page.path.endswith("terkirim") else applicant.send("send"))
    assert len(on.types(case_id)) == len(RECORDED)


def test_nothing_is_stored_before_sending_and_no_page_is_for_a_browser_to_refuse() -> None:
    before, applicant = items(), Applicant()
    applicant.get("/santunan/daftar")
    for typed in ANSWERS.values():
        assert applicant.page
        html = applicant.page.html
        assert html.count("<h1") == 1
        assert "novalidate" in html
        assert " required" not in html
        applicant.send(**typed)
    assert items() == before
    assert set(applicant.visited) == {"/santunan/daftar"}


def test_reference_and_code_are_shown_to_this_browser_only() -> None:
    applicant = Applicant()
    applicant.apply()
    assert Citizen().get("/santunan/terkirim").shows("tidak ditampilkan lagi")
    applicant.cookies.pop("__Host-santunan")
    assert applicant.get("/santunan/terkirim").shows("tidak ditampilkan lagi")


def test_a_case_of_the_form_is_withdrawn_as_long_as_it_is_not_decided() -> None:
    case_id = asked(p.NOW)
    citizen = Citizen()
    citizen.get(f"{track_path(case_id)}/batal")
    citizen.send(sure="yes")
    application = load_application(case_id)
    assert application
    assert application.status is ApplicationStatus.WITHDRAWN


def test_totals_are_published_without_names_and_small_numbers() -> None:
    many = [p.payment(f"{n:032}", "2026-11", status="paid") for n in range(6)]
    few = [p.payment(f"{n:032}", "2026-11", status="paid", village=p.OTHER_VILLAGE) for n in (7, 8)]
    third = [
        p.payment(f"{n:032}", "2026-11", status="paid", village="17.71.01.1002")
        for n in range(10, 19)
    ]
    put_totals([counted("2026-11", [*many, *few, *third], p.NOW)])
    page = Citizen().get("/santunan/jumlah?bulan=2026-11")
    assert page.shows("17 orang, Rp5.100.000")
    assert page.shows("tidak ditampilkan")
    assert page.shows("Sukarami")
    assert page.shows("Rp2.700.000")
    assert not page.shows("Rp600.000")
    assert Citizen().get("/santunan/jumlah?bulan=2025-01").shows("belum dihitung")
    assert Citizen().get("/santunan/jumlah?bulan=nanti").status == 200
    assert Citizen().get("/santunan/jumlah?bulan=2999-01").shows("November 2026")


def test_a_city_that_does_not_promise_it_has_no_such_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mandat.city.domain.Catalogue.service", lambda _catalogue, _id: None)
    assert Citizen().get("/santunan").status == 404
    assert Citizen().get("/santunan/daftar").status == 404
