"""Dukcapil and the lurah before a card: record, print, visit, bring it; the list of each."""

import base64
import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from integration import cardholders as x
from integration.applicants import desk, put_photos
from integration.desks import Answer, Browser, forms, proxy_event
from integration.lenders import Clock, clock
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.city.store import load_post
from mandat.idcard.domain.model import CardStatus as C
from mandat.platform.links import cards_url
from mandat.programmes.store import reads
from papers.handler import handle
from samples import LambdaContext
from unit.idcard import samples as t

pytestmark = pytest.mark.usefixtures("city")
DUKCAPIL = "dinas-dukcapil"
NAME = "Bintang Contoh"
BIRTHDAY = datetime(2027, 11, 20, 2, 0, tzinfo=t.NOW.tzinfo)
OTHER, THIRD = "c" * 32, "d" * 32
WORDS = "Kami sudah ke sana, tetapi tetangga bilang ia kuliah di kota lain."


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    house = {"neighbourhood": "RT 4/RW 2", "address": "Jalan Contoh 7", "phone": "+6281234567890"}
    x.young(name=NAME, **house)
    with clock(t.NOW) as found:
        yield found


def list_path(post: str, at: datetime = t.NOW) -> str:
    found = load_post(post)
    assert found
    return urlsplit(cards_url(post, "a1", found.generation, at)).path


def act(case_id: str, action: str, post: str, at: datetime = t.NOW, **typed: str) -> Answer:
    browser = Browser()
    form = browser.form(desk(case_id, at, post), action)
    fields = dict(form.fields)
    if action == "serahkan-ktp":
        put_photos(fields["upload"], at, 1)
    return browser.post(form.action, fields | typed)


def out(hour: Clock) -> str:
    """A card that its lurah has, on the birthday."""
    case_id = x.printed()
    hour.pass_to(BIRTHDAY)
    assert x.settle(case_id, BIRTHDAY)
    return case_id


def sheet(path: str, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = handle(
        proxy_event("GET", path, query, "", ""),
        LambdaContext(),  # type: ignore[arg-type]  # what Powertools reads
    )
    return found


def is_pdf(path: str, **query: str) -> bool:
    answer = sheet(path, **query)
    return answer["statusCode"] == 200 and base64.b64decode(answer["body"]).startswith(b"%PDF")


# -- One by one


def test_the_page_shows_whose_card_and_the_look_is_logged() -> None:
    case_id = x.expected()
    page = Browser().get(desk(case_id, t.NOW, DUKCAPIL)).body
    for said in (NAME, "RT 4/RW 2", "Jalan Contoh 7", "20 November 2027", "belum memilih waktu"):
        assert said in page, said
    for plain in ("/selesai", "/tolak", "/alihkan"):
        assert plain not in page
    assert any(one.actor.startswith(f"post:{DUKCAPIL}:") for one in reads(t.PERSON))
    theirs = Browser().get(desk(case_id, t.NOW, "inspektorat")).body
    assert NAME not in theirs
    assert "/rekam" not in theirs


def test_a_card_is_appointed_recorded_and_printed() -> None:
    case_id, browser = x.expected(), Browser()
    form = browser.form(desk(case_id, t.NOW, DUKCAPIL), "jadwalkan-rekam")
    fields = dict(form.fields) | {"sure": "yes"}
    assert browser.post(form.action, fields | {"time": "gestern"}).status == 422
    assert browser.post(form.action, fields | {"time": t.TIME.isoformat()}).status == 303
    assert x.card().appointed_at == t.TIME
    assert act(case_id, "rekam", DUKCAPIL).status == 422
    assert act(case_id, "rekam", DUKCAPIL, sure="yes").status == 303
    assert act(case_id, "cetak", DUKCAPIL, sure="yes").status == 303
    assert x.card().status is C.PRINTED
    page = Browser().get(f"{desk(case_id, t.NOW, DUKCAPIL)}?hasil=cetak").body
    assert "Tercatat: KTP sudah dicetak" in page
    assert "fingerprints" not in page


def test_nobody_came(hour: Clock) -> None:
    case_id = x.expected()
    x.do(case_id, t.appoint(counter="loket-rekam-1"))
    link = desk(case_id, t.NOW, DUKCAPIL)
    assert Browser().get(f"{link}/tidak-hadir-rekam").status == 409
    hour.pass_to(t.TIME + timedelta(hours=1))
    assert act(case_id, "tidak-hadir-rekam", DUKCAPIL, sure="yes").status == 303
    assert x.card().status is C.INVITED


def test_the_lurah_hands_it_over_with_a_photo(hour: Clock) -> None:
    case_id = out(hour)
    page = Browser().get(desk(case_id, BIRTHDAY, x.lurah())).body
    assert NAME in page
    assert page.count('class="btn"') == 1
    given = {"proof": "photo", "taken_by": "self", "sure": "yes"}
    bare = Browser().form(desk(case_id, BIRTHDAY, x.lurah()), "serahkan-ktp")
    assert bare.fields
    assert act(case_id, "serahkan-ktp", x.lurah(), BIRTHDAY, sure="yes").status == 422
    assert act(case_id, "serahkan-ktp", x.lurah(), BIRTHDAY, **given).status == 303
    assert x.card().is_on_the_day
    assert cases.load(case_id).status is not CaseStatus.OPEN


def test_without_a_photo_it_is_not_handed_over(hour: Clock) -> None:
    case_id, browser = out(hour), Browser()
    form = browser.form(desk(case_id, BIRTHDAY, x.lurah()), "serahkan-ktp")
    given = {"proof": "photo", "taken_by": "self", "sure": "yes"}
    refused = browser.post(form.action, dict(form.fields) | given)
    assert refused.status == 422
    assert "Tambahkan" in refused.body


def test_not_at_home_is_brought_again_on_the_day_that_was_chosen(hour: Clock) -> None:
    case_id = out(hour)
    again = {"why": "not_home", "sure": "yes"}
    assert (
        act(case_id, "tidak-di-rumah", x.lurah(), BIRTHDAY, day="2027-12-25", **again).status == 422
    )
    assert (
        act(case_id, "tidak-di-rumah", x.lurah(), BIRTHDAY, day="2027-11-22", **again).status == 303
    )
    assert x.card().tries == 1
    page = Browser().get(list_path(x.lurah(), BIRTHDAY)).body
    assert NAME not in page
    assert "1 lagi diantar ulang" in page


def test_who_moved_gets_it_from_the_other_lurah_and_who_refuses_reads_why(hour: Clock) -> None:
    case_id = out(hour)
    moved = act(case_id, "pindah-kelurahan", x.lurah(), BIRTHDAY, village=t.ELSEWHERE, sure="yes")
    assert moved.status == 303
    other = x.lurah(t.ELSEWHERE)
    assert cases.load(case_id).owner == other
    ended = {"reason": "refused", "text": WORDS, "sure": "yes"}
    assert act(case_id, "akhiri-ktp", other, BIRTHDAY, **ended).status == 303
    assert x.card().status is C.ENDED


# -- Lists


def test_many_are_recorded_and_printed_at_once() -> None:
    for person in (OTHER, THIRD):
        x.young(person)
        x.do(x.expected(person), t.appoint(counter=f"loket-rekam-{1 + (person == THIRD)}"))
    browser, path = Browser(), list_path(DUKCAPIL)
    page = browser.get(path).body
    assert page.count('name="pilih"') == 2
    (form,) = [one for one in forms(page) if "/t/ktp/" in one.action]
    assert browser.post(form.action, form.fields).status == 422
    both = [*form.fields, *(("pilih", x.card(one).case_id) for one in (OTHER, THIRD))]
    done = browser.post(form.action, [*both, ("sure", "yes")])
    assert "2 orang sudah direkam" in done.body
    assert x.card(OTHER).status is C.RECORDED
    again = browser.post(form.action, [*both, ("sure", "yes")])
    assert again.status == 200
    stranger = Browser().post(form.action, [*both, ("sure", "yes")])
    assert stranger.status == 409


def test_what_is_due_soon_is_printed_from_the_list_and_who_waits_is_invited_by_whatsapp(
    hour: Clock,
) -> None:
    case_id = x.expected()
    x.do(case_id, t.take())
    x.young(OTHER, phone="+6281200000009")
    x.expected(OTHER)
    hour.pass_to(BIRTHDAY - timedelta(days=20))
    browser, path = Browser(), list_path(DUKCAPIL, BIRTHDAY - timedelta(days=20))
    page = browser.get(f"{path}?daftar=cetak").body
    assert NAME in page
    (form,) = [one for one in forms(page) if "/t/ktp/" in one.action]
    sent = [*form.fields, ("semua", "yes"), ("sure", "yes")]
    assert "1 KTP sudah dicetak" in browser.post(form.action, sent).body
    assert x.card().status is C.PRINTED
    waiting = browser.get(f"{path}?daftar=undang").body
    assert "https://wa.me/6281200000009?text=" in waiting
    assert NAME in browser.get(f"{path}?daftar=antar").body


def test_who_is_invited_a_year_ahead_is_called_now_whoever_was_invited_last_first() -> None:
    x.young(OTHER, name="Kemudian Contoh", phone="+6281200000009")
    x.expected()
    later = t.NOW + timedelta(days=1)
    x.expected(OTHER, later)
    page = Browser().get(f"{list_path(DUKCAPIL)}?daftar=undang").body
    assert page.index("Kemudian Contoh") < page.index(NAME)
    assert "belum memilih waktu: 2" in page
    assert "/2026-11-24/undangan.pdf?daftar=undang" in page
    token = list_path(DUKCAPIL).rpartition("/")[2]
    paper = f"/surat/ktp/{token}/2026-11-24/undangan.pdf"
    assert is_pdf(paper, daftar="undang")
    assert sheet(paper)["statusCode"] == 404
    assert "belum memilih waktu</a>" in Browser().get(list_path(DUKCAPIL)).body


def test_who_cannot_be_changed_keeps_nobody_from_it() -> None:
    x.young(OTHER)
    for person in (t.PERSON, OTHER):
        number = 1 + (person == OTHER)
        x.do(x.expected(person), t.appoint(counter=f"loket-rekam-{number}"))
    browser = Browser()
    (form,) = [
        one for one in forms(browser.get(list_path(DUKCAPIL)).body) if "/t/ktp/" in one.action
    ]
    x.do(x.card().case_id, t.take())
    done = browser.post(form.action, [*form.fields, ("semua", "yes"), ("sure", "yes")])
    assert done.status == 409
    assert x.card(OTHER).status is C.RECORDED
    assert "Belum tercatat: 1" in done.body or "1</strong>" in done.body


def test_the_lurahs_day_is_in_the_order_of_the_doors(hour: Clock) -> None:
    people = {OTHER: ("RT 10/RW 2", "Jalan B 2"), THIRD: ("RT 4/RW 1", "Jalan A 1")}
    for person, (rt, address) in people.items():
        x.young(person, name=f"Anak {address}", neighbourhood=rt, address=address)
        x.printed(person)
    out(hour)
    for person in people:
        x.settle(x.card(person).case_id, BIRTHDAY)
    path = list_path(x.lurah(), BIRTHDAY)
    page = Browser().get(path).body
    order = [page.index(name) for name in ("Anak Jalan A 1", NAME, "Anak Jalan B 2")]
    assert order == sorted(order)
    rows = list(csv.reader(io.StringIO(Browser().get(f"{path}/2027-11-20.csv").body)))
    assert [row[1] for row in rows[1:]] == ["Anak Jalan A 1", NAME, "Anak Jalan B 2"]
    assert Browser().get(f"{path}/2027-11-21.csv").status == 404
    token = path.rpartition("/")[2]
    assert is_pdf(f"/surat/ktp/{token}/2027-11-20.pdf")
    assert is_pdf(f"/surat/ktp/{token}/2027-11-20/ucapan.pdf")
    assert sheet(f"/surat/ktp/{token}/2027-11-20/undangan.pdf")["statusCode"] == 404


def test_who_cannot_be_reached_is_visited_with_a_printed_invitation() -> None:
    case_id = x.expected()
    x.do(case_id, t.ask_visit(to=x.lurah()))
    path = list_path(x.lurah())
    page = Browser().get(path).body
    assert NAME in page
    token = path.rpartition("/")[2]
    assert is_pdf(f"/surat/ktp/{token}/2026-11-24/undangan.pdf")
    assert act(case_id, "hasil-kunjungan", x.lurah(), found="away", sure="yes").status == 422
    told = act(case_id, "hasil-kunjungan", x.lurah(), found="told", sure="yes")
    assert told.status == 303
    assert cases.load(case_id).owner == DUKCAPIL


def test_other_posts_have_no_list_and_old_links_are_renewed(hour: Clock) -> None:
    assert Browser().get(list_path("dinas-pupr")).status == 404
    assert Browser().post(list_path(x.lurah()), {"nonce": "", "sure": "yes"}).status == 404
    token = list_path(x.lurah()).rpartition("/")[2]
    case = desk(x.expected(), t.NOW, DUKCAPIL).rpartition("/")[2]
    hour.pass_to(t.NOW + timedelta(days=40))
    assert sheet(f"/surat/ktp/{token}/2026-11-24.pdf")["statusCode"] == 303
    assert sheet(f"/surat/ktp/kartu/{case}/undangan.pdf")["statusCode"] == 303
    assert Browser().get(f"/t/ktp/{token}/2026-11-24.csv").status == 303
    assert Browser().get(f"/t/ktp/{token}").status == 410
    asked = Browser()
    page = asked.get(f"/t/ktp/{token}").body
    (form,) = [one for one in forms(page) if one.action.endswith("/tautan-baru")]
    assert asked.post(form.action, [*form.fields, ("sure", "yes")]).status == 200


def test_a_card_has_its_own_papers(hour: Clock) -> None:
    case_id = x.expected()
    token = desk(case_id, t.NOW, DUKCAPIL).rpartition("/")[2]
    assert is_pdf(f"/surat/ktp/kartu/{token}/undangan.pdf")
    theirs = desk(case_id, t.NOW, "inspektorat").rpartition("/")[2]
    assert sheet(f"/surat/ktp/kartu/{theirs}/undangan.pdf")["statusCode"] == 404
    x.do(case_id, t.take())
    x.do(case_id, t.print_card())
    assert is_pdf(f"/surat/ktp/kartu/{token}/ucapan.pdf")
    del hour
