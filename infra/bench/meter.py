"""Hears every call to the table and writes down what it costs. For a table on moto.

moto's own ConsumedCapacity is not used: it does not look at sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from moto.backends import get_backend
from moto.dynamodb.models.dynamo_type import DynamoType

from bench import units
from bench.kinds import kind_of
from bench.places import ACCOUNT, REGION, SURROUNDINGS
from bench.units import Index
from bench.world import INDEXES

TABLE = "table"
SPARSE = tuple(Index(name, *keys) for name, keys in INDEXES.items())


@dataclass(frozen=True)
class Charge:
    """Units of one item or one page. `step` and `function` say when and by whom; `where` is the
    table or an index, `side` read or write.
    """

    step: str
    function: str
    kind: str
    where: str
    side: str
    units: float


@dataclass
class Meter:
    """`step` and `function` are set by whoever plays; `calls` counts all AWS calls by operation."""

    step: str = ""
    function: str = ""
    charges: list[Charge] = field(default_factory=list)
    calls: list[tuple[str, str, str, str]] = field(default_factory=list)

    def charge(self, kind: str, where: str, side: str, amount: float) -> None:
        if amount:
            self.charges.append(Charge(self.step, self.function, kind, where, side, amount))

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """While a function of the product runs."""
        with patch.object(BaseClient, "_make_api_call", _metered(self)):
            yield


def item(key: dict[str, Any]) -> dict[str, Any] | None:
    """What moto holds under a key, whole."""
    table = get_backend("dynamodb")[ACCOUNT][REGION].get_table(SURROUNDINGS["TABLE_NAME"])
    found = table.get_item(DynamoType(key["pk"]), DynamoType(key["sk"]))
    return deepcopy(found.to_json()["Attributes"]) if found else None


def _metered(meter: Meter) -> Any:
    real = BaseClient._make_api_call  # noqa: SLF001  below every client, PynamoDB's too

    def make_api_call(self: Any, operation: str, params: dict[str, Any]) -> Any:
        service = self.meta.service_model.service_name
        meter.calls.append((meter.step, meter.function, service, operation))
        if service != "dynamodb":
            return real(self, operation, params)
        return _HEARD[operation](meter, params, lambda: real(self, operation, params))

    return make_api_call


def _get(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    _read(meter, params["Key"], consistent=params.get("ConsistentRead", False))
    return call()


def _batch_get(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    for asked in params["RequestItems"].values():
        for key in asked["Keys"]:
            _read(meter, key, consistent=asked.get("ConsistentRead", False))
    return call()


def _read(meter: Meter, key: dict[str, Any], *, consistent: bool) -> None:
    found = item(key)
    amount = units.read([found] if found else [], consistent=consistent)
    meter.charge(kind_of(key["pk"]["S"], key["sk"]["S"]), TABLE, "read", amount)


def _query(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    answer = call()
    where = params.get("IndexName", TABLE)
    amount = units.read(answer["Items"], consistent=params.get("ConsistentRead", False))
    meter.charge(_queried(params, where), where, "read", amount)
    return answer


def _queried(params: dict[str, Any], where: str) -> str:
    """The kind that a query asks for: the prefix of its keys names it."""
    if where != TABLE:
        return "Task" if where == "worklist" else "Event"
    values = [one["S"] for one in params["ExpressionAttributeValues"].values() if "S" in one]
    partition = next(one for one in values if "#" in one)
    others = [one for one in values if one != partition]
    return kind_of(partition, others[0] if others else "")


def _update(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    return _written(meter, [params["Key"]], call, transaction=False)


def _put(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    return _written(meter, [_key(params["Item"])], call, transaction=False)


def _transact(meter: Meter, params: dict[str, Any], call: Any) -> Any:
    asked = [next(iter(one.values())) for one in params["TransactItems"]]
    keys = [one["Key"] if "Key" in one else _key(one["Item"]) for one in asked]
    return _written(meter, keys, call, transaction=True)


def _key(whole: dict[str, Any]) -> dict[str, Any]:
    return {"pk": whole["pk"], "sk": whole["sk"]}


def _written(meter: Meter, keys: list[dict[str, Any]], call: Any, *, transaction: bool) -> Any:
    """A write that is refused costs as much as the item that stood in its way."""
    before = [item(key) for key in keys]
    try:
        return call()
    finally:
        for key, old in zip(keys, before, strict=True):
            _charge_write(meter, key, old, transaction=transaction)


def _charge_write(
    meter: Meter, key: dict[str, Any], old: dict[str, Any] | None, *, transaction: bool
) -> None:
    new, kind = item(key), kind_of(key["pk"]["S"], key["sk"]["S"])
    meter.charge(kind, TABLE, "write", units.write(old, new, transaction=transaction))
    for index in SPARSE:
        meter.charge(kind, index.name, "write", units.index_write(index, old, new))


_HEARD = {
    "GetItem": _get,
    "BatchGetItem": _batch_get,
    "Query": _query,
    "UpdateItem": _update,
    "PutItem": _put,
    "TransactWriteItems": _transact,
}
