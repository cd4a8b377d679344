"""Links, nonces, second taps, programs that click everything, the worklist, and the logs."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest

from integration.desks import (
    SECRETS,
    STORY,
    Answer,
    Browser,
    case_link,
    filed,
    forms,
    fresh,
    links,
    logged,
    now,
    open_city,
    refused,
    told,
    tracking_token,
    work_link,
)
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.city.store import load_post, put_holders
from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.observability import logger
from mandat.platform.settings import settings
from mandat.web.guard import Guard
from mandat.web.staff import act, view, worklist
from mandat.web.staff.permits import Action
from samples import messages
from unit.cases.samples import LONG

PUPR = "dinas-pupr"
GUARD = "__Host-mandat"
ACTIONS_OF_OWNER = ("terima", "selesai", "perkembangan", "tanya", "alihkan", "tolak")
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def town(aws: None) -> Catalogue:
    return open_city()


@pytest.fixture
def case(town: Catalogue) -> Case:
    return filed()


def test_pages_are_kept_nowhere_and_tell_nobody(case: Case) -> None:
    headers = Browser().get(case_link(case, PUPR)).headers
    assert headers["Cache-Control"] == ["no-store"]
    assert headers["Referrer-Policy"] == ["no-referrer"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"][0]


def test_head_is_get_without_a_body(case: Case) -> None:
    answer = Browser().get(case_link(case, PUPR), "HEAD")
    assert (answer.status, answer.body) == (200, "")


@pytest.mark.parametrize("post", [PUPR, "triase", "walikota"])
@pytest.mark.parametrize("state", ["open", "disputed"])
def test_a_program_that_opens_and_clicks_everything_changes_nothing(
    case: Case, state: str, post: str
) -> None:
    if state == "disputed":
        Browser().act(case_link(case, PUPR), "selesai", text=LONG, sure="yes")
        told(case)
        refused(case)
    before, browser = fresh(case).seq, Browser()
    link = case_link(case, post)
    pages = [browser.get(link), *(browser.get(one) for one in links(browser.get(link).body))]
    for method in ("HEAD", "GET"):
        for action in Action:
            browser.get(f"{link}/{action}", method)
    found = [form for page in pages for form in forms(page.body)]
    assert found
    for form in found:
        clicked = browser.post(form.action, form.fields)
        assert clicked.status == 422
    assert fresh(case).seq == before


def test_a_double_click_acts_once_and_sees_what_happened(case: Case) -> None:
    browser, link = Browser(), case_link(case, PUPR)
    for action, typed in (("perkembangan", {"text": LONG}), ("selesai", {"text": LONG})):
        form = browser.form(link, action)
        filled = dict(form.fields) | typed | {"sure": "yes"}
        first = browser.post(form.action, filled)
        seq = fresh(case).seq
        second = browser.post(form.action, filled)
        assert (first.status, second.status) == (303, 303)
        assert fresh(case).seq == seq
        assert "Tidak dikirim dua kali." in browser.get(second.location).body


def test_an_old_form_comes_back_with_what_was_typed(case: Case) -> None:
    browser, link = Browser(), case_link(case, PUPR)
    filled = dict(browser.form(link, "perkembangan").fields) | {"text": LONG, "sure": "yes"}
    guard = Guard(browser.cookies[GUARD], fresh=False)
    stale = guard.nonce(f"{case.id}|{PUPR}", now() - timedelta(hours=3))
    page = browser.post(f"{link}/perkembangan", filled | {"nonce": stale})
    assert page.status == 409
    assert "terlalu lama terbuka" in page.body
    again = dict(forms(page.body)[0].fields)
    assert again["text"] == LONG
    assert "sure" not in again
    assert browser.post(f"{link}/perkembangan", again | {"sure": "yes"}).status == 303


@pytest.mark.parametrize("cookies", [{}, {GUARD: "another-browser"}])
def test_a_form_without_its_cookie_comes_back(case: Case, cookies: dict[str, str]) -> None:
    browser, link = Browser(), case_link(case, PUPR)
    filled = dict(browser.form(link, "perkembangan").fields) | {"text": LONG, "sure": "yes"}
    browser.cookies = dict(cookies)
    page = browser.post(f"{link}/perkembangan", filled)
    assert page.status == 409
    assert LONG in page.body
    assert fresh(case).seq == case.seq


def test_a_nonce_is_good_for_its_own_case_only(case: Case) -> None:
    browser, other = Browser(), filed("submit:2")
    filled = dict(browser.form(case_link(case, PUPR), "terima").fields) | {"sure": "yes"}
    assert browser.post(f"{case_link(other, PUPR)}/terima", filled).status == 409
    assert fresh(other).seq == other.seq


@pytest.mark.parametrize("action", ["selesai", "perintah", "kabari", "kukuhkan"])
def test_what_another_post_may_do_is_refused(case: Case, action: str) -> None:
    browser, link = Browser(), case_link(case, "dinas-sosial")
    opened = browser.get(f"{link}/{action}")
    assert opened.status == 409
    assert "Ini tidak bisa dilakukan lagi." in opened.body
    browser.get(link)
    nonce = Guard(browser.cookies[GUARD], fresh=False).nonce(f"{case.id}|dinas-sosial", now())
    typed = {"nonce": nonce, "text": LONG, "sure": "yes", "reached": "phone"}
    answer = browser.post(f"{link}/{action}", typed)
    assert answer.status == 409
    assert LONG in answer.body
    assert fresh(case).seq == case.seq


def test_what_moved_on_meanwhile_keeps_the_text(case: Case) -> None:
    browser, link = Browser(), case_link(case, PUPR)
    form = browser.form(link, "perkembangan")
    Browser().act(case_link(case, "sekda"), "alihkan", to="bpbd", reason="unclear")
    page = browser.post(form.action, dict(form.fields) | {"text": LONG, "sure": "yes"})
    assert page.status == 409
    assert LONG in page.body
    assert "sekarang dipegang" in page.body


def test_new_holders_end_the_old_links(case: Case) -> None:
    browser, link, work = Browser(), case_link(case, PUPR), work_link(PUPR)
    expired = case_link(case, PUPR, age_days=40)
    post = load_post(PUPR)
    assert post
    put_holders(post, [replace(post.addresses[0], name="Wening Contoh")])
    for one in (link, work, expired, case_link(case, "dinas-sosial", "a9")):
        page = browser.get(one)
        assert page.status == 410
        assert "Tautan ini sudah tidak berlaku" in page.body
        assert not forms(page.body)
        assert STORY not in page.body
    assert browser.get(case_link(case, PUPR)).status == 200


def test_a_link_that_was_tampered_with_says_nothing(case: Case) -> None:
    link = case_link(case, PUPR)
    for broken in (f"{link}x", "/t/daftar/x", "/t/x", f"/t/{tracking_token(case)}"):
        assert Browser().get(broken).status == 410


@pytest.mark.parametrize("kind", ["case", "worklist"])
def test_an_expired_link_sends_a_fresh_one_to_the_post(case: Case, kind: str) -> None:
    browser = Browser()
    case_part = kind == "case"
    old = case_link(case, PUPR, age_days=31) if case_part else work_link(PUPR, age_days=31)
    page = browser.get(old)
    assert page.status == 410
    assert STORY not in page.body
    form = forms(page.body)[0]
    assert browser.post(form.action, form.fields).status == 422
    assert not messages(settings().message_queue_url)

    sent = browser.post(form.action, dict(form.fields) | {"sure": "yes"})
    assert sent.status == 200
    assert "Tautan baru sedang dikirim" in sent.body
    assert not links(sent.body)
    assert "@" not in sent.body
    (message,) = messages(settings().message_queue_url)
    assert message["kind"] == "new_link"
    assert (message["post"], message["address"]) == (PUPR, "a1")
    assert message["case_id"] == (case.id if case_part else "")


def test_a_link_that_holds_needs_no_other(case: Case) -> None:
    link = case_link(case, PUPR)
    assert Browser().post(f"{link}/tautan-baru", {}).location == link


def test_the_worklist_leads_into_the_cases(case: Case) -> None:
    browser = Browser()
    page = browser.get(work_link(PUPR))
    assert "Belum diterima" in page.body
    assert "sisa" in page.body
    (inside,) = _cases(page)
    assert STORY in browser.get(urlsplit(inside).path).body


def test_the_worklist_is_paged_and_its_cursor_is_the_posts_own(
    town: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "ROWS", 3)
    for number in range(7):
        filed(f"submit:{number}", village=town.villages[number].code)
    browser, link, seen = Browser(), work_link(PUPR), []
    address = link
    while address:
        page = browser.get(address)
        seen += _cases(page)
        address = next((f"{link}{one}" for one in _next_page(page)), "")
    assert len(seen) == 7
    cursor = next(iter(_next_page(browser.get(link))))
    assert "Dari awal" in browser.get(f"{work_link('sekda')}{cursor}").body


def _cases(page: Answer) -> list[str]:
    """Links to cases: /t/<token>, and nothing behind it."""
    return [one for one in links(page.body) if urlsplit(one).path.count("/") == 2]


def _next_page(page: Answer) -> list[str]:
    return [
        part.partition('"')[0] for part in page.body.split('href="')[1:] if part[0:8] == "?lanjut="
    ]


def test_leaders_share_a_desk_for_refused_answers(case: Case) -> None:
    Browser().act(case_link(case, PUPR), "selesai", text=LONG, sure="yes")
    told(case)
    refused(case)
    for leader in ("walikota", "wakil-walikota"):
        page = Browser().get(work_link(leader)).body
        assert "Menunggu keputusan wali kota dan wakil wali kota" in page
    assert "Tidak ada tugas terbuka" in Browser().get(work_link(PUPR)).body


def test_a_long_story_is_paged(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "EVENTS_A_PAGE", 4)
    browser, link = Browser(), case_link(case, PUPR)
    for _ in range(5):
        browser.act(link, "perkembangan", text=LONG, sure="yes")
    page = browser.get(link).body
    assert "Tampilkan yang sebelumnya" in page
    assert "Laporan diterima" not in page
    assert "Laporan diterima" in browser.get(f"{link}?sampai={fresh(case).seq - 4}").body


def test_logs_and_metrics_name_references_not_people(
    case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logger.registered_handler, "stream", stream := StringIO())
    browser, link = Browser(), case_link(case, PUPR)
    browser.act(link, "selesai", text=LONG, sure="yes")
    browser.get(case_link(case, PUPR, age_days=40))
    browser.get(f"{link}x")
    output = f"{stream.getvalue()}{capsys.readouterr().out}"
    for secret in (*SECRETS, link.rpartition("/")[2], tracking_token(case)):
        assert secret not in output
    lines = list(logged(output))
    acted = [one for one in lines if one.get("action") == "selesai" and "replayed" in one]
    assert [one["case_id"] for one in acted] == [case.id]
    assert acted[0]["correlation_id"] == "request-7"
    assert acted[0]["post"] == PUPR
    assert any(one.get("CommandAccepted") for one in lines)


def test_the_event_remembers_the_request_and_the_address(case: Case) -> None:
    from mandat.cases import store

    Browser().act(case_link(case, PUPR, "a2"), "terima", sure="yes")
    event = store.timeline(case.id)[-1]
    assert event.actor == "post:dinas-pupr:a2"
    assert event.correlation_id == "request-7"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OutcomeUnknownError("write_unanswered"), "hanya dihitung satu kali"),
        (ConflictError("busy"), "pada saat yang sama"),
    ],
)
def test_an_answer_that_was_lost_leaves_the_same_form(
    case: Case, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def lose(*_: object) -> None:
        raise error

    browser, link = Browser(), case_link(case, PUPR)
    form = browser.form(link, "perkembangan")
    with monkeypatch.context() as broken:
        broken.setattr(act, "execute", lose)
        page = browser.post(form.action, dict(form.fields) | {"text": LONG, "sure": "yes"})
    assert page.status == 503
    assert words in page.body
    again = dict(forms(page.body)[0].fields)
    assert again == dict(form.fields) | {"text": LONG}
    assert browser.post(form.action, again | {"sure": "yes"}).status == 303


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_both_languages(case: Case, language: str) -> None:
    browser, link = Browser(), case_link(case, PUPR)
    for address in (link, *(f"{link}/{action}" for action in ACTIONS_OF_OWNER), work_link(PUPR)):
        page = browser.get(f"{address}?lang={language}")
        assert page.status == 200
        assert f'<html lang="{language}">' in page.body


def test_an_action_that_does_not_exist_is_no_page(case: Case) -> None:
    assert Browser().get(f"{case_link(case, PUPR)}/hapus").status == 404
