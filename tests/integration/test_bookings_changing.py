"""By the secret link: where a booking stands, moving it, giving it up, choosing, taking."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from integration.borrowers import (
    SATURDAY,
    SUNDAY,
    Borrower,
    approved,
    asked,
    lend_out,
    routed,
    sent_id,
    ubah,
)
from integration.lenders import WEDNESDAY, Clock, clock
from integration.lending import booking, facts, say
from integration.wire import losing
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus as S
from mandat.bookings.line import offer_next
from mandat.cases.commands import submit
from mandat.cases.store import load, timeline
from mandat.platform.table import connection
from samples import submission
from unit.bookings import samples as b

FIFTH, SIXTH = date(2026, 12, 5), date(2026, 12, 6)
TO_SUNDAY = {"day": SUNDAY, "thing": "bd-2-a", "start": "600", "length": "120"}


@pytest.fixture(autouse=True)
def hour(catalogue: object) -> Iterator[Clock]:
    lend_out()
    with clock() as found:
        yield found


@pytest.fixture
def car() -> str:
    """A car that is held for a citizen and not decided on yet."""
    return asked("k1", b.loan(day=FIFTH))


def on(case_id: str, act: str = "", query: str = "") -> Borrower:
    citizen = Borrower()
    citizen.get(ubah(case_id, act) + query)
    return citizen


def test_a_page_says_how_it_stands_and_what_may_be_done(car: str) -> None:
    page = on(car).page
    assert page
    assert page.shows("Disisihkan, menunggu putusan")
    assert page.shows("Sabtu, 5 Desember 2026")
    assert page.shows("/geser")
    assert page.shows("/batal")
    assert not page.shows("/pilih")
    assert not page.shows("/ambil")
    assert page.headers["Cache-Control"] == ["no-store"]


def test_another_time_keeps_the_number_and_gives_the_old_time_back(car: str) -> None:
    citizen = on(car, "geser")
    assert citizen.page
    assert citizen.page.shows("?day=2026-12-06")
    citizen.get(f"{ubah(car, 'geser')}?day={SUNDAY}")

    page = citizen.send("", **TO_SUNDAY, sure="yes")

    assert page.path == ubah(car)
    assert page.shows("Sudah digeser")
    assert booking(car).loan == b.loan("bd-2-a", SIXTH, 600, 120)
    asked("k2", b.loan(day=FIFTH))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TO_SUNDAY, "sure"),
        (TO_SUNDAY | {"sure": "yes", "length": "600"}, "start"),
        (TO_SUNDAY | {"sure": "yes", "thing": "perahu"}, "thing"),
        ({"sure": "yes", "day": SATURDAY}, "start"),
        ({"sure": "yes", "day": "2027-05-01"}, "start"),
    ],
)
def test_what_is_wrong_with_a_move_is_said_beside_its_field(
    car: str, typed: dict[str, str], field: str
) -> None:
    page = on(car, "geser", f"?day={SATURDAY}").send("", **typed)

    assert page.status == 422
    assert list(page.problems) == [field]
    assert booking(car).loan == b.loan(day=FIFTH)


def test_a_time_of_somebody_else_cannot_be_moved_to(car: str) -> None:
    asked("k2", b.loan("bd-2-a", SIXTH))

    page = on(car, "geser", f"?day={SUNDAY}").send("", **TO_SUNDAY, sure="yes")

    assert page.status == 409
    assert page.shows("Waktu kosong terdekat")
    assert "geser?day=2026-12-06&amp;start=600&amp;length=120&amp;thing=bd-1-a" in page.html
    assert booking(car).loan == b.loan(day=FIFTH)


@pytest.mark.parametrize("day", ["x", "9999-12-31", "2026-02-30"])
def test_a_day_that_no_calendar_has_is_asked_for_again(car: str, day: str) -> None:
    page = on(car, "geser", f"?day={day}").page

    assert page
    assert page.status == 200
    assert page.shows("Ke hari apa?")


def test_its_own_hours_are_no_hindrance(car: str) -> None:
    page = on(car, "geser", f"?day={SATURDAY}").send("", start="600", sure="yes")

    assert page.path == ubah(car)
    assert booking(car).loan == b.loan(day=FIFTH, start=600)


def test_a_loan_is_given_up_once_and_after_a_choice(car: str) -> None:
    citizen = on(car, "batal")
    page = citizen.send("")
    assert list(page.problems) == ["sure"]
    form = page.form

    page = citizen.send("", sure="yes")

    assert page.shows("Dibatalkan. Terima kasih")
    assert page.shows("Minta waktu lain")
    assert booking(car).status is S.CANCELLED
    again = citizen.post(ubah(car, "batal"), {**form.fields, "sure": "yes"})
    assert again.path == ubah(car)
    assert again.shows("tidak ada yang tercatat dua kali")
    assert facts(car).count("BookingCancelled") == 1
    asked("k2", b.loan(day=FIFTH))


def test_after_the_cut_off_the_page_says_whom_to_call(car: str, hour: Clock) -> None:
    approved(car)
    hour.pass_to(booking(car).loan.start - timedelta(hours=49))
    citizen = on(car, "batal")
    hour.pass_to(booking(car).loan.start - timedelta(hours=47))

    page = citizen.send("", sure="yes")

    assert page.status == 409
    assert page.shows("telepon sopirnya")
    assert page.shows('href="tel:+628')
    assert booking(car).status is S.APPROVED
    state = on(car).page
    assert state
    assert not state.shows("/batal")
    assert state.shows("Sudah lewat batas")


def test_the_driver_is_shown_from_72_hours_before_and_not_earlier(car: str, hour: Clock) -> None:
    approved(car)
    early = on(car).page
    assert early
    assert not early.shows("tel:+628")
    hour.pass_to(booking(car).loan.start - timedelta(hours=71))

    page = on(car).page

    assert page
    assert page.shows("tel:+628")


def test_a_proposed_time_is_chosen_or_the_first_one(car: str) -> None:
    routed(car)
    say(car, a.ProposeTime, loan=b.loan("bd-2-a", SIXTH), at=WEDNESDAY)
    citizen = on(car, "pilih")
    assert citizen.page
    assert citizen.page.form.checked == []
    assert list(citizen.send("").problems) == ["choice"]

    page = citizen.send("", choice="lain")

    assert page.shows("Waktu pilihan Anda disetujui")
    assert booking(car).status is S.APPROVED
    assert booking(car).loan == b.loan("bd-2-a", SIXTH)


def test_the_first_time_can_be_kept(car: str) -> None:
    routed(car)
    say(car, a.ProposeTime, loan=b.loan("bd-2-a", SIXTH), at=WEDNESDAY)

    on(car, "pilih").send("", choice="semula")

    assert booking(car).loan == b.loan(day=FIFTH)


def test_who_is_first_in_line_takes_what_has_come_free(car: str) -> None:
    waiting = asked("k2", b.loan(day=FIFTH), in_line=True)
    assert not on(waiting, "ambil").page.shows("Ya, saya ambil")  # type: ignore[union-attr]
    on(car, "batal").send("", sure="yes")
    gone = next(one for one in timeline(car) if one.type == "BookingCancelled")
    offer_next(gone, WEDNESDAY)
    assert booking(waiting).status is S.OFFERED
    citizen = on(waiting, "ambil")
    assert citizen.page
    assert citizen.page.shows("Disisihkan untuk Anda sampai")

    page = citizen.send("", sure="yes")

    assert page.shows("Sudah Anda ambil")
    assert booking(waiting).status is S.HELD


def test_what_the_city_takes_back_begins_with_the_nearest_times(car: str) -> None:
    approved(car)
    say(car, a.PreemptBooking, reason="official_duty", text=b.TEXT, at=WEDNESDAY)
    citizen = on(car, "geser")
    assert citizen.page
    assert citizen.page.shows("Waktu kosong terdekat")
    assert "geser?day=2026-12-05&amp;start=540&amp;length=240&amp;thing=bd-2-a" in citizen.page.html
    citizen.get(f"{ubah(car, 'geser')}?day=2026-12-05&start=540&length=240&thing=bd-2-a")

    page = citizen.send("", sure="yes")

    assert page.shows("Sudah digeser")
    assert (booking(car).status, booking(car).loan) == (S.APPROVED, b.loan("bd-2-a", FIFTH))


def test_an_old_nonce_shows_the_form_again(car: str, hour: Clock) -> None:
    citizen = on(car, "batal")
    hour.pass_to(hour.at + timedelta(hours=13))

    page = citizen.send("", sure="yes")

    assert page.status == 409
    assert page.shows("Ini belum terkirim")
    assert booking(car).status is S.HELD
    assert citizen.send("", sure="yes").path == ubah(car)


def test_another_browser_s_form_does_nothing(car: str) -> None:
    citizen = on(car, "batal")
    assert citizen.page
    fields = {**citizen.page.form.fields, "sure": "yes"}

    page = Borrower().post(ubah(car, "batal"), fields)

    assert page.status == 409
    assert booking(car).status is S.HELD


def test_a_lost_answer_is_found_by_sending_again(car: str) -> None:
    citizen = on(car, "batal")
    with losing(connection().client, "TransactWriteItems"):
        page = citizen.send("", sure="yes")
    if page.status == 503:
        page = citizen.send("", sure="yes")

    assert page.path == ubah(car)
    assert facts(car).count("BookingCancelled") == 1


def test_what_the_rules_forbid_meanwhile_is_told(car: str) -> None:
    routed(car)
    citizen = on(car, "batal")
    say(car, a.DeclineBooking, reason="not_fit", text=b.TEXT, at=WEDNESDAY)

    page = citizen.send("", sure="yes")

    assert page.status == 409
    assert page.shows("Sementara itu permintaan sudah berubah")
    assert booking(car).status is S.DECLINED


def test_a_link_that_a_recorder_had_cannot_give_it_up(car: str) -> None:
    citizen = Borrower()
    page = citizen.get(ubah(car, handed=True))
    assert not page.shows("/batal")
    assert page.shows("/geser")
    assert citizen.get(ubah(car, "batal", handed=True)).path == ubah(car, handed=True)


def test_the_page_of_the_case_shows_the_booking_and_leads_there(car: str) -> None:
    citizen = Borrower()
    track = ubah(car).replace("/pinjam/ubah/", "/k/")

    page = citizen.get(track)

    assert page.shows("Disisihkan, menunggu putusan")
    assert page.shows("Sabtu, 5 Desember 2026 pukul 09.00-13.00 WIB")
    assert page.shows(ubah(car))
    assert not page.shows("Janji selesai")
    assert citizen.get(f"{track}/batal").path == ubah(car, "batal")


def test_an_agreed_loan_can_be_entered_in_a_calendar(car: str) -> None:
    assert on(car, "jadwal.ics").page.status == 404  # type: ignore[union-attr]
    approved(car)

    page = on(car, "jadwal.ics").page

    assert page
    assert page.status == 200
    assert page.headers["Content-Type"] == ["text/calendar; charset=utf-8"]
    assert f"UID:{car}@" in page.html
    assert "DTSTART:20261205T020000Z" in page.html


def test_a_pool_is_moved_by_days_with_the_same_numbers() -> None:
    citizen = Borrower()
    citizen.goods_to_check(n_tenda="2")
    case_id = sent_id(citizen.send("send"))
    citizen.get(f"{ubah(case_id, 'geser')}?day=2026-12-07")

    page = citizen.send("", days="2", sure="yes")

    assert page.shows("Sudah digeser")
    assert booking(case_id).loan.items[0].quantity == 2
    assert page.shows("Senin, 7 Desember 2026")
    assert page.shows("Selasa, 8 Desember 2026")


def test_a_ride_is_moved_to_a_unit_that_is_free() -> None:
    citizen = Borrower()
    citizen.ride_to_check()
    case_id = sent_id(citizen.send("send"))
    citizen.get(f"{ubah(case_id, 'geser')}?day={SUNDAY}")

    page = citizen.send("", start="600", length="120", sure="yes")

    assert page.shows("Sudah digeser")
    assert booking(case_id).loan.start == b.loan("x", SIXTH, 600).start


@pytest.mark.parametrize("act", ["perahu", "setujui"])
def test_what_is_no_act_is_no_page(car: str, act: str) -> None:
    assert on(car, act).page.status == 404  # type: ignore[union-attr]


def test_a_case_that_lends_nothing_has_no_such_page() -> None:
    case = submit(submission("plain:1", service_id="jalan-rusak"), WEDNESDAY).case

    assert load(case.id).booking == ""
    assert on(case.id).page.status == 404  # type: ignore[union-attr]
    assert Borrower().get("/pinjam/ubah/x.y").status == 410


def test_an_act_that_is_not_possible_leads_back(car: str) -> None:
    assert on(car, "pilih").page.path == ubah(car)  # type: ignore[union-attr]
