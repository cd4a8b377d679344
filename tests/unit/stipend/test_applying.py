"""From the form to the decision: who may, and what must be so before."""

from datetime import date, timedelta

import pytest

from mandat.cases.domain.acts import AnswerAsLeader, FinishTask, OrderTask, WithdrawCase
from mandat.cases.domain.model import CaseStatus, ContactKind, Outcome
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.model import Application, ApplicationStatus
from unit.cases import samples as s
from unit.stipend import samples as p

LEADERS = frozenset({"walikota", "wakil-walikota"})


def application(line: p.Line) -> Application:
    assert isinstance(line.subject, Application)
    return line.subject


def test_a_visit_passes_it_on_to_who_approves_with_new_clocks() -> None:
    line = p.applied()
    assert line.do(p.visit(), after=timedelta(hours=2)) == ("StipendVerified", "TaskTransferred")
    assert line.case.owner == "dinas-sosial"
    assert line.case.pending
    assert line.events[-1].fact.reason == "verified"
    assert line.task.clocks[0].started_at == line.at
    assert application(line).met == p.MET


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"photos": ()}, "photos"),
        ({"text": "pendek"}, "text"),
        ({"visited_on": None}, "visited_on"),
        ({"visited_on": date(2026, 11, 25)}, "visited_on"),
        ({"met": ("janda", "kaya")}, "met"),
    ],
)
def test_a_visit_is_shown_and_told(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        p.applied().do(p.visit(**changes))
    assert refused.value.field == field


def test_only_the_post_that_holds_it_visits() -> None:
    with pytest.raises(NotYoursError):
        p.applied().do(p.visit(actor=p.SOCIAL))


def test_approval_ends_the_task_and_tells() -> None:
    line = p.verified()
    assert line.do(p.approve()) == ("StipendApproved", "TaskFinished")
    assert line.case.status is CaseStatus.ANSWERED
    assert application(line).status is ApplicationStatus.APPROVED
    assert application(line).from_month == "2026-12"
    assert line.case.clock is not None


def test_without_a_contact_the_answer_is_told() -> None:
    line = p.applied(contact=ContactKind.NONE)
    line.do(p.visit())
    assert line.do(p.approve()) == ("StipendApproved", "TaskFinished", "CitizenTold")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"alive": False}, "person_died"),
        ({"enrolled": True}, "already_enrolled"),
        ({"from_month": "2026-10"}, "choose_month"),
        ({"from_month": "2027-03"}, "choose_month"),
        ({"from_month": "soon"}, "choose_month"),
        ({"actor": p.LURAH}, "not_owner"),
    ],
)
def test_what_is_not_approved(changes: dict[str, object], code: str) -> None:
    with pytest.raises((NotAllowedError, NotYoursError, InvalidError)) as refused:
        p.verified().do(p.approve(**changes))
    assert refused.value.code == code


def test_nobody_is_approved_whom_the_register_does_not_know() -> None:
    line = p.applied(person="")
    line.do(p.visit())
    with pytest.raises(NotAllowedError, match="person_unknown"):
        line.do(p.approve())
    assert line.do(p.approve(person=p.PERSON))[0] == "StipendApproved"
    assert application(line).person == p.PERSON


def test_the_visit_can_say_who_it_is() -> None:
    line = p.applied(person="")
    line.do(p.visit(person=p.PERSON))
    assert application(line).person == p.PERSON


def test_all_criteria_must_have_been_found_to_hold() -> None:
    line = p.verified(met=("janda",), recommended=False)
    with pytest.raises(NotAllowedError, match="criteria_not_met"):
        line.do(p.approve())


def test_nothing_is_decided_before_the_visit_nor_by_a_plain_answer() -> None:
    line = p.applied()
    for early in (p.approve(actor=p.LURAH), p.refuse(actor=p.LURAH)):
        with pytest.raises(NotAllowedError, match="not_now"):
            line.do(early)
    with pytest.raises(NotAllowedError, match="programme_pending"):
        line.do(FinishTask("finish", p.LURAH, text=p.TEXT, calendar=s.CALENDAR))


def test_only_the_post_of_the_terms_decides() -> None:
    line = p.verified()
    order = OrderTask(
        "order",
        "post:walikota:a1",
        text=p.TEXT,
        calendar=s.CALENDAR,
        leaders=LEADERS,
        to="lurah-berkas",
        deadline_at=line.at + timedelta(days=2),
    )
    line.do(order)
    with pytest.raises(NotYoursError, match="not_approver"):
        line.do(p.approve(actor=p.LURAH))


def refused() -> p.Line:
    line = p.verified()
    assert line.do(p.refuse()) == ("StipendRefused", "TaskRejected")
    return line


def test_a_refusal_has_a_reason_and_words() -> None:
    for changes in ({"reason": "no"}, {"text": "tidak"}):
        with pytest.raises(InvalidError):
            p.verified().do(p.refuse(**changes))


def appealed() -> p.Line:
    line = refused()
    line.do(s.told())
    line.do(s.refuse())
    assert line.case.status is CaseStatus.DISPUTED
    return line


def ordered(to: str = "dinas-sosial") -> p.Line:
    line = appealed()
    line.do(
        OrderTask(
            "order",
            "post:wakil-walikota:a1",
            text=p.TEXT,
            calendar=s.CALENDAR,
            leaders=LEADERS,
            to=to,
            deadline_at=line.at + timedelta(days=2),
        )
    )
    return line


def test_an_appeal_is_decided_by_the_leaders_first() -> None:
    with pytest.raises(NotAllowedError):
        appealed().do(p.approve())


def test_after_a_leaders_order_it_can_be_approved_or_refused_again() -> None:
    assert ordered().do(p.approve())[0] == "StipendApproved"
    assert ordered().do(p.refuse())[0] == "StipendRefused"


def test_after_an_appeal_it_can_be_visited_again() -> None:
    line = ordered("lurah-berkas")
    line.do(p.visit(cause="again"))
    assert line.case.pending
    assert line.do(p.approve())[0] == "StipendApproved"


def test_a_leader_answers_an_appeal_himself() -> None:
    line = appealed()
    answer = AnswerAsLeader(
        "answer", "post:walikota:a1", text=p.TEXT, calendar=s.CALENDAR, leaders=LEADERS
    )
    assert line.do(answer)[0] == "LeaderAnswered"


def test_it_is_taken_back_by_the_citizen_until_it_is_decided() -> None:
    with pytest.raises(NotAllowedError, match="programme_pending"):
        p.applied().do(WithdrawCase("withdraw", "citizen"))
    for line in (p.applied(), p.verified()):
        line.do(p.say(a.WithdrawApplication, "citizen"))
        assert line.case.outcome is Outcome.WITHDRAWN
    with pytest.raises(NotAllowedError):
        refused().do(p.say(a.WithdrawApplication, "citizen"))
    with pytest.raises(NotYoursError):
        p.applied().do(p.say(a.WithdrawApplication, p.LURAH))


@pytest.mark.parametrize("changes", [{"applicant": "friend"}, {"claimed": ("kaya",)}])
def test_what_is_not_applied_for(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        p.applied(**changes)
