"""A booking as its citizen reads it: where it stands, until when, and what can be done."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property

from mandat.bookings import store
from mandat.bookings.domain.apply import require
from mandat.bookings.domain.decide import cutoff
from mandat.bookings.domain.fleet import Driver, Fleet, Offer
from mandat.bookings.domain.model import OVER, Booking, BookingStatus, Loan
from mandat.cases.domain.model import Case
from mandat.errors import NotAllowedError
from mandat.records import record
from mandat.story.loans import show_day_of, show_loan, things
from mandat.text.mark import msg
from mandat.web.phones import show_phone

S = BookingStatus
STATES: Mapping[BookingStatus, str] = {
    S.WAITING: msg("Waiting in line"),
    S.OFFERED: msg("It has come free for you"),
    S.HELD: msg("Held for you, not decided yet"),
    S.PROPOSED: msg("Another time is proposed"),
    S.APPROVED: msg("Agreed"),
    S.HANDED_OVER: msg("With you"),
    S.PREEMPTED: msg("Taken back by the city"),
    S.RETURNED: msg("Given back"),
    S.DECLINED: msg("Not possible"),
    S.CANCELLED: msg("Cancelled by you"),
    S.EXPIRED: msg("Ended"),
    S.NO_SHOW: msg("Not fetched"),
}
# What follows from it; {until} is when it ends by itself.
NEXT: Mapping[BookingStatus, str] = {
    S.WAITING: msg("It is taken. If it comes free before {until}, we ask you before later ones."),
    S.OFFERED: msg("It is held for you until {until}. Take it, or it goes to the next in line."),
    S.HELD: msg("It is decided by {until} at the latest. Until then nobody else can get it."),
    S.PROPOSED: msg("Both times are held for you. Choose one before {until}."),
    S.PREEMPTED: msg("We are sorry. Choose another time or thing before {until}."),
}
# A driver is a person: his number is shown when there is a trip to talk about.
DRIVER_SHOWN = timedelta(hours=72)
DRIVEN = frozenset({S.APPROVED, S.HANDED_OVER})
FACTS: Mapping[str, str] = {
    "ambil": "BookingAccepted",
    "pilih": "BookingChosen",
    "geser": "BookingMoved",
    "batal": "BookingCancelled",
}


@record
class Told:
    """`handed`: the link went through a recorder's hands; it cannot give up what is not its."""

    case: Case
    booking: Booking
    fleet: Fleet
    locale: str
    now: datetime
    handed: bool = False

    @property
    def state(self) -> str:
        """A msgid."""
        return STATES[self.booking.status]

    @property
    def next(self) -> str:
        """A msgid with a hole for `until`, or nothing."""
        return NEXT.get(self.booking.status, "") if self.booking.until else ""

    @cached_property
    def offer(self) -> Offer | None:
        return self.fleet.offer(self.booking.offer)

    @property
    def is_pool(self) -> bool:
        first = self.fleet.resource(self.booking.loan.items[0].resource)
        return first is not None and first.kind == "pool"

    @property
    def things(self) -> tuple[str, ...]:
        return self.named(self.booking.loan)

    def named(self, loan: Loan) -> tuple[str, ...]:
        return things(loan, self.fleet, self.locale)

    @property
    def when(self) -> str:
        return self.words(self.booking.loan)

    @property
    def proposed(self) -> str:
        loan = self.booking.proposed
        return (
            f"{self.words(loan)} · {', '.join(things(loan, self.fleet, self.locale))}"
            if loan
            else ""
        )

    def words(self, loan: Loan) -> str:
        return show_day_of(loan, self.locale) if self.is_pool else show_loan(loan, self.locale)

    @property
    def is_over(self) -> bool:
        return self.booking.status in OVER

    @property
    def cutoff(self) -> datetime | None:
        """Until when a promised loan is moved or cancelled by link."""
        if self.booking.status is not S.APPROVED or self.offer is None:
            return None
        return cutoff(self.booking.loan, self.offer)

    @property
    def too_late(self) -> bool:
        return self.cutoff is not None and self.now > self.cutoff

    @property
    def driver(self) -> Driver | None:
        """Who brings it: from 72 hours before, and as long as it is out."""
        booking = self.booking
        if booking.status not in DRIVEN or booking.loan.start - self.now > DRIVER_SHOWN:
            return None
        resource = self.fleet.resource(booking.loan.items[0].resource)
        return resource.driver if resource and resource.driver.phone else None

    @property
    def driver_phone(self) -> str:
        return show_phone(self.driver.phone) if self.driver else ""

    def may(self, act: str) -> bool:
        """Whether the tables and the terms have this act now."""
        if act == "batal" and self.handed:
            return False
        if act in {"geser", "batal"} and self.too_late:
            return False
        try:
            require(self.booking, FACTS[act])
        except NotAllowedError:
            return False
        return True

    @property
    def possible(self) -> dict[str, bool]:
        return {act: self.may(act) for act in FACTS}

    @property
    def is_changeable(self) -> bool:
        return any(self.possible.values())

    @property
    def on_calendar(self) -> bool:
        """Whether an entry in the citizen's own calendar makes sense."""
        return self.booking.status in DRIVEN


def told_of(case: Case, locale: str, now: datetime, *, handed: bool = False) -> Told | None:
    """None for a case without a booking."""
    if not case.booking:
        return None
    booking = store.load(case.id)
    return Told(case, booking, store.load_fleet(), locale, now, handed) if booking else None
