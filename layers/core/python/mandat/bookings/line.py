"""The line: what came free is offered to who asked for it first, and then to the next."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mandat.bookings import store
from mandat.bookings.commands import SYSTEM, execute
from mandat.bookings.domain.acts import OfferBooking
from mandat.bookings.domain.apply import replay
from mandat.bookings.domain.fleet import Offer
from mandat.bookings.domain.grid import days
from mandat.bookings.domain.model import Loan
from mandat.cases.domain.facts import Event
from mandat.cases.store import timeline
from mandat.errors import RefusedError, TakenError

# Facts after which somebody may hold less than before.
FREEING = frozenset(
    {
        "BookingCancelled",
        "BookingChosen",
        "BookingDeclined",
        "BookingExpired",
        "BookingMoved",
        "BookingNoShow",
        "BookingPreempted",
        "BookingReturned",
    }
)
DAY = timedelta(days=1)


def offer_next(event: Event, now: datetime) -> int:
    """Offer what `event` freed to everybody in line whose loan fits, in their order; how many.

    Once for the event: who had an offer of it before keeps that one.
    """
    if event.type not in FREEING:
        return 0
    return offer_freed(_freed(event), event.id, now, event.correlation_id)


def offer_freed(freed: tuple[Loan, ...], source: str, now: datetime, trace: str = "") -> int:
    """Offer what came free to everybody in line whose loan fits; how many. Once for `source`."""
    waiting = dict.fromkeys(_waiting(freed))
    return sum(_offered(case_id, f"line:{source}", now, trace) for case_id in waiting)


def _freed(event: Event) -> tuple[Loan, ...]:
    """The loans that the booking held before the event and not after it, read off its record."""
    record = tuple(_record(event))
    before, after = replay(record[:-1]), replay(record)
    held = set(after.held) if after else set()
    return tuple(loan for loan in (before.held if before else ()) if loan not in held)


def _record(event: Event) -> Iterator[Event]:
    """The case's events up to this one."""
    seq = 0
    while seq < event.seq and (page := timeline(event.case_id, after=seq)):
        yield from (one for one in page if one.seq <= event.seq)
        seq = page[-1].seq


def _waiting(freed: tuple[Loan, ...]) -> Iterator[str]:
    """Cases in line for any offer that lends one of the things, for a loan that may touch it."""
    things = {item.resource for loan in freed for item in loan.items}
    touched = {day for loan in freed for day in days(loan)}
    for offer in store.load_fleet().offers if touched else ():
        if things & set(offer.resources):
            yield from (one.case_id for one in store.in_line(offer.id, _starts(offer, touched)))


def _starts(offer: Offer, touched: set[date]) -> list[date]:
    """The days on which a loan may begin that needs one of the touched days, with its buffers."""
    around = range(-offer.longest_days, 2)
    return sorted({day + n * DAY for day in touched for n in around})


def _offered(case_id: str, cause: str, now: datetime, trace: str) -> bool:
    """False for a loan that does not fit, or may not be offered any more."""
    command = OfferBooking(cause, SYSTEM, correlation_id=trace, fleet=store.load_fleet())
    try:
        return bool(execute(case_id, command, now).events)
    except (TakenError, RefusedError):
        return False
