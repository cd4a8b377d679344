"""What a citizen can do to a booking: each act's fields, its command and its words."""

from collections.abc import Callable, Mapping
from typing import Any

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import Loan
from mandat.city.domain import Catalogue
from mandat.platform.links import CANCEL, CHOOSE, MOVE, TAKE
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.problems import Problem, Problems
from mandat.web.request import Request

CITIZEN = "citizen"
OTHER, FIRST = "lain", "semula"


@record
class Wish:
    """A form that was sent; `loan` is what it asks for, of a move."""

    request: Request
    catalogue: Catalogue
    cause: str
    loan: Loan | None = None


@record
class LoanAct:
    """`path` ends the address of its page, `done` is said afterwards.

    Every form needs a choice that nobody made beforehand: a program that presses every button
    changes nothing.
    """

    path: str
    done: str
    check: Callable[[Request], Problems]
    command: Callable[[Wish], a.BookingCommand]

    @property
    def template(self) -> str:
        return f"bookings/{self.path}.html"


def _sure(request: Request) -> Problems:
    return {} if request.value("sure") == "yes" else {"sure": Problem("choose_one")}


def _chosen(request: Request) -> Problems:
    good = request.value("choice") in {OTHER, FIRST}
    return {} if good else {"choice": Problem("choose_one")}


def _as(kind: type[a.BookingCommand], wish: Wish, **more: Any) -> a.BookingCommand:
    return kind(
        wish.cause,
        CITIZEN,
        correlation_id=wish.request.id,
        calendar=wish.catalogue.calendar,
        **more,
    )


def _take(wish: Wish) -> a.BookingCommand:
    return _as(a.AcceptOffer, wish)


def _choose(wish: Wish) -> a.BookingCommand:
    return _as(a.ChooseTime, wish, other_time=wish.request.value("choice") == OTHER)


def _move(wish: Wish) -> a.BookingCommand:
    return _as(a.MoveBooking, wish, loan=wish.loan)


def _cancel(wish: Wish) -> a.BookingCommand:
    return _as(a.CancelBooking, wish)


ACTS: Mapping[str, LoanAct] = {
    act.path: act
    for act in (
        LoanAct(TAKE, msg("It is yours to have. Now it is decided on."), _sure, _take),
        LoanAct(CHOOSE, msg("The time that you chose is agreed."), _chosen, _choose),
        LoanAct(MOVE, msg("Moved. Your number stays the same."), _sure, _move),
        LoanAct(
            CANCEL,
            msg("Cancelled. Thank you for saying so: somebody else can have it now."),
            _sure,
            _cancel,
        ),
    )
}
