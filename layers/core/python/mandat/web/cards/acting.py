"""From a posted form to the command on the card that it asks for."""

from collections.abc import Callable, Mapping

from mandat.city.calendar import Calendar
from mandat.city.domain import Catalogue
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.limits import MISSED
from mandat.records import record
from mandat.web.cards.fields import Sent
from mandat.web.cards.permits import Action


@record
class Wish:
    """A form that was sent by somebody who was allowed to."""

    sent: Sent
    actor: str
    cause: str
    catalogue: Catalogue

    @property
    def calendar(self) -> Calendar:
        return self.catalogue.calendar


def command_of(wish: Wish) -> a.CardCommand:
    return _BUILDERS[wish.sent.action](wish)


def _record(wish: Wish) -> a.CardCommand:
    return _made(a.RecordBiometrics, wish)


def _print(wish: Wish) -> a.CardCommand:
    return _made(a.PrintCard, wish)


def _deliver(wish: Wish) -> a.CardCommand:
    value = wish.sent.request.value
    taken_by, proof = value("taken_by"), value("proof")
    return _made(a.DeliverCard, wish, taken_by=taken_by, proof=proof, photos=wish.sent.photos)


def _visit(wish: Wish) -> a.CardCommand:
    return _made(a.ReportVisit, wish, found=wish.sent.request.value("found"))


def _miss(wish: Wish) -> a.CardCommand:
    return _made(a.MissHandover, wish, why=wish.sent.request.value("why"), day=wish.sent.day)


def _appoint(wish: Wish) -> a.CardCommand:
    time = wish.sent.time
    if time is None:
        raise ValueError("a form without a time was let through")
    return _made(a.AppointRecording, wish, counter=time.counter, appointed_at=time.at)


def _not_come(wish: Wish) -> a.CardCommand:
    return _made(a.LoseAppointment, wish, why=MISSED)


def _move(wish: Wish) -> a.CardCommand:
    code = wish.sent.request.value("village")
    village = wish.catalogue.village(code)
    return _made(a.MoveCard, wish, village=code, to=village.lurah_id if village else "")


def _end(wish: Wish) -> a.CardCommand:
    return _made(a.EndCard, wish, reason=wish.sent.request.value("reason"))


def _made(kind: type[a.CardCommand], wish: Wish, **more: object) -> a.CardCommand:
    request = wish.sent.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": wish.calendar,
    }
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.CardCommand]] = {
    Action.RECORD: _record,
    Action.PRINT: _print,
    Action.DELIVER: _deliver,
    Action.VISIT: _visit,
    Action.NOT_HOME: _miss,
    Action.APPOINT: _appoint,
    Action.NOT_COME: _not_come,
    Action.MOVE: _move,
    Action.END: _end,
}
