"""A person of the register: age, and what a record does not show."""

from datetime import date

import pytest

from mandat.programmes.domain.person import Person


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1960, 12, 1), date(2026, 11, 30), 65),
        (date(1960, 12, 1), date(2026, 12, 1), 66),
        (date(1960, 2, 29), date(2025, 2, 28), 64),
        (date(1960, 2, 29), date(2025, 3, 1), 65),
        (date(1960, 2, 29), date(2024, 2, 29), 64),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
    ],
)
def test_age_is_in_whole_years(born: date, day: date, age: int) -> None:
    assert Person("p", "0001", "Siti Contoh", born).age(day) == age


def test_a_record_does_not_show_who_it_is() -> None:
    shown = repr(Person("p", "0001", "Siti Contoh", date(1960, 1, 2), phone="+628123456789"))
    assert not any(one in shown for one in ("Siti", "1960", "+62"))


def test_who_has_died_is_not_alive() -> None:
    born = date(1960, 1, 2)
    assert Person("p", "0001", "Siti Contoh", born).is_alive
    assert not Person("p", "0001", "Siti Contoh", born, died_on=date(2026, 1, 1)).is_alive
