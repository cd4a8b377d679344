"""What the rules of a booking refuse, each with its code."""

from datetime import timedelta
from typing import Any

import pytest

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.decide import decide
from mandat.bookings.domain.free import nearest
from mandat.bookings.domain.model import Checklist
from mandat.errors import RefusedError
from unit.bookings import samples as b

HOUR = timedelta(hours=1)


def out() -> b.Line:
    line = b.Line().approved()
    line.do(b.say(a.HandOver, b.DRIVER, checklist=Checklist(100, 8)), b.loan().start)
    return line


@pytest.mark.parametrize(
    ("line", "command", "code"),
    [
        (b.Line().routed(), b.say(a.BookingCommand), "unknown_command"),
        (b.Line().routed(), b.say(a.CancelBooking, "driver:bd-1-a"), "not_citizen"),
        (b.Line(), b.say(a.ApproveBooking), "not_routed"),
        (b.Line().routed(), b.say(a.ProposeTime, loan=b.loan()), "same_time"),
        (b.Line().routed(), b.say(a.ProposeTime), "choose_time"),
        (b.Line().approved(), b.say(a.RecordNoShow), "too_early"),
        (out(), b.say(a.ReturnBooking, checklist=Checklist(-1)), "odometer_unreadable"),
        (out(), b.say(a.ReturnBooking, checklist=Checklist(120, 9)), "choose_one"),
        (out(), b.say(a.CancelBooking, "citizen"), "not_now_BookingCancelled"),
    ],
)
def test_what_cannot_be_done_now(line: b.Line, command: Any, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        line.do(command)


def test_a_case_without_a_booking_has_none_to_act_on() -> None:
    case = b.Line().case
    with pytest.raises(RefusedError, match="no_booking"):
        decide(case, None, b.say(a.ApproveBooking), b.NOW)


def test_what_comes_free_when_it_has_begun_is_offered_to_nobody() -> None:
    line = b.Line(b.wish(in_line=True))
    assert line.do(b.say(a.OfferBooking, "system"), b.loan().start) == ()


def test_the_search_for_a_free_time_ends() -> None:
    assert nearest(b.loan(), b.CAR, b.FLEET, lambda _: False, b.NOW) == ()
