"""A driver and his trip: what his link shows, what it does, and when it does nothing any more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from integration.desks import forms
from integration.lenders import CHECKED, Clock, Driver, asked, before_start, clock, driver_path, on
from integration.lending import booking, facts, last_event, say
from mandat.bookings.damage import SERVICE, damage_cases, report_damage
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus, Checklist
from mandat.cases import store as cases
from mandat.cases.domain.model import Case, CaseStatus
from mandat.forwarding.domain import hearers
from mandat.personal import store as personal
from mandat.photos.store import claimed
from mandat.platform.links import DRIVER_DAYS
from samples import CONTACT
from unit.bookings import samples as b

pytestmark = pytest.mark.usefixtures("city")
NUMBER = "0812-0000-0001"
BROKEN = "Kaca spion kiri pecah, baret di pintu belakang."


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock() as found:
        yield found


@pytest.fixture
def case(hour: Clock) -> Case:
    """Agreed, and an hour before its start."""
    found = asked()
    say(found.id, a.ApproveBooking, at=hour.at)
    hour.pass_to(before_start(on()))
    return found


def checked(**changes: str) -> dict[str, str]:
    return CHECKED | changes


def out(case: Case, browser: Driver | None = None) -> None:
    answer = (browser or Driver()).act(driver_path(case, on()), "serah", **checked())
    assert answer.status == 303


def test_the_trip_says_when_where_and_whom_to_call(case: Case) -> None:
    page = Driver().get(driver_path(case, on())).body
    for said in ("Sabtu, 5 Desember 2026", "09.00-13.00", "dekat masjid", CONTACT.name, NUMBER):
        assert said in page
    assert f'href="tel:{CONTACT.phone}"' in page
    assert f"https://wa.me/{CONTACT.phone[1:]}?text=" in page


def test_nothing_can_be_recorded_days_before(hour: Clock) -> None:
    case = asked()
    say(case.id, a.ApproveBooking, at=hour.at)
    link = driver_path(case, on())
    page = Driver().get(link).body
    assert "muncul di sini" in page
    assert Driver().get(f"{link}/serah").status == 409


@pytest.mark.parametrize("done", [a.CancelBooking, a.PreemptBooking])
def test_a_trip_that_is_off_says_so_and_names_nobody(hour: Clock, done: type) -> None:
    case = asked()
    say(case.id, a.ApproveBooking, at=hour.at)
    more = {"reason": "official_duty"} if done is a.PreemptBooking else {}
    say(case.id, done, at=hour.at, **more)
    hour.pass_to(before_start(on()))
    page = Driver().get(driver_path(case, on())).body
    assert "Jangan berangkat" in page
    assert CONTACT.name not in page
    assert NUMBER not in page


def test_out_and_in_by_checklists(case: Case, hour: Clock) -> None:
    browser, link = Driver(), driver_path(case, on())
    assert browser.act(link, "serah", **checked()).status == 303
    found = booking(case.id)
    assert found.status is BookingStatus.HANDED_OVER
    assert found.out == Checklist(45210, 6, damage=False)
    assert last_event(case.id, "BookingHandedOver").actor == "driver:bd-1-a"
    hour.pass_to(on().end)
    form = browser.get(f"{link}/kembali").body
    assert "Tanpa kerusakan, 45.210 km, tangki 6/8" in form
    less = browser.act(link, "kembali", **checked(odometer="45.000"))
    assert less.status == 422
    assert "lebih kecil" in less.body
    assert "45.000" in less.body
    answer = browser.act(link, "kembali", **checked(odometer="45.260", fuel="4"))
    assert answer.status == 303
    assert booking(case.id).status is BookingStatus.RETURNED
    assert cases.load(case.id).status is CaseStatus.ANSWERED
    assert "Sudah kembali" in browser.get(answer.location).body


def test_everything_that_is_missing_is_said_beside_its_field(case: Case) -> None:
    link = driver_path(case, on())
    page = Driver().act(link, "serah", odometer="banyak", text="")
    assert page.status == 422
    for name in ("odometer", "fuel", "damage"):
        assert f'id="f-{name}-error"' in page.body
    unsaid = Driver().act(link, "serah", **checked(damage="yes"))
    assert 'id="f-text-error"' in unsaid.body
    assert booking(case.id).status is BookingStatus.APPROVED


def test_what_cannot_be_read_is_no_reason_to_stand_still(case: Case) -> None:
    assert (
        Driver().act(driver_path(case, on()), "serah", **checked(fuel="unreadable")).status == 303
    )
    assert booking(case.id).out == Checklist(45210, None, damage=False)


def test_half_an_hour_is_waited_for_who_does_not_come(case: Case, hour: Clock) -> None:
    browser, link = Driver(), driver_path(case, on())
    assert browser.get(f"{link}/tidak-datang").status == 409
    hour.pass_to(on().start + timedelta(minutes=31))
    assert browser.act(link, "tidak-datang").status == 422
    assert browser.act(link, "tidak-datang", sure="yes").status == 303
    assert booking(case.id).status is BookingStatus.NO_SHOW


def test_a_program_that_opens_and_clicks_everything_changes_nothing(
    case: Case, hour: Clock
) -> None:
    hour.pass_to(on().start + timedelta(minutes=31))
    browser, link = Driver(), driver_path(case, on())
    before = cases.load(case.id).seq
    pages = [browser.get(f"{link}/{act}").body for act in ("serah", "kembali", "tidak-datang")]
    found = [form for page in pages for form in forms(page)]
    assert len(found) == 2
    assert {browser.post(form.action, form.fields).status for form in found} == {422}
    assert cases.load(case.id).seq == before


def test_a_double_tap_hands_over_once(case: Case) -> None:
    browser, link = Driver(), driver_path(case, on())
    form = browser.form(link, "serah")
    filled = dict(form.fields) | checked()
    first, second = (browser.post(form.action, filled) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert facts(case.id).count("BookingHandedOver") == 1
    assert "Tidak dikirim dua kali" in browser.get(second.location).body


def test_an_old_form_comes_back_with_what_was_typed(case: Case) -> None:
    browser, link = Driver(), driver_path(case, on())
    form = browser.form(link, "serah")
    again = browser.post(form.action, dict(form.fields) | checked() | {"nonce": "old"})
    assert again.status == 409
    kept = dict(forms(again.body)[0].fields)
    assert (kept["odometer"], kept["fuel"], kept["damage"]) == ("45.210 km", "6", "no")


def test_an_old_link_brings_nothing_back(case: Case, hour: Clock) -> None:
    browser, link = Driver(), driver_path(case, on())
    form = browser.form(link, "serah")
    say(case.id, a.CancelBooking, at=hour.at)
    answer = browser.post(form.action, dict(form.fields) | checked())
    assert answer.status == 409
    assert "sudah berubah" in answer.body
    assert booking(case.id).status is BookingStatus.CANCELLED


def test_the_driver_of_another_car_has_no_trip(case: Case, hour: Clock) -> None:
    assert Driver().get(driver_path(case, on(), "bd-2-a")).status == 410
    hour.pass_to(on().end + timedelta(days=DRIVER_DAYS, hours=1))
    assert Driver().get(driver_path(case, on())).status == 410
    assert Driver().get("/sopir/nonsense").status == 410


def test_damage_opens_one_case_with_what_was_said_and_the_photos(case: Case, hour: Clock) -> None:
    photos = ("0123456789abcdef0123/1",)
    damaged = Checklist(45210, 6, damage=True)
    by_driver = {"checklist": damaged, "text": BROKEN, "photos": photos}
    say(case.id, a.HandOver, b.DRIVER, at=hour.at, **by_driver)
    event = last_event(case.id, "BookingHandedOver")
    for _ in range(2):
        receipt = report_damage(event, hour.at)
        assert receipt
    opened = cases.load(receipt.case.id)
    assert opened.service_id == SERVICE
    told = personal.narrative(opened.id)
    assert BROKEN in told.description
    assert "Ada kerusakan, 45.210 km" in told.description
    assert CONTACT.name not in told.description
    assert told.photos == photos
    assert claimed("0123456789abcdef0123") == photos
    assert damage_cases(case.id) == (opened.id,)


def test_no_damage_opens_nothing(case: Case, hour: Clock) -> None:
    out(case)
    assert report_damage(last_event(case.id, "BookingHandedOver"), hour.at) is None
    assert report_damage(last_event(case.id, "BookingApproved"), hour.at) is None
    assert damage_cases(case.id) == ()


def test_damage_is_no_news_for_other_heads(case: Case, hour: Clock) -> None:
    damaged = Checklist(45210, 6, damage=True)
    say(case.id, a.HandOver, b.DRIVER, at=hour.at, checklist=damaged, text=BROKEN)
    receipt = report_damage(last_event(case.id, "BookingHandedOver"), hour.at)
    assert receipt
    assert hearers(receipt.case, "bagian-umum", {"dinas-pupr", "bagian-umum"}) == ()
