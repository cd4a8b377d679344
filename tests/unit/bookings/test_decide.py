"""Each step of a booking, what it means for its case, and who may take it."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.bookings.domain import acts as a
from mandat.bookings.domain.decide import cutoff
from mandat.bookings.domain.model import BookingStatus as B
from mandat.bookings.domain.model import Checklist
from mandat.bookings.domain.timing import next_moment
from mandat.cases.domain import acts as of_case
from mandat.cases.domain.model import CaseStatus, ClockName, Outcome
from mandat.cases.domain.timing import next_moment as next_of_case
from mandat.errors import InvalidError, NotAllowedError, NotYoursError, RefusedError
from unit.bookings import samples as b
from unit.cases import samples as s

HOUR = timedelta(hours=1)
CITIZEN = "citizen"


def test_a_request_is_held_at_once_and_keeps_its_case_from_ending() -> None:
    line = b.Line()
    assert [event.type for event in line.events] == ["CaseSubmitted", "BookingHeld"]
    assert [event.seq for event in line.events] == [1, 2]
    assert line.booking.status is B.HELD
    assert line.booking.until == b.NOW + 48 * HOUR
    line.routed()
    for command in (
        of_case.FinishTask("x", b.POST, text=b.TEXT, calendar=s.CALENDAR),
        of_case.WithdrawCase("x", CITIZEN),
        of_case.EraseData("x", CITIZEN),
        of_case.MergeCase("x", b.POST, into="7F3K9QX3"),
    ):
        with pytest.raises(NotAllowedError, match="booking_unsettled"):
            line.do(command)


def test_approval_sets_the_clocks_for_the_day_of_the_loan() -> None:
    line = b.Line().approved()
    clocks = {clock.name: clock for clock in line.case.task.clocks}
    assert line.booking.status is B.APPROVED
    assert clocks[ClockName.FINISH].by == b.loan().end + 24 * HOUR
    met = {name for name, clock in clocks.items() if clock.met_at}
    assert met == {ClockName.ACKNOWLEDGE, ClockName.ANSWER, ClockName.STATUTORY}
    assert next_of_case(line.case).kind == "finish:0"
    assert next_moment(line.booking).at == b.loan().start - 72 * HOUR


@pytest.mark.parametrize("kind", [a.ApproveBooking, a.DeclineBooking, a.ProposeTime])
def test_only_the_post_that_holds_the_task_decides(kind: type[a.BookingCommand]) -> None:
    with pytest.raises(NotYoursError):
        b.Line().routed().do(b.say(kind, "post:dlh:a1"))


def test_a_refusal_is_an_answer_that_the_citizen_may_refuse() -> None:
    line = b.Line().routed()
    with pytest.raises(InvalidError):
        line.do(b.say(a.DeclineBooking, reason="because"))
    facts = line.do(b.say(a.DeclineBooking, reason="official_duty"))
    assert facts == ("BookingDeclined", "TaskRejected")
    assert line.case.status is CaseStatus.ANSWERED
    assert line.case.clock.name is ClockName.TELL
    line.do(s.told())
    line.do(s.refuse())
    line.do(s.order(to="bagian-umum"))
    line.do(b.say(a.ProposeTime, loan=b.loan("bd-2-a")))
    assert line.booking.held == (b.loan("bd-2-a"),)
    line.do(b.say(a.ChooseTime, CITIZEN, other_time=True))
    assert line.booking.status is B.APPROVED


@pytest.mark.parametrize("other", [True, False])
def test_both_times_are_held_until_the_citizen_chooses(other: bool) -> None:
    line = b.Line().routed()
    line.do(b.say(a.ProposeTime, loan=b.loan("bd-2-a")))
    assert set(line.booking.held) == {b.loan(), b.loan("bd-2-a")}
    facts = line.do(b.say(a.ChooseTime, CITIZEN, other_time=other))
    assert facts == ("BookingChosen", "TaskScheduled")
    assert line.booking.held == ((b.loan("bd-2-a"),) if other else (b.loan(),))


def test_a_move_keeps_the_reference_and_raises_the_revision() -> None:
    line, later = b.Line().approved(), b.loan(start=840)
    assert line.do(b.say(a.MoveBooking, CITIZEN, loan=later)) == ("BookingMoved", "TaskScheduled")
    assert line.booking.held == (later,)
    assert line.booking.revision == 1
    with pytest.raises(InvalidError, match="same_time"):
        line.do(b.say(a.MoveBooking, CITIZEN, loan=later))
    with pytest.raises(NotAllowedError, match="after_cutoff"):
        line.do(
            b.say(a.MoveBooking, CITIZEN, loan=b.loan()),
            cutoff(later, b.CAR) + timedelta(minutes=1),
        )


def test_cancelling_ends_the_case_and_after_the_cutoff_only_the_post_can() -> None:
    line = b.Line().approved()
    late = cutoff(b.loan(), b.CAR) + timedelta(minutes=1)
    with pytest.raises(NotAllowedError, match="after_cutoff"):
        line.do(b.say(a.CancelBooking, CITIZEN), late)
    assert line.do(b.say(a.CancelBooking), late) == ("BookingCancelled", "CaseClosed")
    assert line.case.outcome is Outcome.WITHDRAWN
    assert line.booking.held == ()
    assert not line.booking.fills_quota


def test_what_nobody_decided_in_time_is_an_answer_against_the_city() -> None:
    line = b.Line().routed()
    due = next_moment(line.booking)
    assert due.kind == "booking:expire"
    assert line.do(b.say(a.RemindBooking, "system", due=due, text=""), due.at - HOUR) == ()
    facts = line.do(b.say(a.RemindBooking, "system", due=due, text=""), due.at)
    assert facts == ("BookingExpired", "TaskRejected")
    assert line.events[-2].fact.reason == "not_decided"
    assert line.case.status is CaseStatus.ANSWERED


def test_duty_takes_an_approved_loan_back_and_the_citizen_may_choose_anew() -> None:
    line = b.Line().approved()
    facts = line.do(b.say(a.PreemptBooking, reason="official_duty"))
    assert facts == ("BookingPreempted", "TaskScheduled")
    assert line.booking.held == ()
    assert line.booking.fills_quota
    line.do(b.say(a.MoveBooking, CITIZEN, loan=b.loan("bd-2-a")))
    assert line.booking.status is B.APPROVED


def test_out_and_back_by_the_driver_ends_in_a_rating() -> None:
    line, out = b.Line().approved(), Checklist(12_000, 6)
    with pytest.raises(NotAllowedError, match="too_early"):
        line.do(b.say(a.HandOver, b.DRIVER, checklist=out))
    with pytest.raises(NotYoursError):
        line.do(b.say(a.HandOver, "driver:bd-2-a", checklist=out), b.loan().start)
    assert line.do(b.say(a.HandOver, b.DRIVER, checklist=out)) == ("BookingHandedOver",)
    with pytest.raises(InvalidError, match="odometer_less"):
        line.do(b.say(a.ReturnBooking, b.DRIVER, checklist=Checklist(11_999)), b.loan().end)
    facts = line.do(b.say(a.ReturnBooking, b.DRIVER, checklist=Checklist(12_080)))
    assert facts == ("BookingReturned", "TaskFinished")
    assert line.case.status is CaseStatus.ANSWERED
    assert line.booking.fills_quota


def test_who_does_not_come_may_not_borrow_for_half_a_year() -> None:
    line = b.Line().approved()
    line.do(b.say(a.RecordNoShow, b.DRIVER), b.loan().start + HOUR)
    assert line.booking.status is B.NO_SHOW
    assert line.booking.barred_until == datetime(2027, 6, 5, 3, 0, tzinfo=UTC)


def test_goods_for_a_funeral_need_no_word_of_a_post() -> None:
    line = b.Line(b.wish(offer="perlengkapan-duka", loan=b.goods(tenda=2, kursi=50)))
    assert line.booking.status is B.APPROVED


def test_in_line_owes_nothing_until_something_comes_free() -> None:
    line = b.Line(b.wish(in_line=True)).routed()
    assert line.case.status is CaseStatus.SUBMITTED
    assert next_of_case(line.case) is None
    assert line.booking.held == ()
    line.do(b.say(a.OfferBooking, "system", lane=1))
    assert line.booking.until == b.NOW + 24 * HOUR
    assert line.booking.held == (b.loan(),)
    line.do(b.say(a.AcceptOffer, CITIZEN))
    line.approved()
    assert line.booking.status is B.APPROVED


def test_an_offer_near_its_day_holds_for_two_hours_and_lapses() -> None:
    line = b.Line(b.wish(in_line=True))
    near = b.loan().start - 30 * HOUR
    line.do(b.say(a.OfferBooking, "system"), near)
    due = next_moment(line.booking)
    assert due.at == near + 2 * HOUR
    facts = line.do(b.say(a.RemindBooking, "system", due=due, text=""), due.at)
    assert facts == ("BookingExpired", "CaseClosed")


def test_reminders_come_one_by_one_and_only_what_still_makes_sense() -> None:
    line = b.Line().approved()
    seen = []
    while due := next_moment(line.booking):
        line.do(b.say(a.RemindBooking, "system", due=due, text="", cause=due.kind), due.at)
        seen.append(due.kind)
    before = [f"booking:before:{n}" for n in range(3)]
    assert seen == [*before, *(f"booking:overdue:{n}" for n in range(3))]
    out = b.Line().approved()
    out.do(b.say(a.HandOver, b.DRIVER), b.loan().start)
    assert next_moment(out.booking).kind == "booking:return"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (b.wish(loan=None), "choose_time"),
        (b.wish(loan=b.loan("tenda")), "choose_thing"),
        (b.wish(loan=b.loan(day=b.SATURDAY + timedelta(days=2))), "closed_day"),
        (b.wish(loan=b.loan("bd-2-a", b.SATURDAY + timedelta(days=7))), "closed_day"),
        (b.wish(loan=b.loan(minutes=510)), "too_long"),
        (b.wish(loan=b.loan(start=390)), "closed_hours"),
        (b.wish(loan=b.loan(start=1200, minutes=120)), "closed_hours"),
        (b.wish(loan=b.loan(start=1200, minutes=360)), "overnight"),
        (b.wish(loan=b.loan(start=545)), "choose_time"),
        (b.wish(loan=b.loan(day=b.SATURDAY - timedelta(days=14))), "too_soon"),
        (b.wish(loan=b.loan(day=b.SATURDAY + timedelta(days=98))), "too_far"),
        (b.wish(offer="perlengkapan-duka", loan=b.goods(tenda=5)), "too_many"),
        (b.wish(offer="perlengkapan-duka", loan=b.goods(days=5)), "too_long"),
        (b.wish(offer="kapal"), "choose_one"),
    ],
)
def test_what_the_terms_do_not_allow_is_refused_in_words(
    request_: a.RequestBooking, code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        b.Line(request_)
