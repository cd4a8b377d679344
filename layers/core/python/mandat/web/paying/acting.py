"""From a posted form to the command on the application or payment that it asks for."""

from collections.abc import Callable, Mapping

from mandat.city.calendar import Calendar
from mandat.records import record
from mandat.stipend.domain import acts as a
from mandat.web.paying.fields import YES, Sent
from mandat.web.paying.permits import Action
from mandat.web.staff.fields import read_day


@record
class Wish:
    """A form that was sent by somebody who was allowed to; `person` is whom its NIK matched."""

    sent: Sent
    actor: str
    cause: str
    calendar: Calendar
    person: str = ""


def command_of(wish: Wish) -> a.StipendCommand:
    return _BUILDERS[wish.sent.action](wish)


def _visit(wish: Wish) -> a.StipendCommand:
    sent = wish.sent
    return _made(
        a.VerifyApplication,
        wish,
        photos=sent.photos,
        visited_on=read_day(sent.request.value("visited_on")),
        met=sent.met,
        recommended=sent.request.value("recommended") == YES,
        person=wish.person,
    )


def _approve(wish: Wish) -> a.StipendCommand:
    month = wish.sent.request.value("from_month")
    return _made(a.ApproveApplication, wish, from_month=month, person=wish.person)


def _refuse(wish: Wish) -> a.StipendCommand:
    return _made(a.RefuseApplication, wish, reason=wish.sent.request.value("reason"))


def _stop(wish: Wish) -> a.StipendCommand:
    reason = wish.sent.request.value("reason")
    return _made(a.StopStipend, wish, reason=reason, called=wish.sent.called)


def _resume(wish: Wish) -> a.StipendCommand:
    return _made(a.ResumeStipend, wish, called=wish.sent.called)


def _pay(wish: Wish) -> a.StipendCommand:
    sent = wish.sent
    how = sent.request.value("how")
    return _made(a.PayStipend, wish, how=how, proof=sent.proof, photos=sent.photos)


def _prove(wish: Wish) -> a.StipendCommand:
    return _made(a.ProveReceipt, wish, proof=wish.sent.proof, photos=wish.sent.photos)


def _made(kind: type[a.StipendCommand], wish: Wish, **more: object) -> a.StipendCommand:
    request = wish.sent.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": wish.calendar,
        "terms": wish.sent.programmes.stipend,
    }
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.StipendCommand]] = {
    Action.VISIT: _visit,
    Action.APPROVE: _approve,
    Action.REFUSE: _refuse,
    Action.PAY: _pay,
    Action.PROVE: _prove,
    Action.STOP: _stop,
    Action.RESUME: _resume,
}
