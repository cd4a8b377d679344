"""Invented loans that between them have every fact of a booking, each on the record of its case."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from contract.play import HASH, Play, photo
from mandat.bookings import store
from mandat.bookings.domain import acts as b
from mandat.bookings.domain.apply import replay
from mandat.bookings.domain.decide import decide
from mandat.bookings.domain.fleet import Fleet, Offer, Resource
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.holding import Grip
from mandat.bookings.domain.model import Booking, Checklist, Item, Loan
from mandat.bookings.domain.timing import next_moment
from mandat.cases.domain.acts import AcceptAnswer
from mandat.platform.transaction import Update
from unit.cases import samples as s

CAR = "bd-1-a"
OFFER = Offer("mobil-dinas", (CAR,), buffer_minutes=60, quota=1, horizon_days=120)
FLEET = Fleet(1, (OFFER,), (Resource(CAR, "single", {"id": "BD 1 A", "en": "BD 1 A"}),))
DRIVER = f"driver:{CAR}"
OUT = Checklist(12_345, 8)


def hours(day: int, first: int = 9) -> Loan:
    """Four hours of a day of December 2026."""
    start = at_minute(date(2026, 12, day), first * 60)
    return Loan((Item(CAR),), start, start + timedelta(hours=4))


class Lent(Play):
    """A case that things are lent in the name of."""

    def __init__(self, name: str, *, in_line: bool = False) -> None:
        self.booking: Booking | None = None
        self.wish = b.RequestBooking(
            "", "citizen", offer=OFFER.id, loan=hours(5), purpose="akad", family=HASH,
            lane=0 if in_line else 1, in_line=in_line,
        )  # fmt: skip
        super().__init__(name, service_id=OFFER.id)

    def opened(self) -> None:
        self.lend(self.wish)
        if not self.wish.in_line:
            super().opened()

    def lend(self, command: b.BookingCommand) -> "Lent":
        command = replace(command, cause=self._next(), fleet=FLEET, calendar=s.CALENDAR)
        assert self.case is not None
        before, events = self.booking, decide(self.case, self.booking, command, self.now)
        self._took(command, events)
        self.booking = replay(events, before)
        self._keep_booking(before)
        return self

    def _keep_booking(self, before: Booking | None) -> None:
        """What the case's own items show; day sheets are shared, and only ever updated."""
        assert self.case is not None
        assert self.booking is not None
        stored = store.Stored(before, Grip(OFFER.buffer_minutes)) if before else None
        writes = store.writes(self.case, stored, self.booking, FLEET)
        self._keep([one for one in writes if not isinstance(one, Update)])

    def at(self, moment: datetime) -> "Lent":
        self.now = moment
        return self

    def come(self) -> "Lent":
        """The booking's next moment comes."""
        due = next_moment(self.booking) if self.booking else None
        assert due is not None
        return self.at(due.at - timedelta(minutes=1)).lend(b.RemindBooking("", "system", due=due))


def loans() -> tuple[Lent, ...]:
    return (_lent(), _declined(), _lapsed(), _taken_back(), _no_show())


def _by(kind: type[b.BookingCommand], actor: str, **more: Any) -> b.BookingCommand:
    return kind("", actor, text=s.LONG, **more)


def _lent() -> Lent:
    play = Lent("lent").lend(_by(b.ProposeTime, s.OWNER, loan=hours(6)))
    play.lend(_by(b.ChooseTime, "citizen", other_time=True))
    play.lend(_by(b.MoveBooking, "citizen", loan=hours(12), lane=1)).come()
    play.at(hours(12).start - timedelta(hours=1))
    play.lend(_by(b.HandOver, DRIVER, checklist=OUT, photos=photo(7)))
    back = Checklist(12_377, 6, damage=True)
    play.at(hours(12).end).lend(_by(b.ReturnBooking, DRIVER, checklist=back, photos=photo(8)))
    play.do(s.told()).do(AcceptAnswer("", "citizen", stars=5))
    return play


def _declined() -> Lent:
    """Taken when it was asked for, then offered and accepted; the post says no."""
    play = Lent("declined", in_line=True).lend(b.OfferBooking("", "system", lane=1))
    play.lend(_by(b.AcceptOffer, "citizen")).do(s.route())
    return play.lend(_by(b.DeclineBooking, s.OWNER, reason="official_duty"))


def _lapsed() -> Lent:
    """Offered to who waited, and not taken."""
    return Lent("lapsed", in_line=True).lend(b.OfferBooking("", "system", lane=1)).come()


def _taken_back() -> Lent:
    play = Lent("taken back").lend(_by(b.ApproveBooking, s.OWNER))
    play.lend(_by(b.PreemptBooking, s.OWNER, reason="official_duty"))
    return play.lend(_by(b.CancelBooking, "citizen"))


def _no_show() -> Lent:
    play = Lent("no show").lend(_by(b.ApproveBooking, s.OWNER))
    return play.at(hours(5).start + timedelta(hours=1)).lend(_by(b.RecordNoShow, DRIVER))
