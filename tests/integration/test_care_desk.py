"""A request for care on the pages of posts: issued, refused, made void, the lurah asked."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from integration import guarantees as on
from integration.citizens import logged
from integration.desks import Browser, forms, links
from integration.lenders import clock
from integration.stipends import resident
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.city.store import load_post
from mandat.guarantee import follow_ups
from mandat.guarantee.commands import hospital_code, loaded
from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.guarantee.domain.model import FollowUpStatus, GuaranteeStatus
from mandat.platform.links import act_url, hospitals_url
from mandat.platform.transaction import commit
from mandat.programmes import store as register
from mandat.programmes.commands import keep_nik
from mandat.programmes.domain.nik import parse
from unit.guarantee import samples as g

pytestmark = pytest.mark.usefixtures("city")
HEALTH, LURAH = "dinas-kesehatan", "lurah-berkas"
NIK = "1771011203500001"
PROVINCES = frozenset({"17"})


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[None]:
    on.promise()
    with clock(g.NOW):
        yield


def desk(case_id: str, post_id: str = HEALTH) -> str:
    post = load_post(post_id)
    assert post
    return urlsplit(act_url(case_id, post.id, "a1", post.edition("a1"), g.NOW)).path


def offered(case_id: str, post_id: str = HEALTH) -> set[str]:
    page = Browser().get(desk(case_id, post_id)).body
    return {one.rpartition("/")[2] for one in links(page)}


def test_an_urgent_letter_is_issued_before_anything_is_shown_and_says_so() -> None:
    case_id = on.ask()
    link, browser = desk(case_id), Browser()
    page = browser.get(link).body
    assert "Nyawa mungkin menunggu" in page
    assert "Belum ada buktinya" in page
    assert "surat terbit lebih dulu" in browser.get(f"{link}/terbitkan").body
    answer = browser.act(link, "terbitkan", hospital="rsud", sure="yes")
    assert answer.status == 303
    assert "surat sudah terbit" in browser.get(answer.location).body
    letter = loaded(case_id)
    assert letter.status is GuaranteeStatus.ISSUED
    assert letter.number not in browser.get(link).body


def test_nothing_happens_without_the_box_and_twice_is_once() -> None:
    case_id = on.ask()
    link, browser = desk(case_id), Browser()
    form = browser.form(link, "terbitkan")
    assert browser.post(form.action, form.fields).status == 422
    assert loaded(case_id).status is GuaranteeStatus.ASKED
    typed = dict(form.fields) | {"hospital": "rsud", "sure": "yes"}
    assert browser.post(form.action, typed).status == 303
    again = browser.post(form.action, typed)
    assert "ulang=1" in again.location
    assert [one.type for one in cases.timeline(case_id)].count("GuaranteeIssued") == 1


def test_an_ordinary_request_goes_to_the_lurah_and_back() -> None:
    case_id = on.ask(urgent=False)
    assert {"tanya-lurah", "tolak-jaminan"} <= offered(case_id)
    assert "terbitkan" not in offered(case_id)
    browser = Browser()
    assert browser.act(desk(case_id), "tanya-lurah", to=LURAH, sure="yes").status == 303
    assert cases.load(case_id).owner == LURAH
    lurah = Browser()
    page = lurah.get(desk(case_id, LURAH)).body
    assert "RSUD Contoh" in page
    said = {"poor": "yes", "text": g.TEXT, "sure": "yes"}
    assert lurah.act(desk(case_id, LURAH), "keterangan", **said).status == 303
    assert cases.load(case_id).owner == HEALTH
    assert "Lurah menyatakan keluarganya miskin" in browser.get(desk(case_id)).body
    assert "tanya-lurah" not in offered(case_id)
    assert browser.act(desk(case_id), "terbitkan", hospital="rsud", sure="yes").status == 303


def test_what_cannot_wait_is_issued_while_the_lurah_is_asked() -> None:
    case_id = on.ask()
    Browser().act(desk(case_id), "tanya-lurah", to=LURAH, sure="yes")
    page = Browser().get(desk(case_id)).body
    assert "RSUD Contoh" in page
    assert "sekarang dipegang" in page
    assert "terbitkan" in offered(case_id)
    assert not {"tolak-jaminan", "tanya-lurah"} & offered(case_id)
    assert Browser().act(desk(case_id), "terbitkan", hospital="rs-lain", sure="yes").status == 303
    assert loaded(case_id).hospital == "rs-lain"


def test_a_request_is_not_ended_by_the_plain_acts_nor_stated_by_who_asks_for_it() -> None:
    case_id = on.ask()
    assert not {"selesai", "tolak", "keterangan", "batal-surat"} & offered(case_id)
    assert Browser().get(f"{desk(case_id)}/keterangan").status == 409


def test_a_refusal_needs_a_reason_and_words() -> None:
    case_id = on.ask()
    browser, link = Browser(), desk(case_id)
    answer = browser.act(link, "tolak-jaminan", reason="", text="pendek", sure="yes")
    assert answer.status == 422
    assert (
        browser.act(link, "tolak-jaminan", reason="insured", text=g.TEXT, sure="yes").status == 303
    )
    assert loaded(case_id).reason == "insured"


def test_a_letter_is_made_void_and_who_has_only_a_number_is_to_be_called() -> None:
    case_id = on.issued().case.id
    browser, link = Browser(), desk(case_id)
    assert "batal-surat" in offered(case_id)
    answer = browser.act(link, "batal-surat", reason="wrong_person", text=g.TEXT, sure="yes")
    assert answer.status == 303
    assert loaded(case_id).status is GuaranteeStatus.VOID
    assert "batal-surat" not in offered(case_id)


def test_a_letter_that_is_used_or_has_expired_is_not_made_void() -> None:
    used, old = on.issued("one").case.id, on.issued("two").case.id
    on.do(used, g.use())
    assert "batal-surat" not in offered(used)
    assert Browser().get(f"{desk(used)}/batal-surat").status == 409
    with clock(g.NOW + timedelta(days=15)):
        assert "batal-surat" not in offered(old)


def test_the_nik_of_the_patient_is_shown_by_a_post_to_who_issues_and_to_who_follows_up() -> None:
    case_id = on.ask()
    commit(keep_nik(case_id, parse(NIK, PROVINCES), g.NOW))
    on.do(case_id, g.issue())
    cover = on.heard(case_id)[COVER]
    for one in (case_id, cover):
        browser, link = Browser(), desk(one)
        assert NIK not in browser.get(f"{link}/nik").body
        assert "1771 0112 0350 0001" in browser.act(link, "nik", sure="yes").body


def test_a_nik_that_is_typed_at_issue_matches_the_register_and_is_kept_sealed() -> None:
    person = register.person_id(parse(NIK, PROVINCES))
    resident(person, decile=1)
    case_id = on.ask()
    with logged() as written:
        sent = {"hospital": "rsud", "nik": NIK, "sure": "yes"}
        assert Browser().act(desk(case_id), "terbitkan", **sent).status == 303
    assert (loaded(case_id).person, loaded(case_id).listed) == (person, True)
    assert NIK not in str(written)
    assert register.reads(person)[0].purpose == "issue_letter"
    wrong = Browser().act(desk(on.ask("two")), "terbitkan", hospital="rsud", nik="12", sure="yes")
    assert wrong.status == 422


def test_cover_is_written_down_with_its_day() -> None:
    case_id = on.issued().case.id
    cover = on.heard(case_id)[COVER]
    browser, link = Browser(), desk(cover)
    page = browser.get(link).body
    assert "Daftarkan pasien ke BPJS" in page
    assert not {"selesai", "tolak"} & offered(cover)
    assert browser.act(link, "catat-bpjs", how="covered", sure="yes").status == 422
    sent = {"how": "covered", "since": "2026-12-01", "sure": "yes"}
    answer = browser.act(link, "catat-bpjs", **sent)
    assert answer.status == 303
    assert "Tercatat" in browser.get(answer.location).body
    on.heard(case_id)
    assert "peserta BPJS mulai" in browser.get(desk(case_id)).body
    assert browser.get(f"{link}/catat-bpjs").status == 409


def test_what_could_not_be_done_is_explained() -> None:
    cover = on.heard(on.issued().case.id)[COVER]
    browser, link = Browser(), desk(cover)
    assert browser.act(link, "catat-bpjs", how="declined", sure="yes").status == 422
    sent = {"how": "declined", "text": g.TEXT, "sure": "yes"}
    assert browser.act(link, "catat-bpjs", **sent).status == 303
    assert cases.load(cover).status is CaseStatus.ANSWERED


def test_the_lurah_states_afterwards_and_has_a_number_to_call() -> None:
    case_id = on.issued().case.id
    statement = on.heard(case_id)[STATEMENT]
    browser, link = Browser(), desk(statement, LURAH)
    assert 'href="tel:' in browser.get(link).body
    sent = {"how": "not_poor", "text": g.TEXT, "sure": "yes"}
    assert browser.act(link, "keterangan-susulan", **sent).status == 303
    assert follow_ups.loaded(statement).status is FollowUpStatus.SETTLED
    on.heard(case_id)
    assert "Lurah menyatakan keluarganya tidak miskin" in browser.get(desk(case_id)).body


def test_other_posts_read_nothing_and_do_nothing() -> None:
    case_id = on.issued().case.id
    statement = on.heard(case_id)[STATEMENT]
    for one in (case_id, statement):
        page = Browser().get(desk(one, "dinas-sosial")).body
        assert "RSUD" not in page
        assert not {"terbitkan", "batal-surat", "keterangan-susulan"} & offered(one, "dinas-sosial")


def hospitals(post_id: str = HEALTH) -> str:
    post = load_post(post_id)
    assert post
    return urlsplit(hospitals_url(post.id, "a1", post.edition("a1"), g.NOW)).path


def test_the_codes_of_the_hospitals_are_shown_to_who_issues_by_a_post_only() -> None:
    browser, path, code = Browser(), hospitals(), hospital_code("rsud")
    shown = f"{code[:4]} {code[4:]}"
    page = browser.get(path)
    assert "RSUD Contoh" in page.body
    assert shown not in page.body
    form = next(one for one in forms(page.body) if one.action == path)
    assert browser.post(path, form.fields).status == 422
    assert shown in browser.post(path, dict(form.fields) | {"sure": "yes"}).body
    assert browser.post(path, {"sure": "yes"}).status == 409
    assert Browser().get(hospitals("dinas-sosial")).status == 404
    assert path.split("/")[2] in Browser().get(desk(on.ask())).body


def test_a_hospitals_page_whose_time_is_over_sends_a_new_link() -> None:
    path = hospitals()
    with clock(g.NOW + timedelta(days=60)):
        gone = Browser().get(path)
    assert gone.status == 410
    assert Browser().post(f"{path}/tautan-baru", {}).status == 303
