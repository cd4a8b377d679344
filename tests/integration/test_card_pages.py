"""The young person's page, behind their own link and behind the one on paper; the public figure."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from integration import cardholders as x
from integration.citizens import Citizen, logged
from integration.lenders import Clock, clock
from integration.wire import refusing
from mandat.idcard import store
from mandat.idcard.domain.model import CardStatus as C
from mandat.idcard.domain.totals import CardTotals
from mandat.platform.links import card_url, track_url
from mandat.platform.table import connection
from mandat.programmes.store import reads
from unit.idcard import samples as t

pytestmark = pytest.mark.usefixtures("city")
NAME, FAMILY = "Bintang", "Rahasia"
DAY = "2026-11-26"
CHOSEN = "2026-11-26T06:00:00+00:00"


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    x.young(name=f"{NAME} {FAMILY}", address="Jalan Contoh 7")
    with clock(t.NOW) as found:
        yield found


def path(case_id: str, *, handed: bool = False) -> str:
    return urlsplit(card_url(case_id, handed=handed)).path


def choose(browser: Citizen, link: str, time: str = CHOSEN) -> object:
    page = browser.get(f"{link}/waktu?hari={DAY}")
    return browser.post(page.form.action, page.form.fields | {"time": time})


@pytest.mark.parametrize("handed", [False, True])
def test_a_quiet_time_is_chosen_changed_and_cancelled(*, handed: bool) -> None:
    case_id, browser = x.expected(), Citizen()
    link = path(case_id, handed=handed)
    page = browser.get(link)
    for said in (f"{NAME}, KTP pertama Anda", "20 November 2027", "Fotokopi kartu keluarga"):
        assert page.shows(said), said
    days = browser.get(f"{link}/waktu")
    assert days.shows("Kamis, 26 November 2026")
    assert not days.shows("Minggu, 29 November 2026")
    choose(browser, link)
    assert browser.page
    assert browser.page.shows("Waktu Anda sudah disimpan")
    assert browser.page.shows("pukul 13.00 WIB")
    assert x.card().status is C.APPOINTED
    choose(browser, link, "2026-11-26T07:30:00+00:00")
    assert x.card().appointed_at == t.TIME + timedelta(minutes=90)
    form = browser.get(f"{link}/batal").form
    bare = browser.post(form.action, form.fields)
    assert bare.status == 422
    browser.post(form.action, form.fields | {"sure": "yes"})
    assert x.card().status is C.INVITED


def test_the_page_tells_first_names_only_and_each_look_is_logged() -> None:
    case_id = x.expected()
    with logged() as log:
        page = Citizen().get(path(case_id))
    for secret in (FAMILY, "Jalan Contoh 7"):
        assert secret not in page.html
    assert NAME not in log.getvalue()
    assert any(one.actor == f"card:{case_id}" for one in reads(t.PERSON))


def test_nothing_is_done_by_looking_or_by_a_bare_click() -> None:
    case_id, browser = x.expected(), Citizen()
    page = browser.get(f"{path(case_id)}/waktu?hari={DAY}")
    assert browser.post(page.form.action, page.form.fields).status == 422
    assert x.card().status is C.INVITED
    assert Citizen().post(page.form.action, page.form.fields | {"time": CHOSEN}).status == 409
    assert x.card().status is C.INVITED


def test_the_same_form_twice_keeps_one_time_and_a_taken_one_is_said() -> None:
    other = "c" * 32
    x.young(other)
    mine, theirs, browser = x.expected(), x.expected(other), Citizen()
    page = browser.get(f"{path(mine)}/waktu?hari={DAY}")
    fields = page.form.fields | {"time": CHOSEN}
    browser.post(page.form.action, fields)
    again = browser.post(page.form.action, fields)
    assert again.shows("Anda punya janji")
    choose(Citizen(), path(theirs))
    assert x.card(other).appointed_at == x.card().appointed_at
    assert x.card(other).counter != x.card().counter


def test_what_could_not_be_written_is_sent_again() -> None:
    case_id, browser = x.expected(), Citizen()
    page = browser.get(f"{path(case_id)}/waktu?hari={DAY}")
    fields = page.form.fields | {"time": CHOSEN}
    with refusing(connection().client, "TransactWriteItems", times=20):
        failed = browser.post(page.form.action, fields)
    assert failed.status == 503
    assert failed.shows("Belum pasti terkirim")
    browser.post(page.form.action, fields)
    assert x.card().status is C.APPOINTED


def test_a_day_without_a_free_time_is_said() -> None:
    page = Citizen().get(f"{path(x.expected())}/waktu?hari=2026-11-29")
    assert page.shows("Minggu, 29 November 2026 sudah penuh")


def test_who_is_recorded_reads_when_it_comes_and_chooses_no_more() -> None:
    case_id, browser = x.printed(), Citizen()
    page = browser.get(path(case_id))
    assert page.shows("Lurah mengantarnya ke rumah pada Sabtu, 20 November 2027")
    assert browser.get(f"{path(case_id)}/waktu").path == path(case_id)
    assert browser.get(f"{path(case_id)}/batal").path == path(case_id)
    assert browser.get(f"{path(case_id)}/lain").status == 404


def test_the_tracking_page_leads_there_and_takes_nothing_back() -> None:
    case_id = x.expected()
    page = Citizen().get(urlsplit(track_url(case_id)).path)
    assert "/ktp/" in page.html
    assert "/batal" not in page.html


def test_other_links_open_nothing() -> None:
    assert Citizen().get("/ktp/niemand").status in {404, 410}


def test_the_public_page_has_the_share_of_a_month_and_hides_small_ones() -> None:
    assert Citizen().get("/ktp").shows("Belum ada yang dihitung")
    store.put_totals(
        (
            CardTotals("2026-10", t.NOW, turned=20, on_day=17, later=1, ended=1, waiting=1),
            CardTotals("2026-11", t.NOW, turned=3, on_day=3),
        )
    )
    page = Citizen().get("/ktp")
    for said in ("89%", "Oktober 2026", "tidak ditampilkan", "Loket rekam 1, Dinas Dukcapil"):
        assert page.shows(said), said
    assert not page.shows("100%")
    assert Citizen().get("/ktp?lang=en").shows("were brought on the birthday itself")
