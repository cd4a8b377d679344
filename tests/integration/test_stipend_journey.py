"""From the form to the money, on the table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from integration import stipends as on
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus, ContactKind, Outcome
from mandat.errors import NotAllowedError, NotFoundError
from mandat.own.commands import ask_erasure
from mandat.personal.store import contact
from mandat.platform.transaction import Put
from mandat.programmes.commands import mark_dead
from mandat.programmes.terms_store import read_programmes
from mandat.stipend import store
from mandat.stipend.commands import apply_for, open_payment, resume, settle, stop
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.model import ApplicationStatus, EnrolmentStatus, PaymentStatus
from mandat.stipend.roll_store import ROLL, EnrolmentItem
from mandat.stipend.store import ApplicationItem
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("catalogue")
DECEMBER = datetime(2026, 11, 30, 17, 20, tzinfo=UTC)  # 1 December, 00:20 WIB


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    on.promise()
    on.resident()


def test_somebody_asks_is_visited_and_enrolled_in_the_step_that_says_so() -> None:
    case_id = on.ask()
    assert cases.load(case_id).owner == on.lurah().split(":")[1]
    done = on.do(case_id, p.visit(actor=on.lurah()))
    assert (done.case.owner, done.case.programme) == ("dinas-sosial", "stipend")
    assert store.find_enrolment(p.PERSON) is None
    done = on.do(case_id, p.approve())
    assert on.application(done).status is ApplicationStatus.APPROVED
    found = store.find_enrolment(p.PERSON)
    assert found == p.enrolment(case_id=case_id, from_month="2026-12")


def test_a_form_that_is_sent_twice_is_one_application() -> None:
    wish, kept = p.wish(), []

    def also(case_id: str) -> list[Put]:
        kept.append(case_id)
        return [Put(ApplicationItem(f"CASE#{case_id}", "NIK", status="", state="{}"))]

    first = apply_for(on.filed(), wish, p.NOW, also)
    again = apply_for(on.filed(), wish, p.NOW, also)
    assert again.replayed
    assert again.case.id == first.case.id == kept[0]
    assert ApplicationItem.get(f"CASE#{first.case.id}", "NIK")


def test_a_command_that_is_sent_twice_has_one_outcome() -> None:
    case_id = on.visited()
    assert not on.do(case_id, p.approve()).replayed
    assert on.do(case_id, p.approve()).replayed


def test_who_died_or_is_enrolled_or_unknown_is_not_enrolled() -> None:
    case_id, second = on.visited(), on.visited("two")
    stranger = on.visited("three", person="b" * 32)
    with pytest.raises(NotAllowedError, match="person_unknown"):
        on.do(stranger, p.approve())
    on.do(case_id, p.approve())
    with pytest.raises(NotAllowedError, match="already_enrolled"):
        on.do(second, p.approve(cause="second"))
    on.resident("c" * 32)
    third = on.visited("four", person="c" * 32)
    mark_dead("c" * 32, date(2026, 11, 23), "CASE0001", p.NOW)
    with pytest.raises(NotAllowedError, match="person_died"):
        on.do(third, p.approve(cause="third"))


def test_a_death_that_comes_between_reading_and_writing_is_met(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mandat.stipend import acting

    case_id, real = on.visited(), acting.decide

    def slow(*wish: object) -> object:
        found = real(*wish)  # type: ignore[arg-type]  # as it was called
        mark_dead(p.PERSON, date(2026, 11, 23), "CASE0001", p.NOW)
        return found

    monkeypatch.setattr(acting, "decide", slow)
    with pytest.raises(NotAllowedError, match="person_died"):
        on.do(case_id, p.approve())
    assert store.find_enrolment(p.PERSON) is None


def test_a_month_is_opened_once_with_its_task_and_its_own_day() -> None:
    on.approved()
    assert open_payment(p.PERSON, "2026-12", DECEMBER)
    assert not open_payment(p.PERSON, "2026-12", DECEMBER)
    payment = on.owed("2026-12")
    case = on.route(payment.case_id, DECEMBER)
    assert (case.owner, case.pending, case.sealed) == ("dinas-sosial", True, True)
    assert case.task
    assert case.task.clocks[2].by == datetime(2026, 12, 10, 14, 0, tzinfo=UTC)
    assert payment == replace(p.payment(), case_id=payment.case_id)
    assert store.load_payment(payment.case_id) == payment


def test_a_month_that_has_not_begun_or_is_not_owed_is_not_opened() -> None:
    on.enrol()
    assert not open_payment(p.PERSON, "2026-12", p.NOW)
    assert not open_payment(p.PERSON, "2026-10", p.NOW)
    assert not open_payment("b" * 32, "2026-11", p.NOW)
    assert open_payment(p.PERSON, "2026-11", p.NOW)


def test_the_recipient_is_told_by_mail_and_nobody_who_only_asked_for_her() -> None:
    on.approved()
    open_payment(p.PERSON, "2026-11", p.NOW)
    case = cases.load(on.owed("2026-11").case_id)
    assert case.contact is ContactKind.MAIL
    assert contact(case.id).email
    on.resident("b" * 32)
    on.approved("two", person="b" * 32, applicant="rt")
    open_payment("b" * 32, "2026-11", p.NOW)
    case = cases.load(on.owed("2026-11", "b" * 32).case_id)
    assert case.contact is ContactKind.NONE
    assert not contact(case.id).phone


def paid_by_bank() -> str:
    on.enrol()
    open_payment(p.PERSON, "2026-11", p.NOW)
    case_id = on.owed("2026-11").case_id
    on.route(case_id)
    on.do(case_id, p.bank())
    return case_id


def test_money_is_paid_to_the_rupiah_and_proved() -> None:
    case_id = paid_by_bank()
    assert on.owed("2026-11").status is PaymentStatus.PAID
    done = on.do(case_id, p.proof("citizen"))
    assert done.payment == on.owed("2026-11")
    assert on.owed("2026-11").proof == "link"
    assert done.case.status is CaseStatus.ANSWERED
    assert on.types(case_id)[:5] == [
        "CaseSubmitted",
        "StipendDue",
        "TaskAssigned",
        "StipendPaid",
        "TaskScheduled",
    ]


def test_a_death_voids_what_is_due_and_nothing_that_was_paid() -> None:
    case_id = paid_by_bank()
    open_payment(p.PERSON, "2026-12", DECEMBER)
    assert stop(p.PERSON, "death", date(2026, 12, 1), "death:1", DECEMBER)
    assert on.owed("2026-11").status is PaymentStatus.PAID
    december = on.owed("2026-12")
    assert (december.status, december.reason) == (PaymentStatus.VOID, "death")
    assert cases.load(december.case_id).status is CaseStatus.CLOSED
    assert not stop(p.PERSON, "death", date(2026, 12, 1), "death:1", DECEMBER)
    assert not settle(p.PERSON, "2026-12", DECEMBER)
    on.do(case_id, p.proof())
    assert on.owed("2026-11").status is PaymentStatus.RECEIVED


def test_what_was_missed_before_a_death_is_still_owed() -> None:
    on.enrol()
    stop(p.PERSON, "death", date(2026, 12, 1), "death:1", DECEMBER)
    assert open_payment(p.PERSON, "2026-11", DECEMBER)
    case_id = on.owed("2026-11").case_id
    on.route(case_id, DECEMBER)
    assert on.do(case_id, p.cash(), DECEMBER).payment


def test_a_stop_that_was_wrong_leaves_nothing_behind() -> None:
    paid_by_bank()
    open_payment(p.PERSON, "2026-12", DECEMBER)
    first = on.owed("2026-12").case_id
    before = on.enrolment()
    stop(p.PERSON, "death", date(2026, 11, 20), "death:1", DECEMBER)
    later = DECEMBER + timedelta(days=40)
    assert resume(p.PERSON, "death:1", later)
    assert not resume(p.PERSON, "death:1", later)
    december, january = on.owed("2026-12"), on.owed("2027-01")
    assert december.status is january.status is PaymentStatus.DUE
    assert december.case_id != first
    assert on.owed("2026-11").status is PaymentStatus.PAID
    found = on.enrolment()
    assert found == replace(before, revision=found.revision)
    assert store.load_payment(first).status is PaymentStatus.VOID  # type: ignore[union-attr]


def test_a_resumption_that_overtakes_its_stop_wins() -> None:
    on.enrol()
    assert not resume(p.PERSON, "death:1", p.NOW)
    assert not stop(p.PERSON, "death", date(2026, 11, 20), "death:1", p.NOW)
    assert on.enrolment().is_active


def test_another_stop_stands_when_one_is_undone() -> None:
    on.enrol()
    stop(p.PERSON, "moved", date(2026, 11, 20), "moved:1", p.NOW)
    stop(p.PERSON, "death", date(2026, 11, 22), "death:1", p.NOW)
    resume(p.PERSON, "moved:1", p.NOW)
    assert on.enrolment().reason == "death"
    assert store.find_payment("2026-11", p.PERSON) is None


def test_who_moved_away_and_came_back_is_enrolled_anew() -> None:
    on.approved()
    stop(p.PERSON, "moved", date(2026, 11, 20), "moved:1", p.NOW)
    case_id = on.approved("two")
    assert on.enrolment().status is EnrolmentStatus.ACTIVE
    assert on.enrolment().case_id == case_id
    assert not resume(p.PERSON, "moved:1", p.NOW)
    assert not stop(p.PERSON, "moved", date(2026, 11, 20), "moved:1", p.NOW)


def test_nothing_happens_to_who_was_never_enrolled() -> None:
    assert not stop(p.PERSON, "death", date(2026, 11, 20), "death:1", p.NOW)
    with pytest.raises(NotFoundError):
        on.do("NOCASE00", p.say(a.WithdrawApplication, "citizen"))


def test_who_has_the_data_erased_takes_the_application_back() -> None:
    case_id = on.visited()
    ask_erasure([case_id], "erase:1", p.NOW)
    case = cases.load(case_id)
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.WITHDRAWN)
    assert case.erased_at
    assert store.load_application(case_id).status is ApplicationStatus.WITHDRAWN  # type: ignore[union-attr]


def test_a_payment_that_is_owed_is_not_erased() -> None:
    case_id = paid_by_bank()
    with pytest.raises(NotAllowedError, match="programme_pending"):
        ask_erasure([case_id], "erase:1", p.NOW)
    on.do(case_id, p.proof())
    ask_erasure([case_id], "erase:1", p.NOW)
    assert cases.load(case_id).erased_at
    assert on.owed("2026-11").status is PaymentStatus.RECEIVED


def test_who_was_stopped_is_forgotten_in_time_and_who_is_paid_is_not() -> None:
    on.enrol()
    assert EnrolmentItem.get(ROLL, p.PERSON).expires_at is None
    stop(p.PERSON, "moved", date(2026, 11, 20), "moved:1", p.NOW)
    kept = timedelta(days=read_programmes().register.retention_days)  # type: ignore[union-attr]
    assert EnrolmentItem.get(ROLL, p.PERSON).expires_at == (p.NOW + kept).timestamp()
    resume(p.PERSON, "moved:1", p.NOW)
    assert EnrolmentItem.get(ROLL, p.PERSON).expires_at is None
