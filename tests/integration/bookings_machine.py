"""The machine of bookings with the table for a store: after each step all of it is read back."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from integration.lending import filed, lend, no_pause
from mandat.bookings import commands, store
from mandat.bookings.commands import execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.domain.timing import next_moment
from mandat.bookings.line import offer_next
from mandat.bookings.line_store import InLineItem
from mandat.bookings.quota_store import QuotaItem
from mandat.bookings.sheets_store import CITY, DaySheetItem, PoolDayItem
from mandat.bookings.store import BookingItem
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import Command, RouteCase
from mandat.cases.domain.model import Due
from mandat.cases.store import DueItem, EventItem
from mandat.errors import RefusedError, TakenError
from mandat.platform.table import TableItem
from samples import resent
from unit.bookings import samples as b
from unit.bookings.machine import BookingRules, Held
from unit.cases import samples as s


class OnTheTable(BookingRules):
    """Every wish goes through the commands; after each all that the table holds is read."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self.asked: list[a.RequestBooking] = []
        self.sent: list[tuple[str, a.BookingCommand]] = []
        self.unheard: list[tuple[str, int]] = []
        self.look()

    def begin(self) -> None:
        """An empty table but for the fleet."""
        table().items.clear()
        lend()

    def everything(self) -> list[TableItem]:
        """All items by their keys; moto's own memory is looked into."""
        rows = [item for rows in table().items.values() for item in rows.values()]
        return by_key(one.to_json()["Attributes"] for one in rows)

    def ask(self, wish: a.RequestBooking) -> None:
        self.asked.append(wish)
        case_id = self.requested(wish)
        if case_id and wish.offer == b.CAR.id and not wish.in_line:
            self.route(case_id)
        self.look()

    def requested(self, wish: a.RequestBooking) -> str:
        sent = resent(filed(wish.cause, wish.offer), person="")
        try:
            return request(sent, wish, self.now, pause=no_pause).case.id
        except (RefusedError, TakenError):
            return ""

    def route(self, case_id: str) -> None:
        command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner="bagian-umum")
        execute_case(case_id, command, self.now)

    def send(self, case_id: str, command: Command) -> None:
        assert isinstance(command, a.BookingCommand)
        self.sent.append((case_id, command))
        self.done(case_id, command)
        self.look()

    def done(self, case_id: str, command: a.BookingCommand) -> None:
        try:
            done = execute(case_id, command, self.now, pause=no_pause)
        except (RefusedError, TakenError):
            return
        self.unheard += [(case_id, event.seq) for event in done.events]
        if done.booking.status is BookingStatus.HELD and not done.case.task:
            self.route(case_id)

    # -- The same again, and what comes of it later

    @precondition(lambda self: self.sent)
    @rule(place=st.integers(0))
    def sent_again(self, place: int) -> None:
        case_id, command = self.sent[place % len(self.sent)]
        if cases.outcome(case_id, command.cause):
            before = [one.attribute_values for one in self.everything()]
            assert execute(case_id, command, self.now, pause=no_pause).events == ()
            assert [one.attribute_values for one in self.everything()] == before

    @precondition(lambda self: self.asked)
    @rule(place=st.integers(0))
    def asked_again(self, place: int) -> None:
        self.ask(self.asked[place % len(self.asked)])

    @precondition(lambda self: self.unheard)
    @rule(twice=st.booleans())
    def the_router_hears(self, twice: bool) -> None:
        case_id, seq = self.unheard.pop(0)
        event = cases.timeline(case_id, after=seq - 1, limit=1)[0]
        for _ in range(1 + twice):
            offer_next(event, self.now)
        self.look()

    # -- What the table says

    def look(self) -> None:
        self.stored = self.everything()
        states = [(item, held_of(item)) for item in self.found(BookingItem)]
        self.known = {one.case.id: one for _, one in states}

    def found(self, kind: type[TableItem]) -> list[Any]:
        return [one for one in self.stored if isinstance(one, kind)]

    def held(self) -> dict[str, Held]:
        return self.known

    def taken(self) -> dict[tuple[str, date, int], str]:
        """What the city took back belongs to no booking."""
        found = {}
        for item in self.found(DaySheetItem):
            for name, holder in item.attribute_values.items():
                if name[0] == "s" and name[1:].isdigit() and holder not in {None, CITY}:
                    minute = int(name[1:3]) * 60 + int(name[3:])
                    found[resource(item), date.fromisoformat(item.sk), minute] = holder
        return found

    def out(self) -> dict[tuple[str, date], int]:
        days = self.found(PoolDayItem)
        return {(resource(one), date.fromisoformat(one.sk)): int(one.used) for one in days}

    @invariant()
    def every_lane_is_filled_by_the_loan_that_counts(self) -> None:
        lanes = {
            (item.pk.partition("#")[2], lane): item.attribute_values.get(f"lane{lane}_case")
            for item in self.found(QuotaItem)
            for lane in (1, 2)
        }
        filled = {key: case for key, case in lanes.items() if case}
        counted = {
            (one.booking.family, one.booking.lane): one.case.id
            for one in self.known.values()
            if one.booking.fills_quota
        }
        assert filled == counted

    @invariant()
    def who_waits_is_in_line_and_nobody_else(self) -> None:
        waits = {key for key, one in self.known.items() if one.booking.status == "waiting"}
        assert Counter(one.case_id for one in self.found(InLineItem)) == Counter(waits)

    @invariant()
    def the_next_moment_of_each_booking_is_due(self) -> None:
        due = {
            (one.case_id, Due(one.due_kind, datetime.fromisoformat(one.due_at), one.task_id))
            for one in self.found(DueItem)
            if one.due_kind.startswith("booking:")
        }
        moments = {(key, next_moment(one.booking)) for key, one in self.known.items()}
        assert due == {(key, moment) for key, moment in moments if moment}

    @invariant()
    def the_record_tells_the_booking(self) -> None:
        for key, one in self.known.items():
            own = [item for item in self.found(EventItem) if item.case_id == key]
            events = [cases.as_event(item) for item in sorted(own, key=lambda item: item.sk)]
            assert commands.replay(events) == one.booking
            assert one.case.seq == len(events)


def table() -> Any:
    return get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].get_table("mandat-test")


def by_key(found: Iterable[dict[str, Any]]) -> list[TableItem]:
    items = (TableItem.from_raw_data(one) for one in found)
    return sorted(items, key=lambda one: (str(one.pk), str(one.sk)))


def held_of(item: Any) -> Held:
    case_id = item.pk.partition("#")[2]
    booking = store.load(case_id)
    assert booking
    return Held(cases.load(case_id), booking)


def resource(item: Any) -> str:
    return str(item.pk.partition("#")[2])
