"""Behind a head's link: take the report, talk about it, share it, see what else came in."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from intake.handler import handle as intake
from integration.desks import (
    CONTACT,
    PHONE,
    STORY,
    Browser,
    case_link,
    filed,
    fresh,
    now,
    open_city,
    proxy_event,
    tracking_token,
)
from mandat.cases import store
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, TaskStatus
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue, load_post
from mandat.platform.links import Purpose, reports_url, sign
from mandat.story.timeline import lines
from mandat.web.staff.discussion import SHOWN
from samples import LambdaContext

PUPR, PERKIM, SOSIAL = "dinas-pupr", "dinas-perkim", "dinas-sosial"
WORDS = "Ini saluran kami, besok pagi tim turun."


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    return open_city()


def say(case: Case, post: str, text: str, mention: str = "all") -> int:
    link = case_link(case, post)
    return Browser().act(link, "diskusi", text=text, mention=mention).status


def test_a_head_takes_a_report_that_nobody_accepted() -> None:
    case = filed()
    browser, link = Browser(), case_link(case, PERKIM)
    page = browser.get(f"{link}/ambil").body
    assert "Ini tugas kami" in page
    assert "checked" not in page

    taken = browser.act(link, "ambil", sure="yes")

    assert taken.status == 303
    assert "sekarang dipegang jabatan Anda" in browser.get(taken.location).body
    assert (fresh(case).owner, fresh(case).task.status) == (PERKIM, TaskStatus.ACKNOWLEDGED)
    assert CONTACT.name in browser.get(link).body


def test_without_the_choice_nothing_is_taken() -> None:
    case = filed()

    assert Browser().act(case_link(case, PERKIM), "ambil").status == 422
    assert fresh(case).owner == PUPR


def test_who_comes_too_late_hears_who_has_it() -> None:
    case = filed()
    accepted = a.AcknowledgeTask("read", f"post:{PUPR}:a1")
    execute(case.id, accepted, now())

    page = Browser().get(f"{case_link(case, PERKIM)}/ambil")

    assert page.status == 409
    assert "Kepala Dinas Pekerjaan Umum dan Penataan Ruang sudah menerima" in page.body
    assert fresh(case).owner == PUPR


def test_of_two_who_take_it_at_once_the_second_hears_of_the_first() -> None:
    case = filed()
    slow, link = Browser(), case_link(case, SOSIAL)
    form = slow.form(link, "ambil")
    assert Browser().act(case_link(case, PERKIM), "ambil", sure="yes").status == 303

    page = slow.post(form.action, [*form.fields, ("sure", "yes")])

    assert page.status == 409
    assert "Kepala Dinas Perumahan" in page.body
    assert fresh(case).owner == PERKIM


@pytest.mark.parametrize("post", ["triase", "sekda", "walikota"])
def test_who_is_no_head_takes_nothing(post: str) -> None:
    case = filed()

    assert Browser().get(f"{case_link(case, post)}/ambil").status == 409


def test_heads_talk_and_the_citizen_never_reads_it() -> None:
    case = filed()
    assert say(case, PERKIM, WORDS, mention=PUPR) == 303
    assert say(case, PUPR, "Silakan diambil.") == 303

    page = Browser().get(f"{case_link(case, SOSIAL)}/diskusi").body

    assert WORDS in page
    assert "Silakan diambil." in page
    assert "→ Kepala Dinas Pekerjaan Umum" in page
    events = store.timeline(case.id)
    told = lines(events, {}, load_catalogue(), "id", for_citizen=True)
    assert "CommentPosted" in {one.type for one in events}
    assert "CommentPosted" not in {one.kind for one in told}


def test_the_citizens_own_page_has_none_of_it() -> None:
    case = filed()
    say(case, PERKIM, WORDS)
    path = f"/k/{tracking_token(case)}"
    event = proxy_event("GET", path, {}, "", "") | {"resource": "/{proxy+}"}

    page = intake(event, LambdaContext())["body"]  # type: ignore[arg-type]

    assert STORY in page
    assert WORDS not in page
    assert "diskusi" not in page.lower()


def test_talk_needs_words_and_an_addressee() -> None:
    case = filed()

    assert say(case, PERKIM, "ya") == 422
    assert say(case, PERKIM, WORDS, mention="") == 422
    assert say(case, PERKIM, WORDS, mention="lurah-sukarami") == 422
    assert fresh(case).comments == 0


def test_a_long_discussion_comes_in_pages() -> None:
    case = filed()
    readers = frozenset({PERKIM})
    for n in range(SHOWN + 3):
        text = f"Pesan nomor {n:02}."
        comment = a.CommentCase(f"c{n}", f"post:{PERKIM}:a1", text=text, readers=readers)
        execute(case.id, comment, now())
    browser, link = Browser(), f"{case_link(case, PUPR)}/diskusi"

    page = browser.get(link).body
    earlier = page.split("?sampai=")[1].split('"')[0]
    before = browser.get(f"{link}?sampai={earlier}").body

    assert "Pesan nomor 03." in page
    assert "Pesan nomor 02." not in page
    assert "Pesan nomor 02." in before
    assert "Pesan nomor 03." not in before


def test_of_a_sealed_report_owner_and_inspektorat_talk_and_nobody_shares() -> None:
    sealed = next(one.id for one in load_catalogue().services if one.sealed)
    case = filed(service=sealed, owner="dp3ap2kb")
    assert say(case, "dp3ap2kb", WORDS, mention="inspektorat") == 303

    assert WORDS in Browser().get(f"{case_link(case, 'inspektorat')}/diskusi").body
    other = Browser().get(f"{case_link(case, PERKIM)}/diskusi")
    assert other.status == 409
    assert WORDS not in other.body
    assert Browser().get(f"{case_link(case, PERKIM)}/ambil").status == 409
    assert "wa.me/?text" not in Browser().get(case_link(case, "dp3ap2kb")).body


def test_the_share_is_a_summary_for_a_group() -> None:
    case = filed()
    page = Browser().get(case_link(case, PUPR)).body
    shared = page.split('href="https://wa.me/?text=')[1].split('"')[0]

    text = unquote(shared)

    assert "Jalan rusak" in text
    for secret in (CONTACT.name, PHONE[3:], STORY, "http", "/t/", "/k/"):
        assert secret not in text


def reports(post: str) -> str:
    found = load_post(post)
    assert found
    return urlsplit(reports_url(post, "a1", found.edition("a1"), now())).path


def test_all_reports_of_the_last_days_but_the_sealed_ones() -> None:
    sealed = next(one.id for one in load_catalogue().services if one.sealed)
    case, hidden = filed(), filed("submit:2", service=sealed, owner="dp3ap2kb")
    browser = Browser()

    page = browser.get(reports(PERKIM))

    assert page.status == 200
    assert f"{case.id[:4]}-{case.id[4:]}" in page.body
    assert f"{hidden.id[:4]}-{hidden.id[4:]}" not in page.body
    assert CONTACT.name not in page.body
    yesterday = (now() + timedelta(hours=7) - timedelta(days=1)).date()
    assert "Tidak ada laporan" in browser.get(f"{reports(PERKIM)}?hari={yesterday}").body
    assert browser.get(f"{reports(PERKIM)}?hari=2020-01-01&lanjut=x").status == 200


def test_reports_are_paged_from_the_newest_and_a_strange_cursor_starts_at_the_top(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mandat.web.staff.reports.ROWS", 3)
    cases = [filed(f"submit:{number}") for number in range(7)]
    browser, link, seen = Browser(), reports(PERKIM), []
    query = "?"
    while query:
        page = browser.get(link + query).body
        seen += [part[:9] for part in page.split("BKL-")[1:]]
        query = unescape(page.partition('btn alt" href="?hari=')[2].partition('"')[0])
        query = f"?hari={query}" if query else ""

    assert seen == [f"{case.id[:4]}-{case.id[4:]}" for case in reversed(cases)]
    for cursor in ("6", sign(Purpose.CURSOR, {"p": PUPR, "k": "2026"}), link.rpartition("/")[2]):
        page = browser.get(f"{link}?lanjut={cursor}").body
        assert [part[:9] for part in page.split("BKL-")[1:]] == seen[:3]
