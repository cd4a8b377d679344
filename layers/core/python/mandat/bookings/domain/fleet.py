"""What the city lends and on which terms: synced from the city's files. Pure.

A resource is a single thing (a car, an ambulance) on a grid of half hours of a local day, or a
pool (tents, chairs) that is counted by the day.
"""

from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Literal

from mandat.city.domain import Text
from mandat.records import record

GRID_MINUTES = 30

ResourceKind = Literal["single", "pool"]


@record
class Driver:
    """Who brings the thing and takes it back; `phone` is E.164, `email` may be empty."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@record
class Closure:
    """Local days, both included, on which nothing of it is lent: maintenance, a state visit."""

    first: date
    last: date
    reason: Text = field(default_factory=dict)


@record
class Resource:
    """`capacity` is how many a pool has, and 1 of a single thing. `district` is where it stands.

    Buffers do not hold for pools: they are out for whole days.
    A district is the code of a kecamatan (17.71.01).
    """

    id: str
    kind: ResourceKind
    title: Text
    capacity: int = 1
    district: str = ""
    plate: str = ""
    driver: Driver = Driver()
    closures: tuple[Closure, ...] = ()


@record
class Shift:
    """A part of the day, in minutes of the local day; `end` may be past midnight (> 1,440)."""

    id: str
    start: int
    end: int


@record
class Offer:
    """A service that lends: its resources and the published terms. `id` is the service's.

    Minutes of a day are local. `weekdays` has 0 for Monday. `quota` is how many loans a family has
    in any `quota_months`, 0 for no limit. Without `approved_by_post` a hold is approved at once.
    `chosen_by`: the citizen picks the resource, or the city does, the nearest first.
    `reserve` units of each shift are kept for emergencies.
    """

    id: str
    resources: tuple[str, ...]
    approved_by_post: bool = True
    chosen_by: Literal["citizen", "city"] = "citizen"
    weekdays: frozenset[int] = frozenset(range(7))
    open_minute: int = 0
    close_minute: int = 1440
    buffer_minutes: int = 0
    notice_hours: int = 0
    horizon_days: int = 90
    longest_minutes: int = 480
    longest_days: int = 1
    quota: int = 0
    quota_months: int = 12
    decide_hours: int = 48
    choose_hours: int = 24
    cutoff_hours: int = 24
    strike_months: int = 6
    family_card_prefix: str = ""
    purposes: tuple[tuple[str, Text], ...] = ()
    rules: tuple[Text, ...] = ()
    closures: tuple[Closure, ...] = ()
    shifts: tuple[Shift, ...] = ()
    reserve: int = 0


@record
class Fleet:
    """Everything that is lent, as synced at `version`.

    `neighbours` are (district, those beside it, the nearest first): where the next ambulance is
    looked for. `desk_phone` is the ambulance desk's number, E.164.
    """

    version: int = 0
    offers: tuple[Offer, ...] = ()
    resources: tuple[Resource, ...] = ()
    neighbours: tuple[tuple[str, tuple[str, ...]], ...] = ()
    desk_phone: str = ""

    def offer(self, offer_id: str) -> Offer | None:
        return self._offers.get(offer_id)

    def resource(self, resource_id: str) -> Resource | None:
        return self._resources.get(resource_id)

    def resources_of(self, offer: Offer) -> tuple[Resource, ...]:
        return tuple(self._resources[one] for one in offer.resources)

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        return {one.id: one for one in self.offers}

    @cached_property
    def _resources(self) -> dict[str, Resource]:
        return {one.id: one for one in self.resources}
