"""The line: what comes free is held for the first whose loan fits, then for the next."""

import json
from datetime import date, datetime, timedelta

import pytest

from integration.lending import (
    approved,
    ask,
    ask_for_goods,
    booking,
    events,
    facts,
    hours,
    last_event,
    lend,
    route,
    say,
    taken,
)
from mandat.bookings import line
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.domain.timing import next_moment
from mandat.bookings.line import offer_next
from mandat.bookings.store import in_line
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.errors import TakenError
from mandat.platform.transaction import Put, commit
from mandat.reminders.commands import act
from routing.handler import handle as routing
from samples import LambdaContext, items, sqs_event, stream_record
from unit.bookings import samples as b

pytestmark = pytest.mark.usefixtures("city")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _lent(city: None) -> None:
    lend()


def wait(key: str, minutes: int = 0, **changes: object) -> str:
    """In line, so many minutes after nine."""
    return ask(key, at=b.NOW + timedelta(minutes=minutes), in_line=True, **changes)


def cancelled(case_id: str, at: datetime = b.NOW + timedelta(hours=1)) -> int:
    """Given up, and heard of by the router; how many were offered it."""
    say(case_id, a.CancelBooking, "citizen", at=at)
    return offer_next(last_event(case_id, "BookingCancelled"), at)


def status(case_id: str) -> BookingStatus:
    return booking(case_id).status


def body(case_id: str) -> tuple[str, datetime]:
    due = next_moment(booking(case_id))
    assert due
    told = {"case_id": case_id, "task_id": due.task_id, "kind": due.kind}
    return json.dumps({**told, "at": cases.stamp(due.at)}), due.at


def lapse(case_id: str) -> datetime:
    """The next moment of a booking comes."""
    told, at = body(case_id)
    assert act(told, at)
    return at


def test_who_waits_holds_nothing_and_owes_nothing() -> None:
    ask("one")
    case_id = wait("two")

    assert status(case_id) is BookingStatus.WAITING
    assert [one.case_id for one in in_line(b.CAR.id, [b.SATURDAY])] == [case_id]
    assert case_id not in taken().values()
    assert len(items("FAMILY#")) == 1
    due = [item["due_kind"]["S"] for item in items("DUE#") if item["case_id"]["S"] == case_id]
    assert due == ["booking:expire"]


def test_the_first_in_line_is_offered_what_comes_free_for_a_day() -> None:
    holder = ask("one")
    later, first = wait("late", minutes=9), wait("early", minutes=3)

    assert cancelled(holder) == 1

    assert (status(first), status(later)) == (BookingStatus.OFFERED, BookingStatus.WAITING)
    assert booking(first).until == b.NOW + timedelta(hours=25)
    assert set(taken().values()) == {first}
    assert [one.case_id for one in in_line(b.CAR.id, [b.SATURDAY])] == [later]


def test_near_the_day_the_offer_stands_for_two_hours() -> None:
    holder = ask("one")
    first = wait("early")
    at = b.loan().start - timedelta(days=2)
    say(holder, a.CancelBooking, "citizen", at=at)
    assert offer_next(last_event(holder, "BookingCancelled"), at) == 1
    assert booking(first).until == at + timedelta(hours=2)


def test_who_does_not_take_it_loses_it_to_the_next() -> None:
    holder = ask("one")
    first, second = wait("early", minutes=1), wait("late", minutes=2)
    cancelled(holder)

    at = lapse(first)
    assert offer_next(last_event(first, "BookingExpired"), at) == 1

    assert (status(first), status(second)) == (BookingStatus.EXPIRED, BookingStatus.OFFERED)
    assert set(taken().values()) == {second}
    assert cases.load(first).status is CaseStatus.CLOSED


def test_who_takes_it_holds_it_and_a_post_decides(city: object) -> None:
    holder = ask("one")
    first = wait("early")
    cancelled(holder)

    say(first, a.AcceptOffer, "citizen", at=b.NOW + timedelta(hours=2))

    assert status(first) is BookingStatus.HELD
    assert hours(first)
    event = last_event(first, "BookingAccepted")
    assert routing(sqs_event(stream_record(first, event.seq)), LambdaContext()) == {
        "batchItemFailures": []
    }
    assert cases.load(first).status is CaseStatus.OPEN


def test_the_router_hears_of_what_came_free() -> None:
    holder = ask("one")
    first = wait("early")
    say(holder, a.CancelBooking, "citizen")
    event = last_event(holder, "BookingCancelled")

    answer = routing(sqs_event(*[stream_record(holder, event.seq)] * 2), LambdaContext())

    assert answer == {"batchItemFailures": []}
    assert facts(first) == ["CaseSubmitted", "BookingWaitlisted", "BookingOffered"]


def test_the_same_event_offers_once() -> None:
    holder = ask("one")
    first, second = wait("early", minutes=1), wait("late", minutes=2)
    cancelled(holder)
    event = last_event(holder, "BookingCancelled")
    before = items("")

    assert [offer_next(event, b.NOW + timedelta(hours=n)) for n in (1, 2)] == [0, 0]
    assert items("") == before
    assert (status(first), status(second)) == (BookingStatus.OFFERED, BookingStatus.WAITING)


def test_whose_loan_does_not_fit_keeps_waiting_and_a_shorter_one_is_served() -> None:
    long = ask("one", loan=b.loan(start=600, minutes=120))
    ask("two", loan=b.loan(start=900, minutes=120))
    whole = wait("whole", minutes=1, loan=b.loan(start=600, minutes=360))
    short = wait("short", minutes=2, loan=b.loan(start=600, minutes=60))

    assert cancelled(long) == 1
    assert (status(whole), status(short)) == (BookingStatus.WAITING, BookingStatus.OFFERED)


def test_one_long_loan_makes_room_for_two_short_ones() -> None:
    whole = ask("one", loan=b.loan(start=480, minutes=480))
    both = [
        wait("first", minutes=1, loan=b.loan(start=480, minutes=120)),
        wait("second", minutes=2, loan=b.loan(start=780, minutes=120)),
    ]
    assert cancelled(whole) == 2
    assert [status(one) for one in both] == [BookingStatus.OFFERED] * 2


def test_a_move_frees_what_it_leaves() -> None:
    holder = approved("one")
    first = wait("early")
    say(holder, a.MoveBooking, "citizen", loan=b.loan("bd-2-a"), at=b.NOW + DAY)
    assert offer_next(last_event(holder, "BookingMoved"), b.NOW + DAY) == 1
    assert status(first) is BookingStatus.OFFERED


def test_a_refused_proposal_frees_the_other_time() -> None:
    holder = ask("one")
    route(holder)
    say(holder, a.ProposeTime, loan=b.loan("bd-2-a"))
    first = wait("early", loan=b.loan("bd-2-a"))
    say(holder, a.ChooseTime, "citizen", other_time=False)
    assert offer_next(last_event(holder, "BookingChosen"), b.NOW) == 1
    assert status(first) is BookingStatus.OFFERED


def test_two_times_that_come_free_far_apart_are_looked_for_where_they_are() -> None:
    """And not on all the days between them."""
    holder, far = ask("one"), b.loan(day=b.SATURDAY + 63 * DAY)
    route(holder)
    say(holder, a.ProposeTime, loan=far)
    both = [wait("near"), wait("far", loan=far)]
    asked: list[date] = []
    real = line.store.in_line
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            line.store, "in_line", lambda offer, days: real(offer, asked.extend(days) or days)
        )
        assert cancelled(holder) == 2
    assert [status(one) for one in both] == [BookingStatus.OFFERED] * 2
    assert len(asked) == 6


def test_what_the_city_takes_back_is_offered_to_nobody() -> None:
    holder = approved("one")
    first = wait("early")
    say(holder, a.PreemptBooking, reason="official_duty")
    assert offer_next(last_event(holder, "BookingPreempted"), b.NOW) == 0
    assert status(first) is BookingStatus.WAITING


def test_goods_that_come_back_are_offered_to_a_loan_that_began_earlier() -> None:
    holder = ask_for_goods("one", loan=b.goods(b.SATURDAY + DAY, 1, tenda=4))
    first = ask_for_goods("two", loan=b.goods(b.SATURDAY - DAY, 3, tenda=2), in_line=True)
    assert cancelled(holder) == 1
    assert status(first) is BookingStatus.OFFERED


def test_who_was_given_up_is_not_offered_anything() -> None:
    holder = ask("one")
    gone, first = wait("gone", minutes=1), wait("early", minutes=2)
    say(gone, a.CancelBooking, "citizen")
    assert cancelled(holder) == 1
    assert (status(gone), status(first)) == (BookingStatus.CANCELLED, BookingStatus.OFFERED)


def test_a_family_that_has_borrowed_meanwhile_waits_on_and_the_next_is_served() -> None:
    holder = ask("one")
    spent = wait("spent", minutes=1, family="f" * 32)
    ask("other", family="f" * 32, loan=b.loan("bd-2-a"))
    first = wait("early", minutes=2)
    assert cancelled(holder) == 1
    assert (status(spent), status(first)) == (BookingStatus.WAITING, BookingStatus.OFFERED)


def test_what_is_offered_is_free_for_nobody_else() -> None:
    holder = ask("one")
    wait("early")
    cancelled(holder)
    with pytest.raises(TakenError):
        ask("fast")


def test_the_line_ends_when_it_is_too_late_to_borrow() -> None:
    ask("one")
    case_id = wait("two")
    at = lapse(case_id)
    assert at == b.loan().start - timedelta(hours=b.CAR.notice_hours)
    assert (status(case_id), cases.load(case_id).status) == (
        BookingStatus.EXPIRED,
        CaseStatus.CLOSED,
    )
    assert in_line(b.CAR.id, [b.SATURDAY]) == ()


# -- Moments


def test_a_hold_that_nobody_decides_on_ends_by_itself_and_is_an_answer() -> None:
    case_id = ask("one")
    route(case_id)
    assert lapse(case_id) == b.NOW + timedelta(hours=48)
    assert (status(case_id), taken()) == (BookingStatus.EXPIRED, {})
    assert cases.load(case_id).status is CaseStatus.ANSWERED


def test_each_moment_of_a_loan_comes_once_and_the_next_stands() -> None:
    case_id = approved("one")
    told, at = body(case_id)
    assert act(told, at)
    assert not act(told, at + timedelta(minutes=1))
    assert facts(case_id).count("BookingReminded") == 1

    due = [item["due_kind"]["S"] for item in items("DUE#") if item["case_id"]["S"] == case_id]
    assert min(due) == "booking:before:1"


def test_a_moment_that_no_booking_stands_by_is_forgotten() -> None:
    case_id = ask("one")
    due = next_moment(booking(case_id))
    assert due
    stray = type(due)("booking:overdue:1", b.NOW, due.task_id)
    commit([Put(cases.due_item(case_id, stray))])
    told = {"case_id": case_id, "task_id": "booking", "kind": stray.kind, "at": cases.stamp(b.NOW)}

    assert not act(json.dumps(told), b.NOW)

    left = sorted(item["due_kind"]["S"] for item in items("DUE#"))
    assert left == ["booking:expire", "route"]


def test_an_early_moment_leaves_the_item_where_it_is() -> None:
    case_id = ask("one")
    told, at = body(case_id)
    assert not act(told, at - timedelta(seconds=5))
    assert len(items("DUE#")) == 2
    assert len(events(case_id)) == 2
