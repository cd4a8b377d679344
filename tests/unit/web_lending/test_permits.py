"""What a post and a driver may do with a booking, as it stands and as the hour is."""

from datetime import datetime, timedelta

import pytest

from mandat.bookings.domain import acts as a
from mandat.cases.domain import acts as of_case
from mandat.cases.domain.model import ClockName
from mandat.web.lending.permits import DRIVERS, Action, allowed, main_of, possible
from unit.bookings import samples as b
from unit.cases import samples as s

START = b.loan().start


def held() -> b.Line:
    return b.Line().routed()


def approved() -> b.Line:
    return b.Line().approved()


def out() -> b.Line:
    line = approved()
    line.do(b.say(a.HandOver, b.DRIVER), START)
    return line


def open_to(line: b.Line, post: str = "bagian-umum", at: datetime = b.NOW) -> set[Action]:
    assert line.case
    assert line.booking
    return set(allowed(line.case, line.booking, post, at))


def test_a_request_is_decided() -> None:
    wanted = {Action.APPROVE, Action.PROPOSE, Action.DECLINE, Action.CANCEL}
    assert open_to(held()) == wanted


def test_who_has_proposed_has_answered_and_is_not_chased() -> None:
    line = held()
    line.do(b.say(a.ProposeTime, loan=b.loan("bd-2-a")))
    assert open_to(line) == {Action.DECLINE, Action.CANCEL}
    assert line.case
    assert line.case.task
    waiting = [one.name for one in line.case.task.clocks if one.met_at is None]
    assert waiting == [ClockName.FINISH]


def test_an_agreed_loan_waits_for_its_day() -> None:
    assert open_to(approved()) == {Action.PREEMPT, Action.CANCEL}
    near = START - timedelta(hours=12)
    assert open_to(approved(), at=near) >= {Action.HAND_OVER}
    assert Action.NO_SHOW not in open_to(approved(), at=START + timedelta(minutes=29))
    assert Action.NO_SHOW in open_to(approved(), at=START + timedelta(minutes=30))


def test_what_is_out_only_comes_back() -> None:
    assert open_to(out(), at=START) == {Action.TAKE_BACK}


@pytest.mark.parametrize("post", ["sekda", "walikota", "triase", ""])
def test_other_posts_do_nothing(post: str) -> None:
    assert open_to(held(), post) == set()


def test_nothing_is_open_once_the_case_is_answered() -> None:
    line = held()
    line.do(b.say(a.DeclineBooking, reason="not_fit"))
    assert open_to(line) == set()


def test_an_order_after_a_refusal_lets_the_post_propose() -> None:
    line = held()
    line.do(b.say(a.DeclineBooking, reason="not_fit"))
    told = of_case.RecordContact("told", b.POST, calendar=s.CALENDAR)
    refused = of_case.RefuseAnswer(
        "no", "citizen", text=b.TEXT, reason="wrong_answer", calendar=s.CALENDAR
    )
    order = of_case.OrderTask(
        "order",
        s.MAYOR,
        text=b.TEXT,
        calendar=s.CALENDAR,
        leaders=s.LEADERS,
        to="bagian-umum",
        deadline_at=b.NOW + timedelta(hours=5),
    )
    for command in (told, refused, order):
        line.do(command)
    assert open_to(line) == {Action.PROPOSE}
    assert line.booking
    assert main_of(line.booking, (Action.PROPOSE,)) is Action.PROPOSE


@pytest.mark.parametrize(
    ("line", "at", "main"),
    [
        (held, b.NOW, Action.APPROVE),
        (approved, b.NOW, None),
        (approved, START, Action.HAND_OVER),
        (out, START, Action.TAKE_BACK),
    ],
)
def test_at_most_one_act_has_the_button(line: object, at: datetime, main: Action | None) -> None:
    found = line()  # type: ignore[operator]  # one of the lines above
    assert main_of(found.booking, possible(found.booking, at)) is main


def test_a_driver_decides_nothing() -> None:
    assert set(DRIVERS) == {Action.HAND_OVER, Action.TAKE_BACK, Action.NO_SHOW}
