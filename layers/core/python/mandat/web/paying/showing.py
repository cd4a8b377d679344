"""What the page of a case shows more when it is an application for the stipend, or a payment."""

from typing import Any

from mandat.web.paying.desk import StipendDesk, with_stipend
from mandat.web.paying.permits import Action
from mandat.web.paying.view import StipendView
from mandat.web.paying.wording import ACTIONS, READ
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.view import View
from mandat.web.staff.wording import AGAIN

# Until its own acts have decided, and after an appeal too, these would end it without a decision.
NOT_OFFERED = frozenset({permits.Action.FINISH, permits.Action.REJECT})


def case_of(desk: Desk, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and context of the case's page: what it is about, its own acts first."""
    stipend_desk = with_stipend(desk)
    own = [(str(one), ACTIONS[one].title) for one in stipend_desk.allowed]
    others = [_worded(one) for one in context["offers"] if _is_offered(one[0], stipend_desk)]
    main = stipend_desk.main
    return "paying/case.html", {
        **context,
        "stipend": StipendView(stipend_desk, View(desk)),
        "offers": [*own, *others],
        "main": main or "",
        "main_title": ACTIONS[main].title if main else "",
        "done": _done(desk) or context["done"],
        "pay_list": _pay_list(stipend_desk),
        "whose": _whose(stipend_desk),
    }


def _is_offered(action: str, stipend_desk: StipendDesk) -> bool:
    """Nobody need say that a month's payment was read: it is on the list."""
    is_read = action == permits.Action.ACKNOWLEDGE and stipend_desk.payment is not None
    return action not in NOT_OFFERED and not is_read


def _worded(offer: tuple[str, str]) -> tuple[str, str]:
    """Reading an application is not granting it."""
    action, title = offer
    return (action, READ) if action == permits.Action.ACKNOWLEDGE else (action, title)


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def _whose(stipend_desk: StipendDesk) -> str:
    """Where who approves sees the person of a payment, and may end the stipend."""
    desk = stipend_desk.desk
    if desk.viewer.id != stipend_desk.terms.approved_by or not stipend_desk.whose:
        return ""
    return desk.viewer.case_link(stipend_desk.whose, desk.now)


def _pay_list(stipend_desk: StipendDesk) -> str:
    """Where the post that pays sees the whole month."""
    desk, payment = stipend_desk.desk, stipend_desk.payment
    if payment is None or desk.viewer.id != stipend_desk.terms.paid_by:
        return ""
    return desk.viewer.pay_list_link(desk.now, payment.month)
