"""The city's ambulances: who they are, which are free, and how far they are from a place."""

from collections.abc import Iterable
from datetime import datetime

from mandat.bookings.domain.fleet import Fleet, Resource
from mandat.bookings.fleet_store import load_fleet
from mandat.city.calendar import to_local
from mandat.dispatch import store
from mandat.dispatch.domain.acts import Ready
from mandat.dispatch.domain.model import UnitState
from mandat.dispatch.domain.nearest import by_distance
from mandat.errors import NotFoundError

EMERGENCY = "ambulans-darurat"
RIDES = "ambulans-terjadwal"


def units_of(fleet: Fleet) -> tuple[Resource, ...]:
    """Every ambulance that emergencies may call, by id; none before the fleet has any."""
    offer = fleet.offer(EMERGENCY)
    found = fleet.resources_of(offer) if offer else ()
    return tuple(sorted(found, key=lambda one: one.id))


def name_of(unit: Resource) -> str:
    """How the unit is called on the radio and on every page."""
    return unit.title.get("id", "") or unit.id


def ready(district: str, now: datetime) -> tuple[Ready, ...]:
    """The units that can be asked now, the nearest first: free, in service, and on no ride."""
    fleet = fleet_now()
    near = by_distance(_in_service(units_of(fleet), now), district, fleet.neighbours)
    stands = store.load_units(one.id for one in near)
    free = [one for one in near if stands[one.id].state is UnitState.FREE]
    riding = store.rides((one.id for one in free), now)
    return tuple(Ready(one.id, name_of(one)) for one in free if one.id not in riding)


def _in_service(units: Iterable[Resource], now: datetime) -> Iterable[Resource]:
    """Without those that the fleet itself has closed for the day."""
    today = to_local(now).date()
    for one in units:
        if not any(gap.first <= today <= gap.last for gap in one.closures):
            yield one


def fleet_now() -> Fleet:
    """What the city has; an empty one before the first sync."""
    try:
        return load_fleet()
    except NotFoundError:
        return Fleet()
