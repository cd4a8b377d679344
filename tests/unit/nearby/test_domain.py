"""What counts as near, and what is never shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mandat.cases.domain import acts as a
from mandat.nearby.domain import Place, Sighting, may_be_shown, metres, ranked
from unit.cases.samples import START, opened, run, submit

HERE = Place("jalan-rusak", "17.71.06.1001", -3.83, 102.31, case_id="SELF0000")


def seen(case_id: str, north: float | None, minutes: int = 0) -> Sighting:
    at = START + timedelta(minutes=minutes)
    if north is None:
        return Sighting(case_id, at)
    return Sighting(case_id, at, -3.83 + north / 111_320, 102.31)


@pytest.mark.parametrize(
    ("east", "away"), [(0.0, 0), (0.001, 111), (0.01, 1111)], ids=["same", "street", "quarter"]
)
def test_distances_are_right_within_a_percent(east: float, away: int) -> None:
    other = Sighting("A", START, -3.83, 102.31 + east)

    assert metres(HERE, other) == pytest.approx(away, rel=0.01)


def test_without_a_position_there_is_no_distance() -> None:
    assert metres(HERE, seen("A", None)) is None
    assert metres(Place("jalan-rusak", "x"), seen("A", 0)) is None


def test_within_250_metres_first_then_the_latest() -> None:
    found = [
        seen("OLD", None, 1),
        seen("FAR", 251, 2),
        seen("EDGE", 249, 0),
        seen("NEXT", 10, 0),
        seen("SELF0000", 0, 9),
    ]

    assert [one.case_id for one, _ in ranked(HERE, found)] == ["NEXT", "EDGE", "FAR", "OLD"]


def test_sealed_suspect_withdrawn_and_merged_ones_and_loans_are_not_shown() -> None:
    assert may_be_shown(opened())
    hidden = (
        opened(sealed=True),
        replace(opened(), booking="over"),
        run(None, submit(suspect=True)),
        run(opened(), a.WithdrawCase("w", "citizen")),
        run(opened(), a.MergeCase("m", "post:dinas-pupr:a1", into="AAAAAAAA")),
    )
    assert not any(may_be_shown(one) for one in hidden)
