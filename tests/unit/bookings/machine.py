"""Many citizens, one small fleet: any order of requests, decisions, moves, cancels and expiries.

`BookingRules` says what can be sent and what must always hold; its subclasses say where it is sent.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Offer
from mandat.bookings.domain.grid import days, slots
from mandat.bookings.domain.model import Booking, Item, Loan
from mandat.bookings.domain.timing import next_moment
from mandat.cases.domain.acts import Command
from mandat.cases.domain.model import Case, CaseStatus
from unit.bookings import samples as b

# Enough of them that cars are wanted by more than their quota lets through.
FAMILIES = tuple(letter * 32 for letter in "abcdefgh")
CITIZEN, SYSTEM = "citizen", "system"


@dataclass(frozen=True)
class Held:
    """A case and its booking as they stand."""

    case: Case
    booking: Booking


def examples(count: int) -> int:
    """So many in `make test`, ten times as many in `make proof`: as the profile has it."""
    return max(1, count * settings().max_examples // 100)


def cars() -> st.SearchStrategy[Loan]:
    return st.builds(
        b.loan,
        st.sampled_from(b.CAR.resources),
        st.sampled_from([b.SATURDAY, b.SATURDAY + timedelta(days=1)]),
        st.sampled_from([420, 540, 600, 780, 1020]),
        st.sampled_from([30, 120, 240]),
    )


def goods() -> st.SearchStrategy[Loan]:
    return st.builds(
        lambda day, long, tents, chairs: b.goods(day, long, tenda=tents, kursi=chairs),
        st.sampled_from([b.SATURDAY, b.SATURDAY + timedelta(days=1)]),
        st.integers(1, 3),
        st.integers(1, 4),
        st.integers(1, 100),
    )


class BookingRules(RuleBasedStateMachine):
    """A subclass asks and sends, and says which bookings there are and what is taken."""

    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.now = b.NOW
        self.causes = 0

    def ask(self, wish: a.RequestBooking) -> None:
        """Send a request; one that must be refused changes nothing."""
        raise NotImplementedError

    def send(self, case_id: str, command: Command) -> None:
        """Send a command; one that is refused changes nothing."""
        raise NotImplementedError

    def held(self) -> dict[str, Held]:
        """Every case with a booking."""
        raise NotImplementedError

    def taken(self) -> dict[tuple[str, date, int], str]:
        """Who is written down for each half hour of each single thing."""
        raise NotImplementedError

    def out(self) -> dict[tuple[str, date], int]:
        """How many of each pool are written down as out on each day."""
        raise NotImplementedError

    def cause(self) -> str:
        self.causes += 1
        return f"cause-{self.causes}"

    def one(self, data: st.DataObject) -> str | None:
        """Some case."""
        found = sorted(self.held())
        return data.draw(st.sampled_from(found)) if found else None

    @rule(loan=cars(), family=st.sampled_from(FAMILIES), in_line=st.booleans())
    def ask_for_a_car(self, loan: Loan, family: str, in_line: bool) -> None:
        cause = self.cause()
        self.ask(b.wish(cause=cause, loan=loan, family=family, lane=1, in_line=in_line))

    @rule(loan=goods())
    def ask_for_goods(self, loan: Loan) -> None:
        offer = b.GOODS.id
        self.ask(b.wish(cause=self.cause(), offer=offer, loan=loan, family="", lane=0))

    @rule(data=st.data(), actor=st.sampled_from([b.POST, "post:dlh:a1"]))
    def route_or_approve(self, data: st.DataObject, actor: str) -> None:
        if case_id := self.one(data):
            self.say(case_id, a.ApproveBooking, actor)

    @rule(data=st.data(), loan=cars())
    def propose(self, data: st.DataObject, loan: Loan) -> None:
        if case_id := self.one(data):
            self.say(case_id, a.ProposeTime, b.POST, loan=loan)

    @rule(data=st.data(), other=st.booleans())
    def choose(self, data: st.DataObject, other: bool) -> None:
        if case_id := self.one(data):
            self.say(case_id, a.ChooseTime, CITIZEN, other_time=other)

    @rule(data=st.data(), loan=st.one_of(cars(), goods()))
    def move(self, data: st.DataObject, loan: Loan) -> None:
        if case_id := self.one(data):
            self.say(case_id, a.MoveBooking, CITIZEN, loan=loan, lane=1)

    @rule(data=st.data(), kind=st.sampled_from([a.CancelBooking, a.AcceptOffer]))
    def citizen_acts(self, data: st.DataObject, kind: type[a.BookingCommand]) -> None:
        if case_id := self.one(data):
            self.say(case_id, kind, CITIZEN)

    @rule(data=st.data())
    def decline_or_take_back(self, data: st.DataObject) -> None:
        if case_id := self.one(data):
            kind = data.draw(st.sampled_from([a.DeclineBooking, a.PreemptBooking]))
            self.say(case_id, kind, b.POST, reason="official_duty")

    @rule(data=st.data())
    def offer(self, data: st.DataObject) -> None:
        if case_id := self.one(data):
            self.say(case_id, a.OfferBooking, SYSTEM, lane=1)

    @rule(data=st.data())
    def driver_acts(self, data: st.DataObject) -> None:
        if case_id := self.one(data):
            kind = data.draw(st.sampled_from([a.HandOver, a.ReturnBooking, a.RecordNoShow]))
            thing = self.held()[case_id].booking.loan.items[0].resource
            self.say(case_id, kind, f"driver:{thing}")

    @rule(data=st.data(), early=st.booleans())
    def what_is_due_comes(self, data: st.DataObject, early: bool) -> None:
        case_id = self.one(data)
        due = next_moment(self.held()[case_id].booking) if case_id else None
        if case_id and due:
            self.now = self.now if early else max(self.now, due.at)
            self.say(case_id, a.RemindBooking, SYSTEM, due=due, text="")

    def say(self, case_id: str, kind: type[a.BookingCommand], actor: str, **more: Any) -> None:
        self.send(case_id, b.say(kind, actor, cause=self.cause(), **more))

    @invariant()
    def no_two_live_bookings_share_a_slot(self) -> None:
        found = Counter(slot for one in self.held().values() for slot in owned(one.booking))
        assert all(count == 1 for count in found.values())

    @invariant()
    def every_taken_slot_is_a_live_bookings_and_every_live_bookings_is_taken(self) -> None:
        live = {
            slot: case_id for case_id, one in self.held().items() for slot in owned(one.booking)
        }
        assert self.taken() == live

    @invariant()
    def pools_are_counted_right_and_never_overdrawn(self) -> None:
        counted = Counter[tuple[str, date]]()
        for one in self.held().values():
            counted.update(dict(drawn(one.booking)))
        written = {key: count for key, count in self.out().items() if count}
        assert written == dict(counted)
        assert all(count <= capacity(key[0]) for key, count in written.items())

    @invariant()
    def no_family_passes_its_quota(self) -> None:
        found = Counter(
            one.booking.family for one in self.held().values() if one.booking.fills_quota
        )
        assert all(count <= b.CAR.quota for count in found.values())

    @invariant()
    def a_case_with_a_booking_under_way_has_not_ended(self) -> None:
        for one in self.held().values():
            ended = one.case.status in {CaseStatus.CLOSED, CaseStatus.ANSWERED}
            assert not (ended and one.case.is_unsettled)
            assert one.booking.is_live <= one.case.is_unsettled


def offer_of(booking: Booking) -> Offer:
    found = b.FLEET.offer(booking.offer)
    assert found
    return found


def owned(booking: Booking) -> set[tuple[str, date, int]]:
    """The half hours that a live booking owns; of two loans on one thing each slot once."""
    return {slot for loan in booking.held for slot in single_slots(loan, offer_of(booking))}


def single_slots(loan: Loan, offer: Offer) -> Iterator[tuple[str, date, int]]:
    for item in singles(loan):
        for day, minutes in slots(loan, offer.buffer_minutes).items():
            yield from ((item.resource, day, minute) for minute in minutes)


def singles(loan: Loan) -> list[Item]:
    return [one for one in loan.items if kind_of(one) == "single"]


def kind_of(item: Item) -> str:
    found = b.FLEET.resource(item.resource)
    assert found
    return found.kind


def capacity(resource: str) -> int:
    found = b.FLEET.resource(resource)
    assert found
    return found.capacity


def drawn(booking: Booking) -> Iterator[tuple[tuple[str, date], int]]:
    """What a live booking has out of the pools, by day; of two loans the larger of each day."""
    most: dict[tuple[str, date], int] = {}
    for loan in booking.held:
        for item in loan.items:
            if kind_of(item) == "pool":
                for day in days(loan):
                    key = (item.resource, day)
                    most[key] = max(most.get(key, 0), item.quantity)
    yield from most.items()
