"""From a posted form to the command on the booking that it asks for."""

from collections.abc import Callable, Mapping

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.city.calendar import Calendar
from mandat.records import record
from mandat.web.lending.fields import Sent
from mandat.web.lending.permits import Action


@record
class Wish:
    """A form that was sent by somebody who was allowed to, with what goes into every command."""

    sent: Sent
    actor: str
    cause: str
    calendar: Calendar
    fleet: Fleet
    photos: tuple[str, ...] = ()


def command_of(wish: Wish) -> a.BookingCommand:
    return _BUILDERS[wish.sent.action](wish)


def _plain(kind: type[a.BookingCommand]) -> Callable[[Wish], a.BookingCommand]:
    return lambda wish: _made(kind, wish)


def _with_reason(kind: type[a.BookingCommand]) -> Callable[[Wish], a.BookingCommand]:
    return lambda wish: _made(kind, wish, reason=wish.sent.request.value("reason"))


def _changing_hands(kind: type[a.BookingCommand]) -> Callable[[Wish], a.BookingCommand]:
    def built(wish: Wish) -> a.BookingCommand:
        checked = wish.sent.checked
        return _made(kind, wish, checklist=checked.checklist, photos=wish.photos)

    return built


def _propose(wish: Wish) -> a.BookingCommand:
    return _made(a.ProposeTime, wish, loan=wish.sent.loan)


def _made(kind: type[a.BookingCommand], wish: Wish, **more: object) -> a.BookingCommand:
    request = wish.sent.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": wish.calendar,
        "fleet": wish.fleet,
    }
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.BookingCommand]] = {
    Action.APPROVE: _plain(a.ApproveBooking),
    Action.PROPOSE: _propose,
    Action.DECLINE: _with_reason(a.DeclineBooking),
    Action.PREEMPT: _with_reason(a.PreemptBooking),
    Action.HAND_OVER: _changing_hands(a.HandOver),
    Action.TAKE_BACK: _changing_hands(a.ReturnBooking),
    Action.NO_SHOW: _plain(a.RecordNoShow),
    Action.CANCEL: _plain(a.CancelBooking),
}
