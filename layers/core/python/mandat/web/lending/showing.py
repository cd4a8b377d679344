"""What the page of a case shows more when something is lent by it."""

from typing import Any

from mandat.web.lending.desk import with_booking as booked
from mandat.web.lending.permits import Action
from mandat.web.lending.view import LoanView
from mandat.web.lending.wording import ACTIONS, READ
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN


def with_booking(desk: Desk, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the case's page, with the booking: its acts come before those of a case."""
    loan_desk = booked(desk)
    own = [(str(one), ACTIONS[one].title) for one in loan_desk.allowed]
    main = loan_desk.main
    offers = [*own, *(_worded(action, title) for action, title in context["offers"])]
    return {
        **context,
        "loan": LoanView(loan_desk),
        "main": main or "",
        "main_title": ACTIONS[main].title if main else "",
        "offers": offers,
        "done": _done(desk) or context["done"],
        "calendar": _calendar(desk),
    }


def _worded(action: str, title: str) -> tuple[str, str]:
    """Reading a request is not agreeing to it."""
    return (action, READ) if action == permits.Action.ACKNOWLEDGE else (action, title)


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
