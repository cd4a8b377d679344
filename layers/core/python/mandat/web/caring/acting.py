"""From a posted form to the command about care that it asks for, and to its doing."""

from collections.abc import Callable, Mapping

from mandat.city.calendar import Calendar
from mandat.guarantee import commands, follow_ups
from mandat.guarantee.domain import acts as a
from mandat.records import record
from mandat.web.caring.desk import CareDesk
from mandat.web.caring.fields import YES, Sent
from mandat.web.caring.permits import Action


@record
class Wish:
    """A form that was sent by somebody who was allowed to; `person` is whom its NIK matched."""

    sent: Sent
    actor: str
    cause: str
    calendar: Calendar
    person: str = ""


def done(care_desk: CareDesk, wish: Wish) -> bool:
    """Do what was asked for; whether it had been done before. Raises what the commands raise."""
    command, desk = _BUILDERS[wish.sent.action](wish), care_desk.desk
    if care_desk.follow_up:
        return follow_ups.execute(desk.case.id, command, desk.now).replayed
    return commands.execute(desk.case.id, command, desk.now).replayed


def _issue(wish: Wish) -> a.GuaranteeCommand:
    hospital = wish.sent.request.value("hospital")
    return _made(a.IssueLetter, wish, hospital=hospital, person=wish.person)


def _ask(wish: Wish) -> a.GuaranteeCommand:
    return _made(a.AskForStatement, wish, to=wish.sent.request.value("to"))


def _state(wish: Wish) -> a.GuaranteeCommand:
    poor = wish.sent.request.value("poor") == YES
    return _made(a.StatePoverty, wish, poor=poor, photos=wish.sent.photos)


def _refuse(wish: Wish) -> a.GuaranteeCommand:
    return _made(a.RefuseCare, wish, reason=wish.sent.request.value("reason"))


def _void(wish: Wish) -> a.GuaranteeCommand:
    return _made(a.VoidLetter, wish, reason=wish.sent.request.value("reason"))


def _settle(wish: Wish) -> a.GuaranteeCommand:
    sent = wish.sent
    return _made(a.SettleFollowUp, wish, how=sent.how, since=sent.since, photos=sent.photos)


def _made(kind: type[a.GuaranteeCommand], wish: Wish, **more: object) -> a.GuaranteeCommand:
    request = wish.sent.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": wish.calendar,
        "terms": wish.sent.terms,
    }
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.GuaranteeCommand]] = {
    Action.ISSUE: _issue,
    Action.ASK_LURAH: _ask,
    Action.STATE: _state,
    Action.REFUSE: _refuse,
    Action.VOID: _void,
    Action.COVER: _settle,
    Action.STATE_AFTER: _settle,
}
