"""What is free instead of a loan that was taken back: links that fill the form for moving it."""

from mandat.bookings.availability import Shelf, around
from mandat.bookings.domain.grid import minute_of
from mandat.bookings.domain.model import Loan
from mandat.bookings.lent import Lent
from mandat.city.calendar import to_local
from mandat.messaging.mail import Button
from mandat.platform.links import MOVE, change_url
from mandat.story.loans import show_loan, things


def alternatives(lent: Lent) -> tuple[Button, ...]:
    """The nearest free times of the thing and of the others, the nearest first."""
    offer = lent.offer
    if offer is None:
        return ()
    lender = Shelf(offer, lent.fleet, lent.matter.now)
    found = around(lender, lent.loan, lent.matter.case.id).nearest(lent.loan)
    return tuple(_link(lent, one) for one in found)


def _link(lent: Lent, loan: Loan) -> Button:
    locale, offer = lent.speech.locale, lent.offer
    chosen_by_city = offer is not None and offer.chosen_by == "city"
    thing = "" if chosen_by_city else f"{', '.join(things(loan, lent.fleet, locale))}: "
    chosen = {
        "day": to_local(loan.start).date().isoformat(),
        "start": str(minute_of(loan.start)),
        "length": str(int((loan.end - loan.start).total_seconds()) // 60),
        "thing": loan.items[0].resource,
    }
    url = change_url(lent.matter.case.id, MOVE, **chosen)
    return Button(f"{thing}{show_loan(loan, locale)}", url)
