"""What a post lends, behind the link to its open work: its offers and their things."""

from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from mandat.bookings import store
from mandat.bookings.domain.fleet import Fleet, Offer, Resource
from mandat.bookings.domain.free import month_days
from mandat.bookings.domain.limits import CLOSED_AHEAD
from mandat.city.calendar import to_local
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.records import record
from mandat.story.loans import resource_title
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

# More things than these are looked at one by one: a page makes a query for each.
TOGETHER_MAX = 6


@record
class Shelf:
    """`token` is that of the post's worklist."""

    visit: Visit
    token: str = field(repr=False)
    viewer: Viewer

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def today(self) -> date:
        return to_local(self.now).date()

    @cached_property
    def fleet(self) -> Fleet:
        return store.load_fleet()

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Those that this post answers for."""
        catalogue = load_catalogue()
        services = ((one, catalogue.service(one.id)) for one in self.fleet.offers)
        return tuple(
            offer for offer, one in services if one and owner_of(one, None) == self.viewer.id
        )

    @cached_property
    def things(self) -> tuple[Resource, ...]:
        """Everything it lends, each once, in the order of the city's file."""
        found = (one for offer in self.offers for one in self.fleet.resources_of(offer))
        return tuple({one.id: one for one in found}.values())

    @property
    def shown(self) -> tuple[Resource, ...]:
        """The thing that was asked for, or all when they are few."""
        asked = self.visit.request.query.get("barang", "")
        if asked:
            return (self.thing(asked),)
        return self.things if len(self.things) <= TOGETHER_MAX else ()

    def thing(self, resource_id: str) -> Resource:
        """Raises NotFoundError for what this post does not lend."""
        found = next((one for one in self.things if one.id == resource_id), None)
        if found is None:
            raise NotFoundError("no_thing")
        return found

    def offer_of(self, resource: Resource) -> Offer:
        return next(one for one in self.offers if resource.id in one.resources)

    def title(self, resource_id: str) -> str:
        return resource_title(resource_id, self.fleet, self.visit.locale)

    @property
    def month(self) -> tuple[date, ...]:
        """The days of the month that was asked for, else of this one."""
        asked = self.visit.request.query.get("bulan", "")
        try:
            first = date.fromisoformat(f"{asked}-01")
        except ValueError:
            first = self.today
        return month_days(first if self.is_near(first) else self.today)

    def is_near(self, day: date) -> bool:
        """Within the years in which anything is lent or kept."""
        return abs(day - self.today) <= CLOSED_AHEAD

    @property
    def scope(self) -> str:
        """What a nonce of this shelf is good for."""
        return f"pinjam|{self.viewer.actor}"

    def path(self, form: str = "") -> str:
        return f"/t/pinjam/{self.token}/{form}" if form else f"/t/pinjam/{self.token}"


def shelf_of(visit: Visit, token: str) -> Shelf:
    """The things of a post, by the link to its open work. Raises LinkExpiredError or LinkError."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    return Shelf(visit, token, viewer)
