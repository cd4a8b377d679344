"""Ambulances by browser: the call, its state, the crew's taps and the desk, without JavaScript."""

from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import pytest

from integration import calls as c
from integration.citizens import Citizen, Page
from integration.desks import Browser
from mandat.bookings.sheets_store import DaySheetItem
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.dispatch.commands import remind
from mandat.dispatch.domain.model import CallStatus, UnitState
from mandat.dispatch.domain.timing import next_moment
from mandat.errors import NotAllowedError, UnavailableError
from mandat.own.commands import ask_erasure
from mandat.personal import store as personal
from mandat.platform.links import act_url, desk_url, worklist_url
from mandat.web.dispatch import asking
from samples import items
from unit.dispatch import samples as d
from unit.messaging.mails import small_town

TYPED = {
    "whom": "patient",
    "village": "17.71.06.1001",
    "where": "Jalan Merdeka 5, depan masjid",
    "phone": "0812 0000 0077",
}


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    c.have_fleet()
    c.staff_desk()
    return small_town()


def path(link: str) -> str:
    return urlsplit(link).path


def asked(citizen: Citizen, **typed: str) -> Page:
    citizen.get("/ambulans/minta")
    return citizen.send("", **(TYPED | typed))


def case_of() -> str:
    [found] = [one for one in items("CASE#") if one["sk"]["S"] == "CALL"]
    return str(found["pk"]["S"]).removeprefix("CASE#")


def test_numbers_to_call_come_before_anything_else() -> None:
    page = Citizen().get("/ambulans")

    html = page.html
    assert html.index("tel:119") < html.index("tel:112") < html.index(f"tel:{d.FLEET.desk_phone}")
    assert html.index("tel:112") < html.index("/ambulans/minta") < html.index("/pinjam/")


def test_numbers_to_call_need_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise UnavailableError("GetItem_unanswered")

    monkeypatch.setattr(asking, "fleet_now", down)
    page = Citizen().get("/ambulans")

    assert page.status == 200
    assert page.html.index("tel:119") < page.html.index("tel:112")


def test_a_call_asks_where_whom_to_call_and_for_whom_and_nothing_else() -> None:
    page = Citizen().get("/ambulans/minta")

    names = {one for one in page.form.fields if one not in {"key", "website"}}
    assert names == {"village", "where", "phone", "latitude", "longitude"}
    assert page.html.count('name="whom"') == 2
    for word in ("NIK", "KTP", 'type="file"'):
        assert word not in page.html


def test_a_call_is_taken_and_its_page_looks_again_by_itself() -> None:
    citizen = Citizen()
    page = asked(citizen)

    case_id = case_of()
    assert page.status == 200
    assert page.shows("Ambulans 1 diminta datang")
    assert page.headers["Refresh"] == ["15"]
    assert personal.contact(case_id).phone == "+6281200000077"
    assert cases.load(case_id).sealed
    still = citizen.get(f"{page.path}?tenang=1")
    assert "Refresh" not in still.headers


@pytest.mark.parametrize(
    ("field", "typed"),
    [("whom", ""), ("village", "17.71.99"), ("where", "di"), ("phone", "12"), ("where", "x" * 301)],
)
def test_what_is_missing_is_said_beside_its_field_with_everything_kept(
    field: str, typed: str
) -> None:
    page = asked(Citizen(), **{field: typed})

    assert page.status == 422
    assert list(page.problems) == [field]
    assert items("CASE#") == []
    for name in {"where", "phone"} - {field}:
        assert page.shows(TYPED[name])


def test_a_call_corrected_after_a_mistake_or_sent_twice_is_one_call() -> None:
    citizen = Citizen()
    page = asked(citizen, phone="")
    key = page.form.fields["key"]
    first = citizen.send("", **TYPED)
    second = citizen.post("/ambulans/minta", TYPED | {"key": key})

    assert second.path == first.path
    assert len([one for one in items("CASE#") if one["sk"]["S"] == "CALL"]) == 1


def test_another_content_under_the_same_key_is_told_that_the_first_stands() -> None:
    citizen = Citizen()
    citizen.get("/ambulans/minta")
    assert citizen.page
    key = citizen.page.form.fields["key"]
    citizen.post("/ambulans/minta", TYPED | {"key": key})
    page = citizen.post("/ambulans/minta", TYPED | {"key": key, "where": "Rumah yang lain sekali"})

    assert page.shows("Panggilan pertama Anda tetap berlaku")


def test_a_browser_that_keeps_no_cookies_is_served_all_the_same() -> None:
    key = Citizen().get("/ambulans/minta").form.fields["key"]
    page = Citizen().post("/ambulans/minta", TYPED | {"key": key})
    again = Citizen().post("/ambulans/minta", TYPED | {"key": key})

    assert page.shows("diminta datang")
    assert again.path == page.path


def test_a_key_that_is_none_of_ours_asks_once_more() -> None:
    page = Citizen().post("/ambulans/minta", TYPED | {"key": "made-up"})

    assert page.status == 409
    assert page.shows("Tekan tombolnya sekali lagi")
    assert page.shows(TYPED["where"])


def test_what_could_not_be_stored_shows_the_numbers_first_and_keeps_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise UnavailableError("TransactWriteItems_refused")

    monkeypatch.setattr(asking, "call", broken)
    citizen = Citizen()
    key = citizen.get("/ambulans/minta").form.fields["key"]
    page = citizen.post("/ambulans/minta", TYPED | {"key": key})

    assert page.status == 503
    assert page.html.index("Belum terkirim") < page.html.index("tel:119") < page.html.index("<form")
    assert page.form.fields["key"] == key


def test_what_fills_in_the_trap_is_not_refused_but_confirmed_first() -> None:
    asked(Citizen(), website="spam")

    assert c.standing(case_of()).status is CallStatus.TO_CONFIRM


def test_an_unknown_kelurahan_keeps_nobody_waiting() -> None:
    asked(Citizen(), village="tidak-tahu")

    assert c.standing(case_of()).status is CallStatus.OFFERED


def press(crew: Citizen, link: str, act: str, **typed: str) -> Page:
    """One tap on a button of the crew's page as it is now."""
    page = crew.get(path(link))
    nonce = page.forms[0].fields["nonce"]
    return crew.post(path(link), {"nonce": nonce, "act": act, **typed})


def test_five_taps_of_the_crew_are_the_citizens_page() -> None:
    citizen, crew = Citizen(), Citizen()
    status = asked(citizen).path
    link = c.crew_link(case_of())
    seen = []
    for act in ("terima", "berangkat", "tiba", "antar", "selesai"):
        assert press(crew, link, act).status == 200
        heading = citizen.get(status).html.partition("<h1>")[2].partition("</h1>")[0]
        seen.append(unescape(heading))

    assert seen == [
        "Ambulans 1 akan datang",
        "Ambulans 1 sedang di jalan",
        "Ambulans 1 sudah tiba",
        "Ambulans 1 menuju rumah sakit",
        "Ambulans 1 selesai",
    ]


def test_opening_the_crews_link_changes_nothing() -> None:
    asked(Citizen())
    before = items("CASE#")

    page = Citizen().get(path(c.crew_link(case_of())))
    Citizen().get(path(c.crew_link(case_of())), "HEAD")

    assert page.shows("Jalan Merdeka 5, depan masjid")
    assert 'href="tel:+6281200000077"' in page.html
    assert items("CASE#") == before


def test_a_tap_without_the_pages_own_nonce_does_nothing() -> None:
    asked(Citizen())
    link = path(c.crew_link(case_of()))
    page = Citizen().post(link, {"act": "terima", "nonce": "made-up"})
    mine = Citizen().get(link).forms[0].fields["nonce"]
    other = Citizen().post(link, {"act": "terima", "nonce": mine})

    assert (page.status, other.status) == (409, 409)
    assert page.shows("Ketuk sekali lagi") or page.shows("ketuk sekali lagi")
    assert c.standing(case_of()).status is CallStatus.OFFERED


def test_a_slip_is_taken_back_by_one_tap() -> None:
    asked(Citizen())
    crew, link = Citizen(), c.crew_link(case_of())
    page = press(crew, link, "terima")
    assert page.shows("Salah ketuk")

    press(crew, link, "batal-langkah")

    assert c.standing(case_of()).status is CallStatus.OFFERED


def test_who_cannot_come_says_why_and_sees_nothing_of_the_citizen_any_more() -> None:
    asked(Citizen())
    crew, link = Citizen(), c.crew_link(case_of())
    assert press(crew, link, "tidak-bisa").status == 422
    page = press(crew, link, "tidak-bisa", reason="breakdown")

    assert page.shows("Tidak perlu berangkat")
    assert not page.shows(TYPED["where"])
    assert "6281200000077" not in page.html
    assert c.board()["amb-1"].state is UnitState.OUT
    assert c.standing(case_of()).unit == "amb-2"
    assert crew.post(path(link), {"act": "terima", "nonce": "old"}).status == 409


def test_a_crew_closes_a_false_call_only_with_a_word() -> None:
    asked(Citizen())
    crew, link = Citizen(), c.crew_link(case_of())
    press(crew, link, "terima")
    assert press(crew, link, "palsu").status == 422
    press(crew, link, "palsu", sure="yes")

    assert cases.load(case_of()).status is CaseStatus.ANSWERED
    assert c.board()["amb-1"].state is UnitState.FREE


def test_the_citizen_calls_it_off() -> None:
    citizen = Citizen()
    status = asked(citizen).path
    citizen.get(f"{status}/batal")
    assert citizen.send("next").status == 422
    page = citizen.send("next", sure="yes")

    assert page.path == status
    assert page.shows("Panggilan dibatalkan")
    assert "Refresh" not in page.headers
    assert cases.load(case_of()).status is CaseStatus.CLOSED


def test_the_desk_has_the_call_at_second_zero_with_both_numbers() -> None:
    asked(Citizen())
    page = Citizen().get(path(c.desk_link(datetime.now(UTC))))

    assert page.headers["Refresh"] == ["10"]
    assert 'href="tel:+6281200000077"' in page.html
    assert f'href="tel:{d.FLEET.resources[0].driver.phone}"' in page.html
    assert page.shows("3 bebas, 1 bertugas, 0 tidak siap")
    assert 'class="red"' not in page.html


def test_another_posts_link_does_not_open_the_desk() -> None:
    page = Citizen().get(path(desk_url("dinas-pupr", "a1", "1", datetime.now(UTC))))

    assert page.status in {404, 410}


def desk_path(more: str = "") -> str:
    link = path(c.desk_link(datetime.now(UTC)))
    return f"{link}/{more}" if more else link


def test_the_desk_sends_another_unit_by_hand() -> None:
    asked(Citizen())
    desk = Citizen()
    form = desk.get(desk_path(f"panggilan/{case_of()}/unit"))
    assert form.html.index("Ambulans 2") < form.html.index("Ambulans 3")
    assert desk.send("next").status == 422
    page = desk.send("next", unit="amb-3")

    assert page.shows("Diminta: Ambulans 3")
    assert c.standing(case_of()).unit == "amb-3"


def test_the_desk_takes_the_unit_of_a_ride_that_is_listed_last() -> None:
    now = to_local(datetime.now(UTC))
    slot = f"s{now.hour:02}{now.minute // 30 * 30:02}"
    DaySheetItem("SLOTS#amb-3", f"{now:%Y-%m-%d}", **{slot: "RIDE0001"}).save()
    asked(Citizen())

    page = Citizen().get(desk_path(f"panggilan/{case_of()}/unit"))

    assert page.html.index("Ambulans 4") < page.html.index("Ambulans 3 (Perjalanan terjadwal)")


def test_the_desk_confirms_a_doubtful_call() -> None:
    asked(Citizen(), website="x")
    desk = Citizen()
    desk.get(desk_path(f"panggilan/{case_of()}/nilai"))
    desk.send("next", word="real")

    assert c.standing(case_of()).status is CallStatus.OFFERED


def test_the_desk_closes_a_false_call() -> None:
    asked(Citizen())
    desk = Citizen()
    desk.get(desk_path(f"panggilan/{case_of()}/nilai"))
    page = desk.send("next", word="false")

    assert page.shows("Tidak ada panggilan terbuka")
    assert c.standing(case_of()).ended_as == "UnitCallFalse"


def test_the_desk_takes_a_unit_off_the_board_and_puts_it_back() -> None:
    desk = Citizen()
    desk.get(desk_path("unit/amb-2"))
    page = desk.send("next", service="maintenance")
    assert page.shows("3 bebas, 0 bertugas, 1 tidak siap")
    assert page.shows("dirawat di bengkel")

    desk.get(desk_path("unit/amb-2"))
    page = desk.send("next", service="back")
    assert page.shows("4 bebas, 0 bertugas, 0 tidak siap")


def test_a_unit_at_a_call_is_not_taken_off_the_board() -> None:
    asked(Citizen())
    desk = Citizen()
    desk.get(desk_path("unit/amb-1"))
    page = desk.send("next", service="breakdown")

    assert page.status == 409
    assert page.shows("Ambulans itu sedang bertugas")


def test_the_citizens_page_of_the_case_leads_to_where_the_ambulance_is() -> None:
    citizen = Citizen()
    token = asked(citizen).path.rpartition("/")[2]
    page = citizen.get(f"/k/{token}")

    assert page.shows("Ambulans 1 diminta datang")
    assert f'href="/ambulans/status/{token}"' in page.html
    assert citizen.get(f"/k/{token}/batal").path == f"/ambulans/status/{token}/batal"


def test_who_was_carried_rates_it_on_the_page_of_the_case() -> None:
    citizen = Citizen()
    status = asked(citizen).path
    link = c.crew_link(case_of())
    crew = Citizen()
    for act in ("terima", "berangkat", "tiba", "selesai"):
        press(crew, link, act)
    due = next_moment(c.standing(case_of()))
    assert due is not None
    remind(case_of(), due, due.at)

    page = citizen.get(status)
    token = status.rpartition("/")[2]
    assert f'href="/k/{token}"' in page.html
    assert f'href="/k/{token}/puas"' in citizen.get(f"/k/{token}").html
    assert crew.get(path(link)).shows("Selesai. Terima kasih.")


def test_the_desk_reads_the_case_of_a_call_as_any_case() -> None:
    asked(Citizen())
    link = act_url(case_of(), d.DESK, c.MAILBOX.id, "1", datetime.now(UTC))
    page = Browser().get(path(link))

    assert page.status == 200
    assert "Jalan Merdeka 5, depan masjid" in page.body
    listed = Browser().get(path(worklist_url(d.DESK, c.MAILBOX.id, "1", datetime.now(UTC))))
    assert 'href="/meja/' in listed.body


def test_data_of_a_call_are_not_erased_while_an_ambulance_is_under_way() -> None:
    asked(Citizen())

    with pytest.raises(NotAllowedError):
        ask_erasure([case_of()], "erase", datetime.now(UTC))
