"""The invented people of the local stage: each line is taken, and there is somebody for all."""

from datetime import date

import pytest

from city.check import CITIES, checked_city
from city.promises import build_programmes
from local import seed
from local.settings import ROOT
from mandat.programmes.domain.layout import layout
from mandat.programmes.domain.person import Marital
from mandat.programmes.domain.rows import Known, Row, fields, read

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def people() -> dict[str, list[Row]]:
    """The rows of each extract; a line that is refused raises."""
    sources = checked_city(CITIES / "bengkulu")
    provinces = build_programmes(sources).register.provinces
    known = Known(provinces, {row["code"] for row in sources["kelurahan"].data}, DAY)
    return {source: _rows(source, known) for source in seed.SOURCES}


def _rows(source: str, known: Known) -> list[Row]:
    first, *rest = (ROOT / seed.PEOPLE / f"{source}.csv").read_text("utf-8").splitlines()
    columns = layout(source, first)
    return [read(fields(line, columns), known) for line in rest]


def test_nobody_is_real_and_nobody_is_there_twice(people: dict[str, list[Row]]) -> None:
    civil = people["dukcapil"]
    assert all(row.name.endswith(" Contoh") for row in civil)
    assert all(not row.phone or row.phone.startswith("+6280000") for row in people["dinsos"])
    assert len({row.nik.digits for row in civil}) == len(civil) > 50
    assert {row.nik.digits for row in people["dinsos"]} < {row.nik.digits for row in civil}


def test_there_are_widows_for_a_stipend_and_families_for_a_death(
    people: dict[str, list[Row]],
) -> None:
    civil = people["dukcapil"]
    widows = [row for row in civil if row.sex == "f" and row.marital is Marital.WIDOWED]
    assert sum(DAY.year - row.born_on.year > 60 for row in widows) >= 10
    children = {row.card for row in civil if DAY.year - row.born_on.year < 17}
    assert len({row.card for row in civil if row.marital is Marital.MARRIED} & children) >= 5
    assert {"islam", "kristen", "hindu"} <= {row.faith for row in civil}
