"""DynamoDB's arithmetic as its guide has it: sizes, blocks, transactions, indexes."""

from typing import Any

import pytest

from bench.kinds import kind_of
from bench.units import Index, index_write, read, size, write

WORKLIST = Index("worklist", "post_id", "work_at")


def item(length: int, **more: str) -> dict[str, Any]:
    """An item of exactly `length` bytes, without what `more` adds to it."""
    return {"pk": {"S": "x" * (length - 2)}} | {name: {"S": text} for name, text in more.items()}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"S": "héé"}, 5),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "1764000000"}, 3),
        ({"N": "-12.50"}, 4),
        ({"B": b"1234"}, 4),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": [{"S": "ab"}, {"N": "7"}]}, 3 + 3 + 3),
        ({"M": {"ab": {"S": "cd"}}}, 3 + 2 + 2 + 1),
        ({"SS": ["ab", "cde"]}, 5),
    ],
)
def test_an_items_size_is_its_names_and_values(value: dict[str, Any], expected: int) -> None:
    assert size({"name": value}) == 4 + expected


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, 1, 1),
        (None, 1024, 1),
        (None, 1025, 2),
        (2048, 100, 2),
        (100, 3000, 3),
        (1500, None, 2),
    ],
)
def test_a_write_costs_the_larger_of_before_and_after(
    before: int | None, after: int | None, units: int
) -> None:
    old, new = (
        item(one + 2) if one == 1 else item(one) if one else None for one in (before, after)
    )
    assert write(old, new) == units
    assert write(old, new, transaction=True) == 2 * units


def test_what_is_not_in_an_index_costs_it_nothing() -> None:
    assert index_write(WORKLIST, None, item(100)) == 0
    assert index_write(WORKLIST, item(100), item(100, post_id="p")) == 0


def test_an_entry_is_one_write_and_a_moved_one_two() -> None:
    first = item(1000, post_id="p", work_at="1")
    moved = item(1000, post_id="p", work_at="2")
    longer = item(2100, post_id="p", work_at="1")

    assert index_write(WORKLIST, None, first) == 1
    assert index_write(WORKLIST, first, first) == 0
    assert index_write(WORKLIST, first, longer) == 3
    assert index_write(WORKLIST, first, moved) == 2
    assert index_write(WORKLIST, first, item(1000)) == 1
    assert index_write(WORKLIST, longer, None) == 3


def test_a_page_is_read_in_blocks_of_all_its_items() -> None:
    assert read([item(4096)], consistent=True) == 1
    assert read([item(4097)], consistent=True) == 2
    assert read([item(1000)] * 5) == 1
    assert read([item(1000)] * 5, consistent=True) == 2
    assert read([item(1000)], transaction=True) == 2
    assert read([]) == 0.5


@pytest.mark.parametrize(
    ("pk", "sk", "kind"),
    [
        ("CASE#7F3K9QX2", "CASE", "Case"),
        ("CASE#7F3K9QX2", "EVENT#000001", "Event"),
        ("DUE#03", "2026-11-24T03:15:00.000000Z#7F3K9QX2#t1#route", "Due"),
        ("DUE#03", "2026-11-24T03:15:00.000000Z#dinas-pupr#20261124T0300#digest", "Due (digest)"),
        ("WINDOW#dinas-pupr", "20261124T0315", "Window"),
    ],
)
def test_a_key_names_its_kind(pk: str, sk: str, kind: str) -> None:
    assert kind_of(pk, sk) == kind


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        kind_of("SOMETHING", "ELSE")
