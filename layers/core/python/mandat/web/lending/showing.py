"""What the page of a case shows more when something is lent by it."""

from typing import Any

from mandat.bookings.domain.model import BookingStatus
from mandat.web.lending.desk import LoanDesk
from mandat.web.lending.desk import with_booking as booked
from mandat.web.lending.permits import Action
from mandat.web.lending.view import LoanView
from mandat.web.lending.wording import ACTIONS, PREPARE, READ
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN


def with_booking(desk: Desk, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the case's page, with the booking: its acts come before those of a case."""
    loan_desk = booked(desk)
    own = [(str(one), ACTIONS[one].title) for one in loan_desk.allowed]
    offers = [*own, *(_worded(action, title, loan_desk) for action, title in context["offers"])]
    main = _main(loan_desk, offers)
    return {
        **context,
        "loan": LoanView(loan_desk),
        "main": main,
        "main_title": dict(offers).get(main, ""),
        "offers": offers,
        "done": _done(desk) or context["done"],
        "calendar": _calendar(desk),
    }


def _worded(action: str, title: str, loan_desk: LoanDesk) -> tuple[str, str]:
    """Reading a request is not agreeing to it; what is agreed at once is read to be prepared."""
    if action != permits.Action.ACKNOWLEDGE:
        return action, title
    return action, READ if loan_desk.booking.status is BookingStatus.HELD else PREPARE


def _main(loan_desk: LoanDesk, offers: list[tuple[str, str]]) -> str:
    """The one act with a button: the booking's, or to say that it is being prepared."""
    reads = str(permits.Action.ACKNOWLEDGE)
    return loan_desk.main or (reads if reads in dict(offers) else "")


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def _calendar(desk: Desk) -> str:
    """Where the post that holds the task sees all days of what it lends."""
    return desk.viewer.lending_link(desk.now) if desk.viewer.id == desk.case.owner else ""
