"""Dinas Sosial before a child's case: who fosters it, an end, who left office, the sheet."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from integration import wards as on
from integration.citizens import Citizen
from integration.desks import Answer, Browser, forms, proxy_event
from integration.lenders import Clock, clock, work_path
from integration.wards import FAMILY, FIRST, NOW, PERSONNEL, SOCIAL, case_path, list_path
from integration.wire import refusing
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.fostering import store
from mandat.fostering.commands import open_complaint
from mandat.fostering.domain.model import DutyStatus, FosteringStatus
from mandat.fostering.sheets import code_of
from mandat.personal import store as personal
from mandat.platform.ids import show_reference
from mandat.platform.table import connection
from mandat.programmes.store import reads
from papers.handler import handle
from samples import LambdaContext

pytestmark = pytest.mark.usefixtures("city")
WHY = "Keluarga anak itu tinggal jauh dari kantor pejabat lain."


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(NOW) as found:
        yield found


def act(browser: Browser, link: str, action: str, **typed: str) -> Answer:
    form = browser.form(link, action)
    return browser.post(form.action, dict(form.fields) | typed)


def test_the_page_has_the_child_and_the_nearest_with_room() -> None:
    on.official("jauh", village="17.71.04.1001")
    on.official("dekat")
    on.official("penuh", rank="eselon-4")
    on.entrusted(9, to="penuh")
    one = on.orphan()
    page = Browser().get(case_path(one)).body
    for said in (f"{FIRST}1 {FAMILY}", "Sukarami", "baru masuk program", "di kelurahan yang sama"):
        assert said in page
    assert page.index("Pejabat dekat") < page.index("Pejabat jauh")
    assert "Pejabat penuh" not in page
    assert "0 dari 4 anak" in page
    assert page.count('class="btn"') == 1
    assert any(each.actor.startswith(f"post:{SOCIAL}:") for each in reads(one.child))


def test_who_is_offered_gets_the_child_and_the_case_is_answered() -> None:
    on.official("dekat")
    one = on.orphan()
    answer = act(Browser(), case_path(one), "jodohkan", official="dekat", sure="yes")
    assert answer.status == 303
    found = on.child(one.child)
    assert (found.status, found.official) == (FosteringStatus.FOSTERED, "dekat")
    assert cases.load(one.case_id).status is not CaseStatus.OPEN
    page = Browser().get(case_path(one)).body
    assert "Pejabat dekat Contoh, Eselon II" in page


def test_who_takes_none_of_those_offered_says_why() -> None:
    for number in range(1, 7):
        on.official(f"o{number}")
    one, browser = on.orphan(), Browser()
    form = browser.form(case_path(one), "jodohkan")
    fields = dict(form.fields) | {"another": "o6", "sure": "yes"}
    refused = browser.post(form.action, fields)
    assert refused.status == 422
    assert "mengapa yang ditawarkan tidak cocok" in refused.body
    both = browser.post(form.action, fields | {"official": "o1", "text": WHY})
    assert "jangan keduanya" in both.body
    assert browser.post(form.action, fields | {"text": WHY}).status == 303
    assert on.child(one.child).official == "o6"
    assert any(WHY in said.text for said in personal.texts(one.case_id).values())


def test_the_same_form_twice_entrusts_once_and_a_bare_click_nothing() -> None:
    on.official("dekat")
    one, browser = on.orphan(), Browser()
    form = browser.form(case_path(one), "jodohkan")
    assert browser.post(form.action, dict(form.fields)).status == 422
    fields = dict(form.fields) | {"official": "dekat", "sure": "yes"}
    assert browser.post(form.action, fields).status == 303
    again = browser.post(form.action, fields)
    assert "ulang=1" in again.headers["Location"][0]
    other = Browser().post(form.action, fields)
    assert other.status == 409


def test_who_lost_his_room_meanwhile_is_told_of() -> None:
    on.official("dekat", rank="eselon-4")
    one, browser = on.orphan(1), Browser()
    form = browser.form(case_path(one), "jodohkan")
    on.entrusted(2, to="dekat")
    answer = browser.post(form.action, dict(form.fields) | {"official": "dekat", "sure": "yes"})
    assert answer.status == 422
    assert on.child(one.child).is_waiting


def test_an_end_voids_what_is_owed_and_is_told_twice_alike() -> None:
    on.official()
    one = on.entrusted()
    duty = on.owed(one)
    browser = Browser()
    form = browser.form(case_path(one), "akhiri-asuh")
    assert "Pilih" in browser.post(form.action, dict(form.fields) | {"sure": "yes"}).body
    fields = dict(form.fields) | {"reason": "moved", "sure": "yes"}
    assert browser.post(form.action, fields).status == 303
    assert on.child(one.child).is_ended
    found = store.load_duty(duty.case_id)
    assert found
    assert found.status is DutyStatus.VOID
    again = browser.post(form.action, fields)
    assert "ulang=1" in again.headers["Location"][0]
    assert Browser().get(f"{case_path(one)}/akhiri-asuh").status == 409


def test_other_posts_see_no_child_and_no_act() -> None:
    one = on.orphan()
    page = Browser().get(case_path(one, post="inspektorat")).body
    assert FIRST not in page
    assert "jodohkan" not in page
    assert Browser().get(f"{case_path(one, post='inspektorat')}/jodohkan").status == 409


def test_a_duty_and_a_complaint_have_their_own_pages() -> None:
    on.official()
    one = on.entrusted()
    duty = on.owed(one)
    browser = Citizen()
    form = browser.get(on.child_path(one)).form
    browser.post(form.action, form.fields | {"what": "too_little", "by": "child"})
    page = Browser().get(on.desk(duty.case_id, NOW)).body
    for said in ("Desember 2026", "Rp100.000", "Pejabat o1 Contoh", "tautannya sendiri"):
        assert said in page
    assert "/selesai" not in page
    complaint = open_complaint(one.child)
    on.route(complaint, NOW)
    page = Browser().get(on.desk(complaint, NOW)).body
    for said in ("kurang", "anaknya", "Pejabat o1 Contoh", "/selesai"):
        assert said in page


def test_the_list_has_numbers_and_places_and_no_childs_name() -> None:
    on.official("o1")
    on.official("bos", rank="walikota")
    waits, has = on.orphan(1), on.entrusted(2)
    page = Browser().get(list_path()).body
    for one in (waits, has):
        assert show_reference(one.case_id) in page
    assert FIRST not in page
    assert page.index("Pejabat bos") < page.index("Pejabat o1")
    assert "1 dari 4 anak" in page
    chosen = Browser().get(f"{list_path()}?jenjang=walikota").body
    assert "Pejabat bos" in chosen
    assert "Pejabat o1" not in chosen
    assert "Pejabat o1" in Browser().get(f"{list_path()}?jenjang=lain&hal=9").body
    assert f"/berhenti/{has.official}" in Browser().get(case_path(has)).body
    there = Browser().get(f"{list_path()}?kecamatan=17.71.01").body
    assert there.count(show_reference(has.case_id)) == 2
    assert "Tidak ada di kecamatan ini" in Browser().get(f"{list_path()}?kecamatan=17.71.09").body
    theirs = Browser().get(list_path(post=PERSONNEL)).body
    assert "Pejabat o1" in theirs
    assert show_reference(waits.case_id) not in theirs
    assert Browser().get(list_path(post="dinas-kesehatan")).status == 404


def test_what_an_official_without_a_mailbox_shows_the_post_records() -> None:
    on.official()
    one = on.entrusted()
    month, term = on.owed(one), on.owed(one, on.TERM)
    browser, link = Browser(), on.desk(month.case_id, NOW)
    form = browser.form(link, "terbukti")
    fields = dict(form.fields) | {"amount": "50.000", "proof": "slip", "sure": "yes"}
    wrong = browser.post(form.action, fields)
    assert "Paling sedikit Rp100.000" in wrong.body
    assert "Tambahkan fotonya" in wrong.body
    on.put_photos(fields["upload"], NOW)
    assert browser.post(form.action, fields | {"amount": "100.000"}).status == 303
    proved = store.load_duty(month.case_id)
    assert proved
    assert (proved.status, proved.amount) == (DutyStatus.PROVED, 100_000)
    link = on.desk(term.case_id, NOW)
    assert Browser().get(f"{link}/terbukti").status == 409
    answer = act(browser, link, "keadaan", school="attends", health="well", sure="yes")
    assert answer.status == 303
    checked = store.load_duty(term.case_id)
    assert checked
    assert checked.status is DutyStatus.PROVED


@pytest.mark.parametrize(("post", "shows"), [(SOCIAL, True), (PERSONNEL, True), ("sekda", False)])
def test_a_worklist_leads_to_the_list_of_who_has_a_part_in_it(post: str, shows: bool) -> None:
    page = Browser().get(work_path(Clock(NOW), post)).body
    assert ("Anak asuh dan pejabat" in page) is shows


def leave_path(name: str = "o1", post: str = PERSONNEL) -> str:
    return f"{list_path(post=post)}/berhenti/{name}"


def test_who_leaves_office_loses_link_and_children_at_once() -> None:
    on.official()
    one, path, browser = on.entrusted(), on.foster_path(), Browser()
    assert Citizen().get(path).status == 200
    page = browser.get(leave_path())
    assert "1 anak" in page.body
    (form,) = [each for each in forms(page.body) if "berhenti" in each.action]
    bare = browser.post(form.action, dict(form.fields))
    assert (bare.status, on.child(one.child).official) == (422, "o1")
    fields = dict(form.fields) | {"reason": "retired", "sure": "yes"}
    assert browser.post(form.action, fields).status == 303
    assert Citizen().get(path).status == 410
    found = on.child(one.child)
    assert found.is_waiting
    assert found.case_id != one.case_id
    assert browser.post(form.action, fields).status == 303
    assert Browser().post(form.action, fields).status == 409
    assert "Pejabat o1" not in Browser().get(list_path()).body
    assert Browser().get(leave_path()).status == 409
    assert Browser().get(leave_path("niemand")).status == 404


def test_what_could_not_be_written_is_sent_again() -> None:
    on.official()
    on.entrusted()
    browser = Browser()
    (form,) = [each for each in forms(browser.get(leave_path()).body) if "berhenti" in each.action]
    fields = dict(form.fields) | {"reason": "retired", "sure": "yes"}
    with refusing(connection().client, "TransactWriteItems", times=20):
        answer = browser.post(form.action, fields)
    assert answer.status == 503
    assert browser.post(form.action, fields).status == 303
    stranger = Browser().get(leave_path())
    assert stranger.status == 409


def sheet(path: str) -> dict[str, Any]:
    found: dict[str, Any] = handle(
        proxy_event("GET", path, {}, "", ""),
        LambdaContext(),  # type: ignore[arg-type]  # what Powertools reads
    )
    return found


def test_the_sheet_has_the_childs_link_number_and_code() -> None:
    on.official()
    one = on.entrusted()
    token = case_path(one).rpartition("/")[2]
    assert f"/surat/anak/{token}.pdf" in Browser().get(case_path(one)).body
    answer = sheet(f"/surat/anak/{token}.pdf")
    assert answer["statusCode"] == 200
    assert base64.b64decode(answer["body"]).startswith(b"%PDF")
    assert code_of(one.case_id) in Browser().get(case_path(one)).body
    theirs = case_path(one, post="inspektorat").rpartition("/")[2]
    assert sheet(f"/surat/anak/{theirs}.pdf")["statusCode"] == 404


def test_an_old_link_of_the_sheet_leads_to_the_case_that_renews_it(hour: Clock) -> None:
    one = on.orphan()
    token = case_path(one).rpartition("/")[2]
    hour.pass_to(on.hours(NOW, 24 * 40))
    answer = sheet(f"/surat/anak/{token}.pdf")
    assert answer["statusCode"] == 303
    assert urlsplit(answer["multiValueHeaders"]["Location"][0]).path == f"/t/{token}"
