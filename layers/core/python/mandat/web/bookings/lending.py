"""One offer of the city, with all that its pages are read against."""

from datetime import date, datetime
from functools import cached_property

from mandat.bookings.domain.fleet import Closure, Fleet, Offer, Resource
from mandat.bookings.domain.free import month_days
from mandat.bookings.store import load_fleet
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue, Service, Text
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.records import record


@record
class Lending:
    """An offer is a service that lends: it has an entry in the catalogue and one in the fleet."""

    catalogue: Catalogue
    fleet: Fleet
    offer: Offer
    service: Service
    now: datetime

    @property
    def id(self) -> str:
        return self.offer.id

    @property
    def path(self) -> str:
        return f"/pinjam/{self.offer.id}"

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        return self.fleet.resources_of(self.offer)

    @property
    def is_pool(self) -> bool:
        return any(one.kind == "pool" for one in self.resources)

    @property
    def is_chosen(self) -> bool:
        """Whether the citizen says which thing."""
        return not self.is_pool and self.offer.chosen_by == "citizen"

    @property
    def is_any(self) -> bool:
        """Whether the city takes the nearest that is free."""
        return not self.is_pool and self.offer.chosen_by == "city"

    def closed_in(self, month: date) -> list[Closure]:
        """Why nothing, or not everything, is lent on some days of a month from today on."""
        days, today = month_days(month), to_local(self.now).date()
        known = (*self.offer.closures, *(gap for one in self.resources for gap in one.closures))
        return [
            one
            for place, one in enumerate(known)
            if one.reason
            and one not in known[:place]
            and one.first <= days[-1]
            and max(days[0], today) <= one.last
        ]

    @property
    def purposes(self) -> dict[str, Text]:
        return dict(self.offer.purposes)


def lendings(now: datetime) -> tuple[Lending, ...]:
    """Everything that can be asked for here, in the order of the city's file."""
    catalogue, fleet = load_catalogue(), load_fleet()
    found = ((one, catalogue.service(one.id)) for one in fleet.offers)
    return tuple(
        Lending(catalogue, fleet, one, service, now)
        for one, service in found
        if service and service.kind == "booking"
    )


def lending_of(offer_id: str, now: datetime) -> Lending:
    """Raises NotFoundError for what the city does not lend."""
    found = next((one for one in lendings(now) if one.id == offer_id), None)
    if found is None:
        raise NotFoundError("no_page")
    return found
