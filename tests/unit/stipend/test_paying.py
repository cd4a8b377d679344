"""A month's payment: owed, paid in full, proved; and void when nothing is owed any more."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.cases.domain.acts import FinishTask
from mandat.cases.domain.model import CaseStatus, ClockName, Outcome
from mandat.errors import InvalidError, NotAllowedError, NotYoursError, RefusedError
from mandat.stipend.domain.model import Payment, PaymentStatus
from unit.cases import samples as s
from unit.stipend import samples as p


def payment(line: p.Line) -> Payment:
    assert isinstance(line.subject, Payment)
    return line.subject


def test_cash_is_paid_and_proved_in_one_step() -> None:
    line = p.owed()
    facts = ("StipendPaid", "StipendReceived", "TaskFinished", "CitizenTold")
    assert line.do(p.cash()) == facts
    assert payment(line).status is PaymentStatus.RECEIVED
    assert payment(line).amount == p.AMOUNT
    assert line.events[-4].fact.amount == p.AMOUNT
    assert line.case.status is CaseStatus.ANSWERED


def test_money_by_bank_is_proved_later_and_its_promise_is_met() -> None:
    line = p.owed()
    assert line.do(p.bank()) == ("StipendPaid", "TaskScheduled")
    assert payment(line).status is PaymentStatus.PAID
    assert line.case.pending
    finish = line.task.clock(ClockName.FINISH)
    assert finish
    assert finish.by == line.at + timedelta(days=7)
    assert line.do(p.proof())[:2] == ("StipendReceived", "TaskFinished")
    assert payment(line).proof == "photo"


def test_the_recipient_says_so_behind_the_own_link() -> None:
    line = p.owed()
    with pytest.raises(NotAllowedError):
        line.do(p.proof("citizen"))
    line.do(p.bank())
    line.do(p.proof("citizen"))
    assert payment(line).proof == "link"
    with pytest.raises(NotAllowedError):
        line.do(p.proof("citizen", cause="again"))


@pytest.mark.parametrize(
    "changes",
    [{"how": "cheque"}, {"proof": ""}, {"proof": "word"}, {"photos": ()}],
)
def test_cash_needs_its_proof(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        p.owed().do(p.cash(**changes))


def test_who_does_not_hold_it_does_not_pay() -> None:
    with pytest.raises(NotYoursError):
        p.owed().do(p.cash(actor=p.LURAH))
    line = p.owed()
    line.do(p.bank())
    with pytest.raises(NotYoursError):
        line.do(p.proof(p.LURAH))


def test_nothing_is_paid_twice_nor_for_a_month_after_a_stop() -> None:
    with pytest.raises(NotAllowedError, match="stipend_stopped"):
        p.owed().do(p.bank(owed=False))
    line = p.owed()
    line.do(p.bank())
    for again in (p.bank(cause="again"), p.cash(cause="again")):
        with pytest.raises(NotAllowedError):
            line.do(again)


def test_a_void_payment_ends_its_case() -> None:
    line = p.owed()
    assert line.do(p.void()) == ("StipendVoided", "CaseClosed")
    assert line.case.outcome is Outcome.WITHDRAWN
    for late in (p.bank(), p.cash(), p.proof("citizen")):
        with pytest.raises(RefusedError):
            line.do(late)


def test_before_the_router_saw_it_too() -> None:
    line = p.Line(p.due(), service_id="santunan-bulanan")
    assert line.do(p.void()) == ("StipendVoided", "CaseClosed")


def test_what_was_paid_or_is_owed_again_is_not_voided() -> None:
    assert p.owed().do(p.void(owed=True)) == ()
    line = p.owed()
    line.do(p.bank())
    assert line.do(p.void()) == ()
    with pytest.raises(NotYoursError):
        p.owed().do(p.void(actor=p.SOCIAL))


def test_no_plain_answer_ends_it() -> None:
    for line in (p.owed(), p.owed()):
        with pytest.raises(NotAllowedError, match="programme_pending"):
            line.do(FinishTask("finish", p.SOCIAL, text=p.TEXT, calendar=s.CALENDAR))


@pytest.mark.parametrize(
    "changes", [{"actor": p.SOCIAL}, {"amount": 0}, {"person": ""}, {"month": "2026-13"}]
)
def test_only_the_calendar_opens_it(changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        p.owed(**changes)


def test_an_unpaid_month_is_late_on_its_day_only() -> None:
    from mandat.stipend.domain.months import due_at
    from mandat.stipend.domain.promise import stretched

    at = datetime(2026, 11, 30, 17, 20, tzinfo=UTC)  # 1 December, 00:20 WIB
    terms = stretched(s.TERMS, "2026-12", p.TERMS, s.CALENDAR, at)
    line = p.Line(p.due(), at, service_id="santunan-bulanan", terms=terms).routed("dinas-sosial")
    by = {clock.name: clock.by for clock in line.task.clocks}
    assert by[ClockName.FINISH] == due_at("2026-12", p.TERMS)
    assert by[ClockName.FINISH] == datetime(2026, 12, 10, 14, 0, tzinfo=UTC)
    assert min(by, key=by.get) is ClockName.FINISH  # type: ignore[arg-type]  # its values sort
