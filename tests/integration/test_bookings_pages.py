"""Asking for a loan, page by page: what is asked, kept, refused, and held."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import boto3
import pytest

from integration.borrowers import (
    CARD,
    COUPLE,
    EMAIL,
    HOUSE,
    MORNING,
    NAME,
    PERSON,
    SATURDAY,
    SUNDAY,
    Borrower,
    approved,
    asked,
    items,
    lend_out,
    sent_id,
)
from integration.lenders import Clock, clock
from integration.lending import booking, lend, say
from integration.wire import losing, refusing
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus, Item
from mandat.cases.store import load
from mandat.errors import InvalidError
from mandat.personal import store as personal
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.story.loans import show_loan
from unit.bookings import samples as b

DIGITS = CARD.replace(" ", "")


@pytest.fixture(autouse=True)
def hour(catalogue: object) -> Iterator[Clock]:
    lend_out()
    with clock() as found:
        yield found


def test_a_car_is_held_in_the_step_that_makes_its_case() -> None:
    citizen = Borrower()
    citizen.car_to_check()

    page = citizen.send("send")

    assert (page.status, page.path) == (200, "/pinjam/terkirim")
    case_id = sent_id(page)
    case, held = load(case_id), booking(case_id)
    assert (case.service_id, case.village) == ("mobil-dinas", "17.71.01.1002")
    assert (held.status, held.purpose) == (BookingStatus.HELD, "akad")
    assert held.loan == b.loan(day=date(2026, 12, 5))
    assert page.shows("Disisihkan untuk Anda")
    assert page.shows(show_loan(held.loan, "id"))
    assert page.shows("Bagian Umum")
    assert page.shows("Permintaan%20saya%20ke%20Kota%20Bengkulu")
    contact, narrative = personal.contact(case_id), personal.narrative(case_id)
    assert (contact.name, contact.phone, contact.email) == (NAME, "+6281234567890", EMAIL)
    assert narrative.landmark == HOUSE["landmark"]
    assert ("mempelai", COUPLE["q_mempelai"]) in narrative.answers
    assert ("kartu-keluarga", "•••• 8901") in narrative.answers


def test_the_number_of_a_family_card_is_nowhere_but_in_the_form() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    page = citizen.send("send")

    found = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]

    assert DIGITS not in str(found)
    assert CARD not in str(found)
    assert not page.shows(DIGITS)
    assert not any(DIGITS in one for one in citizen.visited)


def test_nothing_is_stored_before_sending_and_no_page_is_for_a_browser_to_refuse() -> None:
    before, citizen = items(), Borrower()
    citizen.car_to_place()
    for typed in (HOUSE, COUPLE, {"family_card": CARD}, PERSON, {"terms": "yes"}):
        assert citizen.page
        html = citizen.page.html
        assert html.count("<h1") == 1
        assert 'value="back"' in html
        assert "novalidate" in html
        assert " required" not in html
        citizen.send(**typed)

    assert items() == before
    assert set(citizen.visited) == {"/pinjam/mobil-dinas"}


def test_rules_come_first_and_the_answers_are_shown_before_they_are_sent() -> None:
    citizen = Borrower()
    rules = citizen.get("/pinjam/mobil-dinas")
    assert rules.shows("paling lama 8 jam")
    assert rules.shows("Hanya di dalam Kota Bengkulu")

    check = citizen.car_to_check()

    for words in ("Akad nikah", "BD 1 A", "09.00-13.00", "Jalan Contoh 7", "Ani dan Budi", NAME):
        assert check.shows(words)
    assert check.shows("•••• 8901")


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("purpose", {"purpose": "pawai"}, "purpose"),
        ("day", {"act": "day:2026-12-07"}, "day"),
        ("day", {"act": "day:2026-13-45"}, "day"),
        ("day", {"act": "day:2027-12-04"}, "day"),
        ("day", {"day": ""}, "day"),
        ("time", {"thing": "", "start": "540", "length": "240"}, "thing"),
        ("time", {"thing": "bd-9-z", "start": "540", "length": "240"}, "thing"),
        ("time", {"thing": "bd-1-a", "start": "", "length": "240"}, "start"),
        ("time", {"thing": "bd-1-a", "start": "540", "length": ""}, "length"),
        ("time", {"thing": "bd-1-a", "start": "541", "length": "240"}, "start"),
        ("time", {"thing": "bd-1-a", "start": "1200", "length": "480"}, "start"),
        ("time", {"thing": "bd-1-a", "start": "540", "length": "600"}, "start"),
        ("place", {"village": ""}, "village"),
        ("place", {"village": "tidak-tahu"}, "village"),
        ("place", {"landmark": "x"}, "landmark"),
        ("details", {"q_mempelai": ""}, "q_mempelai"),
        ("family", {"family_card": "1771"}, "family_card"),
        ("family", {"family_card": "3171 0123 4567 8901"}, "family_card"),
        ("contact", {"phone": ""}, "phone"),
        ("contact", {"phone": "12"}, "phone"),
        ("contact", {"email": "x"}, "email"),
        ("contact", {"name": ""}, "name"),
        ("terms", {"terms": ""}, "terms"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    step: str, typed: dict[str, str], field: str
) -> None:
    citizen = Borrower()
    form = citizen.get("/pinjam/mobil-dinas").form
    whole = {"purpose": "akad", "day": SATURDAY, **MORNING, **HOUSE, **COUPLE, **PERSON}
    sent = whole | {"family_card": CARD, "terms": "yes", "key": form.fields["key"], "step": step}

    page = citizen.post("/pinjam/mobil-dinas", sent | typed)

    assert page.status == 422
    assert list(page.problems) == [field]
    assert page.title.startswith("Galat:")
    assert f'href="#f-{field}"' in page.html
    assert f'id="f-{field}' in page.html


def test_a_day_that_has_come_too_near_is_refused_with_the_rule(hour: Clock) -> None:
    citizen = Borrower()
    citizen.car_to_check()
    hour.pass_to(hour.at + timedelta(days=8))

    page = citizen.send("send")

    assert page.status == 422
    assert "start" in page.problems
    assert page.shows("paling lambat 72 jam sebelumnya")


def test_time_that_is_taken_names_the_nearest_and_keeps_what_was_typed() -> None:
    asked("other", b.loan(day=date(2026, 12, 5)))
    citizen = Borrower()

    page = citizen.car_to_place()

    assert page.status == 409
    assert page.shows("Waktu ini sudah terpakai")
    free = [one for one in page.form.buttons if one.startswith("take:")]
    assert free[0] == "take:2026-12-05/540/240/bd-2-a"
    citizen.send(free[0])
    check = citizen.car_from_place()
    assert check.shows("BD 2 A")
    assert citizen.send("send").path == "/pinjam/terkirim"


def test_time_taken_meanwhile_is_told_at_the_end_and_nothing_is_asked_twice() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    asked("faster", b.loan(day=date(2026, 12, 5)))
    before = items()

    page = citizen.send("send")

    assert (page.status, items()) == (409, before)
    assert page.shows("Semua yang Anda tulis tetap tersimpan")
    check = citizen.send("take:2026-12-05/540/240/bd-2-a")
    assert check.shows("Ani dan Budi Contoh")
    assert citizen.send("send").path == "/pinjam/terkirim"


def test_who_waits_in_line_holds_nothing_and_is_told_so() -> None:
    first = asked("other", b.loan(day=date(2026, 12, 5)))
    citizen = Borrower()
    citizen.car_to_place()

    citizen.send("line")
    check = citizen.car_from_place()

    assert check.shows("Anda masuk daftar tunggu")
    page = citizen.send("send")
    assert booking(sent_id(page)).status is BookingStatus.WAITING
    assert booking(first).status is BookingStatus.HELD
    assert page.shows("Anda ditanya lebih dulu")


def test_who_takes_another_time_after_all_is_in_line_no_more() -> None:
    asked("other", b.loan(day=date(2026, 12, 5)))
    citizen = Borrower()
    citizen.car_to_place()
    citizen.send("line")
    citizen.car_from_place()

    citizen.send("edit:day")
    citizen.send(f"day:{SUNDAY}")
    check = citizen.send(thing="bd-1-a", start="540", length="240")

    assert not check.shows("daftar tunggu")
    assert booking(sent_id(citizen.send("send"))).status is BookingStatus.HELD


def test_a_family_that_had_its_turn_is_told_the_rule_and_the_day() -> None:
    first = Borrower()
    first.car_to_check()
    first.send("send")
    again = Borrower()
    again.car_to_check(day=SUNDAY)

    page = again.send("send")

    assert page.status == 409
    assert page.shows("paling banyak 1 kali per keluarga dalam 12 bulan")
    assert page.shows("Minggu, 5 Desember 2027")
    other = Borrower()
    other.car_to_check(day=SUNDAY, card="1771 9999 9999 0000")
    assert other.send("send").path == "/pinjam/terkirim"


def test_a_family_that_did_not_come_is_told_until_when_it_may_not_borrow(hour: Clock) -> None:
    first = Borrower()
    first.car_to_check()
    case_id = sent_id(first.send("send"))
    approved(case_id)
    late = booking(case_id).loan.start + timedelta(hours=1)
    say(case_id, a.RecordNoShow, at=late)
    hour.pass_to(late)
    again = Borrower()
    again.car_to_check(day="2026-12-19")

    page = again.send("send")

    assert page.status == 409
    assert page.shows("tidak dapat meminjam selama 6 bulan")
    assert page.shows("Sabtu, 5 Juni 2027")


def test_a_resent_form_is_the_same_request_and_an_edited_one_says_so() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    assert citizen.page
    form = citizen.page.form
    first = sent_id(citizen.send("send"))

    again = citizen.post("/pinjam/mobil-dinas", {**form.fields, "act": "send"})
    assert sent_id(again) == first
    edited = {**form.fields, "q_mempelai": "Orang Lain", "act": "send"}

    page = citizen.post("/pinjam/mobil-dinas", edited)

    assert sent_id(page) == first
    assert page.shows("Permintaan ini sudah terkirim")


def test_a_form_of_another_browser_keeps_its_text_and_is_not_sent() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    assert citizen.page
    fields = {**citizen.page.form.fields, "act": "send"}
    before = items()

    page = Borrower().post("/pinjam/mobil-dinas", fields)

    assert items() == before
    assert page.shows("Permintaan Anda belum terkirim")
    assert page.shows("Ani dan Budi Contoh")
    assert page.form.fields["key"] != fields["key"]


def test_what_fails_on_our_side_keeps_the_form() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    with refusing(connection().client, "TransactWriteItems", times=20):
        page = citizen.send("send")

    assert page.status == 503
    assert page.shows("Belum pasti permintaan Anda terkirim")
    assert page.form.fields["q_mempelai"] == COUPLE["q_mempelai"]
    assert citizen.send("send").path == "/pinjam/terkirim"


def test_what_was_lost_on_the_way_back_is_found_by_sending_again() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    with losing(connection().client, "TransactWriteItems"):
        page = citizen.send("send")
    if page.status == 503:
        page = citizen.send("send")

    assert page.path == "/pinjam/terkirim"
    assert booking(sent_id(page)).status is BookingStatus.HELD


def test_the_receipt_is_for_the_browser_that_sent_it() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    citizen.send("send")

    assert citizen.get("/pinjam/terkirim").shows("Nomor permintaan Anda")
    other = Borrower().get("/pinjam/terkirim")
    assert other.shows("tidak ditampilkan lagi")
    assert not other.shows("BKL-")


def test_back_and_change_lead_through_the_pages_and_return_to_the_check() -> None:
    citizen = Borrower()
    citizen.car_to_check()

    page = citizen.send("edit:contact")
    assert page.form.fields["name"] == NAME
    page = citizen.send(name="Siti Contoh", phone="081200000000", email="")

    assert page.shows("Siti Contoh")
    assert "send" in page.form.buttons
    citizen.send("edit:place")
    assert "send" in citizen.send("back").form.buttons


def test_tents_and_chairs_are_agreed_at_once_and_counted() -> None:
    citizen = Borrower()
    citizen.goods_to_check(n_tenda="2", n_kursi="50")

    page = citizen.send("send")

    held = booking(sent_id(page))
    assert held.status is BookingStatus.APPROVED
    assert held.loan.items == (Item("tenda", 2), Item("kursi", 50))
    assert page.shows("Disetujui untuk Anda")
    assert page.shows("Sabtu, 5 Desember 2026")
    assert page.shows("Senin, 7 Desember 2026")


@pytest.mark.parametrize("typed", ["0", "25", "dua", "-1", "2:5,kursi:9"])
def test_so_many_of_a_pool_and_no_more(typed: str) -> None:
    citizen = Borrower()
    citizen.begin("perlengkapan-duka", "takziah")

    page = citizen.send(n_tenda=typed)

    assert page.status == 422
    assert list(page.problems) == ["n_tenda"]


def test_a_pool_that_is_out_names_the_nearest_days() -> None:
    first = Borrower()
    first.goods_to_check(n_tenda="24")
    first.send("send")
    citizen = Borrower()
    citizen.begin("perlengkapan-duka", "takziah")
    citizen.send(n_tenda="1")
    citizen.send(f"day:{SATURDAY}")

    page = citizen.send(days="2")

    assert page.status == 409
    free = [one for one in page.form.buttons if one.startswith("take:")]
    assert free[0] == "take:2026-12-03/2"
    assert citizen.send(free[0]).shows("Diantar ke mana?")


def test_what_is_needed_today_begins_with_the_next_half_hour(hour: Clock) -> None:
    citizen = Borrower()
    citizen.begin("perlengkapan-duka", "takziah")
    citizen.send(n_tenda="1")
    citizen.send("day:2026-11-25")

    page = citizen.send(days="2")

    assert page.shows("Diantar ke mana?")


def test_a_ride_gets_the_nearest_unit_and_nobody_is_asked_which() -> None:
    citizen = Borrower()
    check = citizen.ride_to_check()
    assert not check.shows("Yang dipinjam")

    page = citizen.send("send")

    case = load(sent_id(page))
    held = booking(case.id)
    assert held.status is BookingStatus.APPROVED
    assert held.loan.items[0].resource.startswith("ambulans-selebar")
    assert case.sealed
    another = Borrower()
    another.ride_to_check()
    second = booking(sent_id(another.send("send")))
    assert second.loan.items != held.loan.items
    assert second.loan.start == held.loan.start


def test_when_no_unit_is_free_there_are_other_hours_and_no_line_for_one_unit() -> None:
    lend()
    ride = {"offer": "ambulans-terjadwal", "family": "", "purpose": ""}
    for unit in ("amb-1", "amb-2", "amb-3"):
        with suppress(InvalidError):  # the one that is kept for emergencies
            asked(unit, b.loan(unit, date(2026, 12, 5), 600, 120), **ride)
    citizen = Borrower()
    citizen.get("/pinjam/ambulans-terjadwal")
    citizen.send()
    citizen.send(f"day:{SATURDAY}")

    page = citizen.send(start="600", length="120")

    assert page.status == 409
    assert "line" not in page.form.buttons
    free = [one for one in page.form.buttons if one.startswith("take:")]
    assert len({one.split("/")[1] for one in free}) == len(free) == 3
    assert citizen.send(free[0]).shows("Dijemput di mana?")


def test_the_last_unit_that_goes_meanwhile_leaves_the_form_and_the_nearest_hours() -> None:
    lend()
    citizen = Borrower()
    citizen.get("/pinjam/ambulans-terjadwal")
    citizen.send()
    citizen.send(f"day:{SATURDAY}")
    citizen.send(start="600", length="120")
    citizen.send(**HOUSE)
    citizen.send(**{"q_keadaan": "tandu", "q_tujuan": "RS Contoh", "q_pulang-pergi": "ya"})
    citizen.send(**PERSON)
    citizen.send(terms="yes")
    ride = {"offer": "ambulans-terjadwal", "family": "", "purpose": ""}
    for unit in ("amb-1", "amb-2", "amb-3"):
        with suppress(InvalidError):
            asked(unit, b.loan(unit, date(2026, 12, 5), 600, 120), **ride)

    page = citizen.send("send")

    assert page.status == 409
    assert page.form.fields["q_tujuan"] == "RS Contoh"


def test_a_kept_draft_goes_on_where_it_stood_and_a_wiped_one_does_not() -> None:
    citizen = Borrower()
    citizen.car_to_place()
    assert citizen.page
    kept = {**citizen.page.form.fields, **HOUSE}

    page = citizen.post("/pinjam/mobil-dinas", kept | {"act": "resume"})
    assert page.shows("Mobil menjemput di mana?")
    page = citizen.post("/pinjam/mobil-dinas", kept | {"start": "", "act": "resume"})
    assert page.shows("Pukul berapa?")

    page = citizen.post("/pinjam/mobil-dinas", kept | {"act": "wipe"})
    assert page.shows("Aturannya")
    assert "thing" not in page.form.fields


def test_an_answer_that_is_missing_at_the_end_is_asked_for() -> None:
    citizen = Borrower()
    citizen.car_to_check()
    assert citizen.page
    fields = citizen.page.form.fields | {"family_card": "", "act": "send"}

    page = citizen.post("/pinjam/mobil-dinas", fields)

    assert list(page.problems) == ["family_card"]
    assert citizen.send(family_card=CARD).form.buttons[-2:] == ["send", "wipe"]


def test_a_program_that_fills_in_everything_goes_to_triage_first() -> None:
    citizen = Borrower()
    citizen.car_to_check()

    page = citizen.send("send", website="https://example.org")

    assert load(sent_id(page)).suspect


@pytest.mark.parametrize(
    "path", ["/pinjam/perahu", "/pinjam/ambulans-darurat", "/pinjam/jalan-rusak"]
)
def test_what_the_city_does_not_lend_is_no_page(path: str) -> None:
    assert Borrower().get(path).status == 404


@pytest.mark.parametrize("step", ["time", "days", "check", "day", "perahu"])
@pytest.mark.parametrize("offer", ["mobil-dinas", "perlengkapan-duka"])
def test_a_draft_that_no_page_of_ours_sends_gets_a_page(offer: str, step: str) -> None:
    for day in ("9999-12-31", "0001-01-01", "x", SATURDAY):
        typed = {"day": day, "start": "999999", "length": "999999", "days": "999999"}
        fields = typed | {"act": f"edit:{step}", "things": "tenda:1", "thing": "bd-1-a"}

        page = Borrower().post(f"/pinjam/{offer}", fields)

        assert page.status == 200, (day, step)


def test_a_form_for_what_is_not_lent_is_no_page_either() -> None:
    page = Borrower().post("/pinjam/perahu", {"act": "send"})

    assert page.status == 404


def test_the_pages_speak_english_too() -> None:
    citizen = Borrower()
    citizen.car_to_time()

    page = citizen.send("lang:en")

    assert page.shows("At what time?")
    assert page.shows("Saturday, 5 December 2026")
