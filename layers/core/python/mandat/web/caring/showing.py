"""The page of a request for care, and of what follows a letter: its own acts come first."""

from typing import Any

from mandat.cases.domain.model import ContactKind
from mandat.guarantee.domain.model import GuaranteeStatus
from mandat.text.mark import msg
from mandat.web.caring.desk import CareDesk, with_care
from mandat.web.caring.permits import Action
from mandat.web.caring.view import CareView
from mandat.web.caring.wording import ACTIONS
from mandat.web.programmes.sealed import PATH as REVEAL
from mandat.web.programmes.sealed import is_revealed_to
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN

TEMPLATE = "caring/case.html"
# What a case's own acts are called when it is about care.
OWN_TITLES = {permits.Action.ACKNOWLEDGE: msg("We have read it and see to it now")}
MAIN = (permits.Action.TELL, permits.Action.ORDER, permits.Action.ACKNOWLEDGE)
# To take back what was given comes last.
LAST = frozenset({Action.VOID})
CALL = msg("The letter was made void, and no email tells it. Please call whoever asked and say so.")
Offers = list[tuple[str, str]]


def case_of(desk: Desk, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and its context."""
    care_desk = with_care(desk)
    offers = _offers(care_desk, context["offers"])
    main = _main(care_desk, dict(offers))
    return TEMPLATE, {
        **context,
        "care": CareView(care_desk),
        "offers": offers,
        "main": main,
        "main_title": dict(offers).get(main, ""),
        "rests": CALL if _must_call(care_desk) else "",
        "done": _done(desk) or context["done"],
        "reveals": desk.path(REVEAL) if is_revealed_to(desk) else "",
        "hospitals": _hospitals(care_desk),
    }


def _offers(care_desk: CareDesk, plain: Offers) -> Offers:
    own = [(str(one), ACTIONS[one].title) for one in care_desk.allowed]
    others = [(str(one), OWN_TITLES.get(permits.Action(one), title)) for one, title in plain]
    last = [one for one in own if one[0] in LAST]
    return [*(one for one in own if one not in last), *others, *last]


def _main(care_desk: CareDesk, titles: dict[str, str]) -> str:
    """The one act with a button: of the programme, or of any case."""
    return care_desk.main or next((str(one) for one in MAIN if one in titles), "")


def _must_call(care_desk: CareDesk) -> bool:
    """Nobody else tells who left a number only that the letter no longer holds."""
    is_void = care_desk.letter.status is GuaranteeStatus.VOID and not care_desk.follow_up
    by_phone = care_desk.desk.case.contact is ContactKind.PHONE
    return is_void and by_phone and care_desk.standing.issues


def _hospitals(care_desk: CareDesk) -> str:
    """Where who issues sees the codes of the hospitals."""
    desk = care_desk.desk
    return desk.viewer.hospitals_link(desk.now) if care_desk.standing.issues else ""


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done
