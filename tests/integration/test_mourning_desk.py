"""A lurah, and the posts of the steps, before a death: each form, each refusal, what they see."""

from collections.abc import Iterator
from datetime import date

import boto3
import pytest

from integration.citizens import logged
from integration.desks import Browser, links
from integration.lenders import Clock, clock
from integration.mourners import (
    DECEASED,
    NIK,
    NIK_TYPED,
    PERSON,
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
    step_desk,
)
from integration.stipends import resident
from integration.wire import losing
from mandat.bereavement.domain.model import DeathStatus
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.personal import store as personal
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.programmes.domain.nik import Nik
from mandat.programmes.store import load, person_id
from mandat.web.mourning.permits import Action
from mandat.web.staff.site import DEATHS

CONFIRMED = {"letter": "doctor", "spouse": "yes", "children": "2", "sure": "yes"}
WRONG = {"reason": "alive", "text": "Beliau masih hidup dan dirawat.", "sure": "yes"}
PAPERS = ("akta", "kk", "ktp")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(TUESDAY) as found:
        yield found


@pytest.fixture
def case_id(hour: Clock) -> str:
    return reported()


def link(case_id: str, hour: Clock, post: str = "lurah-sukarami") -> str:
    return desk(case_id, hour.at, post)


def confirm(case_id: str, hour: Clock) -> None:
    assert act(Browser(), link(case_id, hour), "pastikan", shown=1, **CONFIRMED).status == 303
    settled(case_id, hour.at)


def facts(case_id: str) -> list[str]:
    return [one.type for one in cases.timeline(case_id, 0, 200)]


def logs() -> list[dict[str, object]]:
    found = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return [one for one in found if one["sk"]["S"].startswith("READ#")]


def test_every_act_has_its_address() -> None:
    assert set(DEATHS) == set(Action)


def test_the_page_says_who_died_where_and_what_is_to_be_done(case_id: str, hour: Clock) -> None:
    page = Browser().get(link(case_id, hour)).body
    for words in (
        DECEASED,
        f"•••• {NIK[-4:]}",
        "Jalan Contoh 7",
        "RT 5 RW 2",
        "Anak di bawah 18 tahun: 2",
        "Dilaporkan, belum dipastikan",
        "Malam-malam, dan siapa yang hadir",
        "Belum dicatat",
        "Yang sedang berjalan",
        "Akta kematian",
        PERSON["name"],
        "Surat diserahkan",
    ):
        assert words in page, words
    assert NIK not in page
    assert page.count('class="btn"') == 1
    assert "/pastikan" in page


def test_plain_acts_of_a_pending_case_are_not_offered(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    offered = {one.rpartition("/")[2] for one in links(browser.get(path).body)}
    assert not offered & {"selesai", "tolak", "gabung", "ambil", "serahkan-surat", "malam"}
    for action in ("selesai", "tolak", "gabung", "ambil"):
        assert browser.get(f"{path}/{action}").status == 409


def test_the_lurah_confirms_from_a_letter_with_its_photo(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    empty = act(browser, path, "pastikan")
    assert empty.status == 422
    for words in ("Tambahkan dahulu paling sedikit 1 foto", "Pilih surat siapa", "Centang kotak"):
        assert words in empty.body, words
    answer = act(browser, path, "pastikan", shown=1, text="Dilihat di rumah.", **CONFIRMED)
    assert answer.status == 303
    assert "Tercatat: kematian sudah dipastikan" in browser.get(answer.location).body
    assert death(case_id).status is DeathStatus.CONFIRMED
    said = [one.text for one in personal.texts(case_id).values()]
    assert "Surat dokter. Dilihat di rumah." in said
    assert browser.get(f"{path}/pastikan").status == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"letter": "tetangga"}, "letter"),
        ({"spouse": ""}, "spouse"),
        ({"children": "banyak"}, "children"),
        ({"children": "21"}, "children"),
        ({"nik": "12"}, "nik"),
        ({"nik": "1771013203500001"}, "nik"),
        ({"text": "x" * 4001}, "text"),
        ({"sure": ""}, "sure"),
    ],
)
def test_what_will_not_do_when_confirming(
    case_id: str, hour: Clock, typed: dict[str, str], field: str
) -> None:
    answer = act(Browser(), link(case_id, hour), "pastikan", shown=1, **(CONFIRMED | typed))
    assert answer.status == 422
    assert f'id="f-{field}-error"' in answer.body
    assert death(case_id).status is DeathStatus.REPORTED


def test_a_nik_that_the_lurah_types_is_kept_sealed_and_nowhere_else(hour: Clock) -> None:
    case_id = reported(deceased={"deceased": DECEASED, "nik": ""})
    with logged() as lines:
        answer = act(
            Browser(), link(case_id, hour), "pastikan", shown=1, nik=NIK_TYPED, **CONFIRMED
        )
    assert answer.status == 303
    assert death(case_id).last4 == NIK[-4:]
    found = str(boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"])
    for one in (NIK, NIK_TYPED):
        assert one not in found
        assert one not in lines.getvalue()
        assert one not in answer.location


def test_who_it_was_may_be_said_later_and_by_the_register_only(hour: Clock) -> None:
    case_id = reported(deceased={"deceased": DECEASED, "nik": ""})
    confirm(case_id, hour)
    path, browser = link(case_id, hour), Browser()
    assert "Cocokkan NIK" in browser.get(path).body
    assert "Foto suratnya" not in browser.get(f"{path}/pastikan").body
    assert act(browser, path, "pastikan", sure="yes").status == 422
    unknown = act(browser, path, "pastikan", nik=NIK_TYPED, sure="yes")
    assert unknown.status == 422
    assert "tidak ada di data penduduk" in unknown.body
    person = resident(person_id(Nik(NIK)))
    assert act(browser, path, "pastikan", nik=NIK_TYPED, sure="yes").status == 303
    settled(case_id, hour.at)
    found = death(case_id)
    assert (found.person, found.spouse, found.children) == (person.id, True, 2)
    assert not load(person.id).is_alive
    page = browser.get(path).body
    assert "ada di data penduduk" in page
    assert "/pastikan" not in page


def test_of_a_child_the_lurah_says_who_it_was_and_reads_nothing(hour: Clock) -> None:
    case_id = reported(deceased={"deceased": DECEASED, "nik": ""})
    child = resident(person_id(Nik(NIK)), born_on=date(2015, 3, 1))
    typed = CONFIRMED | {"nik": NIK_TYPED}
    assert act(Browser(), link(case_id, hour), "pastikan", shown=1, **typed).status == 303
    assert death(case_id).person == child.id


def test_the_register_hears_of_a_nik_that_came_with_the_report(hour: Clock) -> None:
    person = resident(person_id(Nik(NIK)))
    case_id = reported()
    assert death(case_id).person == person.id
    assert not load(person.id).is_alive
    again = Mourner()
    again.to_check()
    page = again.send("send")
    assert page.status == 409
    assert page.shows("Kota sudah tahu")
    assert not page.shows(case_id)


def test_an_evening_is_written_down_once_it_has_begun(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    assert browser.get(f"{path}/malam").status == 409
    hour.pass_to(TUESDAY_NIGHT)
    path = link(case_id, hour)
    form = browser.get(f"{path}/malam").body
    assert "Malam pertama" in form
    assert "Malam kedua" not in form
    assert form.index("Lurah Sukarami") < form.index("Wali Kota")
    for typed in (
        {"night": "1"},
        {"night": "", "present": ("walikota",)},
        {"night": "2", "present": ("walikota",)},
        {"night": "1", "present": ("nobody", "walikota")},
        {"night": "1", "present": ("lurah-penurunan",)},
    ):
        assert act(browser, path, "malam", **typed).status == 422
    answer = act(browser, path, "malam", night="1", present=("lurah-sukarami", "dinas-sosial"))
    assert answer.status == 303
    assert death(case_id).held[0].present == ("lurah-sukarami", "dinas-sosial")
    page = browser.get(path).body
    assert "Lurah Sukarami\n" in page
    assert browser.get(f"{path}/malam").status == 409


def test_nobody_of_the_city_can_be_said_too(case_id: str, hour: Clock) -> None:
    hour.pass_to(TUESDAY_NIGHT)
    path, browser = link(case_id, hour), Browser()
    assert act(browser, path, "malam", night="1", present=("nobody",)).status == 303
    assert "Tidak ada dari kota yang hadir." in browser.get(path).body


def test_who_arranges_the_evenings_writes_them_down_too(case_id: str, hour: Clock) -> None:
    hour.pass_to(TUESDAY_NIGHT)
    path, post = step_desk(case_id, "takziah", hour.at)
    assert post == "bagian-kesra"
    browser = Browser()
    page = browser.get(path).body
    for words in ("Atur malam-malam di rumah duka", DECEASED, "Jalan Contoh 7", "0812-3456-7890"):
        assert words in page, words
    assert act(browser, path, "malam", night="1", present=("bagian-kesra",)).status in {303, 422}
    answer = act(browser, path, "malam", night="1", present=("lurah-sukarami",))
    assert answer.status == 303
    assert "DeathNightHeld" in facts(case_id)
    assert browser.get(f"{path}/batal-lapor").status == 409
    assert browser.get(f"{path}/pastikan").status == 409


def test_papers_are_handed_over_together_when_all_are_made(case_id: str, hour: Clock) -> None:
    confirm(case_id, hour)
    browser = Browser()
    assert browser.get(f"{link(case_id, hour)}/serahkan-surat").status == 409
    hour.pass_to(THURSDAY_NIGHT)
    papers_made(case_id, hour.at)
    path = link(case_id, hour)
    page = browser.get(path).body
    assert "/serahkan-surat" in page
    for typed in (
        {"papers": ("akta",), "text": TEXT, "sure": "yes"},
        {"papers": PAPERS, "text": "Ini", "sure": "yes"},
        {"papers": PAPERS, "text": TEXT},
        {"papers": (*PAPERS, "paspor"), "text": TEXT, "sure": "yes"},
    ):
        assert act(browser, path, "serahkan-surat", **typed).status == 422
    answer = act(browser, path, "serahkan-surat", papers=PAPERS, text=TEXT, sure="yes")
    assert answer.status == 303
    assert cases.load(case_id).status is CaseStatus.ANSWERED
    assert facts(case_id)[-3:] == ["DeathPapersHandedOver", "TaskFinished", "CitizenTold"]
    assert "Surat-surat sudah di tangan keluarga" in browser.get(path).body


def test_a_lurah_who_confirmed_waits_for_the_papers_in_peace(case_id: str, hour: Clock) -> None:
    confirm(case_id, hour)
    page = Browser().get(link(case_id, hour)).body
    assert "Tidak ada yang harus dilakukan sekarang" in page
    assert "Membaca laporan" not in page
    assert "Jawaban pertama" not in page


def test_what_a_family_misses_lies_before_the_leaders_as_any_answer(
    case_id: str, hour: Clock
) -> None:
    confirm(case_id, hour)
    papers_made(case_id, hour.at)
    act(Browser(), link(case_id, hour), "serahkan-surat", papers=PAPERS, text=TEXT, sure="yes")
    family = Mourner()
    family.get(f"{family_path(case_id)}/belum-puas")
    family.send(reason="half_done", text="KTP ibu belum kami terima.")
    path, browser = link(case_id, hour, "walikota"), Browser()
    page = browser.get(path).body
    assert DECEASED in page
    assert "KTP ibu belum kami terima." in page
    assert page.count('class="btn"') == 1
    order = {"to": "lurah-sukarami", "day": "2026-11-25", "hour": "16.00", "text": TEXT}
    assert act(browser, path, "perintah", sure="yes", **order).status == 303
    lurah = link(case_id, hour)
    assert act(Browser(), lurah, "selesai", text=TEXT, sure="yes").status == 303


def test_a_paper_that_could_not_be_made_is_not_waited_for(case_id: str, hour: Clock) -> None:
    confirm(case_id, hour)
    for step in ("akta", "kk"):
        finish(case_id, step, hour.at)
    finish(case_id, "ktp", hour.at, refused=True)
    form = Browser().get(f"{link(case_id, hour)}/serahkan-surat").body
    assert 'value="akta"' in form
    assert 'value="ktp"' not in form
    papers = PAPERS[:2]
    answer = act(
        Browser(), link(case_id, hour), "serahkan-surat", papers=papers, text=TEXT, sure="yes"
    )
    assert answer.status == 303


def test_a_wrong_report_is_undone_with_reason_text_and_a_choice(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    form = browser.form(path, "batal-lapor")
    bare = browser.post(form.action, form.fields)
    assert bare.status == 422
    for typed in ({"reason": ""}, {"text": "x"}, {"sure": ""}, {"reason": "bosan"}):
        assert act(browser, path, "batal-lapor", **(WRONG | typed)).status == 422
    answer = act(browser, path, "batal-lapor", **WRONG)
    assert answer.status == 303
    assert death(case_id).status is DeathStatus.UNDONE
    page = browser.get(path).body
    assert "Laporan keliru dan sudah dibatalkan" in page
    for action in DEATHS:
        assert browser.get(f"{path}/{action}").status == 409


@pytest.mark.parametrize(("email", "called"), [("", True), ("rahayu@example.org", False)])
def test_a_family_that_no_mail_reaches_is_called(hour: Clock, email: str, called: bool) -> None:
    case_id = reported(contact=PERSON | {"email": email})
    assert act(Browser(), link(case_id, hour), "batal-lapor", **WRONG).status == 303
    page = Browser().get(link(case_id, hour)).body
    assert ("Mohon telepon mereka sekarang" in page) is called
    assert "tel:+6281234567890" in page


def test_dukcapil_may_undo_what_it_does_not_hold(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour, "dinas-dukcapil"), Browser()
    page = browser.get(path).body
    assert DECEASED not in page
    assert "/batal-lapor" in page
    assert "/pastikan" not in page
    assert browser.get(f"{path}/nik").status == 409
    assert act(browser, path, "batal-lapor", **WRONG).status == 303
    assert death(case_id).status is DeathStatus.UNDONE


def test_other_posts_neither_see_nor_act(case_id: str, hour: Clock) -> None:
    for post in ("dinas-sosial", "walikota", "lurah-penurunan"):
        path, browser = link(case_id, hour, post), Browser()
        page = browser.get(path).body
        assert DECEASED not in page
        assert "Jalan Contoh" not in page
        assert 'class="btn"' not in page
        for action in (*DEATHS, "nik"):
            assert browser.get(f"{path}/{action}").status == 409, (post, action)
    assert facts(case_id)[-1] == "DeathStepOpened"


def test_the_same_form_twice_is_one_act(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    form = browser.form(path, "batal-lapor")
    fields = dict(form.fields) | WRONG
    assert browser.post(form.action, fields).location.endswith("?hasil=batal-lapor")
    again = browser.post(form.action, fields)
    assert again.location.endswith("?hasil=batal-lapor&ulang=1")
    assert "sudah tercatat sebelumnya" in browser.get(again.location).body
    assert facts(case_id).count("DeathUndone") == 1


def test_a_lost_answer_is_no_second_act(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    form = browser.form(path, "batal-lapor")
    fields = dict(form.fields) | WRONG
    with losing(connection().client, "TransactWriteItems"):
        first = browser.post(form.action, fields)
    assert first.status in {303, 503}
    assert browser.post(form.action, fields).status == 303
    assert facts(case_id).count("DeathUndone") == 1


def test_an_old_form_comes_back_with_what_was_typed(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    form = browser.form(path, "batal-lapor")
    browser.cookies.clear()
    answer = browser.post(form.action, dict(form.fields) | WRONG)
    assert answer.status == 409
    assert WRONG["text"] in answer.body
    assert death(case_id).status is DeathStatus.REPORTED


def test_a_nik_is_revealed_by_a_form_only_and_logged(case_id: str, hour: Clock) -> None:
    path, browser = link(case_id, hour), Browser()
    asked = browser.get(f"{path}/nik").body
    assert NIK not in asked
    assert "1771 0112 0350 0001" not in asked
    form = browser.form(path, "nik")
    bare = browser.post(form.action, form.fields)
    assert bare.status == 422
    before = len(logs())
    with logged() as lines:
        shown = browser.post(form.action, dict(form.fields) | {"sure": "yes"})
    assert shown.status == 200
    assert "1771 0112 0350 0001" in shown.body
    assert shown.headers["Cache-Control"] == ["no-store"]
    assert len(logs()) == before + 1
    assert NIK not in lines.getvalue()
    assert "1771 0112 0350 0001" not in lines.getvalue()
    browser.cookies.clear()
    assert browser.post(form.action, dict(form.fields) | {"sure": "yes"}).status == 409


def test_who_makes_the_papers_sees_the_nik_and_not_the_house(case_id: str, hour: Clock) -> None:
    path, post = step_desk(case_id, "akta", hour.at)
    assert post == "dinas-dukcapil"
    browser = Browser()
    page = browser.get(path).body
    assert "Terbitkan akta kematian" in page
    assert DECEASED in page
    assert "Siapa yang hadir" not in page
    form = browser.form(path, "nik")
    shown = browser.post(form.action, dict(form.fields) | {"sure": "yes"})
    assert "1771 0112 0350 0001" in shown.body


@pytest.mark.parametrize("step", ["takziah", "jenazah", "anak"])
def test_other_steps_see_the_house_and_no_nik(case_id: str, hour: Clock, step: str) -> None:
    path, _ = step_desk(case_id, step, hour.at)
    browser = Browser()
    page = browser.get(path).body
    assert "Jalan Contoh 7" in page
    assert "0812-3456-7890" in page
    assert browser.get(f"{path}/nik").status == 409


def test_a_step_is_ended_by_the_plain_acts(case_id: str, hour: Clock) -> None:
    path, _ = step_desk(case_id, "jenazah", hour.at)
    offered = {one.rpartition("/")[2] for one in links(Browser().get(path).body)}
    assert offered >= {"selesai", "tolak", "terima"}
    answer = act(
        Browser(), path, "selesai", text="Jenazah sudah diantar ke rumah duka.", sure="yes"
    )
    assert answer.status == 303
    settled(case_id, hour.at)
    step = death(case_id).step("jenazah")
    assert step
    assert step.ended == "done"


def test_an_equipment_loan_is_shown_as_a_loan(hour: Clock) -> None:
    case_id = reported(needs={"needs": "tenda,kursi"})
    path, post = step_desk(case_id, "perlengkapan", hour.at)
    page = Browser().get(path).body
    assert post == "bagian-kesra"
    assert "Tenda 4 x 6 meter" in page
    assert "0812-3456-7890" in page or "+6281234567890" in page


def test_a_step_of_a_report_undone_says_so(case_id: str, hour: Clock) -> None:
    path, _ = step_desk(case_id, "takziah", hour.at)
    assert act(Browser(), link(case_id, hour), "batal-lapor", **WRONG).status == 303
    settled(case_id, hour.at)
    page = Browser().get(path).body
    assert "Laporan keliru dan sudah dibatalkan" in page
    assert "/malam" not in page
