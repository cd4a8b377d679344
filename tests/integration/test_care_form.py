"""Asking for care without payment, page by page: what is asked, kept, refused, and sealed."""

from collections.abc import Iterator

import boto3
import pytest

from integration import stipends as register
from integration.citizens import Citizen, logged
from integration.lenders import Clock, clock
from integration.patients import (
    ANSWERS,
    ASKER,
    CONTACT,
    HOSPITAL,
    HOUSE,
    NIK,
    NIK_TYPED,
    PATIENT,
    VILLAGE,
    Asker,
    sent_id,
)
from integration.wire import losing, refusing
from mandat.cases.domain.model import ContactKind
from mandat.cases.store import load
from mandat.errors import NotFoundError
from mandat.guarantee.commands import loaded
from mandat.guarantee.domain.model import GuaranteeStatus
from mandat.personal import store as personal
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.programmes.commands import reveal_nik
from mandat.programmes.domain.nik import parse
from mandat.programmes.store import case_nik, person_id
from mandat.programmes.terms_store import load_programmes
from mandat.web.guarantee.draft import ASKERS
from unit.guarantee import samples as g

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(g.NOW) as found:
        yield found


def known(decile: int) -> str:
    """The register has the patient of the form; the id."""
    who = person_id(parse(NIK, load_programmes().register.provinces))
    register.resident(who, name=PATIENT, decile=decile)
    return who


def items() -> int:
    return int(boto3.client("dynamodb").scan(TableName=settings().table_name)["Count"])


def items_of(kind: str) -> int:
    found = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return sum(one.get("kind", {}).get("S") == kind for one in found)


def test_an_emergency_comes_first_then_what_is_promised_to_whom() -> None:
    page = Citizen().get("/berobat")
    assert page.html.index('href="tel:119"') < page.html.index('href="/berobat/minta"')
    for said in ("tanpa uang muka", "60 menit, siang dan malam", "desil 1 sampai 4", "RSUD", "14"):
        assert page.shows(said)
    assert page.shows("Kalau diminta sekarang: paling lambat")
    first = Citizen().get("/berobat/minta")
    assert first.html.index('href="tel:119"') < first.html.index('name="urgent"')


def test_home_and_the_search_of_the_complaint_form_lead_to_it() -> None:
    citizen = Citizen()
    assert 'href="/berobat"' in citizen.get("/").html
    citizen.get("/lapor")
    assert citizen.send(q="berobat gratis").html.count('href="/berobat"') == 1


def test_a_request_is_made_with_its_nik_sealed_in_the_same_step() -> None:
    person = known(decile=2)
    case_id = Asker().ask()
    case, guarantee = load(case_id), loaded(case_id)
    assert (case.service_id, case.programme, case.sealed) == ("berobat-darurat", "guarantee", True)
    assert (case.pending, case.contact, case.village) == (True, ContactKind.MAIL, VILLAGE)
    assert case.terms.urgent
    assert guarantee.status is GuaranteeStatus.ASKED
    assert (guarantee.urgent, guarantee.hospital) == (True, HOSPITAL)
    assert (guarantee.person, guarantee.last4, guarantee.listed) == (person, "0001", True)
    assert (case_nik(case_id).person, reveal_nik(case_id, "system", g.NOW)) == (person, NIK)
    answers = dict(personal.narrative(case_id).answers)
    assert (answers["pasien"], answers["pendaftar"]) == (PATIENT, ASKER)
    assert personal.contact(case_id).name == ASKER


def test_who_can_wait_has_the_other_service_and_no_clock_at_night() -> None:
    case = load(Asker().ask(urgent={"urgent": "no"}))
    assert (case.service_id, case.terms.urgent) == ("berobat-biasa", False)


def test_without_a_nik_at_hand_it_is_asked_for_all_the_same() -> None:
    case_id = Asker().ask(patient={"patient": PATIENT, "nik": "tidak tahu"})
    guarantee = loaded(case_id)
    assert (guarantee.person, guarantee.last4, guarantee.listed) == ("", "", False)
    with pytest.raises(NotFoundError):
        case_nik(case_id)


def test_the_nik_is_nowhere_but_in_the_form_and_no_illness_is_asked() -> None:
    asker = Asker()
    with logged() as written:
        asker.ask()
    found = str(boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"])
    for digits in (NIK, NIK_TYPED):
        assert digits not in found
        assert digits not in written.getvalue()
        assert not any(digits in one for one in asker.visited)
        assert asker.page
        assert not asker.page.shows(digits)


def test_the_receipt_tells_when_who_and_how_the_letter_comes() -> None:
    asker = Asker()
    asker.to("check")
    page = asker.send("send")
    for said in ("10.00", "Kepala Dinas Kesehatan", "kode QR", "Telepon 119", "Tidak dipungut"):
        assert page.shows(said), said
    late = Asker()
    late.to("check", urgent={"urgent": "no"})
    assert late.send("send").shows("memutuskan paling lambat")


def test_the_patient_who_asks_says_the_name_once_and_needs_no_phone_when_it_can_wait() -> None:
    asker = Asker()
    asker.to("contact", urgent={"urgent": "no"}, who={"asker": "self"})
    assert asker.page
    assert "name" not in asker.page.form.names
    assert not asker.send().shows("Nama Anda")
    page = asker.send("send")
    case_id = sent_id(page)
    assert personal.narrative(case_id).answers == (("pasien", PATIENT),)
    assert load(case_id).contact is ContactKind.NONE
    assert page.shows("tidak menulis nomor telepon")


@pytest.mark.parametrize("asker", ASKERS)
def test_everybody_who_may_ask_is_told_apart(asker: str) -> None:
    typed = {"phone": "0812-3456-7890"} if asker == "self" else CONTACT
    assert loaded(Asker().ask(who={"asker": asker}, contact=typed)).applicant == asker


@pytest.mark.parametrize(
    ("step", "typed", "field", "words"),
    [
        ("urgent", {}, "urgent", "Pilih"),
        ("urgent", {"urgent": "mungkin"}, "urgent", "Pilih"),
        ("who", {"asker": "tetangga"}, "asker", "Pilih"),
        ("patient", {"patient": "", "nik": NIK}, "patient", "sesuai KTP"),
        ("patient", {"patient": "x" * 101}, "patient", "100"),
        ("patient", {"patient": PATIENT, "nik": "1771 0141"}, "nik", "16 angka"),
        ("patient", {"patient": PATIENT, "nik": "1771013902500001"}, "nik", "tanggal lahir"),
        ("place", HOUSE | {"village": ""}, "village", "Pilih kelurahan"),
        ("place", HOUSE | {"village": "tidak-tahu"}, "village", "di dalam kota"),
        ("place", HOUSE | {"rt": "lima"}, "rt", "angka"),
        ("contact", {"name": ""}, "name", "sesuai KTP"),
        ("contact", {"name": ASKER}, "phone", "dalam satu jam"),
        ("contact", {"name": ASKER, "phone": "12"}, "phone", "nomor"),
        ("contact", CONTACT | {"email": "x"}, "email", "alamat"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_on_top(
    step: str, typed: dict[str, str], field: str, words: str
) -> None:
    asker, before = Asker(), items()
    asker.to(step)
    page = asker.send(**typed)
    assert page.status == 422
    assert words.casefold() in page.problems[field].casefold()
    assert f'href="#f-{field}"' in page.html
    assert f'id="f-{field}"' in page.html
    assert items() == before


def test_what_cannot_wait_needs_no_address_and_what_can_does() -> None:
    bare = {"village": VILLAGE}
    assert Asker().to("contact", place=bare).problems == {}
    page = Asker().to("contact", urgent={"urgent": "no"}, place=bare)
    assert "landmark" in page.problems


def test_what_was_typed_is_kept_also_when_it_is_wrong_and_on_the_way_back() -> None:
    asker = Asker()
    asker.to("patient")
    wrong = asker.send(patient=PATIENT, nik="1771 0141")
    assert wrong.form.fields["nik"] == "1771 0141"
    asker.send(patient=PATIENT, nik=NIK_TYPED)
    back = asker.send("back")
    assert back.form.fields["patient"] == PATIENT
    assert back.form.fields["nik"] == NIK_TYPED


def test_every_answer_is_shown_and_can_be_changed_from_the_last_page() -> None:
    asker = Asker()
    check = asker.to("check")
    for said in ("Tidak bisa menunggu", PATIENT, "•••• 0001", "Sukarami", ASKER, "rahayu@"):
        assert check.shows(said)
    assert "1771 0141" not in check.html.partition("<dl")[2]
    asker.send("edit:urgent")
    check = asker.send(urgent="no")
    assert check.shows("Periksa isian Anda")
    assert check.shows("Bisa menunggu satu atau dua hari")


def test_the_same_form_twice_is_one_request_and_another_content_is_told() -> None:
    asker = Asker()
    check = asker.to("check")
    fields = check.form.fields | {"act": "send"}
    first = sent_id(asker.post("/berobat/minta", fields))
    assert sent_id(asker.post("/berobat/minta", fields)) == first
    edited = asker.post("/berobat/minta", fields | {"landmark": "Jalan Lain 9, ujung"})
    assert sent_id(edited) == first
    assert edited.shows("sudah terkirim")


def test_an_old_page_comes_back_with_all_that_was_written() -> None:
    asker = Asker()
    fields = asker.to("check").form.fields | {"key": "old", "act": "send"}
    page = asker.post("/berobat/minta", fields)
    assert page.shows("belum terkirim")
    assert page.form.fields["patient"] == PATIENT
    assert sent_id(asker.send("send"))


def test_what_goes_wrong_on_our_side_keeps_the_text_and_names_the_ambulance() -> None:
    asker = Asker()
    asker.to("check")
    with refusing(connection().client, "TransactWriteItems"):
        page = asker.send("send")
    assert page.status == 503
    assert page.form.fields["patient"] == PATIENT
    assert page.shows("telepon 119")
    assert sent_id(asker.send("send"))


def test_an_answer_that_was_lost_is_no_second_request() -> None:
    asker = Asker()
    asker.to("check")
    with losing(connection().client, "TransactWriteItems"):
        page = asker.send("send")
    assert sent_id(page if page.path.endswith("terkirim") else asker.send("send"))
    assert items_of("Guarantee") == 1


@pytest.mark.parametrize("path", ["/berobat/minta", "/santunan/daftar", "/kematian/lapor"])
@pytest.mark.parametrize("act", ["lang:en", "back", "next", "resume", "edit:check", "send"])
def test_a_form_that_nobody_offered_is_a_page_like_any_other(path: str, act: str) -> None:
    strange = {
        "urgent": "x",
        "asker": "x",
        "reporter": "x",
        "hospital": "x",
        "nik": "\x00",
        "faith": "x",
    }
    for typed in ({}, strange):
        assert Citizen().post(path, {"act": act, "step": "check", **typed}).status < 500


def test_reference_and_code_are_shown_to_this_browser_for_two_hours() -> None:
    assert Citizen().get("/berobat/terkirim").shows("tidak ditampilkan lagi")


def test_without_the_promise_there_is_no_page(hour: Clock) -> None:
    from integration.guarantees import promise
    from mandat.programmes.domain.terms import GuaranteeTerms

    promise(GuaranteeTerms())
    assert Citizen().get("/berobat").status == 404


def test_where_there_is_a_choice_of_hospitals_it_is_asked() -> None:
    from integration.guarantees import promise

    promise()
    asker = Asker()
    page = asker.to("contact")
    assert page.title.startswith("Rumah sakit mana?")
    assert "hospital" in asker.send().problems
    asker.send(hospital="rs-lain")
    check = asker.send(**ANSWERS["contact"])
    assert check.shows("RS Lain")
    assert loaded(sent_id(asker.send("send"))).hospital == "rs-lain"
