"""What posts and drivers type: checklists, times, days, and loans as the values of choices."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.bookings.domain.model import Checklist, Item, Loan
from mandat.web.lending.checklist import read_checklist
from mandat.web.lending.times import code_of, loan_of, typed_loan
from mandat.web.request import Request
from mandat.web.staff.fields import read_day, read_minute
from unit.bookings import samples as b


def sent(form: str) -> Request:
    return Request("POST", "/", {}, {}, "request-1", parse_qs(form))


@pytest.mark.parametrize(
    ("typed", "km"),
    [("45210", 45210), ("45.210", 45210), ("45 210 km", 45210), ("45,210KM", 45210), ("0", 0)],
)
def test_an_odometer_is_read_as_people_write_it(typed: str, km: int) -> None:
    found = read_checklist(sent(f"odometer={typed}&fuel=8&damage=no"), engine=True)
    assert found.checklist == Checklist(km, 8, damage=False)
    assert not found.wrong


@pytest.mark.parametrize("typed", ["", "banyak", "-5", "12345678", "4½", "٤٥"])
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    found = read_checklist(sent(f"odometer={typed}&fuel=0&damage=no"), engine=True)
    assert [one.field for one in found.wrong] == ["odometer"]


def test_goods_have_neither_odometer_nor_tank() -> None:
    found = read_checklist(sent("damage=yes&text=Dua+kursi+patah"), engine=False)
    assert found.checklist == Checklist(None, None, damage=True)
    assert not found.wrong


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("", ["odometer", "fuel", "damage"]),
        ("odometer=5&fuel=9&damage=maybe", ["fuel", "damage"]),
        ("odometer=5&fuel=unreadable&damage=yes", ["text"]),
        ("odometer=5&fuel=1&damage=no&text=" + "a" * 4001, ["text"]),
    ],
)
def test_everything_wrong_is_found_at_once(form: str, fields: list[str]) -> None:
    found = read_checklist(sent(form), engine=True)
    assert [one.field for one in found.wrong] == fields


@given(
    st.integers(0, 47),
    st.integers(1, 40),
    st.lists(st.sampled_from(("tenda", "kursi", "bd-1-a")), min_size=1, max_size=3, unique=True),
    st.integers(1, 1200),
)
def test_a_loan_survives_being_a_choice(
    start: int, length: int, things: list[str], quantity: int
) -> None:
    span = b.loan(start=30 * start, minutes=30 * length)
    loan = Loan(tuple(Item(one, quantity) for one in things), span.start, span.end)
    assert loan_of(code_of(loan)) == loan


@pytest.mark.parametrize(
    "value",
    [
        "",
        "other",
        "bd-1-a",
        "bd-1-a*1@20261399T0100Z@20261205T0500Z",
        "x*1@a@b",
        "BD*1@@",
        "é*1@1@2",
    ],
)
def test_what_no_page_of_ours_offers_is_no_loan(value: str) -> None:
    assert loan_of(value) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    loan_of(text)
    typed_loan(b.loan(), "", text, text, text)
    read_day(text)
    read_minute(text)


def test_a_typed_time_is_local_and_of_the_thing_that_was_chosen() -> None:
    found = typed_loan(b.loan(), "bd-2-a", "5-12-2026", "09.00", "13:00")
    assert found == b.loan("bd-2-a")
    assert typed_loan(b.goods(days=2), "", "2026-12-05", "07:00", "18:00").items == b.goods().items  # type: ignore[union-attr]  # it was read


def test_days_and_minutes() -> None:
    assert read_day("30-11-2026") == read_day("2026-11-30") == date(2026, 11, 30)
    assert read_day("31-11-2026") is None
    assert (read_minute("07.30"), read_minute("24:00"), read_minute("24.01")) == (450, 1440, None)
