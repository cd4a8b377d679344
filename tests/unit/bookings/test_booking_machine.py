"""The pure core against a store that is a dictionary: the reference for the real one."""

from datetime import date, timedelta

from hypothesis import settings

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.apply import replay
from mandat.bookings.domain.decide import decide
from mandat.bookings.domain.free import is_free
from mandat.bookings.domain.model import Booking
from mandat.cases.domain.acts import Command, RouteCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.errors import RefusedError
from unit.bookings import samples as b
from unit.bookings.machine import (
    BookingRules,
    Held,
    capacity,
    drawn,
    examples,
    offer_of,
    owned,
)
from unit.cases import samples as s


class InMemory(BookingRules):
    """Slots, pools and quotas as the conditions of the real writes guard them."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Held] = {}
        self.records: dict[str, list[Event]] = {}

    def held(self) -> dict[str, Held]:
        return self.known

    def taken(self) -> dict[tuple[str, date, int], str]:
        return {slot: case for case, one in self.known.items() for slot in owned(one.booking)}

    def out(self) -> dict[tuple[str, date], int]:
        found: dict[tuple[str, date], int] = {}
        for one in self.known.values():
            for key, count in drawn(one.booking):
                found[key] = found.get(key, 0) + count
        return found

    def ask(self, wish: a.RequestBooking) -> None:
        case_id = f"C{self.causes}"
        filed = decide_case(None, s.submit(service_id=wish.offer, case_id=case_id), self.now)
        case = apply(None, filed[0])
        try:
            events = decide(case, None, wish, self.now)
        except RefusedError:
            return
        self._keep(case_id, [*filed, *events])
        if case_id in self.known and wish.offer == b.CAR.id:
            self.send(
                case_id,
                RouteCase(f"r{case_id}", "system", calendar=s.CALENDAR, owner="bagian-umum"),
            )

    def send(self, case_id: str, command: Command) -> None:
        one = self.known[case_id]
        try:
            events = (
                decide(one.case, one.booking, command, self.now)
                if isinstance(command, a.BookingCommand)
                else decide_case(one.case, command, self.now)
            )
        except RefusedError:
            return
        self._keep(case_id, [*self.records[case_id], *events])

    def _keep(self, case_id: str, record: list[Event]) -> None:
        booking = replay(record)
        assert booking
        if self._fits(case_id, booking):
            case = None
            for event in record:
                case = apply(case, event)
            assert case
            self.known[case_id], self.records[case_id] = Held(case, booking), record

    def _fits(self, case_id: str, booking: Booking) -> bool:
        others = {key: one for key, one in self.known.items() if key != case_id}
        theirs = {slot for one in others.values() for slot in owned(one.booking)}
        out = {}
        for one in others.values():
            for key, count in drawn(one.booking):
                out[key] = out.get(key, 0) + count
        room = all(out.get(key, 0) + count <= capacity(key[0]) for key, count in drawn(booking))
        same = [one for one in others.values() if one.booking.family == booking.family]
        spent = booking.fills_quota and any(one.booking.fills_quota for one in same)
        return room and not spent and not theirs & owned(booking)

    def teardown(self) -> None:
        """What the calendar calls free is what nobody owns."""
        for one in self.known.values():
            sheets: dict[date, dict[int, str]] = {}
            for (resource, day, minute), case in self.taken().items():
                if resource == one.booking.loan.items[0].resource:
                    sheets.setdefault(day, {})[minute] = case
            if one.booking.is_live and one.booking.offer == b.CAR.id:
                buffer = offer_of(one.booking).buffer_minutes
                assert is_free(one.booking.loan, buffer, sheets, one.case.id)
                assert not is_free(one.booking.loan, buffer, sheets)


TestInMemory = InMemory.TestCase
TestInMemory.settings = settings(
    max_examples=examples(30), stateful_step_count=25, deadline=timedelta(seconds=5)
)
