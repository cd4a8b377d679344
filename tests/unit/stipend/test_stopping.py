"""What was granted is ended by who approves, with a reason and a word, and its end undone."""

import pytest

from mandat.cases.domain.acts import AcceptAnswer
from mandat.cases.domain.model import CaseStatus, ContactKind
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.limits import POST_REASONS
from mandat.stipend.domain.model import Application, ApplicationStatus
from unit.cases import samples as s
from unit.stipend import samples as p


def application(line: p.Line) -> Application:
    assert isinstance(line.subject, Application)
    return line.subject


def granted(applicant: str = "family", **changes: object) -> p.Line:
    line = p.Line(p.wish(applicant=applicant), **changes).routed("lurah-berkas")
    line.do(p.visit())
    line.do(p.approve())
    return line


@pytest.mark.parametrize("reason", sorted(POST_REASONS))
def test_it_ends_from_this_month_on_and_can_be_undone(reason: str) -> None:
    line = granted(contact=ContactKind.MAIL)
    assert line.do(p.stop(reason=reason)) == ("StipendStopped",)
    fact = line.events[-1].fact
    assert (fact.reason, fact.day, fact.month, fact.called) == (
        reason,
        "2026-11-24",
        "2026-11",
        False,
    )
    assert application(line).status is ApplicationStatus.STOPPED
    assert application(line).stop == fact.stop
    assert not line.case.pending
    assert line.do(p.resume()) == ("StipendResumed",)
    assert line.events[-1].fact.stop == fact.stop
    assert (application(line).status, application(line).stop) == (ApplicationStatus.APPROVED, "")


def test_a_second_end_is_another_one() -> None:
    line = granted(contact=ContactKind.MAIL)
    line.do(p.stop())
    first = application(line).stop
    line.do(p.resume())
    line.do(p.stop())
    assert application(line).stop not in {first, ""}


def test_years_after_the_case_was_closed_it_can_end() -> None:
    line = granted(contact=ContactKind.MAIL)
    line.do(s.told())
    line.do(AcceptAnswer("stars", "citizen", stars=5))
    assert line.case.status is CaseStatus.CLOSED
    assert line.do(p.stop()) == ("StipendStopped",)
    assert line.do(p.resume()) == ("StipendResumed",)
    assert line.case.status is CaseStatus.CLOSED


@pytest.mark.parametrize(
    ("applicant", "contact"),
    [("rt", ContactKind.MAIL), ("lurah", ContactKind.MAIL), ("family", ContactKind.PHONE)],
)
def test_whom_no_mail_reaches_is_told_by_a_person_first(
    applicant: str, contact: ContactKind
) -> None:
    line = granted(applicant, contact=contact)
    with pytest.raises(InvalidError) as refused:
        line.do(p.stop())
    assert (refused.value.field, refused.value.code) == ("called", "not_called")
    line.do(p.stop(called=True))
    assert line.events[-1].fact.called
    with pytest.raises(InvalidError):
        line.do(p.resume())
    line.do(p.resume(called=True))
    assert line.events[-1].fact.called


def test_a_death_is_reported_and_not_entered_here() -> None:
    with pytest.raises(InvalidError) as refused:
        granted(contact=ContactKind.MAIL).do(p.stop(reason="death"))
    assert refused.value.field == "reason"


def test_who_is_stopped_reads_why() -> None:
    with pytest.raises(InvalidError) as refused:
        granted(contact=ContactKind.MAIL).do(p.stop(text="pendek"))
    assert refused.value.field == "text"


@pytest.mark.parametrize("command", [p.stop, p.resume])
def test_only_who_approves_may(command: type[a.OnTheRoll]) -> None:
    line = granted(contact=ContactKind.MAIL)
    if command is p.resume:
        line.do(p.stop())
    with pytest.raises(NotYoursError) as refused:
        line.do(command(actor=p.LURAH))
    assert refused.value.code == "not_approver"


def test_who_was_enrolled_by_another_application_is_not_stopped_by_this_one() -> None:
    with pytest.raises(NotAllowedError) as refused:
        granted(contact=ContactKind.MAIL).do(p.stop(enrolled=False))
    assert refused.value.code == "enrolled_elsewhere"


def test_what_was_not_granted_or_has_not_ended_is_not_ended_or_undone() -> None:
    line = p.verified()
    with pytest.raises(NotAllowedError):
        line.do(p.stop())
    with pytest.raises(NotAllowedError):
        granted(contact=ContactKind.MAIL).do(p.resume())
    with pytest.raises(NotAllowedError):
        p.owed().do(p.stop())
