"""Reads by keys give what moto's own way gives, for all that PynamoDB asks; the rest is moto's."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from bench import world
from bench.places import REGION, SURROUNDINGS
from simulate import quick_reads

TABLE = SURROUNDINGS["TABLE_NAME"]
NAMES = {"#0": "pk", "#1": "sk", "#2": "kind"}
VALUES = {
    ":0": {"S": "CASE#1"},
    ":1": {"S": "EVENT#000002"},
    ":2": {"S": "EVENT#000005"},
    ":3": {"S": "Event"},
    ":4": {"S": "EVENT#"},
}
BETWEEN = "(#0 = :0 AND #1 BETWEEN :1 AND :2)"
BEGINS = "(#0 = :0 AND begins_with (#1, :4))"


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_aws():
        world._table()  # the bench's own, without its city
        made = boto3.client("dynamodb", region_name=REGION)
        for number in range(1, 9):
            made.put_item(TableName=TABLE, Item=_item(number))
        yield made


def _item(number: int) -> dict[str, Any]:
    return {
        "pk": {"S": "CASE#1"},
        "sk": {"S": f"EVENT#{number:06}"},
        "kind": {"S": "Event" if number % 2 else "Text"},
        "seq": {"N": str(number)},
        "sealed": {"B": b"\x00\xff"},
        "addresses": {"L": [{"M": {"id": {"S": "a1"}, "on": {"BOOL": True}}}]},
        "marks": {"SS": ["a", "b"]},
    }


def _asked(condition: str, **more: Any) -> dict[str, Any]:
    used = condition + more.get("FilterExpression", "")
    names = {name: value for name, value in NAMES.items() if name in used}
    values = {name: value for name, value in VALUES.items() if name in used}
    asked = {"KeyConditionExpression": condition, "ExpressionAttributeNames": names}
    return {"TableName": TABLE, "ExpressionAttributeValues": values, **asked, **more}


QUERIES = [
    _asked("#0 = :0"),
    _asked("#0 = :0", Limit=3),
    _asked("#0 = :0", ScanIndexForward=False, Limit=2),
    _asked(BETWEEN, ConsistentRead=True),
    _asked(BETWEEN, FilterExpression="#2 IN (:3)", Limit=3),
    _asked(BEGINS, ScanIndexForward=False),
    *(_asked(f"(#0 = :0 AND #1 {sign} :1)") for sign in ("<", "<=", ">", ">=", "=")),
    _asked("#0 = :0", ExclusiveStartKey={"pk": VALUES[":0"], "sk": VALUES[":2"]}),
    _asked(
        "#0 = :0",
        ExclusiveStartKey={"pk": VALUES[":0"], "sk": VALUES[":2"]},
        ScanIndexForward=False,
    ),
]


@pytest.mark.parametrize("asked", QUERIES)
def test_a_query_by_keys_answers_as_moto_does(client: Any, asked: dict[str, Any]) -> None:
    assert quick_reads.query(asked) == _bare(client.query(**asked))


def test_an_item_is_as_moto_gives_it_or_not_there(client: Any) -> None:
    for number in (3, 77):
        key = {name: _item(number)[name] for name in ("pk", "sk")}
        asked = {"TableName": TABLE, "Key": key}
        batch = {"RequestItems": {TABLE: {"Keys": [key]}}}

        assert quick_reads.get_item(asked) == _bare(client.get_item(**asked))
        assert quick_reads.batch_get_item(batch) == _bare(client.batch_get_item(**batch))


def test_what_is_read_cannot_be_changed_by_who_reads_it(client: Any) -> None:
    asked = {"TableName": TABLE, "Key": {name: _item(3)[name] for name in ("pk", "sk")}}
    found = quick_reads.get_item(asked)
    assert found is not None
    found["Item"]["addresses"]["L"][0]["M"]["id"]["S"] = "changed"

    assert quick_reads.get_item(asked) == {"Item": _item(3)}


@pytest.mark.parametrize(
    "asked",
    [
        _asked("#0 = :0", IndexName="days"),
        _asked("#0 = :0", Select="COUNT"),
        _asked("#0 = :0", FilterExpression="#2 = :3"),
        _asked("#0 = :0 AND #1 = :1 AND #2 = :3"),
    ],
)
def test_what_is_not_asked_by_keys_is_left_to_moto(client: Any, asked: dict[str, Any]) -> None:
    assert quick_reads.query(asked) is None


def _bare(answer: dict[str, Any]) -> dict[str, Any]:
    left = {"ResponseMetadata", "ConsumedCapacity", "ConsumedCapacityUnits"}
    return {name: value for name, value in answer.items() if name not in left}
