"""A post's month of what it lends: who is on which day, what it keeps for the city, and again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from integration.desks import Answer, Browser, forms, links
from integration.lenders import Clock, asked, calendar_path, case_path, clock
from integration.lending import ask, ask_for_goods, booking, out, route, taken
from mandat.bookings import closing_store
from mandat.bookings.closing import Closing, close, reopen
from mandat.bookings.domain.grid import DAY_MINUTES
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.sheets_store import CITY
from mandat.bookings.store import load_fleet
from mandat.cases import store as cases
from mandat.errors import InvalidError, TakenError
from samples import CONTACT
from unit.bookings import samples as b

pytestmark = pytest.mark.usefixtures("city")
DECEMBER = "?bulan=2026-12"
WHOLE = {"thing": "bd-1-a", "day": "2026-12-05", "span": "whole", "reason": "official_duty"}
KESRA = "bagian-kesra"


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock() as found:
        yield found


def kept(browser: Browser, link: str, **changes: str) -> Answer:
    return browser.act(link, "tutup", **(WHOLE | changes))


def test_the_month_names_bookings_by_reference_and_leads_to_them(hour: Clock) -> None:
    case = asked()
    page = Browser().get(calendar_path(hour) + DECEMBER).body
    assert "Desember 2026" in page
    assert "09.00-13.00" in page
    assert "Menunggu keputusan Anda" in page
    assert CONTACT.name not in page
    assert any(one.endswith(case_path(case, hour)) for one in links(page))


def test_free_days_in_a_row_are_told_as_one(hour: Clock) -> None:
    page = Browser().get(calendar_path(hour, KESRA) + DECEMBER).body
    assert "Selasa, 1 Desember 2026 sampai Kamis, 31 Desember 2026" in page
    ask_for_goods("k1", at=hour.at, loan=b.goods(days=1))
    page = Browser().get(calendar_path(hour, KESRA) + DECEMBER).body
    assert "Selasa, 1 Desember 2026 sampai Jumat, 4 Desember 2026" in page
    assert "Minggu, 6 Desember 2026 sampai Kamis, 31 Desember 2026" in page


def test_what_is_agreed_at_once_is_read_by_one_button(hour: Clock) -> None:
    case_id = ask_for_goods("k1", at=hour.at, loan=b.goods(days=1))
    route(case_id, KESRA)
    case = cases.load(case_id)
    page = Browser().get(case_path(case, hour, KESRA)).body
    assert 'href="' + case_path(case, hour, KESRA) + '/terima">Sudah kami baca' in page
    answer = Browser().act(case_path(case, hour, KESRA), "terima", sure="yes")
    assert answer.status == 303
    assert "Tidak ada yang harus dilakukan" in Browser().get(answer.location).body


def test_a_day_is_kept_once_and_nobody_can_ask_for_it(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour)
    form = browser.form(link, "tutup")
    filled = dict(form.fields) | WHOLE | {"until": "06-12-2026"}
    assert [browser.post(form.action, filled).status for _ in range(2)] == [303, 303]
    assert set(taken("bd-1-a").values()) == {CITY}
    assert len(taken("bd-1-a")) == 2 * DAY_MINUTES // 30
    assert len(closing_store.closed("bd-1-a", b.SATURDAY, b.SATURDAY)) == 1
    with pytest.raises(TakenError):
        asked()
    page = browser.get(link + DECEMBER).body
    assert page.count("Tugas dinas atau kunjungan tamu") == 2
    assert "Pinjamkan lagi" in page


def test_hours_of_a_day_are_kept(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour)
    wrong = kept(browser, link, span="part", start="07.10", end="09.00")
    assert wrong.status == 422
    assert 'id="f-span-error"' in wrong.body
    assert kept(browser, link, span="part", start="07.00", end="09.00").status == 303
    assert [minute for _, _, minute in sorted(taken("bd-1-a"))] == [420, 450, 480, 510]


def test_what_a_citizen_holds_is_shown_and_not_taken(hour: Clock) -> None:
    case = asked()
    before = taken("bd-1-a")
    page = kept(Browser(), calendar_path(hour))
    assert page.status == 409
    assert "Sudah diminta warga" in page.body
    assert case.id[:4] in page.body
    assert taken("bd-1-a") == before
    assert closing_store.closed("bd-1-a", b.SATURDAY, b.SATURDAY) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thing", "amb-1"),
        ("day", "besok"),
        ("day", "2020-01-01"),
        ("until", "2026-12-04"),
        ("until", "2027-03-01"),
        ("span", ""),
        ("reason", "malas"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(hour: Clock, name: str, value: str) -> None:
    page = kept(Browser(), calendar_path(hour), **{name: value})
    assert page.status == 422
    assert f'id="f-{"day" if name == "until" else name}-error"' in page.body
    assert not taken("bd-1-a")


def test_it_is_lent_again(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour)
    kept(browser, link)
    opens = next(one for one in links(browser.get(link + DECEMBER).body) if "/buka/" in one)
    form = forms(browser.get(opens).body)[0]
    assert browser.post(form.action, form.fields).status == 422
    answer = browser.post(form.action, dict(form.fields) | {"sure": "yes"})
    assert answer.status == 303
    assert "dipinjamkan lagi" in browser.get(answer.location).body
    assert not taken("bd-1-a")
    assert not closing_store.closed("bd-1-a", b.SATURDAY, b.SATURDAY)
    again = browser.post(form.action, dict(form.fields) | {"sure": "yes"})
    assert again.status == 409


def test_what_was_taken_back_stays_kept_until_it_is_lent_again(hour: Clock) -> None:
    case, browser = asked(), Browser()
    link = case_path(case, hour)
    browser.act(link, "setujui", sure="yes")
    text = "Mobil dipakai menjemput tamu negara."
    browser.act(link, "tarik", reason="official_duty", text=text, sure="yes")
    page = browser.get(calendar_path(hour) + DECEMBER).body
    assert "Ditarik dari peminjaman" in page
    assert reopen("bd-1-a", b.SATURDAY, load_fleet(), "open", hour.at)
    assert not taken("bd-1-a")


def test_who_waits_in_line_is_offered_a_day_that_is_lent_again(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour)
    kept(browser, link)
    case_id = ask("k1", hour.at, in_line=True)
    opens = next(one for one in links(browser.get(link + DECEMBER).body) if "/buka/" in one)
    form = forms(browser.get(opens).body)[0]
    assert booking(case_id).status is BookingStatus.WAITING
    assert browser.post(form.action, dict(form.fields) | {"sure": "yes"}).status == 303
    assert booking(case_id).status is BookingStatus.OFFERED


def test_of_a_pool_so_many_are_kept(hour: Clock) -> None:
    link, browser = calendar_path(hour, KESRA), Browser()
    ask_for_goods("k1", at=hour.at, loan=b.goods(days=1))
    wish = {"thing": "tenda", "quantity": "20", "reason": "maintenance"}
    assert kept(browser, link, **wish).status == 303
    assert out("tenda") == {("tenda", b.SATURDAY): 22}
    assert "22 dari 24 keluar" in browser.get(link + DECEMBER).body
    short = kept(browser, link, **wish | {"quantity": ""})
    assert short.status == 409
    assert "tidak cukup" in short.body
    assert reopen("tenda", b.SATURDAY, load_fleet(), "open", hour.at)
    assert out("tenda") == {("tenda", b.SATURDAY): 2}


def test_a_post_sees_and_keeps_only_what_it_lends(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour, KESRA)
    assert "BD 1 A" not in browser.get(link).body
    assert browser.get(f"{link}/buka/bd-1-a/2026-12-05").status == 404
    assert browser.get(f"{link}/buka/tenda/kapan").status == 404
    assert browser.get(f"{link}?barang=bd-1-a").status == 404
    assert "tidak meminjamkan" in browser.get(calendar_path(hour, "dinas-pupr")).body


def test_a_link_whose_time_is_over_is_renewed_on_the_month(hour: Clock) -> None:
    link = calendar_path(hour)
    hour.pass_to(hour.at + timedelta(days=31))
    browser = Browser()
    assert browser.get(f"{link}/tutup").location == link
    assert browser.get(link).status == 410
    form = forms(browser.get(link).body)[0]
    assert form.action == f"{link}/tautan-baru"
    assert browser.post(form.action, dict(form.fields) | {"sure": "yes"}).status == 200


def test_things_that_are_many_are_looked_at_one_by_one(hour: Clock) -> None:
    browser, link = Browser(), calendar_path(hour, "meja-ambulans")
    page = browser.get(link).body
    assert "Kosong semua" not in page
    one = next(each for each in page.split("barang=")[1:]).partition('"')[0]
    assert "Kosong semua" in browser.get(f"{link}?barang={one}").body


def test_the_days_of_a_closing_are_bounded(hour: Clock) -> None:
    wish = Closing("bd-1-a", b.SATURDAY, date(2027, 1, 20), "maintenance", b.POST, "c")
    with pytest.raises(InvalidError):
        close(wish, load_fleet(), hour.at)
    assert not taken("bd-1-a")


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2026-13", "desember", "'--"])
def test_a_month_beyond_all_calendars_is_this_month(hour: Clock, month: str) -> None:
    page = Browser().get(f"{calendar_path(hour)}?bulan={month}")
    assert page.status == 200
    assert "November 2026" in page.body


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "20261301"])
def test_a_day_beyond_all_calendars_is_no_day(hour: Clock, day: str) -> None:
    browser, link = Browser(), calendar_path(hour)
    assert browser.get(f"{link}/buka/bd-1-a/{day}").status == 404
    assert kept(browser, link, day=day).status == 422
    assert kept(browser, link, until=day).status == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"resource": "kereta"},
        {"reason": "malas"},
        {"quantity": 2},
        {"start": 10},
        {"end": 1470},
        {"last": b.SATURDAY - timedelta(days=1)},
    ],
    ids=lambda one: next(iter(one)),
)
def test_the_rules_of_keeping_are_asked_whoever_asks(hour: Clock, wrong: dict[str, Any]) -> None:
    wish = Closing("bd-1-a", b.SATURDAY, b.SATURDAY, "maintenance", b.POST, "c")
    with pytest.raises(InvalidError):
        close(replace(wish, **wrong), load_fleet(), hour.at)
    with pytest.raises(InvalidError):
        reopen("kereta", b.SATURDAY, load_fleet(), "c", hour.at)
