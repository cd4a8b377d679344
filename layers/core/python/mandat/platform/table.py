"""The one table: its base item, its two indexes and its one connection."""

from datetime import datetime
from typing import cast

from pynamodb.attributes import DiscriminatorAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from mandat.platform.outage import watch
from mandat.platform.settings import settings


class WorklistIndex(GlobalSecondaryIndex["TableItem"]):  # type: ignore[no-untyped-call]  # PynamoDB
    """Open tasks of a post, the next to be late first. Sparse: only open tasks carry the keys."""

    class Meta:
        index_name = "worklist"
        projection = AllProjection()

    post_id = UnicodeAttribute(hash_key=True)
    work_at = UnicodeAttribute(range_key=True)


class DaysIndex(GlobalSecondaryIndex["TableItem"]):  # type: ignore[no-untyped-call]  # PynamoDB
    """Events of a UTC day in 16 shards, for replay, scores and briefs."""

    class Meta:
        index_name = "days"
        projection = AllProjection()

    day_shard = UnicodeAttribute(hash_key=True)
    day_at = UnicodeAttribute(range_key=True)


class TableItem(Model):
    """An item of the table. Every kind of item is a subclass with a `discriminator` of its own.

    Timeouts add up to less than the 29 seconds that API Gateway waits.
    """

    class Meta:
        table_name = settings().table_name or "mandat"
        connect_timeout_seconds = 1
        read_timeout_seconds = 3
        max_retry_attempts = 2

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()
    expires_at = NumberAttribute(null=True)
    post_id = UnicodeAttribute(null=True)
    work_at = UnicodeAttribute(null=True)
    day_shard = UnicodeAttribute(null=True)
    day_at = UnicodeAttribute(null=True)
    worklist = WorklistIndex()
    days = DaysIndex()

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """The base's connection for every subclass: one client a process, made at first use."""
        if TableItem._connection is None:
            watch(super(TableItem, TableItem)._get_connection().connection.session)
        return cast("TableConnection", TableItem._connection)


def connection() -> Connection:
    """The connection that every kind of item shares."""
    return TableItem._get_connection().connection  # noqa: SLF001  PynamoDB has no public name for it


def epoch(at: datetime) -> int:
    """Whole seconds since 1970, as the table's TTL wants them."""
    return int(at.timestamp())
