"""A booking as one post may see it now: facts for the page, no words of its own but labels."""

from datetime import datetime, timedelta
from functools import cached_property

from mandat.bookings.damage import damage_cases
from mandat.bookings.domain.model import OVER, Booking, BookingStatus, Loan
from mandat.cases.domain.model import Case
from mandat.messaging.share import whatsapp_url
from mandat.personal import store as personal
from mandat.platform.ids import show_reference
from mandat.story.bookings import show_checklist
from mandat.story.loans import show_loan, things
from mandat.text.mark import msg
from mandat.web.lending.day import ThingDay, thing_days
from mandat.web.lending.desk import LoanDesk
from mandat.web.lending.wording import ANSWERS, RESTS, STATUS
from mandat.web.phones import is_mobile
from mandat.web.staff.moments import distance
from mandat.web.staff.view import View

SOON = timedelta(hours=6)
HELLO = msg(
    "Good day. This is the government of {city}, about your booking {reference}: {things}, {when}. "
)


class LoanView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, loan_desk: LoanDesk) -> None:
        self._loan_desk = loan_desk
        self.booking: Booking = loan_desk.booking
        self.case: Case = loan_desk.desk.case
        self._locale = loan_desk.desk.visit.locale

    @property
    def status(self) -> str:
        """A message id."""
        return STATUS[self.booking.status]

    @property
    def is_over(self) -> bool:
        return self.booking.status in OVER

    @property
    def is_open(self) -> bool:
        """The post must decide, until `until`."""
        return self.booking.status is BookingStatus.HELD

    @property
    def until(self) -> datetime | None:
        return self.booking.until

    @property
    def left(self) -> str:
        """«sisa 20 jam», of the time to decide."""
        until = self.booking.until
        return distance(until, self._loan_desk.desk.now, self._locale) if until else ""

    @property
    def things(self) -> str:
        return ", ".join(things(self.booking.loan, self._loan_desk.fleet, self._locale))

    @property
    def when(self) -> str:
        return show_loan(self.booking.loan, self._locale)

    @property
    def proposed(self) -> str:
        """The other time that is held too, with its thing when that is another."""
        loan = self.booking.proposed
        return self.told(loan) if loan else ""

    def told(self, loan: Loan) -> str:
        """A loan in one line; its things only when they are not those that were asked for."""
        when = show_loan(loan, self._locale)
        if loan.items == self.booking.loan.items:
            return when
        return f"{when}, {', '.join(things(loan, self._loan_desk.fleet, self._locale))}"

    @property
    def purpose(self) -> str:
        """What it is for, in the words of the offer."""
        offer = self._loan_desk.offer
        known = dict(offer.purposes) if offer else {}
        text = known.get(self.booking.purpose)
        return text.get(self._locale) or text.get("id", "") if text else self.booking.purpose

    @property
    def whatsapp(self) -> str:
        """Opens a message to the borrower; the post writes the rest of it."""
        desk = self._loan_desk.desk
        phone = personal.contact(self.case.id).phone if desk.sight.contact else ""
        if not phone or not is_mobile(phone):
            return ""
        about = {"things": self.things, "when": self.when}
        text = desk.visit.say(
            HELLO,
            city=desk.catalogue.city_name,
            reference=show_reference(self.case.id),
            **about,
        )
        return whatsapp_url(phone, text)

    @property
    def is_late(self) -> bool:
        """Little is left of the time to decide."""
        until = self.booking.until
        return until is not None and until - self._loan_desk.desk.now < SOON

    @property
    def first_thing(self) -> str:
        return self.booking.loan.items[0].resource

    @property
    def rests(self) -> str:
        """A message id: why there is no button now; empty when there is one, or nothing to say."""
        return "" if self._loan_desk.main else RESTS.get(self.booking.status, "")

    def answers(self, view: View) -> list[tuple[str, str]]:
        """What was asked on the booking's own pages, in words."""
        say = self._loan_desk.desk.visit.say
        return [(say(ANSWERS.get(asked, asked)), said) for asked, said in view.answers]

    @property
    def out(self) -> str:
        found = self.booking.out
        return show_checklist(found, self._locale) if found else ""

    @property
    def back(self) -> str:
        found = self.booking.back
        return show_checklist(found, self._locale) if found else ""

    @cached_property
    def damages(self) -> tuple[str, ...]:
        """The cases that damage has opened."""
        checked = (self.booking.out, self.booking.back)
        damaged = any(one is not None and one.damage for one in checked)
        return damage_cases(self.case.id) if damaged else ()

    @cached_property
    def days(self) -> tuple[ThingDay, ...]:
        """What else happens on the days of the loan, while that still matters."""
        offer = self._loan_desk.offer
        if offer is None or self.is_over:
            return ()
        fleet = self._loan_desk.fleet
        return thing_days(self.booking.loan, offer, fleet, self.case.id, self._locale)
