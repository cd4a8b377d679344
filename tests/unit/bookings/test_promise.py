"""What is agreed at once owes no other answer: only reading it, and the end of the loan."""

from mandat.bookings.domain.promise import stretched
from mandat.cases.domain.acts import TransferTask
from mandat.cases.domain.model import ClockName
from unit.bookings import samples as b
from unit.cases import samples as s


def test_what_is_agreed_at_once_is_not_chased_for_an_answer() -> None:
    found = stretched(s.TERMS, b.goods(), s.CALENDAR, b.NOW, at_once=True)
    assert found.answer_minutes == found.finish_minutes > s.TERMS.answer_minutes
    assert found.acknowledge_minutes == s.TERMS.acknowledge_minutes


def test_what_a_post_decides_is_answered_as_the_service_says() -> None:
    found = stretched(s.TERMS, b.loan(), s.CALENDAR, b.NOW)
    assert found.answer_minutes == s.TERMS.answer_minutes


def test_who_is_given_an_agreed_loan_owes_no_second_answer() -> None:
    line = b.Line().approved()
    line.do(
        TransferTask("t", b.POST, to="bagian-kesra", reason="other_agency", calendar=s.CALENDAR)
    )
    assert line.case
    assert line.case.task
    unmet = [one.name for one in line.case.task.clocks if one.met_at is None]
    assert unmet == [ClockName.ACKNOWLEDGE, ClockName.FINISH]


def test_who_is_given_a_request_has_to_answer_it() -> None:
    line = b.Line().routed()
    line.do(
        TransferTask("t", b.POST, to="bagian-kesra", reason="other_agency", calendar=s.CALENDAR)
    )
    assert line.case
    assert line.case.task
    answer = line.case.task.clock(ClockName.ANSWER)
    assert answer
    assert answer.met_at is None
