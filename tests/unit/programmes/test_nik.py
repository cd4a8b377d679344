"""The NIK: what it says, and the little that may refuse it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.errors import InvalidError
from mandat.programmes.domain.nik import parse, parse_card

PROVINCES = frozenset({"17", "31"})
PLACES = st.integers(0, 9999).map("{:04}".format)
SERIALS = st.integers(1, 9999).map("{:04}".format)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def written(born: date, *, woman: bool, place: str = "7101", serial: str = "0001") -> str:
    day = born.day + 40 if woman else born.day
    return f"17{place}{day:02}{born:%m%y}{serial}"


@given(DAYS, st.booleans(), PLACES, SERIALS)
def test_what_was_written_is_read(born: date, woman: bool, place: str, serial: str) -> None:
    nik = parse(written(born, woman=woman, place=place, serial=serial), PROVINCES)
    assert nik.born == (born.day, born.month, born.year % 100)
    assert nik.sex == ("f" if woman else "m")
    assert (nik.province, nik.serial, nik.last4) == ("17", int(serial), serial)


@given(DAYS, st.booleans(), st.sampled_from([" ", "-", ".", "\u00a0", "  "]))
def test_typed_with_gaps_it_is_the_same(born: date, woman: bool, gap: str) -> None:
    plain = written(born, woman=woman)
    typed = gap.join(plain[at : at + 4] for at in range(0, 16, 4))
    assert parse(f" {typed} ", PROVINCES) == parse(plain, PROVINCES)


@given(st.text("0123456789", min_size=16, max_size=16))
def test_sixteen_digits_are_taken_exactly_when_they_say_a_date(digits: str) -> None:
    digits = "17" + digits[2:]
    day, month, year = (int(digits[at : at + 2]) for at in (6, 8, 10))
    woman = day > 40
    dates = {written(one, woman=woman)[6:12] for one in _days_of(month, year)}
    fits = digits[6:12] in dates and digits[12:] != "0000"
    assert _code(digits) == ("" if fits else ANY_OF[digits[6:12] in dates])


ANY_OF = {True: "nik_serial", False: "nik_date"}


def _code(digits: str) -> str:
    try:
        parse(digits, PROVINCES)
    except InvalidError as error:
        return error.code
    return ""


def _days_of(month: int, year: int) -> list[date]:
    """The days of a month of either century."""
    if month not in range(1, 13):
        return []
    firsts = (date(century + year, month, 1) for century in (1900, 2000))
    days = (first + timedelta(days=n) for first in firsts for n in range(31))
    return [one for one in days if one.month == month]


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("", "nik_digits"),
        ("177101010170000", "nik_digits"),
        ("17710101017000011", "nik_digits"),
        ("1771010101700O01", "nik_digits"),
        ("١٧٧١٠١٠١٠١٧٠٠٠٠١", "nik_digits"),
        ("9971010101700001", "nik_province"),
        ("0071010101700001", "nik_province"),
        ("1771010001700001", "nik_date"),
        ("1771013201700001", "nik_date"),
        ("1771014001700001", "nik_date"),
        ("1771017201700001", "nik_date"),
        ("1771010100700001", "nik_date"),
        ("1771010113700001", "nik_date"),
        ("1771013104700001", "nik_date"),
        ("1771013002700001", "nik_date"),
        ("1771012902010001", "nik_date"),
        ("1771016902990001", "nik_date"),
        ("1771010101700000", "nik_serial"),
    ],
)
def test_what_is_refused(digits: str, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        parse(digits, PROVINCES)
    assert (refused.value.field, refused.value.code) == ("nik", code)


@pytest.mark.parametrize(
    "digits",
    [
        "1771012902000001",  # 29 February 2000; 1900 had none
        "1771016902960001",  # a woman, 29 February 1996
        "1771017112700001",  # a woman, the 31st
        "1799994101700001",  # no such regency and district: it was one of long ago
        "3171010101709999",  # of another province
    ],
)
def test_what_is_never_refused(digits: str) -> None:
    assert parse(digits, PROVINCES).digits == digits


def test_it_does_not_show_itself() -> None:
    assert "1771010101700001" not in repr(parse("1771010101700001", PROVINCES))


def test_a_family_card_is_sixteen_digits() -> None:
    assert parse_card("1771 0101 0170 0000") == "1771010101700000"
    with pytest.raises(InvalidError) as refused:
        parse_card("1771")
    assert (refused.value.field, refused.value.code) == ("card", "card_digits")
