"""A small fleet and its city's case, for the tests of bookings."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.apply import replay
from mandat.bookings.domain.decide import decide
from mandat.bookings.domain.fleet import Closure, Fleet, Offer, Resource, Shift
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Booking, Item, Loan
from mandat.cases.domain.acts import Command, RouteCase, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
SATURDAY = date(2026, 12, 5)
POST = "post:bagian-umum:a1"
DRIVER = "driver:bd-1-a"
TEXT = "Mobil dipakai menerima tamu negara pada hari itu."
CAR = Offer(
    "mobil-dinas",
    ("bd-1-a", "bd-2-a"),
    weekdays=frozenset({5, 6}),
    open_minute=420,
    close_minute=1260,
    buffer_minutes=60,
    notice_hours=48,
    horizon_days=90,
    longest_minutes=480,
    quota=1,
)
GOODS = Offer("perlengkapan-duka", ("tenda", "kursi"), approved_by_post=False, longest_days=4)
RIDE = Offer(
    "ambulans-terjadwal",
    ("amb-1", "amb-2", "amb-3"),
    approved_by_post=False,
    chosen_by="city",
    buffer_minutes=60,
    shifts=(Shift("pagi", 0, 720), Shift("malam", 720, 1440)),
    reserve=1,
)
FLEET = Fleet(
    1,
    (CAR, GOODS, RIDE),
    (
        Resource("bd-1-a", "single", {"id": "BD 1 A"}),
        Resource(
            "bd-2-a",
            "single",
            {"id": "BD 2 A"},
            closures=(Closure(date(2026, 12, 12), date(2026, 12, 13)),),
        ),
        Resource("tenda", "pool", {"id": "Tenda"}, capacity=4),
        Resource("kursi", "pool", {"id": "Kursi"}, capacity=100),
        Resource("amb-1", "single", {"id": "Ambulans 1"}, district="Selebar"),
        Resource("amb-2", "single", {"id": "Ambulans 2"}, district="Ratu Agung"),
        Resource("amb-3", "single", {"id": "Ambulans 3"}, district="Singaran Pati"),
    ),
)


def loan(
    resource: str = "bd-1-a", day: date = SATURDAY, start: int = 540, minutes: int = 240
) -> Loan:
    at = at_minute(day, start)
    return Loan((Item(resource),), at, at + timedelta(minutes=minutes))


def goods(day: date = SATURDAY, days: int = 2, **quantities: int) -> Loan:
    items = tuple(Item(name, count) for name, count in (quantities or {"tenda": 2}).items())
    return Loan(items, at_minute(day, 0), at_minute(day + timedelta(days=days), 0))


def wish(**changes: Any) -> a.RequestBooking:
    values = {
        "cause": "submission-1",
        "actor": "citizen",
        "calendar": s.CALENDAR,
        "fleet": FLEET,
        "offer": "mobil-dinas",
        "loan": loan(),
        "purpose": "akad",
        "family": "f" * 32,
        "lane": 1,
    }
    return a.RequestBooking(**(values | changes))


class Line:
    """One case and its booking, command after command."""

    def __init__(self, request: a.RequestBooking | None = None, at: datetime = NOW) -> None:
        self.case: Case | None = None
        self.booking: Booking | None = None
        self.events: list[Event] = []
        self.at = at
        self.take(decide_case(None, submission(request or wish()), at))
        self.do(request or wish(), at)

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.case = apply(self.case, event)
        self.booking = replay(events, self.booking)
        self.events += events

    def do(self, command: Command, at: datetime | None = None) -> tuple[str, ...]:
        """The types of the facts that the command made."""
        self.at = at or self.at
        events = (
            decide(self.case, self.booking, command, self.at)
            if isinstance(command, a.BookingCommand)
            else decide_case(self.case, command, self.at)
        )
        self.take(events)
        return tuple(event.type for event in events)

    def routed(self) -> "Line":
        self.do(RouteCase("route", "system", calendar=s.CALENDAR, owner="bagian-umum"))
        return self

    def approved(self) -> "Line":
        self.routed().do(say(a.ApproveBooking))
        return self


def submission(request: a.RequestBooking) -> SubmitCase:
    return s.submit(service_id=request.offer, cause=request.cause)


def say(kind: type[a.BookingCommand], actor: str = POST, **more: Any) -> Any:
    values = {"text": TEXT, "calendar": s.CALENDAR, "fleet": FLEET}
    cause = more.pop("cause", kind.__name__)
    return kind(cause, actor, **(values | more))
