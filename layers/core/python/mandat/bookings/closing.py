"""A post keeps a thing for the city, or lends it again: conditional as every hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from mandat.bookings import closing_store as store
from mandat.bookings.closing_store import Closed
from mandat.bookings.domain.fleet import GRID_MINUTES, Fleet, Resource
from mandat.bookings.domain.grid import DAY_MINUTES, at_minute
from mandat.bookings.domain.holding import Holding
from mandat.bookings.domain.limits import CLOSED_AHEAD, CLOSED_REASONS, CLOSED_SPAN
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.line import offer_freed
from mandat.bookings.sheets_store import CITY, POOL_SHORT, SLOT_TAKEN, sheets
from mandat.city.calendar import to_local
from mandat.errors import ConflictError, InvalidError, TakenError
from mandat.platform.patience import patiently
from mandat.platform.transaction import commit
from mandat.records import record


@record
class Closing:
    """What a post wants to keep: local days, both included, and minutes of each of them.

    `actor` is post:<post id>:<address id>; the same `cause` closes once.
    """

    resource: str
    first: date
    last: date
    reason: str
    actor: str
    cause: str
    start: int = 0
    end: int = DAY_MINUTES
    quantity: int = 1

    @property
    def days(self) -> tuple[date, ...]:
        span = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=n) for n in range(span))


def close(wish: Closing, fleet: Fleet, now: datetime) -> bool:
    """Whether it was closed by this very call; a repeat finds it closed.

    Raises InvalidError, TakenError when somebody holds a part of it, ConflictError (too busy) or
    OutcomeUnknownError. Nothing is closed then.
    """
    resource = _checked(wish, fleet, now)
    made = Closed(resource.id, wish.first, wish.start, wish.end, wish.reason, wish.actor)
    made = replace(made, quantity=wish.quantity, id=store.closing_id(wish.cause))
    each = [replace(made, day=day) for day in wish.days]
    writes = store.close_writes(each, _held(each, resource), fleet)
    try:
        patiently(lambda: commit(writes))
    except ConflictError as error:
        if error.code in {SLOT_TAKEN, POOL_SHORT}:
            raise TakenError(error.code) from error
        if error.code != store.CLOSED_BEFORE:
            raise
        return False
    return True


def _checked(wish: Closing, fleet: Fleet, now: datetime) -> Resource:
    resource = fleet.resource(wish.resource)
    if resource is None:
        raise InvalidError("thing", "choose_thing")
    today = to_local(now).date()
    ahead = today <= wish.first <= wish.last <= today + CLOSED_AHEAD
    if not ahead or wish.last - wish.first >= CLOSED_SPAN:
        raise InvalidError("day", "closing_days")
    on_grid = wish.start % GRID_MINUTES == wish.end % GRID_MINUTES == 0
    if not (on_grid and 0 <= wish.start < wish.end <= DAY_MINUTES):
        raise InvalidError("span", "closing_hours")
    if wish.reason not in CLOSED_REASONS:
        raise InvalidError("reason", "choose_reason")
    if not 1 <= wish.quantity <= resource.capacity:
        raise InvalidError("quantity", "too_many")
    return resource


def _held(known: Iterable[Closed], resource: Resource) -> Holding:
    """What those take together."""
    if resource.kind == "pool":
        counts: dict[tuple[str, date], int] = {}
        for one in known:
            place = (one.resource, one.day)
            counts[place] = counts.get(place, 0) + one.quantity
        return Holding(counts=counts)
    return Holding(
        frozenset(
            (one.resource, one.day, minute)
            for one in known
            for minute in range(one.start, one.end, GRID_MINUTES)
        )
    )


def reopen(resource_id: str, day: date, fleet: Fleet, cause: str, now: datetime) -> bool:
    """Lend a thing again on a local day, also what was taken back from a citizen.

    Whether there was anything to open; who waits in line for it is offered it at once. Raises
    ConflictError or OutcomeUnknownError.
    """
    resource = fleet.resource(resource_id)
    if resource is None:
        raise InvalidError("thing", "choose_thing")
    known = store.closed(resource_id, day, day)
    held = _held(known, resource) if resource.kind == "pool" else _citys(resource_id, day)
    if not known and not held.slots:
        return False
    patiently(lambda: commit(store.open_writes(known, held, fleet)))
    whole_day = Loan((Item(resource_id),), at_minute(day, 0), at_minute(day, DAY_MINUTES))
    offer_freed((whole_day,), cause, now)
    return True


def _citys(resource_id: str, day: date) -> Holding:
    """Every half hour of the day that the city keeps."""
    sheet = sheets((resource_id,), day, day)[resource_id].get(day, {})
    minutes = (minute for minute, holder in sheet.items() if holder == CITY)
    return Holding(frozenset((resource_id, day, minute) for minute in minutes))
