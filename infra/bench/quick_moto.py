"""moto without some of its habits: nothing of what it answers changes.

It copies the whole table for each action of a transaction, in case it must be undone; it sorts
every item of the table for each query of one partition; it looks for each of the ten types of an
attribute under all names that it might have. With a city in the table that was most of a test's
time, with a thousand cases it was hours. And for each request it looks through the names of all
services, and through all methods of the one that answers.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from moto import backend_index
from moto.core import responses
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import DynamoDBBackend, Table
from moto.dynamodb.models.dynamo_type import DynamoType, Item

# Asked all the time: their names are looked at first. The order of the others is moto's.
BUSY = frozenset({"dynamodb", "sqs"})

_transact = DynamoDBBackend.transact_write_items
_query = Table.query
_all_items = Table.all_items
_value = ResponseSerializer.get_value


def install() -> None:
    """For the rest of the process."""
    DynamoDBBackend.transact_write_items = _undone_by_key  # type: ignore[method-assign]
    Table.query = _of_one_partition  # type: ignore[method-assign]
    Table.all_items = _wanted_items  # type: ignore[method-assign]
    ResponseSerializer.get_value = _by_its_name  # type: ignore[method-assign]
    Table.__deepcopy__ = lambda table, _memo: table  # type: ignore[attr-defined]
    responses.method_names_from_class = cache(responses.method_names_from_class)
    responses.camelcase_to_underscores = cache(responses.camelcase_to_underscores)
    backend_index.backend_url_patterns.sort(key=lambda named: named[0] not in BUSY)


def _undone_by_key(backend: DynamoDBBackend, actions: list[dict[str, Any]]) -> None:
    """The transaction; when it fails, the items that it names are laid back as they were."""
    before = [_kept(backend, *next(iter(action.items()))) for action in actions]
    try:
        _transact(backend, actions)
    except Exception:
        for table, pk, sk, item in before:
            _lay_back(table, pk, sk, item)
        raise


def _kept(backend: DynamoDBBackend, kind: str, action: dict[str, Any]) -> tuple[Any, ...]:
    table = backend.get_table(action["TableName"])
    key = action["Item" if kind == "Put" else "Key"]
    pk, sk = DynamoType(key["pk"]), DynamoType(key["sk"])
    # items are changed in place by an update, and replaced by a put
    return table, pk, sk, deepcopy(table.items.get(pk, {}).get(sk))


def _lay_back(table: Table, pk: DynamoType, sk: DynamoType, item: Item | None) -> None:
    if item is None:
        table.items.get(pk, {}).pop(sk, None)
    else:
        table.items[pk][sk] = item


def _of_one_partition(table: Table, hash_key: DynamoType, *more: Any, **named: Any) -> Any:
    index = more[6]
    schema = table.get_index(index).schema if index else table.schema
    table.wanted = _hash_name(schema), hash_key  # type: ignore[attr-defined]
    try:
        return _query(table, hash_key, *more, **named)
    finally:
        del table.wanted  # type: ignore[attr-defined]


def _hash_name(schema: list[dict[str, str]]) -> str:
    return next(one["AttributeName"] for one in schema if one["KeyType"] == "HASH")


def _wanted_items(table: Table) -> list[Any]:
    """In any order: a query sorts what it found."""
    name, value = getattr(table, "wanted", ("", None))
    if not name:
        return _all_items(table)
    if name == table.hash_key_attr:
        return list(table.items.get(value, {}).values())
    found = (item for part in table.items.values() for item in part.values())
    return [item for item in found if name in item.attrs and item.attrs[name] == value]


def _by_its_name(serializer: ResponseSerializer, value: Any, key: str, shape: Any) -> Any:
    if type(value) is dict and serializer.operation_model.service_model.service_name == "dynamodb":
        return value.get(key)
    return _value(serializer, value, key, shape)
