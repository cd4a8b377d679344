"""A thing's day: this booking, others by their hours, what the city keeps, and what is free."""

from mandat.bookings.sheets_store import CITY
from mandat.web.lending.day import CLOSED, FREE, OTHER, THIS, spans
from unit.bookings import samples as b

MINE, THEIRS = "AAAA1111", "BBBB2222"


def of(sheet: dict[int, str]) -> list[tuple[str, str]]:
    return [(one.kind, one.hours) for one in spans(b.SATURDAY, sheet, b.CAR, MINE, "id")]


def sheet(holder: str, start: int, end: int) -> dict[int, str]:
    return dict.fromkeys(range(start, end, 30), holder)


def test_a_free_day_is_one_span_of_the_opening_hours() -> None:
    assert of({}) == [(FREE, "07.00-21.00")]


def test_neighbours_lie_side_by_side() -> None:
    held = sheet(MINE, 480, 840) | sheet(THEIRS, 840, 960) | sheet(CITY, 1140, 1260)
    assert of(held) == [
        (FREE, "07.00-08.00"),
        (THIS, "08.00-14.00"),
        (OTHER, "14.00-16.00"),
        (FREE, "16.00-19.00"),
        (CLOSED, "19.00-21.00"),
    ]


def test_time_before_the_opening_is_shown_when_somebody_has_it() -> None:
    assert of(sheet(THEIRS, 360, 480))[0] == (OTHER, "06.00-08.00")
    assert of(sheet(MINE, 1200, 1320))[-1] == (THIS, "20.00-22.00")
