"""What is agreed at once owes no other answer: only reading it, and the end of the loan."""

from mandat.bookings.domain.promise import stretched
from unit.bookings import samples as b
from unit.cases import samples as s


def test_what_is_agreed_at_once_is_not_chased_for_an_answer() -> None:
    found = stretched(s.TERMS, b.goods(), s.CALENDAR, b.NOW, at_once=True)
    assert found.answer_minutes == found.finish_minutes > s.TERMS.answer_minutes
    assert found.acknowledge_minutes == s.TERMS.acknowledge_minutes


def test_what_a_post_decides_is_answered_as_the_service_says() -> None:
    found = stretched(s.TERMS, b.loan(), s.CALENDAR, b.NOW)
    assert found.answer_minutes == s.TERMS.answer_minutes
