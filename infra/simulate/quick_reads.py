"""Reads of moto's table by their keys: the same items, without the ways that moto goes to them.

moto reads each request's expressions anew, weighs every item of an answer, and copies it twice.
What is asked for in another way than by keys (an index, a filter, a projection, more than a page)
is not read here: moto answers it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.models import Table
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from bench.places import ACCOUNT, REGION

Params = Mapping[str, Any]
Answer = dict[str, Any]
NAME, VALUE = r"(#\d+)", r"(:\d+)"
BEGINS = rf"begins_with \({NAME}, {VALUE}\)"
BETWEEN = rf"{NAME} BETWEEN {VALUE} AND {VALUE}"
COMPARED = rf"{NAME} (<|<=|>|>=|=) {VALUE}"
BY_KEYS = re.compile(rf"\(?{NAME} = {VALUE}(?: AND (?:{BEGINS}|{BETWEEN}|{COMPARED}))?\)?")
COMPARES: Mapping[str, Callable[[str, str], bool]] = {
    "<": str.__lt__,
    "<=": str.__le__,
    ">": str.__gt__,
    ">=": str.__ge__,
    "=": str.__eq__,
}
NOTHING = {"S": ""}
# A page of DynamoDB is 1 MB: so many items of ours, of 400 bytes to some kB, stay below it.
PAGE = 200
OF_KIND = re.compile(rf"{NAME} IN \(([^()]+)\)")
OTHERWISE = frozenset(
    {"IndexName", "ProjectionExpression", "Select"}
    | {"KeyConditions", "QueryFilter", "AttributesToGet"}
)


def get_item(params: Params) -> Answer | None:
    """None for what is not read here."""
    if OTHERWISE & params.keys():
        return None
    found = _found(_table(params["TableName"]), params["Key"])
    return {} if found is None else {"Item": plain(found)}


def batch_get_item(params: Params) -> Answer | None:
    """As `get_item`; at most a hundred keys, as moto would say too."""
    answers = {}
    for name, asked in params["RequestItems"].items():
        if OTHERWISE & asked.keys() or len(asked["Keys"]) > 100:  # noqa: PLR2004  AWS' limit
            return None
        found = (_found(_table(name), key) for key in asked["Keys"])
        answers[name] = [plain(item) for item in found if item is not None]
    return {"Responses": answers, "UnprocessedKeys": {}}


def query(params: Params) -> Answer | None:
    """One partition, by its keys; None for what is not read here."""
    asked = BY_KEYS.fullmatch(params.get("KeyConditionExpression", ""))
    kinds = OF_KIND.fullmatch(params.get("FilterExpression", "#0 IN (:0)"))
    if asked is None or kinds is None or OTHERWISE & params.keys():
        return None
    given = params["ExpressionAttributeValues"]
    values = {name: next(iter(one.values())) for name, one in given.items()}
    partition = _table(params["TableName"]).items.get(DynamoType(given[asked[2]]), {})
    wanted = _wanted(asked, values, params)
    found = sorted((sk.value, item) for sk, item in partition.items() if wanted(sk.value))
    if not params.get("ScanIndexForward", True):
        found.reverse()
    page = _page([item for _, item in found], params.get("Limit"))
    return _of_kind(page, params, kinds, values) if page else None


def _of_kind(
    page: Answer, params: Params, kinds: re.Match[str], values: Mapping[str, str]
) -> Answer:
    """What a filter leaves of a page: PynamoDB asks every query for its kinds of items only."""
    if "FilterExpression" not in params:
        return page
    name = params["ExpressionAttributeNames"][kinds[1]]
    wanted = {values[one.strip()] for one in kinds[2].split(",")}
    left = [
        item for item in page["Items"] if next(iter(item.get(name, NOTHING).values())) in wanted
    ]
    return page | {"Items": left, "Count": len(left)}


def _wanted(asked: re.Match[str], values: Mapping[str, str], params: Params) -> Callable[..., bool]:
    """Whether a sort key is asked for: by the condition, and after where the last page ended."""
    wanted = _condition(asked, values)
    after = params.get("ExclusiveStartKey")
    if not after:
        return wanted
    last = after["sk"]["S"]
    forward = params.get("ScanIndexForward", True)
    return lambda sk: wanted(sk) and (sk > last if forward else sk < last)


def _condition(asked: re.Match[str], values: Mapping[str, str]) -> Callable[[str], bool]:
    _, _, begins, start, between, least, most, compared, sign, than = asked.groups()
    if begins:
        return lambda sk: sk.startswith(values[start])
    if between:
        return lambda sk: values[least] <= sk <= values[most]
    if compared:
        return lambda sk: COMPARES[sign](sk, values[than])
    return lambda _sk: True


def _page(found: list[Item], limit: int | None) -> Answer | None:
    items = found if limit is None else found[:limit]
    if len(items) > PAGE:
        return None
    answer: Answer = {"Items": [plain(item) for item in items]}
    answer |= {"Count": len(items), "ScannedCount": len(items)}
    if len(found) > len(items):
        keys = plain(items[-1])
        answer["LastEvaluatedKey"] = {name: keys[name] for name in ("pk", "sk")}
    return answer


def plain(item: Item) -> dict[str, Any]:
    """The item in the API's own form; nothing of it is moto's."""
    return {name: _plain(value) for name, value in item.attrs.items()}


def _plain(held: Any) -> Any:
    if not isinstance(held, DynamoType):
        return held
    value = held.value
    if isinstance(value, dict):
        return {held.type: {name: _plain(one) for name, one in value.items()}}
    if isinstance(value, list):
        return {held.type: [_plain(one) for one in value]}
    if held.type == "B" and isinstance(value, str):
        return {"B": b64decode(value)}
    return {held.type: value}


def _found(table: Table, key: Mapping[str, Any]) -> Item | None:
    partition: Mapping[DynamoType, Item] = table.items.get(DynamoType(key["pk"]), {})
    return partition.get(DynamoType(key["sk"]))


def _table(name: str) -> Table:
    return get_backend("dynamodb")[ACCOUNT][REGION].get_table(name)


READS: Mapping[str, Callable[[Params], Answer | None]] = {
    "GetItem": get_item,
    "BatchGetItem": batch_get_item,
    "Query": query,
}
