"""The table of the growth measure finds what DynamoDB would find."""

from typing import Any

import pytest

from bench.shelf import Shelf, asked
from bench.units import Index


def item(pk: str, sk: str, **more: str) -> dict[str, Any]:
    return {name: {"S": text} for name, text in {"pk": pk, "sk": sk, **more}.items()}


@pytest.fixture
def shelf() -> Shelf:
    found = Shelf([Index("worklist", "post_id", "work_at")])
    for number in (3, 1, 2):
        found.put(item("DUE#00", f"2026-{number}", post_id="pupr", work_at=f"{9 - number}"))
    found.put(item("DUE#01", "2026-1"))
    found.sort()
    return found


def question(text: str, *given: str, **more: Any) -> dict[str, Any]:
    values = {f":{place}": {"S": one} for place, one in enumerate(given)}
    return {"KeyConditionExpression": text, "ExpressionAttributeValues": values, **more}


def keys(found: list[dict[str, Any]]) -> list[str]:
    return [one["sk"]["S"] for one in found]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("#0 = :0", ["DUE#00"], ["2026-1", "2026-2", "2026-3"]),
        ("(#0 = :0 AND #1 < :1)", ["DUE#00", "2026-2"], ["2026-1"]),
        ("(#0 = :0 AND #1 <= :1)", ["DUE#00", "2026-2"], ["2026-1", "2026-2"]),
        ("(#0 = :0 AND #1 > :1)", ["DUE#00", "2026-2"], ["2026-3"]),
        ("(#0 = :0 AND #1 >= :1)", ["DUE#00", "2026-2"], ["2026-2", "2026-3"]),
        (
            "(#0 = :0 AND #1 BETWEEN :1 AND :2)",
            ["DUE#00", "2026-2", "2026-3"],
            ["2026-2", "2026-3"],
        ),
        ("(#0 = :0 AND begins_with (#1, :1))", ["DUE#00", "2026-3"], ["2026-3"]),
        ("#0 = :0", ["DUE#02"], []),
    ],
)
def test_a_query_finds_its_part_of_a_partition(
    shelf: Shelf, text: str, given: list[str], expected: list[str]
) -> None:
    assert keys(shelf.query(question(text, *given))[0]) == expected


def test_pages_follow_each_other(shelf: Shelf) -> None:
    first, more = shelf.query(question("#0 = :0", "DUE#00", Limit=2))
    rest, end = shelf.query(question("#0 = :0", "DUE#00", Limit=2, ExclusiveStartKey=first[-1]))

    assert (keys(first), more) == (["2026-1", "2026-2"], True)
    assert (keys(rest), end) == (["2026-3"], False)


def test_an_index_has_an_order_of_its_own(shelf: Shelf) -> None:
    found, _ = shelf.query(question("#0 = :0", "pupr", IndexName="worklist"))

    assert keys(found) == ["2026-3", "2026-2", "2026-1"]


def test_backwards_is_the_latest_first(shelf: Shelf) -> None:
    found, _ = shelf.query(question("#0 = :0", "DUE#00", ScanIndexForward=False, Limit=1))

    assert keys(found) == ["2026-3"]


def test_an_unknown_condition_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not know"):
        asked(question("(#0 = :0 AND contains (#1, :1))", "DUE#00", "x"))
