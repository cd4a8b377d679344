"""The one table: its base item, its two indexes and its one connection."""

from datetime import datetime
from typing import Any, Self, cast

from pynamodb.attributes import DiscriminatorAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from mandat.platform.caller import introduce
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


class Number(NumberAttribute):
    """A number as DynamoDB takes it, without a JSON encoder for each."""

    def serialize(self, value: float) -> str:
        return str(value)


class TableItem(Model):
    """An item of the table. Every kind of item is a subclass with a `discriminator` of its own.

    No attribute has another name in the table, nor a default: items are made, written and read
    over what they hold, where PynamoDB goes through all that their kind could hold, three times.
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
    expires_at = Number(null=True)
    post_id = UnicodeAttribute(null=True)
    work_at = UnicodeAttribute(null=True)
    day_shard = UnicodeAttribute(null=True)
    day_at = UnicodeAttribute(null=True)
    worklist = WorklistIndex()
    days = DaysIndex()

    def __init__(
        self,
        pk: str | None = None,
        sk: str | None = None,
        _user_instantiated: bool = True,  # noqa: FBT001, FBT002  the base's own signature
        **values: Any,
    ) -> None:
        """Raises ValueError for a value that the kind has no attribute for."""
        known = self.get_attributes().keys()
        if not values.keys() <= known:
            raise ValueError(f"no such attributes: {sorted(values.keys() - known)}")
        self.attribute_values = {"kind": type(self), "pk": pk, "sk": sk, **values}

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> Self:
        """The item of a stored one; what its kind does not know, of a newer release, is left out.

        An item that an update made has no kind: it is what was asked for.
        Raises ValueError for a kind that is none of ours, TypeError for another than was asked for.
        """
        kind = cls._kind_of(data)
        known = kind.get_attributes()
        item = kind()
        item.attribute_values |= {
            name: known[name].deserialize(known[name].get_value(held))
            for name, held in data.items()
            if name in known
        }
        return item

    @classmethod
    def _kind_of(cls, data: dict[str, Any]) -> type[Self]:
        if "kind" not in data:
            return cls
        kind: type[Self] = cls.kind.deserialize(data["kind"]["S"])  # type: ignore[no-untyped-call]  # PynamoDB
        if not issubclass(kind, cls):
            raise TypeError(f"a {kind.__name__} in place of a {cls.__name__}")
        return kind

    def plain(self) -> dict[str, dict[str, Any]]:
        """The item as it is stored."""
        kinds = self.get_attributes()
        return {
            name: {kinds[name].attr_type: kinds[name].serialize(value)}
            for name, value in self.attribute_values.items()
            if value is not None
        }

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """The base's connection for every subclass: one client a process, made at first use."""
        if TableItem._connection is None:
            session = super(TableItem, TableItem)._get_connection().connection.session
            watch(session)
            introduce(session)
        return cast("TableConnection", TableItem._connection)


def connection() -> Connection:
    """The connection that every kind of item shares."""
    return TableItem._get_connection().connection  # noqa: SLF001  PynamoDB has no public name for it


def epoch(at: datetime) -> int:
    """Whole seconds since 1970, as the table's TTL wants them."""
    return int(at.timestamp())
