"""Lines of an extract: what they say, and what two of them say of one NIK."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.errors import InvalidError
from mandat.programmes.domain.layout import DINSOS, DUKCAPIL, NEEDED, Layout, layout
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.person import Marital, Person
from mandat.programmes.domain.rows import Known, Row, fields, read
from mandat.programmes.domain.telling import Telling, content, is_stale, told
from mandat.programmes.domain.terms import RegisterTerms
from mandat.programmes.domain.twice import doubled, key

DAY = date(2026, 11, 24)
KNOWN = Known(frozenset({"17"}), frozenset({"17.71.01.1001"}), DAY)
VALUES = {
    "nik": "1771014101550001",
    "no_kk": "1771010101100001",
    "nama": "Siti Contoh",
    "tanggal_lahir": "1955-01-01",
    "jenis_kelamin": "P",
    "status_kawin": "CERAI MATI",
    "agama": "ISLAM",
    "kelurahan": "17.71.01.1001",
    "rt": "",
    "rw": "",
    "alamat": "",
}
ROW = read(VALUES, KNOWN)
TERMS = RegisterTerms(retention_days=1825)
OTHERS = st.sampled_from(
    [
        replace(ROW, name="Lain Contoh"),
        replace(ROW, decile=3, phone="+62812345678"),
        replace(ROW, village="17.71.01.1002", marital=Marital.MARRIED),
        replace(ROW, died_on=date(2026, 11, 1)),
        ROW,
    ]
)
SOURCES = st.sampled_from([DUKCAPIL, DINSOS])


def telling(row: Row = ROW, source: str = DUKCAPIL, day: date = DAY) -> Telling:
    return Telling(source, row, "person", "family", day, TERMS)


@pytest.mark.parametrize("text", ["1955-1-1", "1-1-1955", "01/01/1955", "1955-01-01"])
def test_days_as_registers_write_them(text: str) -> None:
    assert read(VALUES | {"tanggal_lahir": text}, KNOWN).born_on == date(1955, 1, 1)


@pytest.mark.parametrize("text", ["", "1955", "55-01-01", "01-01-55", "1955/01/01", "31-04-1955"])
def test_days_that_nobody_can_read(text: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read(VALUES | {"tanggal_lahir": text}, KNOWN)
    assert (refused.value.field, refused.value.code) == ("tanggal_lahir", "date_unreadable")


def test_a_birthday_that_contradicts_the_nik_is_taken() -> None:
    """A NIK is not corrected: the date of birth of the paper holds."""
    assert read(VALUES | {"tanggal_lahir": "1956-07-09", "jenis_kelamin": "L"}, KNOWN).sex == "m"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("", ""),
        ("0812-3456-7890", "+6281234567890"),
        ("62812 3456 7890", "+6281234567890"),
        ("+6281234567890", "+6281234567890"),
        ("0736 21234567", "+6273621234567"),
    ],
)
def test_numbers_as_people_write_them(text: str, phone: str) -> None:
    assert read(VALUES | {"no_hp": text}, KNOWN).phone == phone


@given(st.permutations(sorted(NEEDED[DINSOS])), st.sampled_from(",;"))
def test_columns_in_any_order(columns: list[str], delimiter: str) -> None:
    header = delimiter.join(columns)
    assert layout(DINSOS, header) == Layout(DINSOS, delimiter, tuple(columns))
    assert layout(DINSOS, header.upper().replace("_", " ")).columns == tuple(columns)


@given(st.text(max_size=60))
def test_any_line_is_fields_or_refused(text: str) -> None:
    try:
        found = fields(text, Layout(DUKCAPIL, ",", ("nik", "nama")))
    except InvalidError as error:
        assert error.code in {"quotes", "columns", "unreadable"}  # noqa: PT017  both are right
    else:
        assert found.keys() == {"nik", "nama"}


@given(st.dictionaries(st.sampled_from(sorted(VALUES)), st.text(max_size=20)))
def test_any_values_are_a_row_or_refused_by_column(values: dict[str, str]) -> None:
    try:
        found = read(VALUES | values, KNOWN)
    except InvalidError as error:
        assert error.field in {*VALUES, "card", "nik"}  # noqa: PT017  both are right
    else:
        assert found.nik.digits.startswith("17")


def test_a_row_does_not_show_whom_it_is_of() -> None:
    shown = repr(telling())
    assert not any(one in shown for one in (*list(VALUES.values())[:4], "1955, 1, 1"))


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz")), max_size=12))
def test_twice_is_one_nik_with_two_texts(pairs: list[tuple[str, str]]) -> None:
    texts: dict[str, set[str]] = {}
    for digits, text in pairs:
        texts.setdefault(digits, set()).add(text)
    wanted = {key(digits) for digits, found in texts.items() if len(found) > 1}
    assert doubled(pairs) == wanted


@given(st.lists(st.tuples(SOURCES, OTHERS), max_size=6))
def test_who_a_person_is_is_dukcapils_last_word(says: list[tuple[str, Row]]) -> None:
    person: Person | None = None
    for source, row in says:
        person = told(person, telling(row, source))
    civil = [row for source, row in says if source == DUKCAPIL] or [row for _, row in says]
    poor = [row for source, row in says if source == DINSOS]
    if person:
        assert (person.name, person.village) == (civil[-1].name, civil[-1].village)
        assert (person.decile, person.phone) == (
            (poor[-1].decile, poor[-1].phone) if poor else (None, "")
        )
        assert person.revision == len(says)


@given(st.lists(st.tuples(SOURCES, OTHERS), max_size=6))
def test_no_extract_wakes_the_dead_or_moves_the_day_of_a_death_case(
    says: list[tuple[str, Row]],
) -> None:
    died = date(2026, 11, 20)
    person = replace(told(None, telling()), died_on=died, death_case="DEATH001")
    for source, row in says:
        person = told(person, telling(row, source, DAY + timedelta(days=900)))
    assert (person.died_on, person.death_case) == (died, "DEATH001")
    assert person.retain_until == DAY + timedelta(days=1825)


def test_retention_moves_once_a_year() -> None:
    person = told(None, telling())
    assert not is_stale(person, telling(day=DAY + timedelta(days=365)))
    assert is_stale(person, telling(day=DAY + timedelta(days=366)))
    assert is_stale(replace(person, retain_until=None), telling())
    dead = replace(person, died_on=DAY)
    assert not is_stale(dead, telling(day=DAY + timedelta(days=1000)))


@given(SOURCES, OTHERS, SOURCES, OTHERS)
def test_equal_content_is_an_equal_row_of_the_same_source(
    source: str, row: Row, other_source: str, other: Row
) -> None:
    same = content(source, row) == content(other_source, other)
    assert same == ((source, row) == (other_source, other))
    assert content(source, row) != content(source, replace(row, nik=Nik("1771014101550002")))
