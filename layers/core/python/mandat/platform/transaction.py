"""The one write: items of several slices in one TransactWriteItems, or nothing at all.

And one item by itself, where that can do no harm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, ClassVar

from botocore.exceptions import ClientError
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.expressions.update import Update as Actions

from mandat.errors import ConflictError, OutcomeUnknownError, UnavailableError
from mandat.platform.table import TableItem, connection

ACTIONS_MAX = 100
TAKEN = "conflict"
REFUSED = "ConditionalCheckFailedException"
CONTENDED = "contended"
# What else the write was decided on has changed: to be read and decided on again.
MOVED = "moved"

Request = dict[str, Any]


class Absent(Condition):
    """There is no such item yet. It goes with most of what is written, so its words are fixed."""

    def __init__(self) -> None:
        super().__init__("attribute_not_exists")

    def serialize(self, _names: dict[str, str], _values: dict[str, Any]) -> str:
        return "attribute_not_exists(pk)"


NEW = Absent()


@dataclass(frozen=True)
class Write:
    """One action. `refused` is the code of the ConflictError when its condition does not hold.

    PynamoDB sends the kinds in their `order`, and so come the reasons of a cancelled transaction.
    No record: ten of them are made for a command, and generated code makes one in half the time.
    """

    order: ClassVar[int]
    item: TableItem
    condition: Condition | None = None
    refused: str = TAKEN

    def request(self) -> Request:
        """As botocore takes it. Written here in one step: PynamoDB needs a dozen."""
        names: dict[str, str] = {}
        values: dict[str, Any] = {}
        request = self._asked(names, values)
        if self.condition is not None:
            request["ConditionExpression"] = self.condition.serialize(names, values)
        if names:
            request["ExpressionAttributeNames"] = {short: name for name, short in names.items()}
        if values:
            request["ExpressionAttributeValues"] = values
        return request

    def _asked(self, _names: dict[str, str], _values: dict[str, Any]) -> Request:
        return self.place()

    def place(self) -> Request:
        """The item by its key."""
        key = {"pk": {"S": self.item.pk}, "sk": {"S": self.item.sk}}
        return {"TableName": self.item.Meta.table_name, "Key": key}


class Check(Write):
    """No write: the condition must hold on an item that this transaction leaves as it is."""

    order = 0


class Delete(Write):
    order = 1


class Put(Write):
    order = 2

    def _asked(self, _names: dict[str, str], _values: dict[str, Any]) -> Request:
        return {"TableName": self.item.Meta.table_name, "Item": self.item.plain()}


@dataclass(frozen=True)
class Update(Write):
    """`actions` on an item that may be there or not."""

    order: ClassVar[int] = 3
    actions: Sequence[Action] = field(default=())

    def _asked(self, names: dict[str, str], values: dict[str, Any]) -> Request:
        expression = Actions(*self.actions).serialize(names, values)
        return {**self.place(), "UpdateExpression": expression}


def commit(writes: Iterable[Write]) -> None:
    """All of `writes`, or none.

    Raises ConflictError with the code of the write that was refused (TAKEN for a lost race), or
    CONTENDED when no condition was refused and another transaction had one of the items just then;
    OutcomeUnknownError when the table's answer did not arrive, ValueError above 100 actions.
    """
    sorts: tuple[list[Write], ...] = [], [], [], []
    for write in writes:
        sorts[write.order].append(write)
    ordered = list(chain.from_iterable(sorts))
    if len(ordered) > ACTIONS_MAX:
        raise ValueError("a transaction holds at most 100 actions")
    checks, deletes, puts, updates = ([one.request() for one in some] for some in sorts)
    try:
        connection().transact_write_items(checks, deletes, puts, updates)
    except TransactWriteError as error:
        raise _explained(error, ordered) from error


def put(write: Put) -> None:
    """One item by itself, for half of what a transaction costs.

    When its answer is lost, botocore's own repeat meets its own write: only for an item that says
    whose it is, or that a repeat writes alike. Raises ConflictError, OutcomeUnknownError.
    """
    try:
        connection().dispatch("PutItem", write.request())
    except UnavailableError as error:
        raise OutcomeUnknownError("write_unanswered") from error
    except ClientError as error:
        if error.response["Error"]["Code"] != REFUSED:
            raise
        raise ConflictError(write.refused) from error


def _explained(error: TransactWriteError, ordered: Sequence[Write]) -> Exception:
    if _code(error) != "TransactionCanceledException":
        return OutcomeUnknownError("write_unanswered")
    for write, reason in zip(ordered, error.cancellation_reasons, strict=False):
        if reason and reason.code == "ConditionalCheckFailed":
            return ConflictError(write.refused)
    return ConflictError(CONTENDED)


def _code(error: TransactWriteError) -> str:
    response: dict[str, Any] = getattr(error.cause, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))
