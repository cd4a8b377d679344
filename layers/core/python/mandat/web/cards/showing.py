"""What the page of a case shows more when it is about a card at 17: its own acts come first."""

from typing import Any

from mandat.web.cards.desk import CardDesk, with_card
from mandat.web.cards.permits import Action
from mandat.web.cards.view import CardView
from mandat.web.cards.wording import ACTIONS, READ
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN

# Until its own acts have decided, these would end it without a card, or send it astray.
NOT_OFFERED = frozenset(
    {permits.Action.FINISH, permits.Action.REJECT, permits.Action.TRANSFER, permits.Action.ASK}
)


def case_of(desk: Desk, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and context of the case's page: what it is about, its own acts first."""
    one = with_card(desk)
    own = [(str(each), ACTIONS[each].title) for each in one.allowed]
    others = [_worded(each) for each in context["offers"] if each[0] not in NOT_OFFERED]
    main = one.main
    return "cards/case.html", {
        **context,
        "card": CardView(one),
        "offers": [*own, *others],
        "main": main or "",
        "main_title": ACTIONS[main].title if main else "",
        "done": _done(desk) or context["done"],
        "cards": _list_link(one),
    }


def _worded(offer: tuple[str, str]) -> tuple[str, str]:
    """Reading a case is not making a card."""
    action, title = offer
    return (action, READ) if action == permits.Action.ACKNOWLEDGE else (action, title)


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def _list_link(one: CardDesk) -> str:
    """The week's list of who makes cards; the day's of the lurah."""
    return one.desk.viewer.cards_link(one.desk.now) if one.standing.holds else ""
