"""Who gets a letter, by whose word, and what may be done with it."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.cases.domain.acts import (
    AcceptAnswer,
    FinishTask,
    RejectTask,
    TransferTask,
    WithdrawCase,
)
from mandat.cases.domain.model import CaseStatus, ContactKind
from mandat.errors import InvalidError, NotAllowedError, NotYoursError, RefusedError
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.model import GuaranteeStatus, LetterStatus
from unit.cases import samples as s
from unit.guarantee import samples as g

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"applicant": "boss"}, "applicant"), ({"hospital": "x"}, "hospital")]
)
def test_what_is_wrong_is_said_beside_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        g.Line(g.ask(**wrong))
    assert refused.value.field == field


def test_a_request_cannot_be_ended_by_the_acts_of_any_case() -> None:
    line = g.asked()
    for command in (
        FinishTask("f", g.HEALTH, text=g.TEXT, calendar=s.CALENDAR),
        RejectTask("r", g.HEALTH, text=g.TEXT, calendar=s.CALENDAR, reason="not_found"),
        WithdrawCase("w", g.CITIZEN),
    ):
        with pytest.raises(NotAllowedError, match="programme_pending"):
            line.do(command)


def test_whom_the_register_knows_as_poor_gets_a_letter_at_once() -> None:
    line = g.asked()
    assert line.do(g.issue()) == ("GuaranteeIssued", "TaskFinished")
    assert line.case.status is CaseStatus.ANSWERED
    assert line.events[-2].fact.unstated is False
    assert line.guarantee.letter(line.at) is LetterStatus.VALID


def test_an_ordinary_request_waits_for_the_lurahs_word() -> None:
    line = g.Line(g.unlisted())
    with pytest.raises(NotAllowedError, match="not_shown_poor"):
        line.do(g.issue())
    assert line.do(g.ask_lurah()) == ("GuaranteeStatementAsked", "TaskTransferred")
    assert line.case.owner == "lurah-berkas"
    assert line.do(g.state()) == ("GuaranteeStated", "TaskTransferred")
    assert line.case.owner == "dinas-kesehatan"
    assert line.do(g.issue())[0] == "GuaranteeIssued"


def test_whom_the_lurah_says_not_to_be_poor_gets_none() -> None:
    line = g.Line(g.unlisted(urgent=True))
    line.do(g.ask_lurah())
    line.do(g.state(poor=False))
    with pytest.raises(NotAllowedError, match="not_shown_poor"):
        line.do(g.issue())
    assert line.do(g.refuse()) == ("GuaranteeRefused", "TaskRejected")


def test_what_is_urgent_does_not_wait_for_the_lurah() -> None:
    line = g.Line(g.unlisted(urgent=True))
    line.do(g.issue())
    assert line.events[-2].fact.unstated is True


def test_an_urgent_request_that_lies_with_the_lurah_is_taken_back() -> None:
    line = g.Line(g.unlisted(urgent=True))
    line.do(g.ask_lurah())
    assert line.do(g.issue()) == ("TaskTransferred", "GuaranteeIssued", "TaskFinished")
    assert line.case.owner == "dinas-kesehatan"


def test_the_lurah_is_not_asked_what_the_register_knows() -> None:
    with pytest.raises(NotAllowedError, match="already_shown"):
        g.asked().do(g.ask_lurah())
    with pytest.raises(InvalidError):
        g.Line(g.unlisted()).do(g.ask_lurah(to=""))


@pytest.mark.parametrize("command", [g.issue, g.refuse, g.ask_lurah, g.void])
def test_only_who_issues_decides(command: object) -> None:
    line = g.issued() if command is g.void else g.Line(g.unlisted())
    with pytest.raises(NotYoursError):
        line.do(command(actor=g.LURAH))


def test_a_statement_is_the_lurahs_who_was_asked() -> None:
    line = g.Line(g.unlisted())
    with pytest.raises(NotAllowedError):
        line.do(g.state())
    line.do(g.ask_lurah())
    with pytest.raises(NotYoursError):
        line.do(g.state(actor="post:lurah-lain:a1"))
    with pytest.raises(InvalidError):
        line.do(g.state(text="pendek"))


def test_no_letter_for_the_dead_for_a_wrong_number_or_a_strange_hospital() -> None:
    for wrong in ({"alive": False}, {"number": "0" * 10 + "1"}, {"hospital": "rs-mana"}):
        with pytest.raises(RefusedError):
            g.asked().do(g.issue(**wrong))


def test_a_letter_holds_through_the_last_of_its_local_days() -> None:
    line = g.issued()
    until = datetime(2026, 12, 8, 17, 0, tzinfo=UTC)  # the end of 8 December in Bengkulu
    assert line.guarantee.valid_until == until
    assert line.guarantee.letter(until - timedelta(seconds=1)) is LetterStatus.VALID
    assert line.guarantee.letter(until) is LetterStatus.VOID
    with pytest.raises(NotAllowedError, match="letter_void"):
        line.do(g.use(), after=15 * DAY)


def test_a_letter_is_used_once_by_its_own_hospital() -> None:
    line = g.issued()
    with pytest.raises(NotYoursError, match="other_hospital"):
        line.do(g.use(hospital="rs-lain"))
    assert line.do(g.use()) == ("GuaranteeUsed",)
    assert line.guarantee.letter(line.at) is LetterStatus.USED
    with pytest.raises(NotAllowedError, match="letter_used"):
        line.do(g.use())
    with pytest.raises(NotAllowedError, match="not_now_GuaranteeVoided"):
        line.do(g.void())


def test_what_was_voided_is_not_used() -> None:
    line = g.issued()
    assert line.do(g.void()) == ("GuaranteeVoided",)
    assert line.guarantee.reason == "not_needed"
    with pytest.raises(NotAllowedError, match="letter_void"):
        line.do(g.use())


def test_before_it_is_issued_there_is_no_letter() -> None:
    line = g.asked()
    assert line.guarantee.letter(line.at) is None
    with pytest.raises(NotAllowedError, match="no_letter"):
        line.do(g.use())


def test_the_citizen_takes_a_request_back() -> None:
    line = g.asked()
    with pytest.raises(NotYoursError):
        line.do(g.say(a.WithdrawRequest, g.HEALTH))
    assert line.do(g.say(a.WithdrawRequest, g.CITIZEN)) == ("GuaranteeWithdrawn", "CaseClosed")
    assert line.guarantee.status is GuaranteeStatus.WITHDRAWN
    with pytest.raises(NotAllowedError):
        line.do(g.issue())


def test_a_letter_outlives_its_case() -> None:
    line = g.issued(contact=ContactKind.NONE)
    line.do(AcceptAnswer("judged", g.CITIZEN, stars=5))
    assert line.case.status is CaseStatus.CLOSED
    assert line.do(g.use()) == ("GuaranteeUsed",)
    assert line.case.status is CaseStatus.CLOSED


def test_a_lurah_whose_household_it_is_not_passes_it_back_and_another_is_asked() -> None:
    line = g.Line(g.unlisted())
    line.do(g.ask_lurah())
    line.do(
        TransferTask(
            "back", g.LURAH, to="dinas-kesehatan", reason="wrong_place", calendar=s.CALENDAR
        )
    )
    with pytest.raises(NotYoursError, match="not_lurah"):
        line.do(g.say(a.StatePoverty, g.HEALTH, poor=True, text=g.TEXT))
    line.do(g.ask_lurah(to="lurah-malabero"))
    assert line.case.owner == "lurah-malabero"
    assert line.guarantee.status is GuaranteeStatus.ASKING
