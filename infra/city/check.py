"""Reading and checking one city's files, in one call."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from city.lending_rules import check_fleet
from city.promises_rules import check_programmes
from city.rules import check_rules
from city.shapes import check_schemas
from city.source import DataError, Problem, Source, read_city

CITIES = Path(__file__).parent
OCTOBER = 10


def _check_city_and_fleet(sources: dict[str, Source]) -> Iterator[Problem]:
    yield from check_rules(sources)
    yield from check_fleet(sources)


# Each relies on what the one before has found to be right.
_CHECKS = (check_schemas, _check_city_and_fleet, check_programmes)


def checked_city(folder: Path) -> dict[str, Source]:
    """The city's files by name; DataError lists every mistake with its file and line."""
    sources = read_city(folder)
    problems = next(filter(None, (list(check(sources)) for check in _CHECKS)), [])
    if problems:
        raise DataError(problems)
    return sources


def warnings(sources: dict[str, Source], today: date) -> list[str]:
    """What is right today but will not be: a calendar about to end."""
    last = max(row["date"] for row in sources["calendar"].data["holidays"])[:4]
    # The decree for the next year appears in September or October.
    wanted = today.year + (today.month >= OCTOBER)
    if int(last) >= wanted:
        return []
    return [f"kalender berakhir pada {last}: tambahkan hari libur {wanted} di calendar.yaml"]
