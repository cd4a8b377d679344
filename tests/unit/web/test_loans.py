"""What is lent, as its pages see it: drafts, loans, the order of questions, the calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from city.build import build_catalogue
from city.check import CITIES, checked_city
from city.lending import build_fleet
from mandat.bookings.domain.free import DayState, Window
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Booking, BookingStatus, Item, Loan
from mandat.bookings.domain.terms import check
from mandat.cases.domain.model import Case
from mandat.errors import InvalidError
from mandat.web.bookings.calendar import month_of, stretches, together
from mandat.web.bookings.draft import LoanDraft, day_of, read_loan
from mandat.web.bookings.lending import Lending
from mandat.web.bookings.loans import chosen, clock, lengths, loan_of, starts
from mandat.web.bookings.showing import read_month
from mandat.web.bookings.steps import STEPS, WAY, refusal, settled
from mandat.web.bookings.summary import place_label
from mandat.web.bookings.told import FACTS, NEXT, STATES, Told
from mandat.web.problems import MESSAGES
from mandat.web.request import Request
from unit.bookings.samples import CAR, FLEET, Line, goods, loan, wish

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 09:00 WIB
SATURDAY = date(2026, 12, 5)
CARS = LoanDraft(
    service="mobil-dinas",
    purpose="akad",
    thing="bd-1-a",
    day="2026-12-05",
    start="540",
    length="240",
    village="17.71.01.1002",
    landmark="Jalan Contoh 7",
    answers=(("mempelai", "Ani dan Budi"), ("tujuan", "Gedung Contoh")),
    family_card="1771 0123-4567.8901",
    name="Rahayu Contoh",
    phone="0812 3456 7890",
    terms="yes",
)
GOODS = LoanDraft(
    service="perlengkapan-duka", things="tenda:2,kursi:50", day="2026-12-05", days="3"
)


@pytest.fixture(scope="module")
def lendings() -> dict[str, Lending]:
    sources = checked_city(CITIES / "bengkulu")
    catalogue, fleet = build_catalogue(sources), build_fleet(sources)
    return {
        one.id: Lending(catalogue, fleet, one, service, NOW)
        for one in fleet.offers
        if (service := catalogue.service(one.id))
    }


@pytest.fixture
def cars(lendings: dict[str, Lending]) -> Lending:
    return lendings["mobil-dinas"]


def test_an_offer_asks_what_its_terms_need(lendings: dict[str, Lending]) -> None:
    def asked(offer: str) -> list[str]:
        return [one.id for one in WAY.route(LoanDraft(service=offer), lendings[offer])]

    assert asked("mobil-dinas") == [
        "rules", "purpose", "day", "time", "place", "details", "family", "contact", "terms",
        "check",
    ]  # fmt: skip
    assert asked("perlengkapan-duka") == [
        "rules", "purpose", "things", "day", "days", "place", "details", "contact", "terms",
        "check",
    ]  # fmt: skip
    assert "family" not in asked("ambulans-terjadwal")
    assert {one.id for one in STEPS} >= set(asked("ambulans-terjadwal"))


def test_a_whole_draft_can_be_sent_and_every_part_of_it_is_needed(cars: Lending) -> None:
    assert WAY.first_wrong(CARS, cars) is None
    for name in ("purpose", "thing", "day", "start", "length", "village", "landmark", "family_card",
                 "name", "phone", "terms", "answers"):  # fmt: skip
        empty = CARS.with_fields(**{name: () if name == "answers" else ""})
        assert WAY.first_wrong(empty, cars) is not None, name


def test_a_draft_comes_to_its_loan_and_a_loan_to_its_draft(lendings: dict[str, Lending]) -> None:
    cars, things = lendings["mobil-dinas"], lendings["perlengkapan-duka"]
    car = loan_of(CARS, cars)
    assert car == Loan((Item("bd-1-a"),), at_minute(SATURDAY, 540), at_minute(SATURDAY, 780))
    assert loan_of(LoanDraft().with_fields(**chosen(CARS, car, cars)), cars) == car
    goods = loan_of(GOODS, things)
    assert goods is not None
    assert goods.items == (Item("tenda", 2), Item("kursi", 50))
    assert goods.end == at_minute(SATURDAY + timedelta(days=2), things.offer.close_minute)
    assert chosen(GOODS, goods, things) == {"day": "2026-12-05", "days": "3"}


@pytest.mark.parametrize("missing", ["day", "start", "length"])
def test_half_a_draft_comes_to_no_loan(cars: Lending, missing: str) -> None:
    assert loan_of(CARS.with_fields(**{missing: ""}), cars) is None


def test_where_the_city_picks_the_unit_the_draft_names_one_that_is_not_held_back(
    lendings: dict[str, Lending],
) -> None:
    rides = lendings["ambulans-terjadwal"]
    for start in range(0, 1440, 30):
        draft = LoanDraft(day="2026-12-05", start=str(start), length="60")
        wanted = loan_of(draft, rides)
        assert wanted is not None
        check(wanted, rides.offer, rides.fleet, NOW)


def test_a_pool_that_is_needed_today_begins_with_the_next_half_hour(
    lendings: dict[str, Lending],
) -> None:
    things = replace(lendings["perlengkapan-duka"], now=NOW + timedelta(minutes=1))
    wanted = loan_of(GOODS.with_fields(day="2026-11-25"), things)
    assert wanted is not None
    assert wanted.start == NOW + timedelta(minutes=30)
    check(wanted, things.offer, things.fleet, things.now)


def test_quantities_are_kept_as_typed_and_counted_when_they_are_numbers() -> None:
    form = {"n_tenda": ["2"], "n_kursi": ["banyak, sekali"], "n_sound": [""]}
    draft = read_loan(Request("POST", "/", {}, {}, "r", form), "perlengkapan-duka")

    assert draft.quantities() == {"tenda": "2", "kursi": "banyak  sekali"}
    assert draft.counted() == {"tenda": 2}
    assert read_loan(Request("POST", "/", {}, {}, "r", {"things": ["tenda:2"]}), "x").counted() == {
        "tenda": 2
    }


def test_a_family_card_is_read_however_it_is_written_and_shown_by_its_end() -> None:
    assert (CARS.card_digits, CARS.card_end) == ("1771012345678901", "8901")
    other = CARS.with_fields(family_card="1771 9999 9999 8901")
    assert other.digest == CARS.digest
    assert CARS.with_fields(family_card="1771 0123 4567 0000").digest != CARS.digest
    assert CARS.card_digits not in repr(CARS)


@pytest.mark.parametrize(
    "text", ["2026-12-32", "20261205", "2026-W49-6", "x", "", "２０２６-12-05"]
)
def test_a_day_is_only_what_our_own_pages_write(text: str) -> None:
    assert day_of(text) is None


def test_every_rule_of_the_terms_has_words(cars: Lending) -> None:
    codes = (
        "choose_thing", "held_back", "too_many", "choose_time", "overnight", "too_long",
        "closed_hours", "too_soon", "too_far", "closed_day", "same_time",
    )  # fmt: skip
    for code in codes:
        problem = refusal(InvalidError("time", code), cars)
        assert problem.code in MESSAGES
        assert MESSAGES[problem.code].format_map(problem.values)


def test_a_month_begins_on_monday_and_leads_no_further_than_the_horizon() -> None:
    states = dict.fromkeys((date(2026, 12, n + 1) for n in range(31)), DayState.FREE)
    month = month_of(date(2026, 12, 9), states, date(2026, 11, 28), date(2027, 1, 15))

    assert [cell.day.day if cell else 0 for cell in month.weeks[0]] == [0, 1, 2, 3, 4, 5, 6]
    assert all(len(week) == 7 for week in month.weeks)
    assert (month.previous, month.next) == (date(2026, 11, 1), date(2027, 1, 1))
    alone = month_of(date(2026, 12, 1), states, date(2026, 12, 3), date(2026, 12, 31))
    assert (alone.previous, alone.next) == (None, None)
    assert month.states == [DayState.FREE]
    assert not month.is_empty


@pytest.mark.parametrize(
    ("states", "all_needed", "any_will_do"),
    [
        (("free", "free"), "free", "free"),
        (("free", "full"), "partly", "free"),
        (("full", "full"), "full", "full"),
        (("partly", "full"), "partly", "partly"),
        (("closed", "full"), "full", "full"),
        (("closed", "closed"), "closed", "closed"),
        (("closed", "outside"), "closed", "closed"),
        (("outside", "outside"), "outside", "outside"),
    ],
)
def test_two_things_as_one(states: tuple[str, ...], all_needed: str, any_will_do: str) -> None:
    months = [{SATURDAY: DayState(one)} for one in states]

    assert together(months, any_will_do=False)[SATURDAY] == all_needed
    assert together(months, any_will_do=True)[SATURDAY] == any_will_do


def test_hours_are_cut_where_something_changes() -> None:
    found = stretches(360, 1320, ((Window(360, 720),), (Window(600, 1320),)))

    assert [(one.start, one.end, one.free) for one in found] == [
        (360, 600, (True, False)),
        (600, 720, (True, True)),
        (720, 1320, (False, True)),
    ]


def test_starts_lengths_and_clocks() -> None:
    assert starts((Window(360, 420), Window(600, 630))) == [360, 390, 600]
    assert lengths(CAR) == [60, 120, 180, 240, 300, 360, 420, 480]
    assert lengths(replace(CAR, longest_minutes=30)) == [30]
    assert (clock(545, "id"), clock(1440, "en")) == ("09.05", "24:00")


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("", date(2026, 11, 1)),
        ("2026-12", date(2026, 12, 1)),
        ("1999-01", date(2026, 11, 1)),
        ("2099-01", date(2027, 3, 1)),
        ("2026-13", date(2026, 11, 1)),
    ],
)
def test_a_month_is_shown_as_near_as_the_terms_reach(cars: Lending, text: str, month: date) -> None:
    assert read_month(text, cars) == month


def test_where_it_is_brought_or_picked_up(lendings: dict[str, Lending]) -> None:
    assert place_label(lendings["perlengkapan-duka"]) == "Brought to"
    assert place_label(lendings["ambulans-terjadwal"]) == "Picked up at"


def test_who_borrows_is_always_named(cars: Lending) -> None:
    assert settled(replace(CARS, who="anonymous"), cars).name == CARS.name


def told(status: BookingStatus, **more: object) -> Told:
    line = Line()
    assert line.case
    assert line.booking
    booking = replace(line.booking, status=status, **more)
    return Told(line.case, booking, FLEET, "id", line.at)


def test_every_state_is_in_words_and_only_what_ends_by_itself_has_an_hour() -> None:
    assert set(STATES) == set(BookingStatus)
    assert set(NEXT) < set(BookingStatus)
    for status in BookingStatus:
        assert told(status).state
        assert told(status, until=None).next == ""


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("waiting", {"batal"}),
        ("offered", {"ambil", "batal"}),
        ("held", {"geser", "batal"}),
        ("proposed", {"pilih", "batal"}),
        ("approved", {"geser", "batal"}),
        ("preempted", {"geser", "batal"}),
        ("handed_over", set()),
        ("returned", set()),
        ("declined", set()),
        ("cancelled", set()),
        ("expired", set()),
        ("no_show", set()),
    ],
)
def test_what_may_be_done_follows_the_table(status: str, possible: set[str]) -> None:
    found = told(BookingStatus(status))

    assert {act for act, may in found.possible.items() if may} == possible
    assert found.is_changeable is bool(possible)
    assert replace(found, handed=True).possible["batal"] is False


def test_too_late_is_too_late_and_only_for_what_was_promised() -> None:
    approved = told(BookingStatus.APPROVED)
    late = replace(approved, now=approved.booking.loan.start - timedelta(hours=1))
    assert approved.cutoff == approved.booking.loan.start - timedelta(hours=CAR.cutoff_hours)
    assert not approved.too_late
    assert late.too_late
    assert not late.is_changeable
    held = replace(told(BookingStatus.HELD), now=late.now)
    assert held.possible["batal"]


def test_a_proposed_time_and_things_of_a_pool_are_in_words() -> None:
    found = told(BookingStatus.PROPOSED, proposed=loan("bd-2-a", start=600))
    assert "10.00" in found.proposed
    assert "BD 2 A" in found.proposed
    line = Line(wish(offer="perlengkapan-duka", loan=goods(), family="", lane=0))
    assert line.booking
    pool = Told(line.case, line.booking, FLEET, "id", line.at)  # type: ignore[arg-type]  # it was filed
    assert pool.is_pool
    assert pool.when == "Sabtu, 5 Desember 2026 sampai Minggu, 6 Desember 2026"
    assert pool.driver is None


def test_acts_are_those_of_the_table() -> None:
    assert set(FACTS) == {"geser", "batal", "pilih", "ambil"}
    assert isinstance(told(BookingStatus.HELD).case, Case)
    assert isinstance(told(BookingStatus.HELD).booking, Booking)
