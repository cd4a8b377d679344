"""Limits of one person: counters that only that person's own acts touch."""

from datetime import datetime, timedelta
from functools import lru_cache

from pynamodb.exceptions import UpdateError

from mandat.errors import TooManyTriesError
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import Update, Write

REFUSED = "ConditionalCheckFailedException"


class LimitItem(TableItem, discriminator="Limit"):
    spent = Number(null=True)


def count_write(subject: str, at: datetime, limit: int, refused: str) -> Write:
    """One more act of `subject` on the day of `at` (UTC), as part of a transaction.

    The transaction fails with ConflictError(`refused`) above `limit`.
    """
    item = LimitItem(f"LIMIT#{subject}", f"{at:%Y-%m-%d}")
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = epoch(day + timedelta(days=3))
    return Update(item, _below(limit), refused, actions=_one_more(ends))


def spend_try(subject: str, at: datetime, limit: int) -> None:
    """One try of `subject` in the hour of `at`, counted before the try is looked at.

    Raises TooManyTriesError above `limit`.
    """
    item = LimitItem(f"TRIES#{subject}", f"{at:%Y-%m-%dT%H}")
    try:
        item.update(actions=_one_more(epoch(at + timedelta(hours=2))), condition=_below(limit))
    except UpdateError as error:
        if error.cause_response_code == REFUSED:
            raise TooManyTriesError("too_many_tries") from error
        raise


@lru_cache(maxsize=8)
def _below(limit: int):  # type: ignore[no-untyped-def]  # PynamoDB's conditions have no public type here
    return LimitItem.spent.does_not_exist() | (LimitItem.spent < limit)


@lru_cache(maxsize=8)
def _one_more(expires_at: int):  # type: ignore[no-untyped-def]  # same for its actions
    """The same for all of a day."""
    return [LimitItem.spent.add(1), LimitItem.expires_at.set(expires_at)]
