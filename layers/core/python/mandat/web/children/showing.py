"""What the page of a case shows more when it is one of the fostering programme."""

from typing import Any

from mandat.fostering.domain.model import Complaint
from mandat.web.children.desk import ChildDesk, with_child
from mandat.web.children.permits import Action
from mandat.web.children.view import ChildView
from mandat.web.children.wording import ACTIONS
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN

# Until its own acts have decided, these would end it without a fosterer, or without the help.
NOT_OFFERED = frozenset({permits.Action.FINISH, permits.Action.REJECT, permits.Action.TRANSFER})


def case_of(desk: Desk, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and context of the case's page: what it is about, its own acts first."""
    one = with_child(desk)
    own = [(str(each), ACTIONS[each].title) for each in one.allowed]
    others = [each for each in context["offers"] if _is_offered(each[0], one)]
    main = Action.MATCH if Action.MATCH in one.allowed else None
    return "children/case.html", {
        **context,
        "child": ChildView(one),
        "offers": [*own, *others],
        "main": main or "",
        "main_title": ACTIONS[main].title if main else "",
        "done": _done(desk) or context["done"],
        **_links(one),
    }


def _is_offered(action: str, one: ChildDesk) -> bool:
    """A complaint is answered as any report is."""
    return isinstance(one.subject, Complaint) or action not in NOT_OFFERED


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def _links(one: ChildDesk) -> dict[str, str]:
    """For the post that keeps the programme: the child's sheet, and everybody's list."""
    desk, fostering = one.desk, one.fostering
    keeps = desk.viewer.id == one.terms.matched_by
    prints = keeps and one.person is not None and fostering is not None and not fostering.is_ended
    official = fostering.official if keeps and fostering else ""
    listed = desk.viewer.foster_list_link(desk.now) if keeps else ""
    return {
        "leave_link": f"{listed}/berhenti/{official}" if official else "",
        "sheet_link": f"/surat/anak/{desk.token}.pdf" if prints else "",
        "list_link": listed,
    }
