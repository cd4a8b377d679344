"""From the owner's mail to the mayor's, through the pages, with the citizen in between."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import boto3
import pytest

from integration.desks import (
    CALLED,
    CODE,
    CONTACT,
    PHONE,
    STORY,
    Browser,
    by_citizen,
    case_link,
    filed,
    fresh,
    links,
    now,
    open_city,
    refused,
    told,
    tracking_token,
)
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, CaseStatus, Outcome, TaskStatus
from mandat.city.domain import Catalogue
from mandat.personal import store as personal
from mandat.photos.uploads import group_of, incoming_key
from mandat.platform.links import Purpose, read
from mandat.platform.settings import settings
from mandat.story.words import CLOCKS
from mandat.text.words import translations
from mandat.web.guard import Guard
from unit.cases.samples import LONG, TERMS

PUPR = "dinas-pupr"
JAKARTA = ZoneInfo("Asia/Jakarta")
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def town(aws: None) -> Catalogue:
    return open_city()


def test_answered_refused_ordered_answered_and_confirmed() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PUPR)

    accepted = browser.act(link, "terima", sure="yes")
    assert accepted.status == 303
    page = browser.get(accepted.location).body
    assert "Tercatat: jabatan Anda menerima laporan ini." in page
    assert fresh(case).task.status is TaskStatus.ACKNOWLEDGED

    assert browser.act(link, "selesai", text=LONG, sure="yes").status == 303
    assert fresh(case).status is CaseStatus.ANSWERED
    assert personal.text(case.id, fresh(case).seq).text == LONG

    told(case)
    refused(case)
    mayor, desk = Browser(), case_link(case, "walikota", "a2")
    page = mayor.get(desk).body
    assert "Anda bertindak sebagai <strong>Wali Kota Bengkulu</strong>" in page
    assert "Lubangnya masih ada dan makin dalam." in page
    assert LONG in page

    ordered = give_order(mayor, desk)
    assert ordered.status == 303
    assert fresh(case).status is CaseStatus.OPEN
    page = browser.get(link).body
    assert translations("id").gettext(CLOCKS["order"])[1:] in page

    assert browser.act(link, "selesai", text=f"{LONG} Kali ini tebal.", sure="yes").status == 303
    told(case, "told again")
    refused(case, "refuse again")
    for turn in range(2):
        assert mayor.act(desk, "kukuhkan", text=LONG, sure="yes").status == 303
        if turn == 0:
            told(case, "told thrice")
            refused(case, "refuse thrice")
    assert fresh(case).outcome is Outcome.NO_AGREEMENT
    assert "Tidak ada tugas terbuka" in mayor.get(work_of(mayor.get(desk).body)).body


def give_order(browser: Browser, link: str, to: str = PUPR) -> object:
    by = (now() + timedelta(days=2)).astimezone(JAKARTA)
    text = "Periksa lagi bersama warga dan tutup lubangnya."
    filled = {"to": to, "day": f"{by:%Y-%m-%d}", "hour": f"{by:%H:%M}", "text": text}
    return browser.act(link, "perintah", **filled, sure="yes")


def work_of(page: str) -> str:
    return next(one for one in links(page) if "/t/daftar/" in one)


def test_the_deputy_may_order_too_and_out_of_range_is_said_by_the_field() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, "wakil-walikota")
    filled = {"to": "dinas-perkim", "text": LONG, "sure": "yes"}
    page = browser.act(link, "perintah", **filled, day="2020-01-01", hour="08:00")
    assert page.status == 422
    assert 'id="f-deadline-error"' in page.body
    assert 'value="2020-01-01"' in page.body
    assert '<option value="dinas-perkim" selected>' in page.body
    assert give_order(browser, link, "dinas-perkim").status == 303
    assert fresh(case).owner == "dinas-perkim"


def test_a_leader_answers_the_citizen_himself() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, "walikota")
    assert browser.act(link, "jawab", text=LONG, sure="yes").status == 303
    assert fresh(case).answered_by == "post:walikota:a1"


def test_passed_on_the_sender_reads_and_the_receiver_acts() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PUPR)
    note = "Jalan ini milik provinsi, mohon diteruskan."
    gone = browser.act(link, "alihkan", to="dinas-perkim", reason="other_agency", text=note)
    page = browser.get(gone.location).body
    assert "Laporan sudah dialihkan." in page
    assert "sekarang dipegang Kepala Dinas Perumahan" in page
    assert "/selesai" not in page
    assert CONTACT.name not in page
    assert CONTACT.name in browser.get(case_link(case, "dinas-perkim")).body


def test_dispatchers_pass_on_what_is_not_theirs() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, "triase")
    page = browser.get(link).body
    assert "Alihkan ke jabatan lain" in page
    assert CONTACT.name not in page
    assert browser.act(link, "alihkan", to="bpbd", reason="unclear").status == 303
    assert fresh(case).owner == "bpbd"


def test_the_picker_offers_the_place_first_and_never_the_leaders(town: Catalogue) -> None:
    village = town.villages[0]
    case = filed(village=village.code)
    page = Browser().get(f"{case_link(case, PUPR)}/alihkan").body
    assert page.index(village.lurah_id) < page.index('value="dinas-sosial"')
    assert 'value="walikota"' not in page
    assert f'value="{PUPR}"' not in page


def test_asking_pauses_and_says_how_long() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PUPR)
    assert "dari 5 hari" in browser.get(f"{link}/tanya").body
    assert browser.act(link, "tanya", text="Di depan gerbang yang mana?", sure="yes").status == 303
    page = browser.get(link).body
    assert "Waktu berhenti sementara" in page
    assert f"{link}/tanya" not in page
    by_citizen(case, a.AddInformation, "reply", text="Gerbang sebelah timur.")
    assert "Gerbang sebelah timur." in browser.get(link).body


def test_news_and_rejection_reach_the_record() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PUPR)
    assert browser.act(link, "perkembangan", text=LONG, sure="yes").status == 303
    rejected = browser.act(link, "tolak", reason="not_city", text=LONG, sure="yes")
    assert rejected.status == 303
    assert "Bukan wewenang pemerintah kota" in browser.get(link).body


def test_evidence_comes_first_and_is_kept(town: Catalogue) -> None:
    case = filed(terms=with_photos(1))
    browser, link = Browser(), case_link(case, PUPR)
    form = browser.form(link, "selesai")
    page = browser.get(f"{link}/selesai").body
    assert page.index("<iframe") < page.index("<textarea")

    filled = dict(form.fields) | {"text": LONG, "sure": "yes"}
    without = browser.post(form.action, filled)
    assert without.status == 422
    assert "Tambahkan paling sedikit 1 foto hasil." in without.body
    assert LONG in without.body

    photo = f"{read(Purpose.UPLOAD, filled['upload'], now())['g']}/1"
    put(photo)
    assert browser.post(form.action, filled).status == 303
    assert personal.text(case.id, fresh(case).seq).photos == (photo,)


def test_the_forms_group_is_its_nonces_and_outlives_it() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PUPR)
    form = dict(browser.form(link, "selesai").fields)
    scope, session = f"{case.id}|{PUPR}", browser.cookies["__Host-mandat"]
    guard = Guard(session, fresh=False)
    group = read(Purpose.UPLOAD, form["upload"], now())["g"]
    assert group == group_of(guard.cause(form["nonce"], scope, now()))

    put(f"{group}/1")
    stale = guard.nonce(scope, now() - timedelta(hours=3))
    again = browser.post(f"{link}/selesai", form | {"nonce": stale, "text": LONG, "sure": "yes"})
    assert again.status == 409
    assert f'value="{form["upload"]}"' in again.body


def put(photo: str) -> None:
    body = b"a photo"
    boto3.client("s3").put_object(
        Bucket=settings().photo_bucket, Key=incoming_key(photo), Body=body
    )


def with_photos(count: int) -> object:
    from dataclasses import replace

    return replace(TERMS, evidence_photos=count)


def finished_for_phone(**changes: object) -> Case:
    case = filed(contact=CALLED, **changes)
    Browser().act(case_link(case, PUPR), "selesai", text=LONG, sure="yes")
    return fresh(case)


def test_a_citizen_with_a_number_is_called_and_told() -> None:
    case = finished_for_phone()
    browser, link = Browser(), case_link(case, PUPR)
    page = browser.get(link).body
    assert f'href="tel:{PHONE}"' in page
    assert "https://wa.me/6281200000001?text=Selamat" in page
    assert LONG in page
    assert browser.act(link, "kabari", reached="whatsapp").status == 303
    assert fresh(case).told_how == "whatsapp"
    page = browser.get(link).body
    assert "/kabari" not in page
    assert "wa.me" not in page


def test_three_calls_without_success_are_enough() -> None:
    case = finished_for_phone()
    browser, link = Browser(), case_link(case, PUPR)
    for _ in range(3):
        assert browser.act(link, "kabari", reached="no").status == 303
    assert fresh(case).told_how == "unreachable"


def test_a_confidential_citizen_is_told_by_triage_only() -> None:
    from dataclasses import replace

    case = filed(contact=replace(CALLED, confidential=True))
    browser, owner, triage = Browser(), case_link(case, PUPR), case_link(case, "triase")
    browser.act(owner, "selesai", text=LONG, sure="yes")
    page = browser.get(owner).body
    assert "dirahasiakan" in page
    assert PHONE not in page
    assert CALLED.name not in page
    page = browser.get(triage).body
    assert PHONE in page
    assert CALLED.name not in page
    assert browser.act(triage, "kabari", reached="phone").status == 303


@pytest.mark.parametrize("post", ["sekda", "triase", "walikota", "dinas-sosial"])
def test_a_sealed_case_stays_sealed(post: str) -> None:
    case = filed(service="perilaku-pegawai", owner="inspektorat")
    page = Browser().get(case_link(case, post))
    assert page.status == 200
    assert "Laporan tertutup" in page.body
    for secret in (STORY, "Sikap pegawai", CONTACT.name, "/alihkan", "/perintah", "Sebelah warung"):
        assert secret not in page.body


def test_a_sealed_case_is_open_to_its_owner_inspektorat_and_the_judging_leaders() -> None:
    case = filed(service="kekerasan-perempuan-anak", owner="dp3ap2kb")
    browser, owner = Browser(), case_link(case, "dp3ap2kb")
    assert STORY in browser.get(owner).body
    assert STORY in browser.get(case_link(case, "inspektorat")).body
    targets = browser.get(f"{owner}/alihkan").body
    assert 'value="inspektorat"' in targets
    assert 'value="dinas-pupr"' not in targets
    assert 'value="triase"' not in targets
    browser.act(owner, "selesai", text=LONG, sure="yes")
    told(case)
    refused(case)
    assert STORY in browser.get(case_link(case, "walikota")).body
    assert STORY not in browser.get(case_link(case, "sekda")).body


@pytest.mark.parametrize("post", [PUPR, "triase", "walikota"])
def test_no_page_shows_what_only_the_citizen_may_have(post: str) -> None:
    case = finished_for_phone()
    page = Browser().get(case_link(case, post)).body
    assert CODE not in page
    assert tracking_token(case) not in page
    assert "/k/" not in page
