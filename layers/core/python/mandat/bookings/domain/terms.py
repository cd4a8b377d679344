"""What an offer's published terms allow. Pure."""

from datetime import date, datetime, timedelta

from mandat.bookings.domain.fleet import Closure, Fleet, Offer, Resource
from mandat.bookings.domain.grid import DAY_MINUTES, at_minute, days, minute_of, on_grid
from mandat.bookings.domain.limits import ITEMS_MAX
from mandat.bookings.domain.model import Loan
from mandat.city.calendar import to_local
from mandat.errors import InvalidError


def check(loan: Loan, offer: Offer, fleet: Fleet, now: datetime, *, by_post: bool = False) -> None:
    """InvalidError (field `items`, `time` or `day`) unless the terms allow the loan.

    A post that proposes a time is not bound to the notice that citizens must give.
    """
    resources = _resources(loan, offer, fleet)
    _check_span(loan, offer, resources)
    _check_notice(loan, offer, now if by_post else now + timedelta(hours=offer.notice_hours), now)
    for day in days(loan):
        if closed(day, offer, resources):
            raise InvalidError("day", "closed_day")
    if held_back(offer, loan.start, loan.end) & {one.id for one in resources}:
        raise InvalidError("items", "held_back")


def _resources(loan: Loan, offer: Offer, fleet: Fleet) -> tuple[Resource, ...]:
    found = [fleet.resource(item.resource) for item in loan.items]
    known = [one for one in found if one and one.id in offer.resources]
    several = len({one.id for one in known}) == len(loan.items)
    if not known or len(known) < len(loan.items) or not several or len(known) > ITEMS_MAX:
        raise InvalidError("items", "choose_thing")
    for item, resource in zip(loan.items, known, strict=True):
        if not 1 <= item.quantity <= resource.capacity:
            raise InvalidError("items", "too_many")
    return tuple(known)


def _check_span(loan: Loan, offer: Offer, resources: tuple[Resource, ...]) -> None:
    if not (on_grid(loan.start) and on_grid(loan.end) and loan.start < loan.end):
        raise InvalidError("time", "choose_time")
    if len(days(loan)) > offer.longest_days:
        raise InvalidError("time", "overnight" if offer.longest_days == 1 else "too_long")
    if all(one.kind == "pool" for one in resources):
        return
    if loan.end - loan.start > timedelta(minutes=offer.longest_minutes):
        raise InvalidError("time", "too_long")
    if minute_of(loan.start) < offer.open_minute or _last_minute(loan) > offer.close_minute:
        raise InvalidError("time", "closed_hours")


def _last_minute(loan: Loan) -> int:
    return minute_of(loan.end) or DAY_MINUTES


def _check_notice(loan: Loan, offer: Offer, earliest: datetime, now: datetime) -> None:
    if loan.start < earliest:
        raise InvalidError("time", "too_soon")
    if to_local(loan.start).date() > last_day(offer, now):
        raise InvalidError("time", "too_far")


def last_day(offer: Offer, now: datetime) -> date:
    """The last local day that can be asked for today."""
    return to_local(now).date() + timedelta(days=offer.horizon_days)


def closed(day: date, offer: Offer, resources: tuple[Resource, ...] = ()) -> bool:
    """Whether nothing is lent on a local day: its weekday, or a closure of the offer or a thing."""
    closures = (*offer.closures, *(one for resource in resources for one in resource.closures))
    return day.weekday() not in offer.weekdays or any(_covers(one, day) for one in closures)


def _covers(closure: Closure, day: date) -> bool:
    return closure.first <= day <= closure.last


def held_back(offer: Offer, start: datetime, end: datetime) -> frozenset[str]:
    """The units that are kept for emergencies in any shift that the time touches, in turn."""
    if not (offer.reserve and offer.shifts and offer.resources):
        return frozenset()
    first = to_local(start).date() - timedelta(days=1)
    span = (to_local(end).date() - first).days + 1
    turns = (
        (first + timedelta(days=n)).toordinal() * len(offer.shifts) + place
        for n in range(span)
        for place, shift in enumerate(offer.shifts)
        if at_minute(first + timedelta(days=n), shift.start) < end
        and start < at_minute(first + timedelta(days=n), shift.end)
    )
    return frozenset(unit for turn in turns for unit in _kept(offer, turn))


def _kept(offer: Offer, turn: int) -> tuple[str, ...]:
    count = len(offer.resources)
    return tuple(offer.resources[(turn * offer.reserve + n) % count] for n in range(offer.reserve))


def add_months(at: datetime, months: int) -> datetime:
    """The same local day and hour so many months later, or the last day of a shorter month."""
    local = to_local(at)
    place = local.month - 1 + months
    year, month = local.year + place // 12, place % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    day = min(local.day, (following - timedelta(days=1)).day)
    return local.replace(year=year, month=month, day=day).astimezone(at.tzinfo)


def quota_until(loan: Loan, offer: Offer) -> datetime:
    """Until when a loan fills its place in the family's quota: one that starts later may use it."""
    return add_months(loan.start, offer.quota_months)
