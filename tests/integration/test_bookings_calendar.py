"""What is free, for everybody to see and without a name: pages and the same as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from integration.borrowers import NAME, SATURDAY, Borrower, asked, lend_out
from integration.citizens import Page
from integration.lenders import Clock, clock
from mandat.platform.table import connection
from unit.bookings import samples as b

FIFTH = date(2026, 12, 5)


@pytest.fixture(autouse=True)
def hour(catalogue: object) -> Iterator[Clock]:
    lend_out()
    with clock() as found:
        yield found


@contextmanager
def queries() -> Iterator[list[str]]:
    """The partitions that are queried meanwhile."""
    found: list[str] = []

    def hear(params: dict[str, Any], **_: Any) -> None:
        found.append(str(json.loads(params["body"])["ExpressionAttributeValues"]))

    events = connection().client.meta.events
    events.register("before-call.dynamodb.Query", hear)
    try:
        yield found
    finally:
        events.unregister("before-call.dynamodb.Query", hear)


def document(page: Page) -> Any:
    return json.loads(page.html)


def test_everything_that_is_lent_is_on_one_page_with_its_rules() -> None:
    page = Borrower().get("/pinjam")

    assert page.status == 200
    for offer in ("mobil-dinas", "perlengkapan-duka", "ambulans-terjadwal"):
        assert page.shows(f'href="/pinjam/{offer}"')
        assert page.shows(f'href="/pinjam/{offer}/kalender"')
    assert not page.shows("ambulans-darurat")
    assert page.shows("Hanya di dalam Kota Bengkulu")


def test_home_leads_to_it_below_the_complaint() -> None:
    html = Borrower().get("/").html

    places = [html.index(one) for one in ('href="/lapor"', 'href="/ambulans"')]
    assert places == sorted(places)
    assert 'href="/pinjam/mobil-dinas"' in html
    assert 'href="/pinjam/perlengkapan-duka"' in html


def test_a_month_says_each_day_in_a_word() -> None:
    for thing in ("bd-1-a", "bd-2-a"):
        asked(f"early-{thing}", b.loan(thing, FIFTH, 360, 480))
        asked(f"late-{thing}", b.loan(thing, FIFTH, 960, 360))
    asked("sunday", b.loan("bd-1-a", date(2026, 12, 6)))

    html = Borrower().get("/pinjam/mobil-dinas/kalender?bulan=2026-12").html

    assert '<a class="day full" href="/pinjam/mobil-dinas/hari/2026-12-05">' in html
    assert '<a class="day partly" href="/pinjam/mobil-dinas/hari/2026-12-06">' in html
    assert '<a class="day free" href="/pinjam/mobil-dinas/hari/2026-12-12">' in html
    assert '<span class="day closed"><b>7</b>' in html
    for word in ("penuh", "sisa", "kosong", "tutup"):
        assert f"<small>{word}</small>" in html


def test_a_month_of_one_car_is_that_cars() -> None:
    asked("one", b.loan("bd-1-a", FIFTH))

    def state(thing: str) -> str:
        path = f"/pinjam/mobil-dinas/kalender?bulan=2026-12&barang={thing}"
        return Borrower().get(path).html.partition("hari/2026-12-05")[0].rpartition('"day ')[2]

    assert state("bd-1-a").startswith("partly")
    assert state("bd-2-a").startswith("free")
    assert state("perahu").startswith("partly")


def test_months_lead_to_one_another_within_the_horizon() -> None:
    first = Borrower().get("/pinjam/mobil-dinas/kalender")
    assert first.shows("November 2026")
    assert not first.shows("?bulan=2026-10")
    assert first.shows("?bulan=2026-12")
    last = Borrower().get("/pinjam/mobil-dinas/kalender?bulan=2027-03")
    assert not last.shows("?bulan=2027-04")
    for odd in ("2035-01", "1999-01", "2026-13", "x", ""):
        assert Borrower().get(f"/pinjam/mobil-dinas/kalender?bulan={odd}").status == 200


def test_a_month_with_a_closure_says_why() -> None:
    page = Borrower().get("/pinjam/mobil-dinas/kalender?bulan=2027-03")

    assert page.shows("Tutup 6 Maret 2027 sampai 14 Maret 2027: Cuti Idulfitri")
    assert not Borrower().get("/pinjam/mobil-dinas/kalender?bulan=2026-12").shows("Idulfitri")


def test_the_hours_of_a_day_are_side_by_side() -> None:
    asked("one", b.loan("bd-1-a", FIFTH))

    page = Borrower().get(f"/pinjam/mobil-dinas/hari/{SATURDAY}")

    rows = page.html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("<tr>") == 3
    middle = rows.partition("07.00–15.00")[2].partition("</tr>")[0]
    assert middle.index('class="full"') < middle.index('class="free"')
    for day in ("2026-02-30", "x", "2026-12-5", "9999-12-31", "0001-01-01"):
        assert Borrower().get(f"/pinjam/mobil-dinas/hari/{day}").status == 404
    assert Borrower().get("/pinjam/mobil-dinas/hari/2020-01-04").shows("tidak ada yang kosong")


def test_a_pool_says_how_many_are_left() -> None:
    citizen = Borrower()
    citizen.goods_to_check(n_tenda="20")
    citizen.send("send")

    page = Borrower().get(f"/pinjam/perlengkapan-duka/hari/{SATURDAY}")

    assert page.shows("tersedia 4 dari 24")


def test_nobody_reads_there_who_borrows() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    citizen.send("send")

    for path in ("kalender", "kalender.json", f"hari/{SATURDAY}"):
        html = Borrower().get(f"/pinjam/mobil-dinas/{path}").html
        assert NAME not in html
        assert "BKL-" not in html


def test_json_says_the_same_with_one_query_a_thing() -> None:
    asked("one", b.loan("bd-1-a", FIFTH))

    with queries() as found:
        page = Borrower().get("/pinjam/mobil-dinas/kalender.json?bulan=2026-12")

    assert len(found) == 2
    assert page.headers["Content-Type"] == ["application/json; charset=utf-8"]
    assert page.headers["Cache-Control"] == ["public, max-age=15"]
    assert "Set-Cookie" not in page.headers
    known = document(page)
    assert (known["offer"], known["month"]) == ("mobil-dinas", "2026-12")
    assert known["next"] == "/pinjam/mobil-dinas/kalender.json?bulan=2027-01"
    assert known["days"]["2026-12-05"] == "partly"
    assert known["days"]["2026-12-07"] == "closed"
    hours = {one["title"]: one["days"]["2026-12-05"] for one in known["things"].values()}
    assert list(hours.values()) == [
        [["06:00", "07:00"], ["15:00", "22:00"]],
        [["06:00", "22:00"]],
    ]


def test_json_of_a_pool_counts_and_of_rides_reads_no_more_units_than_it_needs() -> None:
    known = document(Borrower().get("/pinjam/perlengkapan-duka/kalender.json?bulan=2026-12"))
    assert known["things"]["tenda"]["days"]["2026-12-05"] == 24

    with queries() as found:
        known = document(Borrower().get("/pinjam/ambulans-terjadwal/kalender.json?bulan=2026-12"))

    assert len(found) <= 5
    assert known["days"]["2026-12-05"] == "free"
    assert known["things"] == {}


@pytest.mark.parametrize("path", ["kalender", "kalender.json", "hari/2026-11-25"])
def test_today_is_never_whole_and_no_reason_to_read_all_units(path: str) -> None:
    with queries() as found:
        page = Borrower().get(f"/pinjam/ambulans-terjadwal/{path}")

    assert page.status == 200
    assert len(found) <= 4


@pytest.mark.parametrize(
    "path", ["/pinjam/mobil-dinas/kalender", f"/pinjam/mobil-dinas/hari/{SATURDAY}"]
)
def test_a_page_asks_once_a_thing_too(path: str) -> None:
    with queries() as found:
        Borrower().get(path)

    assert len(found) == 2


def test_what_is_wrong_comes_as_a_problem_document() -> None:
    page = Borrower().get("/pinjam/perahu/kalender.json")

    assert page.status == 404
    assert page.headers["Content-Type"] == ["application/problem+json; charset=utf-8"]
    assert document(page) == {"type": "about:blank", "status": 404, "title": "no_page"}


@pytest.mark.parametrize(
    "path", ["/pinjam", "/pinjam/mobil-dinas", "/pinjam/mobil-dinas/kalender.json"]
)
def test_head_answers_like_get_without_a_body(path: str) -> None:
    page = Borrower().get(path, "HEAD")

    assert (page.status, page.html) == (200, "")
