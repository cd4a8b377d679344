"""Tents, chairs and loudspeakers for the evenings: borrowed from the pool as anybody borrows."""

from datetime import UTC, date, datetime, timedelta

from mandat.bereavement.domain.model import Death
from mandat.bereavement.domain.nights import ahead
from mandat.bookings.domain.acts import RequestBooking
from mandat.bookings.domain.fleet import Offer
from mandat.bookings.domain.grid import STEP, at_minute
from mandat.bookings.domain.limits import ITEMS_MAX
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.fleet_store import load_fleet
from mandat.city.calendar import Calendar
from mandat.programmes.domain.terms import BereavementTerms, StepTerms

DAY = timedelta(days=1)
PURPOSE = "takziah"


def wish(
    death: Death, step: StepTerms, terms: BereavementTerms, calendar: Calendar, now: datetime
) -> RequestBooking | None:
    """The loan for the evenings that are still to come; None when nothing is left to lend for."""
    fleet = load_fleet()
    offer = fleet.offer(step.offer)
    nights = ahead(death.nights, now, terms)
    if offer is None or not nights:
        return None
    loan = Loan(_items(step, offer), _start(nights[0], offer, now), _end(nights[-1] + DAY, offer))
    return RequestBooking(
        "", "system", calendar=calendar, fleet=fleet, offer=offer.id, loan=loan, purpose=PURPOSE
    )


def _items(step: StepTerms, offer: Offer) -> tuple[Item, ...]:
    wanted = step.items or tuple((one, 1) for one in offer.resources)
    return tuple(Item(thing, count) for thing, count in wanted[:ITEMS_MAX])


def _start(day: date, offer: Offer, now: datetime) -> datetime:
    """When it opens, or at the next half hour that notice leaves."""
    earliest = now + timedelta(hours=offer.notice_hours)
    earliest += (datetime.min.replace(tzinfo=UTC) - earliest) % STEP
    return max(at_minute(day, offer.open_minute), earliest)


def _end(day: date, offer: Offer) -> datetime:
    """It is fetched on the morning after."""
    return at_minute(day, offer.open_minute) + STEP
