"""The page of a death's case, and of a step of it: what it shows more than any case."""

from typing import Any

from mandat.bereavement.domain.model import DeathStatus
from mandat.cases.domain.model import ContactKind
from mandat.text.mark import msg
from mandat.web.mourning.desk import DeathDesk, with_death
from mandat.web.mourning.permits import Action
from mandat.web.mourning.view import DeathView
from mandat.web.mourning.wording import ACTIONS, words_of
from mandat.web.programmes.sealed import PATH as REVEAL
from mandat.web.programmes.sealed import is_revealed_to
from mandat.web.staff import permits
from mandat.web.staff.desk import Desk
from mandat.web.staff.wording import AGAIN

TEMPLATE = "mourning/case.html"
# What a case's own acts are called when it is about a death.
OWN_TITLES = {
    permits.Action.ACKNOWLEDGE: msg("We have read it and are on our way"),
    permits.Action.FINISH: msg("It has been done"),
    permits.Action.REJECT: msg("It cannot be done"),
}
MAIN = (
    permits.Action.ACKNOWLEDGE,
    permits.Action.FINISH,
    permits.Action.ORDER,
    permits.Action.TELL,
)
WAITS = msg("Nothing to do now: the papers are being made. You hand them over at the house.")

CALL = msg(
    "The report was taken back, and no email tells the family. Please call them now and say so."
)


def case_of(desk: Desk, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and its context: what may be done about the death comes first."""
    death_desk = with_death(desk)
    own = [(str(one), words_of(one, death_desk.death).title) for one in death_desk.allowed]
    plain = [(one, OWN_TITLES.get(one, title)) for one, title in context["offers"]]
    offers = _ordered(own, plain)
    main = _main(death_desk, offers)
    return TEMPLATE, {
        **context,
        "death": DeathView(death_desk),
        "main": main,
        "main_title": dict(offers).get(main, ""),
        "offers": offers,
        "rests": "" if main else _rests(death_desk),
        "done": _done(desk) or context["done"],
        "reveals": desk.path(REVEAL) if is_revealed_to(desk) else "",
    }


Offers = list[tuple[str, str]]


def _ordered(own: Offers, plain: Offers) -> Offers:
    """To undo comes last."""
    last = [one for one in own if one[0] == Action.UNDO]
    return [*(one for one in own if one not in last), *plain, *last]


def _main(death_desk: DeathDesk, offers: Offers) -> str:
    """The one act with a button: the death's, a step's, or a leader's; none of a report undone."""
    if death_desk.main:
        return death_desk.main
    names = dict(offers)
    waits = death_desk.death.status is DeathStatus.UNDONE and not death_desk.step
    return "" if waits else next((str(one) for one in MAIN if one in names), "")


def _rests(death_desk: DeathDesk) -> str:
    """A message id: what the owner without a button waits for, or must do by telephone."""
    desk = death_desk.desk
    if desk.viewer.id != desk.case.owner or death_desk.step:
        return ""
    by_phone = desk.case.contact is ContactKind.PHONE
    calls = {DeathStatus.UNDONE: CALL} if by_phone else {}
    return (calls | {DeathStatus.CONFIRMED: WAITS}).get(death_desk.death.status, "")


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done
