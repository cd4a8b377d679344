"""A mail's matter together with the loan that it is about, and the names of its sentences."""

from dataclasses import field, replace
from datetime import datetime

from mandat.bookings import store
from mandat.bookings.domain import facts as b
from mandat.bookings.domain.decide import cutoff
from mandat.bookings.domain.fleet import Driver, Fleet, Offer, Resource
from mandat.bookings.domain.model import Booking, BookingStatus, Loan
from mandat.bookings.domain.transitions import BOOKING
from mandat.bookings.news import BY_SMS
from mandat.bookings.standing import ended_by
from mandat.bookings.wording import CALLED_FOR, CLOCKS
from mandat.cases.domain.facts import Event
from mandat.messaging.domain import OF_TRIPS, Kind, clock_of
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.speech import Speech
from mandat.records import record
from mandat.story.bookings import DECLINE_REASONS, EXPIRED, PREEMPT_REASONS
from mandat.story.loans import show_day_of, show_loan, things
from mandat.text.words import show_day

_REASONS = {**DECLINE_REASONS, **PREEMPT_REASONS}


@record
class Lent:
    """`told` is what the mail tells of the booking: its event, or the end that its event follows.

    `fleet` and `booking` are as they are now.
    """

    matter: Matter
    booking: Booking
    fleet: Fleet = field(repr=False)
    told: Event

    @property
    def speech(self) -> Speech:
        return self.matter.speech

    @property
    def offer(self) -> Offer | None:
        """None when the city lends it no longer."""
        return self.fleet.offer(self.booking.offer)

    @property
    def loan(self) -> Loan:
        """As it is now; for a driver whose thing was left for another, as it was."""
        left = self.matter.message.kind is Kind.TRIP_OFF
        previous = getattr(self.told.fact, "previous", None)
        return previous if left and isinstance(previous, Loan) else self.booking.loan

    @property
    def thing(self) -> str:
        """«BD 1 A», or each of several; to a driver those that he brings."""
        loan, own = self.loan, self.driven
        if own:
            mine = (one for one in loan.items if self._driver(one.resource) == own.driver)
            loan = replace(loan, items=tuple(mine))
        return ", ".join(things(loan, self.fleet, self.speech.locale))

    def _driver(self, resource_id: str) -> Driver | None:
        resource = self.fleet.resource(resource_id)
        return resource.driver if resource else None

    @property
    def driven(self) -> Resource | None:
        """The thing whose driver reads it."""
        if self.matter.message.kind not in OF_TRIPS:
            return None
        return self.fleet.resource(self.matter.message.address.removeprefix(BY_SMS))

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """Who brings it, as far as there is one."""
        found = (self.fleet.resource(one.resource) for one in self.loan.items)
        known = (one.driver for one in found if one)
        return tuple(dict.fromkeys(one for one in known if one.name or one.phone))

    @property
    def cutoff(self) -> datetime | None:
        """Until when the citizen may move or cancel by link; None when no end is set to it."""
        agreed = self.booking.status is BookingStatus.APPROVED
        return cutoff(self.loan, self.offer) if agreed and self.offer else None

    @property
    def is_past_cutoff(self) -> bool:
        return self.cutoff is not None and self.matter.now > self.cutoff

    def may(self, fact: str) -> bool:
        """Whether the citizen's link to that step still does something."""
        return (self.booking.status, fact) in BOOKING

    @property
    def reason(self) -> str:
        """What ENDS are told by: the fact, or why a loan ended by itself."""
        fact = self.told.fact
        if not isinstance(fact, b.BookingExpired):
            return self.told.type
        taken = fact.reason == "not_chosen" and self.matter.event.type == "TaskRejected"
        return "taken_back" if taken else fact.reason


def lent_of(matter: Matter) -> Lent | None:
    """None for a case that has no booking."""
    booking = store.load(matter.case.id)
    if booking is None:
        return None
    told = ended_by(matter.event, matter.recent) or matter.event
    return Lent(matter, booking, store.load_fleet(), told)


def names(lent: Lent) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    speech, fact = lent.speech, lent.told.fact
    locale = speech.locale
    clock = CLOCKS.get(clock_of(lent.matter.event), "")
    own = {
        "thing": lent.thing,
        "loan": show_loan(lent.loan, locale),
        "day": show_day_of(lent.loan, locale),
        "end": speech.time(lent.loan.end),
        "until": speech.time(getattr(fact, "until", None) or lent.booking.until),
        "previous": _loan(getattr(fact, "previous", None), locale),
        "proposed": _loan(lent.booking.proposed or getattr(fact, "loan", None), locale),
        "reason": speech.say(_REASONS.get(str(getattr(fact, "reason", "")), "")),
        "lapsed": speech.say(EXPIRED.get(str(getattr(fact, "reason", "")), "")),
        "barred": show_day(lent.booking.barred_until, locale) if lent.booking.barred_until else "",
        "news": speech.say(CALLED_FOR.get(lent.told.type, "")),
    }
    known = of_any_case(lent.matter) | {name: value for name, value in own.items() if value}
    known = dict.fromkeys(own, "") | known
    known["clock"] = speech.say(clock) or known["clock"]
    # What stands inside another sentence has names of its own.
    known["news"] = known["news"].format(**known) if known["news"] else ""
    return known


def _loan(loan: object, locale: str) -> str:
    return show_loan(loan, locale) if isinstance(loan, Loan) else ""
