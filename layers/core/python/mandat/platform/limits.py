"""Limits of one person: counters that only that person's own acts touch."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from mandat.errors import TooManyTriesError
from mandat.platform.table import Number, TableItem, connection, epoch
from mandat.platform.transaction import REFUSED, Update, Write


class LimitItem(TableItem, discriminator="Limit"):
    spent = Number(null=True)


@dataclass(frozen=True)
class OneMore(Update):
    """In DynamoDB's own words: every report counts, and PynamoDB's take a dozen times as long."""

    limit: int = 0
    expires_at: int = 0

    def request(self) -> dict[str, Any]:
        limit, expires_at = str(self.limit), str(self.expires_at)
        return {
            **self.place(),
            "UpdateExpression": "ADD spent :one SET expires_at = :end",
            "ConditionExpression": "attribute_not_exists(spent) OR spent < :limit",
            "ExpressionAttributeValues": {
                ":one": {"N": "1"},
                ":end": {"N": expires_at},
                ":limit": {"N": limit},
            },
        }


def count_write(subject: str, at: datetime, limit: int, refused: str) -> Write:
    """One more act of `subject` on the day of `at` (UTC), as part of a transaction.

    The transaction fails with ConflictError(`refused`) above `limit`.
    """
    item = LimitItem(f"LIMIT#{subject}", f"{at:%Y-%m-%d}")
    ends = epoch(at + timedelta(days=2))
    return OneMore(item, refused=refused, limit=limit, expires_at=ends)


def spend_try(subject: str, at: datetime, limit: int) -> None:
    """One try of `subject` in the hour of `at`, counted before the try is looked at.

    Raises TooManyTriesError above `limit`.
    """
    item = LimitItem(f"TRIES#{subject}", f"{at:%Y-%m-%dT%H}")
    one_more = OneMore(item, limit=limit, expires_at=epoch(at + timedelta(hours=2)))
    try:
        connection().dispatch("UpdateItem", one_more.request())
    except ClientError as error:
        if error.response["Error"]["Code"] == REFUSED:
            raise TooManyTriesError("too_many_tries") from error
        raise
