"""What a sync would change in what is lent, and who stands in its way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from city.plan import Changes, compare
from mandat.bookings.domain.fleet import Fleet, Offer, Resource

# A loan that began before today may still be out; none is asked for further ahead than this.
BEHIND, AHEAD = timedelta(days=14), timedelta(days=366)
# One query shows so many days.
SPAN = timedelta(days=90)


@dataclass(frozen=True)
class FleetPlan:
    """`live` is the table's fleet, version 0 and empty before the first sync."""

    fleet: Fleet
    live: Fleet
    offers: Changes
    resources: Changes

    @property
    def changes_fleet(self) -> bool:
        return self.fleet.version != self.live.version


def make_fleet_plan(wanted: Fleet, live: Fleet | None) -> FleetPlan:
    live = live or Fleet()
    same = live.version > 0 and replace(wanted, version=live.version) == live
    return FleetPlan(
        fleet=replace(wanted, version=live.version if same else live.version + 1),
        live=live,
        offers=_compared(wanted.offers, live.offers),
        resources=_compared(wanted.resources, live.resources),
    )


def _compared(
    wanted: Iterable[Offer] | Iterable[Resource], live: Iterable[Offer] | Iterable[Resource]
) -> Changes:
    return compare({one.id: one for one in wanted}, {one.id: one for one in live})


def stranded(plan: FleetPlan, today: date) -> Iterator[str]:
    """A line for each thing or offer that is taken away from under a booking."""
    for resource in plan.live.resources:
        yield from _short(resource, plan.fleet.resource(resource.id), today)
    for offer_id in plan.offers.removed:
        if count := _asked_for(offer_id, plan.live, today):
            yield f"'{offer_id}' masih punya {count} peminjaman; selesaikan atau tarik dahulu"


def _short(live: Resource, wanted: Resource | None, today: date) -> Iterator[str]:
    """A thing that goes, or a pool that shrinks below what is out."""
    left = wanted.capacity if wanted and wanted.kind == live.kind else 0
    if left >= live.capacity:
        return
    out = _most_out(live, today)
    if out > left:
        yield f"barang '{live.id}' masih dipinjam ({out}); selesaikan atau tarik dahulu"


def _most_out(resource: Resource, today: date) -> int:
    """Of a pool the most on any day; of a single thing its bookings."""
    from mandat.bookings.store import pools

    if resource.kind == "single":
        return len(_holders(resource.id, today))
    days = (pools([resource.id], *span)[resource.id] for span in _spans(today))
    return max((used for one in days for used in one.values()), default=0)


def _holders(resource_id: str, today: date) -> set[str]:
    """The cases that hold a half hour of it."""
    from mandat.bookings.store import CITY, sheets

    found = (sheets([resource_id], *span)[resource_id] for span in _spans(today))
    return {case for days in found for sheet in days.values() for case in sheet.values()} - {CITY}


def _spans(today: date) -> Iterator[tuple[date, date]]:
    first, end = today - BEHIND, today + AHEAD
    while first < end:
        yield first, first + SPAN - timedelta(days=1)
        first += SPAN


def _asked_for(offer_id: str, live: Fleet, today: date) -> int:
    """Live bookings of the offer's things, and who waits in its line."""
    from mandat.bookings.store import in_line, load

    offer = live.offer(offer_id)
    if offer is None:
        return 0
    days = (today + timedelta(days=n) for n in range(offer.horizon_days + 1))
    things = live.resources_of(offer)
    singles = [one for one in things if one.kind == "single"]
    cases = {case for one in singles for case in _holders(one.id, today)}
    bookings = [load(case) for case in sorted(cases)]
    held = sum(one is not None and one.offer == offer_id for one in bookings)
    counted = sum(_most_out(one, today) for one in things if one.kind == "pool")
    return held + counted + len(in_line(offer_id, days))
