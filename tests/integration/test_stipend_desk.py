"""Posts and the stipend: visit, decide, pay and prove from their forms, and what is not theirs."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import boto3
import pytest

from integration import stipends as on
from integration.applicants import (
    ASKER,
    NAME,
    NIK,
    NIK_TYPED,
    SAW,
    SOCIAL,
    act,
    asked,
    case_of,
    desk,
    hours,
    known,
    owed,
    visit_fields,
)
from integration.citizens import logged
from integration.desks import Answer, Browser, forms, links, refused
from integration.lenders import Clock, clock
from integration.wire import losing, refusing
from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import OrderTask
from mandat.cases.domain.model import CaseStatus
from mandat.cases.domain.work import LEADERS
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.programmes.commands import mark_dead
from mandat.stipend.domain.model import Application, ApplicationStatus, Payment, PaymentStatus
from mandat.stipend.store import find_enrolment, load_application, load_payment
from mandat.web.paying.permits import Action
from mandat.web.staff.site import STIPENDS
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("city")
DECEMBER = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
MONTH = "2026-12"
SAID = "Syarat umur belum terpenuhi menurut KTP yang diperlihatkan."


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock(p.NOW) as found:
        yield found


@pytest.fixture
def case_id(hour: Clock) -> str:
    known()
    return asked(p.NOW)


@pytest.fixture
def due(hour: Clock) -> Payment:
    hour.pass_to(DECEMBER)
    return owed(MONTH, hours(DECEMBER, -1))


def application(case_id: str) -> Application:
    found = load_application(case_id)
    assert found
    return found


def payment(case_id: str) -> Payment:
    found = load_payment(case_id)
    assert found
    return found


def visited(case_id: str) -> str:
    """The path of the approver's link, after the visit."""
    answer = act(Browser(), desk(case_id, p.NOW), "periksa", p.NOW, **visit_fields())
    assert answer.status == 303
    return desk(case_id, p.NOW)


def test_every_act_has_its_address() -> None:
    assert set(STIPENDS) == set(Action)


def test_the_lurah_sees_whom_to_visit_and_one_button(case_id: str) -> None:
    page = Browser().get(desk(case_id, p.NOW)).body
    for said in (NAME, ASKER, "•••• 0001", "Jalan Contoh 7", "Harus dikunjungi", "Dicentang"):
        assert said in page
    assert page.count('class="btn"') == 1
    assert "/periksa" in page
    assert NIK not in page


def test_plain_endings_are_not_offered_and_not_open(case_id: str) -> None:
    browser, link = Browser(), desk(case_id, p.NOW)
    offered = {one.rpartition("/")[2] for one in links(browser.get(link).body)}
    wrong = {"selesai", "tolak", "gabung", "ambil", "setujui-santunan", "bayar", "bukti"}
    assert not offered & wrong
    for action in wrong:
        assert browser.get(f"{link}/{action}").status == 409


def test_a_visit_is_recorded_with_its_photo_and_goes_to_who_decides(case_id: str) -> None:
    browser, link = Browser(), desk(case_id, p.NOW)
    answer = act(browser, link, "periksa", p.NOW, **visit_fields(nik=NIK_TYPED))
    assert answer.status == 303
    found, case = application(case_id), cases.load(case_id)
    assert (found.status, found.recommended) == (ApplicationStatus.VERIFIED, True)
    assert (found.visited_on, len(found.met)) == (date(2026, 11, 24), 5)
    assert case.owner == SOCIAL
    page = browser.get(answer.location).body
    assert "Tercatat: kunjungan" in page
    assert "/periksa" not in page
    assert SAW not in page
    assert SAW in browser.get(desk(case_id, p.NOW)).body


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"photos": "0"}, "photos", "paling sedikit satu foto"),
        ({"visited_on": "kemarin"}, "visited_on", "30-11-2026"),
        ({"visited_on": "25-11-2026"}, "visited_on", "hari ini atau sebelumnya"),
        ({"nik": "1771"}, "nik", "16 angka"),
        ({"recommended": ""}, "recommended", "menyarankannya"),
        ({"c_umur": "no"}, "met", "belum semuanya dicentang"),
        ({"text": "Singkat"}, "text", "20"),
        ({"text": "x" * 4001}, "text", "4000"),
    ],
)
def test_a_visit_that_is_not_whole_comes_back_with_all_that_was_typed(
    case_id: str, typed: dict[str, str], field: str, words: str
) -> None:
    answer = act(Browser(), desk(case_id, p.NOW), "periksa", p.NOW, **visit_fields(**typed))
    assert answer.status == 422
    error = re.search(rf'id="f-{field}-error">(.*?)</p>', answer.body)
    assert error
    assert words in error[1]
    assert f'href="#f-{field}"' in answer.body
    assert application(case_id).status is ApplicationStatus.APPLIED
    assert typed.get("text", SAW)[:4000] in answer.body


def test_a_visit_that_found_less_is_recorded_when_it_does_not_recommend(case_id: str) -> None:
    fields = visit_fields(recommended="no", c_umur="no")
    answer = act(Browser(), desk(case_id, p.NOW), "periksa", p.NOW, **fields)
    assert answer.status == 303
    page = Browser().get(desk(case_id, p.NOW)).body
    assert "Tidak terbukti saat kunjungan" in page


def test_the_card_at_the_door_finds_who_she_is(hour: Clock) -> None:
    case_id = asked(p.NOW)
    assert application(case_id).person == ""
    person = known()
    act(Browser(), desk(case_id, p.NOW), "periksa", p.NOW, **visit_fields(nik=NIK_TYPED))
    assert application(case_id).person == person


def test_a_child_s_card_is_refused(hour: Clock) -> None:
    case_id = asked(p.NOW)
    known(born_on=date(2015, 3, 1))
    link = desk(case_id, p.NOW)
    answer = act(Browser(), link, "periksa", p.NOW, **visit_fields(nik=NIK_TYPED))
    assert answer.status == 409
    assert "milik anak" in answer.body


def test_who_decides_grants_from_a_month_on(case_id: str) -> None:
    link = visited(case_id)
    browser = Browser()
    form = browser.get(f"{link}/setujui-santunan").body
    assert ">Desember 2026<" in form
    assert ">Maret 2027<" not in form
    answer = browser.act(link, "setujui-santunan", from_month=MONTH, sure="yes")
    assert answer.status == 303
    found = application(case_id)
    enrolment = find_enrolment(found.person)
    assert enrolment
    assert (enrolment.from_month, enrolment.name, enrolment.amount) == (MONTH, NAME, 300_000)
    page = browser.get(answer.location).body
    assert "santunan disetujui" in page
    assert cases.load(case_id).status is CaseStatus.ANSWERED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"from_month": "", "sure": "yes"}, "from_month"),
        ({"from_month": "nanti", "sure": "yes"}, "from_month"),
        ({"from_month": "2027-12", "sure": "yes"}, "from_month"),
        ({"from_month": "2026-10", "sure": "yes"}, "from_month"),
        ({"from_month": MONTH}, "sure"),
    ],
)
def test_a_grant_that_is_not_whole_comes_back(
    case_id: str, typed: dict[str, str], field: str
) -> None:
    answer = Browser().act(visited(case_id), "setujui-santunan", **typed)
    assert answer.status == 422
    assert f'id="f-{field}-error"' in answer.body


def test_nobody_is_granted_whom_the_register_does_not_know_until_it_does(hour: Clock) -> None:
    case_id = asked(p.NOW)
    link = visited(case_id)
    answer = Browser().act(link, "setujui-santunan", from_month=MONTH, sure="yes")
    assert answer.status == 409
    assert "tidak ada dalam data penduduk" in answer.body
    person = known()
    assert Browser().act(link, "setujui-santunan", from_month=MONTH, sure="yes").status == 303
    assert application(case_id).person == person


def test_who_died_or_has_it_already_or_lacks_a_criterion_is_not_granted(case_id: str) -> None:
    link = visited(case_id)
    second = asked(p.NOW, who={"asker": "rt"})
    other = visited(second)
    assert Browser().act(link, "setujui-santunan", from_month=MONTH, sure="yes").status == 303
    answer = Browser().act(other, "setujui-santunan", from_month=MONTH, sure="yes")
    assert "sudah menerima santunan ini" in answer.body
    mark_dead(application(case_id).person, date(2026, 11, 23), "CASE0001", p.NOW)
    answer = Browser().act(other, "setujui-santunan", from_month=MONTH, sure="yes")
    assert "sudah meninggal" in answer.body


def test_a_refusal_has_a_reason_and_words(case_id: str) -> None:
    link = visited(case_id)
    browser = Browser()
    for typed in ({}, {"reason": "x"}, {"reason": "not_resident", "text": "Tidak"}):
        assert browser.act(link, "tolak-santunan", **typed, sure="yes").status == 422
    answer = browser.act(link, "tolak-santunan", reason="not_resident", text=SAID, sure="yes")
    assert answer.status == 303
    assert application(case_id).status is ApplicationStatus.REFUSED
    assert "santunan ditolak" in browser.get(answer.location).body


def test_the_lurah_cannot_decide_and_another_post_can_do_nothing(case_id: str) -> None:
    link = desk(case_id, p.NOW)
    assert Browser().get(f"{link}/setujui-santunan").status == 409
    other = desk(case_id, p.NOW, SOCIAL)
    assert Browser().get(f"{other}/periksa").status == 409
    visited(case_id)
    page = Browser().get(link).body
    assert "sekarang dipegang" in page
    assert NAME not in page


def test_after_the_appeal_it_is_decided_anew_and_not_plainly_ended(case_id: str) -> None:
    link = visited(case_id)
    Browser().act(link, "tolak-santunan", reason="criteria_not_met", text=SAID, sure="yes")
    refused(cases.load(case_id))
    later = datetime.now(UTC)
    order = OrderTask(
        "order",
        "post:wakil-walikota:a1",
        calendar=p.s.CALENDAR,
        leaders=LEADERS,
        to=SOCIAL,
        text="Periksa lagi permintaan ini dan putuskan hari ini juga.",
        deadline_at=hours(later, 24),
    )
    execute(case_id, order, later)
    link = desk(case_id, p.NOW)
    browser = Browser()
    offered = {one.rpartition("/")[2] for one in links(browser.get(link).body)}
    assert {"setujui-santunan", "tolak-santunan", "periksa"} <= offered
    assert not offered & {"selesai", "tolak"}
    assert browser.act(link, "setujui-santunan", from_month=MONTH, sure="yes").status == 303
    assert application(case_id).status is ApplicationStatus.APPROVED


def test_the_register_is_compared_by_a_post_only_and_each_look_is_logged(case_id: str) -> None:
    browser, link = Browser(), desk(case_id, p.NOW)
    form = browser.get(f"{link}/cocokkan").body
    assert "1771 0141" not in form
    assert browser.act(link, "cocokkan").status == 422
    before = looks()
    with logged() as written:
        page = browser.act(link, "cocokkan", sure="yes")
    assert page.status == 200
    for said in ("1771 0141 0350 0001", "Cerai mati", "1 Maret 1950"):
        assert said in page.body
    assert page.headers["Cache-Control"] == ["no-store"]
    assert NIK not in written.getvalue()
    assert looks() == before + 2
    assert page.body.count("Belum") == 0


def looks() -> int:
    found = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return sum(one["sk"]["S"].startswith("READ#") for one in found)


def test_whom_the_register_does_not_know_or_who_is_too_young_is_said(hour: Clock) -> None:
    case_id = asked(p.NOW)
    link = desk(case_id, p.NOW)
    page = Browser().act(link, "cocokkan", sure="yes").body
    assert "tidak ada dalam data penduduk" in page
    known(born_on=date(1990, 3, 1))
    assert "umurnya belum memenuhi syarat" in Browser().act(link, "cocokkan", sure="yes").body


def test_the_post_that_pays_sees_the_month_and_one_button(due: Payment) -> None:
    page = Browser().get(desk(due.case_id, DECEMBER)).body
    for said in ("Desember 2026", "Rp300.000", "Ibu Contoh", "Harus dibayar"):
        assert said in page
    assert page.count('class="btn"') == 1
    assert "/bayar" in page
    assert "/t/santunan/" in page


def test_by_bank_it_is_paid_without_a_photo_and_waits_for_her_word(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    browser = Browser()
    answer = act(browser, link, "bayar", DECEMBER, photos="0", how="bank", sure="yes")
    assert answer.status == 303
    assert payment(due.case_id).status is PaymentStatus.PAID
    page = browser.get(answer.location).body
    assert "sudah ditanya apakah uangnya diterima" in page
    assert "/bukti" in page


def test_in_cash_it_is_paid_and_proved_at_once(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    fields = {"how": "cash", "proof": "signature", "sure": "yes"}
    answer = act(Browser(), link, "bayar", DECEMBER, **fields)
    assert answer.status == 303
    found = payment(due.case_id)
    assert (found.status, found.proof) == (PaymentStatus.RECEIVED, "signature")
    assert case_of(due).status is CaseStatus.ANSWERED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"how": "", "sure": "yes"}, "how"),
        ({"how": "cash", "proof": "signature", "photos": "0", "sure": "yes"}, "photos"),
        ({"how": "cash", "proof": "", "sure": "yes"}, "proof"),
        ({"how": "bank"}, "sure"),
        ({"how": "bank", "text": "x" * 4001, "sure": "yes"}, "text"),
    ],
)
def test_a_payment_that_is_not_whole_comes_back(
    due: Payment, typed: dict[str, str], field: str
) -> None:
    answer = act(Browser(), desk(due.case_id, DECEMBER), "bayar", DECEMBER, **typed)
    assert answer.status == 422
    assert f'id="f-{field}-error"' in answer.body
    assert payment(due.case_id).status is PaymentStatus.DUE


def test_a_receipt_is_proved_when_she_cannot_say_so(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    on.do(due.case_id, p.bank(), DECEMBER)
    wrong = act(Browser(), link, "bukti", DECEMBER, photos="0", proof="photo", sure="yes")
    assert wrong.status == 422
    answer = act(Browser(), link, "bukti", DECEMBER, proof="photo", sure="yes")
    assert answer.status == 303
    assert payment(due.case_id).status is PaymentStatus.RECEIVED


def test_the_same_form_twice_is_one_payment(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    browser = Browser()
    form = browser.form(link, "bayar")
    fields = dict(form.fields) | {"how": "bank", "sure": "yes"}
    first, again = browser.post(form.action, fields), browser.post(form.action, fields)
    assert (first.status, again.status) == (303, 303)
    assert again.location.endswith("ulang=1")
    assert "sudah tercatat" in browser.get(again.location).body
    assert on.types(due.case_id).count("StipendPaid") == 1


def test_another_s_payment_meanwhile_is_said(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    browser = Browser()
    form = browser.form(link, "bayar")
    on.do(due.case_id, p.bank(), DECEMBER)
    answer = browser.post(form.action, dict(form.fields) | {"how": "bank", "sure": "yes"})
    assert answer.status == 409
    assert "sudah berubah" in answer.body


def test_an_old_nonce_shows_the_form_again_with_what_was_typed(due: Payment) -> None:
    link = desk(due.case_id, DECEMBER)
    typed = {"how": "bank", "text": "Lewat Bank Contoh.", "sure": "yes", "nonce": "old"}
    answer = act(Browser(), link, "bayar", DECEMBER, photos="0", **typed)
    assert answer.status == 409
    assert "Lewat Bank Contoh." in answer.body
    assert re.search(r'value="bank" checked', answer.body)


@pytest.mark.parametrize("wire", [refusing, losing])
def test_what_fails_on_our_side_is_sent_again_and_counts_once(due: Payment, wire: object) -> None:
    link = desk(due.case_id, DECEMBER)
    browser = Browser()
    form = browser.form(link, "bayar")
    fields = dict(form.fields) | {"how": "bank", "sure": "yes"}
    with wire(connection().client, "TransactWriteItems"):  # type: ignore[operator]  # either of both
        answer = browser.post(form.action, fields)
    assert answer.status in {303, 503}
    assert browser.post(form.action, fields).status == 303
    assert on.types(due.case_id).count("StipendPaid") == 1


def test_a_bare_click_on_every_button_changes_nothing(case_id: str, due: Payment) -> None:
    before = cases.load(case_id).seq, case_of(due).seq
    for link in (desk(case_id, DECEMBER), desk(due.case_id, DECEMBER)):
        for address in links(Browser().get(link).body):
            _press(address)
    assert (cases.load(case_id).seq, case_of(due).seq) == before


def _press(address: str) -> list[Answer]:
    browser = Browser()
    return [browser.post(one.action, one.fields) for one in forms(browser.get(address).body)]
