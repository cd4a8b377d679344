"""Who must know: each step of a loan is told to the right people, once."""

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

import pytest

from mandat.bookings import news
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.facts import BookingFact
from mandat.bookings.domain.fleet import Driver
from mandat.bookings.domain.timing import STEPS, next_moment
from mandat.bookings.standing import STANDS, ended_by, stands
from mandat.cases.domain import acts as of_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ContactKind
from mandat.messaging.domain import (
    COURTESY,
    OF_BOOKINGS,
    OF_TRIPS,
    TELLS,
    Kind,
    Message,
    Role,
    audience,
    read_id,
)
from unit.bookings import samples as b
from unit.cases import samples as s

SUPERIORS = {"bagian-umum": "sekda"}
MAIL = {"contact": ContactKind.MAIL}


class Told(b.Line):
    """A loan of which everybody hears at once."""

    def __init__(self, request: a.RequestBooking | None = None) -> None:
        super().__init__(request)
        self.first = self.heard(self.events)

    def say(self, command: of_case.Command, **more: object) -> list[str]:
        """Who must know after `command`."""
        before = len(self.events)
        self.do(command, **more)  # type: ignore[arg-type]  # `at`
        return self.heard(self.events[before:])

    def heard(self, events: Iterable[Event]) -> list[str]:
        return [f"{kind} {whom}" for event in events for kind, whom in self.audience(event)]

    def audience(self, event: Event) -> tuple[tuple[Kind, str], ...]:
        assert self.case is not None
        assert self.booking is not None
        found = news.notices(event, self.booking)
        case = replace(self.case, contact=ContactKind.MAIL)
        people = audience(event, case, SUPERIORS, rows=news.rows(found))
        return (*people, *news.trips(found, event, self.booking))

    def until(self, step: str) -> list[str]:
        """Who must know when the reminder `step` comes."""
        while True:
            assert self.booking is not None
            due = next_moment(self.booking)
            assert due is not None
            moment = b.say(a.RemindBooking, "system", cause=f"due:{due.kind}", due=due)
            told = self.say(moment, at=due.at)
            if due.kind == f"booking:{step}":
                return told


def route() -> of_case.RouteCase:
    return of_case.RouteCase("route", "system", calendar=s.CALENDAR, owner="bagian-umum")


def approved() -> Told:
    told = Told()
    told.approved()
    return told


def citizen(kind: type[a.BookingCommand], **more: object) -> a.BookingCommand:
    made: a.BookingCommand = b.say(kind, "citizen", **more)
    return made


def test_every_fact_has_its_row_and_every_kind_is_told() -> None:
    rows = [*news.WHO_MUST_KNOW.values(), *news.OF_ITS_CASE.values()]
    used = {one.kind for found in rows for one in found}

    assert set(news.WHO_MUST_KNOW) == set(get_args(BookingFact))
    assert used >= OF_BOOKINGS
    assert used - OF_BOOKINGS == {Kind.CLOSED, Kind.NO_AGREEMENT, Kind.CALL, Kind.ENDED}
    assert set(STANDS) < OF_BOOKINGS
    assert not OF_BOOKINGS & TELLS


def test_trips_are_the_drivers_and_nobody_elses() -> None:
    rows = [one for found in news.WHO_MUST_KNOW.values() for one in found]

    assert {one.kind for one in rows if one.role is Role.DRIVER} == OF_TRIPS
    assert not {one.kind for one in rows if one.role is not Role.DRIVER} & OF_TRIPS


def test_who_asks_hears_that_it_is_held_and_nothing_of_a_report() -> None:
    assert Told().first == ["booking_held citizen"]


def test_the_post_has_the_whole_case_to_decide() -> None:
    assert Told().say(route()) == ["booking_to_decide bagian-umum"]


def test_what_needs_no_word_is_agreed_and_then_prepared() -> None:
    goods = b.wish(offer="perlengkapan-duka", loan=b.goods(), family="", lane=0)
    told = Told(goods)

    assert told.first == ["booking_approved citizen", "trip tenda"]
    assert told.say(route()) == ["booking_to_prepare bagian-umum"]


def test_a_yes_goes_to_the_citizen_and_to_the_driver() -> None:
    told = Told()
    told.routed()

    assert told.say(b.say(a.ApproveBooking)) == ["booking_approved citizen", "trip bd-1-a"]


def test_a_no_is_told_once() -> None:
    told = Told()
    told.routed()

    assert told.say(b.say(a.DeclineBooking, reason="not_fit")) == ["rejected citizen"]


def test_a_proposal_and_its_choice() -> None:
    told = Told()
    told.routed()

    later = b.loan(start=840)
    assert told.say(b.say(a.ProposeTime, loan=later)) == ["booking_proposed citizen"]
    assert told.say(citizen(a.ChooseTime, other_time=True)) == [
        "booking_approved citizen",
        "booking_news bagian-umum",
        "trip bd-1-a",
    ]


def test_a_moved_hold_is_no_drivers_matter_yet() -> None:
    told = Told()
    told.routed()

    assert told.say(citizen(a.MoveBooking, loan=b.loan(start=840))) == [
        "booking_moved citizen",
        "booking_news bagian-umum",
    ]


def test_an_approved_loan_moves_with_its_driver() -> None:
    assert approved().say(citizen(a.MoveBooking, loan=b.loan(start=840))) == [
        "booking_moved citizen",
        "booking_news bagian-umum",
        "trip_moved bd-1-a",
    ]


def test_another_car_has_another_driver() -> None:
    assert approved().say(citizen(a.MoveBooking, loan=b.loan("bd-2-a")))[2:] == [
        "trip_off bd-1-a",
        "trip bd-2-a",
    ]


def test_a_cancellation_is_told_once_to_each() -> None:
    assert approved().say(citizen(a.CancelBooking)) == [
        "booking_cancelled citizen",
        "booking_news bagian-umum",
        "trip_off bd-1-a",
    ]


def test_a_post_is_not_told_what_it_did_itself() -> None:
    assert approved().say(b.say(a.CancelBooking)) == [
        "booking_cancelled citizen",
        "trip_off bd-1-a",
    ]


def test_nobody_is_called_about_what_he_did_himself() -> None:
    by_phone = Told(b.wish(offer="perlengkapan-duka", loan=b.goods(), family="", lane=0))
    by_post = approved()

    def calls(told: Told) -> list[str]:
        assert told.booking is not None
        event = next(one for one in told.events if one.type == "BookingApproved")
        return [one.kind for one in news.notices(event, told.booking) if "call" in one.kind]

    assert calls(by_phone) == []
    assert calls(by_post) == [Kind.BOOKING_CALL]


def test_a_hold_that_nobody_decided_is_told_to_all_whom_it_concerns() -> None:
    told = Told()
    told.routed()

    assert told.until("expire") == [
        "booking_news bagian-umum",
        "booking_news sekda",
        "rejected citizen",
    ]


def test_a_proposal_that_nobody_chose_ends_the_case() -> None:
    told = Told()
    told.routed().do(b.say(a.ProposeTime, loan=b.loan(start=840)))

    assert told.until("expire") == ["booking_news bagian-umum", "closed citizen"]


def test_what_official_duty_takes_back_is_told_at_once() -> None:
    assert approved().say(b.say(a.PreemptBooking, reason="official_duty")) == [
        "booking_preempted citizen",
        "trip_off bd-1-a",
    ]


def test_the_line_and_what_comes_free() -> None:
    told = Told(b.wish(in_line=True, lane=0))

    assert told.first == ["booking_in_line citizen"]
    assert told.say(b.say(a.OfferBooking, "system", lane=1)) == ["booking_offered citizen"]
    assert told.say(citizen(a.AcceptOffer)) == ["booking_held citizen"]


def test_what_came_free_and_was_not_taken_ends_the_case() -> None:
    told = Told(b.wish(in_line=True, lane=0))
    told.do(b.say(a.OfferBooking, "system", lane=1))

    assert told.until("expire") == ["closed citizen"]


BOTH = ["booking_reminder citizen", "trip_reminder bd-1-a"]


def test_reminders_before_the_day_go_to_citizen_and_driver() -> None:
    told = approved()

    assert [told.until(f"before:{n}") for n in range(3)] == [BOTH] * 3


def test_what_is_not_brought_back_climbs_from_the_driver_to_the_superior() -> None:
    told = approved()
    told.until("before:2")
    out = b.say(a.HandOver, b.DRIVER)
    assert told.booking is not None
    assert told.say(out, at=told.booking.loan.start) == []

    assert told.until("return") == ["booking_return citizen", "trip_reminder bd-1-a"]
    assert told.until("overdue:0") == ["booking_late citizen", "trip_late bd-1-a"]
    assert told.until("overdue:1") == ["booking_unreturned bagian-umum"]
    assert told.until("overdue:2") == ["booking_unreturned bagian-umum", "booking_unreturned sekda"]


def test_who_never_came_is_not_asked_to_bring_it_back() -> None:
    told = approved()

    assert told.until("overdue:0") == ["trip_late bd-1-a"]


def returned() -> Told:
    told = approved()
    assert told.booking is not None
    told.do(b.say(a.HandOver, b.DRIVER), told.booking.loan.start)
    return told


def test_a_return_is_told_with_the_question_how_it_was() -> None:
    assert returned().say(b.say(a.ReturnBooking, b.DRIVER)) == ["answered citizen"]


def test_a_no_show_is_told_to_the_post_and_to_the_citizen() -> None:
    told = approved()
    assert told.booking is not None
    late = told.booking.loan.start + b.timedelta(hours=1)

    assert told.say(b.say(a.RecordNoShow, b.DRIVER), at=late) == [
        "booking_news bagian-umum",
        "answered citizen",
    ]


def test_the_end_that_a_case_tells_of_is_found_by_its_cause() -> None:
    told = returned()
    told.do(b.say(a.ReturnBooking, b.DRIVER))
    last = told.events[-1]

    found = ended_by(last, told.events)

    assert found is not None
    assert found.type == "BookingReturned"
    assert ended_by(told.events[0], told.events) is None


def driven() -> b.Fleet:
    cars = [
        replace(one, driver=Driver("Budi Contoh", "+6281200000009", "budi@example.org"))
        if one.id == "bd-1-a"
        else one
        for one in b.FLEET.resources
    ]
    return replace(b.FLEET, resources=tuple(cars))


def test_a_driver_hears_by_mail_and_by_sms() -> None:
    told = approved()
    event = next(one for one in told.events if one.type == "BookingApproved")
    pairs = ((Kind.TRIP, "bd-1-a"), (Kind.TRIP, "bd-2-a"), (Kind.TRIP, "gone"))

    both = news.to_drivers(event, pairs, driven(), by_sms=True)

    assert [one.recipient for one in both] == ["driver.bd-1-a", "driver.sms-bd-1-a"]
    assert news.to_drivers(event, pairs, driven(), by_sms=False) == both[:1]


def test_the_id_of_a_drivers_message_holds_ids_only() -> None:
    message = Message("7F3K9QX2#3", Kind.TRIP, "7F3K9QX2", 3, news.DRIVER, "bd-1-a")
    sent = read_id(message.id)

    assert message.id == "7F3K9QX2.3.trip.driver.bd-1-a"
    assert sent is not None
    assert (sent.post, sent.address, sent.case_id) == ("driver", "bd-1-a", "7F3K9QX2")


def stands_now(told: Told, kind: Kind, fact: str) -> bool:
    assert told.case is not None
    assert told.booking is not None
    event = next(one for one in reversed(told.events) if one.type == fact)
    message = Message(event.id, kind, event.case_id, event.seq)
    return stands(message, event, told.case, told.booking)


def test_a_reminder_stands_only_while_its_moment_does() -> None:
    told = approved()
    told.until("before:0")
    assert stands_now(told, Kind.BOOKING_REMINDER, "BookingReminded")

    told.do(citizen(a.MoveBooking, loan=b.loan(day=b.SATURDAY + b.timedelta(days=1))))
    assert not stands_now(told, Kind.BOOKING_REMINDER, "BookingReminded")


def test_nothing_reminds_of_what_was_cancelled() -> None:
    told = approved()
    told.until("before:0")
    told.do(citizen(a.CancelBooking))

    for kind in (Kind.BOOKING_REMINDER, Kind.TRIP_REMINDER, Kind.BOOKING_CALL):
        assert not stands_now(told, kind, "BookingReminded")
    assert not stands_now(told, Kind.BOOKING_APPROVED, "BookingApproved")
    assert not stands_now(told, Kind.TRIP, "BookingApproved")


def test_a_proposal_is_mailed_only_while_it_can_be_chosen() -> None:
    told = Told()
    told.routed().do(b.say(a.ProposeTime, loan=b.loan(start=840)))
    assert stands_now(told, Kind.BOOKING_PROPOSED, "BookingProposed")

    told.do(citizen(a.ChooseTime))
    assert not stands_now(told, Kind.BOOKING_PROPOSED, "BookingProposed")
    assert not stands_now(told, Kind.BOOKING_CALL, "BookingProposed")


def test_courtesy_is_what_reminds_of_a_day_that_is_known() -> None:
    assert {Kind.BOOKING_REMINDER, Kind.TRIP_REMINDER} == COURTESY & OF_BOOKINGS


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_reminding_reaches_somebody(step: str) -> None:
    told = approved() if step.startswith("before") else returned()

    assert told.until(step)
