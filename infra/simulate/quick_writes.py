"""Writes of moto's table without its habits: its rules, conditions and transactions stay its own.

moto reads a transaction's condition up to four times, weighs an item anew at each of its
attributes, and looks through the types of a key to compare two strings.
"""

from __future__ import annotations

from typing import Any

from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict

# What moto takes as the largest item.
SIZE_MAX = 405_000
KEPT = 256

_parse = ConditionExpressionParser.parse
_hash, _same = DynamoType.__hash__, DynamoType.__eq__
_parsed: dict[tuple[Any, ...], tuple[Any, list[str], list[str]]] = {}


def install() -> None:
    """For the rest of the process."""
    ConditionExpressionParser.parse = _once  # type: ignore[method-assign]
    Item.__init__ = _weighed_once  # type: ignore[method-assign]
    DynamoType.__hash__ = _hash_of  # type: ignore[method-assign]
    DynamoType.__eq__ = _are_same  # type: ignore[method-assign,assignment]


def _once(parser: ConditionExpressionParser) -> Any:
    names, values = parser.expression_attribute_names, parser.expression_attribute_values
    key = (parser.condition_expression, repr(names), repr(values))
    if key not in _parsed:
        if len(_parsed) >= KEPT:
            _parsed.clear()
        found = _parse(parser)
        _parsed[key] = found, parser.expr_attr_names_found, parser.expr_attr_values_found
    found, names_found, values_found = _parsed[key]
    parser.expr_attr_names_found = list(names_found)
    parser.expr_attr_values_found = list(values_found)
    return found


def _weighed_once(
    item: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]
) -> None:
    item.hash_key, item.range_key, item.attrs = hash_key, range_key, LimitedSizeDict()
    for name, value in attrs.items():
        dict.__setitem__(item.attrs, name, DynamoType(value))
    if item.size() > SIZE_MAX:
        raise ItemSizeTooLarge


def _hash_of(one: DynamoType) -> int:
    return hash(("S", one.value)) if one.type == "S" else _hash(one)


def _are_same(one: DynamoType, other: DynamoType) -> bool:
    if one.type == other.type == "S":
        return bool(one.value == other.value)
    return _same(one, other)
