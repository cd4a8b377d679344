"""An order that waits for its case to have an owner: CASE#<id> / ORDER."""

from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.orders.domain import OrderWish
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Put, Write

KEPT = timedelta(days=30)


class OrderWishItem(TableItem, discriminator="OrderWish"):
    data = UnicodeAttribute()


def wish_writes(case_id: str, wish: OrderWish | None, at: datetime) -> list[Write]:
    """What keeps `wish`, in the transaction that makes the case: accepted means not lost."""
    if wish is None:
        return []
    data = msgspec.json.encode(wish).decode()
    return [Put(OrderWishItem(_key(case_id), "ORDER", data=data, expires_at=epoch(at + KEPT)))]


def wish_of(case_id: str) -> OrderWish | None:
    try:
        item = OrderWishItem.get(_key(case_id), "ORDER", consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.data, type=OrderWish)


def _key(case_id: str) -> str:
    return f"CASE#{case_id}"
