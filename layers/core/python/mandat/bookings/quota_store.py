"""The loans of one family of one offer: FAMILY#<keyed hash> / <offer>.

A family has as many lanes as its quota is. A loan fills a lane until so many months after its
start; one that starts later may use the lane again. When that one is given up, the lane is filled
as long as the loan before it said (`was`).

One conditional update for all of it: lanes are taken, kept and left in the same write.
"""

import types
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from mandat.bookings.domain.fleet import Offer
from mandat.bookings.domain.model import Booking, Loan
from mandat.bookings.domain.terms import quota_until
from mandat.cases.store import stamp
from mandat.errors import NotAllowedError
from mandat.platform.table import TableItem, epoch
from mandat.platform.transaction import Update, Write
from mandat.records import record

QUOTA_USED, BARRED = "quota_used", "barred"
LANES = range(1, 10)
KEPT = timedelta(days=1100)


def _lanes(namespace: dict[str, Any]) -> None:
    namespace["__module__"] = __name__
    namespace["barred_until"] = UnicodeAttribute(null=True)
    for lane in LANES:
        for part in ("case", "until", "was"):
            namespace[f"lane{lane}_{part}"] = UnicodeAttribute(null=True)


QuotaItem: type[TableItem] = types.new_class(
    "QuotaItem", (TableItem,), {"discriminator": "Quota"}, _lanes
)


@record
class Lane:
    """`until` and `was` are stamps: a loan that starts then or later may use the lane."""

    case_id: str = ""
    until: str = ""
    was: str = ""


@record
class Quota:
    """What a family's loans of an offer fill, by lane, and until when it may not borrow."""

    lanes: Mapping[int, Lane] = field(default_factory=dict)
    barred_until: str = ""


@record
class _Fill:
    """What a booking fills: its lane, for loans from the stamp `first` on, until `until`."""

    lane: int
    first: str
    until: str


def quota(family: str, offer_id: str) -> Quota:
    """As it stands now, read consistently."""
    try:
        item = QuotaItem.get(*_key(family, offer_id), consistent_read=True)
    except DoesNotExist:
        return Quota()
    held = item.attribute_values
    lanes = {lane: _lane(held, lane) for lane in LANES if f"lane{lane}_until" in held}
    return Quota(lanes, held.get("barred_until") or "")


def _lane(held: Mapping[str, Any], lane: int) -> Lane:
    parts = (held.get(f"lane{lane}_{part}") or "" for part in ("case", "until", "was"))
    return Lane(*parts)


def _key(family: str, offer_id: str) -> tuple[str, str]:
    return f"FAMILY#{family}", offer_id


def free_lane(found: Quota, offer: Offer, loan: Loan, case_id: str = "") -> int:
    """The lane that `loan` may fill, the case's own if it can; 0 for an offer without a quota.

    Raises NotAllowedError: `barred`, or `quota_used`. The write says it again.
    """
    if not offer.quota:
        return 0
    start = stamp(loan.start)
    own = [lane for lane, held in found.lanes.items() if case_id and held.case_id == case_id]
    if not own and found.barred_until > start:
        raise NotAllowedError(BARRED)
    lanes: list[int] = [*own, *LANES[: offer.quota]]
    for lane in lanes:
        held = found.lanes.get(lane, Lane())
        if (held.was if lane in own else held.until) <= start:
            return lane
    raise NotAllowedError(QUOTA_USED)


def quota_writes(before: Booking | None, after: Booking, offer: Offer, at: datetime) -> list[Write]:
    """The family's lanes go from what `before` fills to what `after` fills; a strike bars it.

    Refused as QUOTA_USED.
    """
    old, new = (_fill(one, offer) if one else None for one in (before, after))
    conditions, actions = ([], []) if old == new else _change(old, new, after.case_id)
    actions += _strike(before, after)
    if not actions:
        return []
    item = QuotaItem(*_key(after.family, offer.id))
    condition = reduce(and_, conditions) if conditions else None
    return [Update(item, condition, QUOTA_USED, actions=[*actions, *_marks(at)])]


def _strike(before: Booking | None, after: Booking) -> list[Action]:
    until = after.barred_until
    if not (until and after.family) or (before and before.barred_until == until):
        return []
    return [_named("barred_until").set(stamp(until))]


def _marks(at: datetime) -> list[Action]:
    """An update may make the item: its kind, and when nobody needs to know any more."""
    return [TableItem.kind.set(QuotaItem), TableItem.expires_at.set(epoch(at + KEPT))]


def _fill(booking: Booking, offer: Offer) -> _Fill | None:
    if not (booking.fills_quota and booking.lane):
        return None
    loans = booking.held or (booking.loan,)
    first, until = (min(one.start for one in loans), max(quota_until(one, offer) for one in loans))
    return _Fill(booking.lane, stamp(first), stamp(until))


def _change(
    old: _Fill | None, new: _Fill | None, case_id: str
) -> tuple[list[Condition], list[Action]]:
    """Conditions and actions of one update that leave, keep and take lanes."""
    if old and new and old.lane == new.lane:
        stays = (_of(new.lane, "case") == case_id) & (_of(new.lane, "was") <= new.first)
        return [stays], [_of(new.lane, "until").set(new.until)]
    leave = [_of(old.lane, "case") == case_id] if old else []
    take = [_may_take(new)] if new else []
    return [*leave, *take], [*(_left(old) if old else ()), *(_taken(new, case_id) if new else ())]


def _may_take(new: _Fill) -> Condition:
    until, barred = _of(new.lane, "until"), _named("barred_until")
    lapsed = until.does_not_exist() | (until <= new.first)
    found: Condition = lapsed & (barred.does_not_exist() | (barred <= new.first))
    return found


def _taken(new: _Fill, case_id: str) -> list[Action]:
    """What the lane said before is remembered; every action sees the item as it was."""
    until, was = _of(new.lane, "until"), _of(new.lane, "was")
    return [_of(new.lane, "case").set(case_id), was.set(until | ""), until.set(new.until)]


def _left(old: _Fill) -> list[Action]:
    until, was = _of(old.lane, "until"), _of(old.lane, "was")
    return [until.set(was), was.remove(), _of(old.lane, "case").remove()]


def _of(lane: int, part: str) -> UnicodeAttribute:
    return _named(f"lane{lane}_{part}")


def _named(name: str) -> UnicodeAttribute:
    found: UnicodeAttribute = QuotaItem.get_attributes()[name]  # type: ignore[assignment]  # made above
    return found
