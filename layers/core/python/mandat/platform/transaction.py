"""The one write: items of several slices in one TransactWriteItems, or nothing at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.table import TableItem, connection

ACTIONS_MAX = 100
TAKEN = "conflict"


@dataclass(frozen=True)
class Write:
    """One action. `refused` is the code of the ConflictError when its condition does not hold."""

    item: TableItem
    condition: Condition | None = None
    refused: str = TAKEN


class Check(Write):
    """No write: the condition must hold on an item that this transaction leaves as it is."""


class Delete(Write):
    pass


class Put(Write):
    pass


@dataclass(frozen=True)
class Update(Write):
    """`actions` on an item that may be there or not."""

    actions: Sequence[Action] = field(default=())


# PynamoDB groups the actions, and the reasons of a cancelled transaction come in this order.
_ORDER: tuple[type[Write], ...] = (Check, Delete, Put, Update)


def commit(writes: Iterable[Write]) -> None:
    """All of `writes`, or none.

    Raises ConflictError with the code of the write that was refused (TAKEN for a lost race),
    OutcomeUnknownError when the table's answer did not arrive, ValueError above 100 actions.
    """
    ordered = sorted(writes, key=lambda write: _ORDER.index(type(write)))
    if len(ordered) > ACTIONS_MAX:
        raise ValueError("a transaction holds at most 100 actions")
    try:
        with Transaction(connection=connection()) as transaction:
            for write in ordered:
                _add(transaction, write)
    except TransactWriteError as error:
        raise _explained(error, ordered) from error


def plain(item: TableItem) -> dict[str, dict[str, Any]]:
    """As item.serialize(), over the attributes that the item has instead of all it could have."""
    kinds = item.get_attributes()
    return {
        kinds[name].attr_name: {kinds[name].attr_type: kinds[name].serialize(value)}
        for name, value in item.attribute_values.items()
        if value is not None
    }


class Transaction(TransactWrite):
    """PynamoDB's, with its puts made in one step: they are nearly all of what a command writes."""

    def put(self, item: TableItem, condition: Condition | None) -> None:
        request: dict[str, Any] = {"TableName": item.Meta.table_name, "Item": plain(item)}
        if condition is not None:
            names: dict[str, str] = {}
            values: dict[str, Any] = {}
            request["ConditionExpression"] = condition.serialize(names, values)
            request["ExpressionAttributeNames"] = {short: name for name, short in names.items()}
            request |= {"ExpressionAttributeValues": values} if values else {}
        self._put_items.append(request)


def _add(transaction: Transaction, write: Write) -> None:
    match write:
        case Check():
            key = write.item.pk, write.item.sk
            transaction.condition_check(type(write.item), *key, condition=write.condition)
        case Delete():
            transaction.delete(write.item, condition=write.condition)
        case Update():
            transaction.update(write.item, list(write.actions), condition=write.condition)
        case _:
            transaction.put(write.item, write.condition)


def _explained(error: TransactWriteError, ordered: Sequence[Write]) -> Exception:
    if _code(error) != "TransactionCanceledException":
        return OutcomeUnknownError("write_unanswered")
    for write, reason in zip(ordered, error.cancellation_reasons, strict=False):
        if reason and reason.code == "ConditionalCheckFailed":
            return ConflictError(write.refused)
    return ConflictError(TAKEN)


def _code(error: TransactWriteError) -> str:
    response: dict[str, Any] = getattr(error.cause, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))
