"""A post and what it lends: each act from its form, what it may not do, and what its page says."""

from collections.abc import Iterator

import pytest

from integration.desks import Browser, forms, links
from integration.lenders import TEXT, Clock, asked, case_path, clock, on, work_path
from integration.lending import booking, facts, hours, last_event, taken
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.sheets_store import CITY
from mandat.cases import store as cases
from mandat.cases.domain.model import Case, CaseStatus
from mandat.web.lending.permits import Action
from mandat.web.lending.times import code_of
from mandat.web.staff.site import LOANS

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock() as found:
        yield found


@pytest.fixture
def case(hour: Clock) -> Case:
    return asked()


def test_every_act_has_its_address() -> None:
    assert set(LOANS) == set(Action)


def test_the_page_says_what_is_asked_for_and_has_one_button(case: Case, hour: Clock) -> None:
    page = Browser().get(case_path(case, hour)).body
    for said in ("Sabtu, 5 Desember 2026", "09.00-13.00", "BD 1 A", "Akad nikah"):
        assert said in page
    assert "Harus diputuskan: sisa" in page
    assert page.count('class="btn"') == 1
    assert "/setujui" in page


def test_acts_of_a_complaint_are_not_offered(case: Case, hour: Clock) -> None:
    link = case_path(case, hour)
    browser = Browser()
    offered = {one.rpartition("/")[2] for one in links(browser.get(link).body)}
    assert not offered & {"selesai", "tolak", "gabung", "ambil"}
    for action in ("selesai", "tolak", "gabung", "ambil"):
        assert browser.get(f"{link}/{action}").status == 409


def test_a_post_approves(case: Case, hour: Clock) -> None:
    answer = Browser().act(case_path(case, hour), "setujui", sure="yes")
    assert answer.status == 303
    assert booking(case.id).status is BookingStatus.APPROVED
    page = Browser().get(answer.location).body
    assert "Tercatat: peminjaman disetujui" in page
    assert "Sopir punya tautan" in page


def test_a_post_declines_with_reason_and_words(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    short = browser.act(link, "tolak-pinjam", reason="official_duty", text="Maaf", sure="yes")
    assert short.status == 422
    assert "Maaf" in short.body
    answer = browser.act(link, "tolak-pinjam", reason="official_duty", text=TEXT, sure="yes")
    assert answer.status == 303
    assert booking(case.id).status is BookingStatus.DECLINED
    assert cases.load(case.id).status is CaseStatus.ANSWERED
    assert not hours(case.id)


def test_a_post_proposes_a_free_time_and_both_are_held(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    form = browser.get(f"{link}/usulkan").body
    other = code_of(on(resource="bd-2-a"))
    assert f'value="{other}"' in form
    answer = browser.act(link, "usulkan", time=other, text="BD 1 A dipakai tamu.")
    assert answer.status == 303
    found = booking(case.id)
    assert found.status is BookingStatus.PROPOSED
    assert found.proposed == on(resource="bd-2-a")
    assert hours(case.id) == hours(case.id, "bd-2-a") != ()
    page = browser.get(link).body
    assert "Warga memilih sampai" in page
    assert "BD 2 A" in page


def test_a_time_may_be_typed(case: Case, hour: Clock) -> None:
    typed = {"time": "other", "thing": "bd-1-a", "day": "06-12-2026"}
    browser, link = Browser(), case_path(case, hour)
    wrong = browser.act(link, "usulkan", **typed, start="07.15", end="nanti")
    assert wrong.status == 422
    assert "nanti" in wrong.body
    outside = browser.act(
        link, "usulkan", **typed | {"day": "2026-12-07"}, start="08:00", end="12:00"
    )
    assert outside.status == 422
    assert "tidak ada peminjaman" in outside.body
    answer = browser.act(link, "usulkan", **typed, start="08.00", end="12.00")
    assert answer.status == 303
    found = booking(case.id).proposed
    assert found
    assert found.start.isoformat() == "2026-12-06T01:00:00+00:00"


def test_a_taken_time_is_refused_with_the_form_again(case: Case, hour: Clock) -> None:
    other = asked("k2", loan=on(resource="bd-2-a"))
    answer = Browser().act(case_path(case, hour), "usulkan", time=code_of(on(resource="bd-2-a")))
    assert answer.status == 409
    assert "sudah diambil orang lain" in answer.body
    assert booking(case.id).status is BookingStatus.HELD
    assert other.id not in answer.body


def test_the_day_shows_neighbours_by_their_hours_only(case: Case, hour: Clock) -> None:
    other = asked("k2", loan=on(start=900, minutes=180))
    page = Browser().get(case_path(case, hour)).body
    assert "<strong>08.00-14.00</strong> peminjaman ini" in page
    assert "<strong>14.00-19.00</strong> peminjaman lain" in page
    assert other.id not in page


def test_official_duty_takes_an_approved_loan_back_and_keeps_the_time(
    case: Case, hour: Clock
) -> None:
    browser, link = Browser(), case_path(case, hour)
    browser.act(link, "setujui", sure="yes")
    assert "BD 2 A" in browser.get(f"{link}/tarik").body
    answer = browser.act(link, "tarik", reason="official_duty", text=TEXT, sure="yes")
    assert answer.status == 303
    assert booking(case.id).status is BookingStatus.PREEMPTED
    assert last_event(case.id, "BookingPreempted").fact.reason == "official_duty"  # type: ignore[attr-defined]
    assert set(taken("bd-1-a").values()) == {CITY}


def test_only_the_post_that_holds_the_task_acts(case: Case, hour: Clock) -> None:
    link = case_path(case, hour, "sekda")
    browser = Browser()
    page = browser.get(link).body
    assert "Bagian Umum" in page
    assert 'class="btn"' not in page
    for action in Action:
        assert browser.get(f"{link}/{action}").status == 409
    assert facts(case.id)[-1] == "TaskAssigned"


def test_a_booking_can_be_passed_on_and_is_decided_there(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    moved = browser.act(link, "alihkan", to="bagian-kesra", reason="other_agency", text="")
    assert moved.status == 303
    assert browser.get(f"{link}/setujui").status == 409
    theirs = case_path(case, hour, "bagian-kesra")
    assert browser.act(theirs, "setujui", sure="yes").status == 303
    assert booking(case.id).status is BookingStatus.APPROVED


@pytest.mark.parametrize("state", ["held", "approved"])
def test_a_program_that_opens_and_clicks_everything_changes_nothing(
    case: Case, hour: Clock, state: str
) -> None:
    browser, link = Browser(), case_path(case, hour)
    if state == "approved":
        browser.act(link, "setujui", sure="yes")
    before = cases.load(case.id).seq
    found = [form for action in Action for form in forms(browser.get(f"{link}/{action}").body)]
    assert found
    assert {browser.post(form.action, form.fields).status for form in found} == {422}
    assert cases.load(case.id).seq == before


def test_a_double_tap_acts_once(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    form = browser.form(link, "setujui")
    filled = dict(form.fields) | {"sure": "yes"}
    first, second = (browser.post(form.action, filled) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert facts(case.id).count("BookingApproved") == 1
    assert "Tidak dikirim dua kali" in browser.get(second.location).body


def test_an_old_form_comes_back_with_what_was_typed(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    form = browser.form(link, "tolak-pinjam")
    filled = dict(form.fields) | {"reason": "not_fit", "text": TEXT, "sure": "yes", "nonce": "old"}
    again = browser.post(form.action, filled)
    assert again.status == 409
    kept = dict(forms(again.body)[0].fields)
    assert (kept["text"], kept["reason"]) == (TEXT, "not_fit")
    assert "sure" not in kept


def test_a_cancelled_booking_is_not_brought_back_by_an_old_link(case: Case, hour: Clock) -> None:
    browser, link = Browser(), case_path(case, hour)
    old = browser.form(link, "setujui")
    browser.act(link, "batalkan", sure="yes")
    assert booking(case.id).status is BookingStatus.CANCELLED
    answer = browser.post(old.action, dict(old.fields) | {"sure": "yes"})
    assert answer.status == 409
    assert "sudah berubah" in answer.body
    assert booking(case.id).status is BookingStatus.CANCELLED


def test_the_worklist_shows_a_booking_with_its_day(case: Case, hour: Clock) -> None:
    page = Browser().get(work_path(hour)).body
    assert "Sabtu, 5 Desember 2026" in page
    assert "Menunggu keputusan Anda" in page


@pytest.mark.parametrize(
    "typed",
    [
        {"time": "bd-1-a*1@99991231T2330Z@99991231T2359Z"},
        {"time": "bd-1-a*0@20261205T0100Z@20261205T0500Z"},
        {"time": "tenda*1@20261205T0100Z@20261205T0500Z"},
        {"time": "other", "day": "31-12-9999", "start": "08.00", "end": "12.00"},
        {"time": "other", "day": "01-01-0001", "start": "08.00", "end": "12.00"},
        {"time": "other", "thing": "kereta", "day": "06-12-2026", "start": "08.00", "end": "12.00"},
    ],
    ids=str,
)
def test_a_time_that_no_page_offers_is_asked_again(
    case: Case, hour: Clock, typed: dict[str, str]
) -> None:
    answer = Browser().act(case_path(case, hour), "usulkan", **typed)
    assert answer.status == 422
    assert 'id="f-time-error"' in answer.body
    assert booking(case.id).status is BookingStatus.HELD
