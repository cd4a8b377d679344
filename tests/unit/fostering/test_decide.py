"""The rules of fostering: who may take a child, what is proved, who is told."""

from datetime import timedelta
from typing import Any

import pytest

from mandat.cases.domain.acts import TransferTask
from mandat.cases.domain.model import RUNG_LEADERS, CaseStatus, Outcome
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.acts import FosterCommand
from mandat.fostering.domain.apply import apply, replay
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.facts import FosterMatched
from mandat.fostering.domain.limits import MOST_RUPIAH
from mandat.fostering.domain.model import Complaint, Duty, DutyStatus, Need, NeedStatus
from unit.cases import samples as s
from unit.fostering import samples as t

NEARLY_OVER = timedelta(days=6)


def needed(**changes: Any) -> t.Line:
    return t.Line(t.need(**changes)).routed()


def month(**changes: Any) -> t.Line:
    return t.Line(t.support(**changes), service_id="asuhan-bulanan").routed()


def term(**changes: Any) -> t.Line:
    return t.Line(t.check(**changes), service_id="asuhan-semester").routed()


# -- A child without a fosterer


def test_a_child_without_a_fosterer_is_somebodys_work_until_it_has_one() -> None:
    line = needed(before="siti")
    assert isinstance(line.subject, Need)
    assert (line.subject.child, line.subject.before) == (t.CHILD, "siti")
    assert line.case.pending
    done = line.do(t.match(text="Ia tinggal di sebelah rumahnya."))
    assert done == ("FosterMatched", "TaskFinished", "CitizenTold")
    assert isinstance(line.subject, Need)
    assert (line.subject.status, line.subject.official) == (NeedStatus.MATCHED, "budi")
    assert line.events[-3].fact.text  # type: ignore[union-attr]  # of a FosterMatched


@pytest.mark.parametrize(
    ("wrong", "error", "code"),
    [
        ({"actor": t.HEALTH}, NotYoursError, "not_matcher"),
        ({"actor": "official:budi"}, NotYoursError, "not_matcher"),
        ({"actor": t.SYSTEM}, NotYoursError, "not_matcher"),
        ({"official": ""}, InvalidError, "choose_one"),
        ({"waiting": False}, NotAllowedError, "child_has_fosterer"),
        ({"active": False}, NotAllowedError, "official_left"),
        ({"free": 0}, NotAllowedError, "quota_full"),
    ],
)
def test_nobody_takes_a_child_against_the_rules(
    wrong: dict[str, Any], error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code):
        needed().do(t.match(**wrong))


def test_a_case_that_nobody_has_yet_cannot_be_matched() -> None:
    with pytest.raises(NotAllowedError, match="not_routed"):
        t.Line(t.need()).do(t.match())


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"actor": t.SOCIAL}, NotYoursError),
        ({"because": "bored"}, InvalidError),
        ({"child": ""}, NotAllowedError),
        ({"waiting_since": None}, NotAllowedError),
    ],
)
def test_only_the_system_says_that_a_child_needs_somebody(
    wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        t.Line(t.need(**wrong))


def test_a_need_is_dropped_once_when_the_fostering_ends() -> None:
    line = needed()
    assert line.do(t.drop()) == ("FosterDropped", "CaseClosed")
    assert line.case.outcome is Outcome.WITHDRAWN
    assert isinstance(line.subject, Need)
    assert line.subject.reason == "declined"
    assert line.do(t.drop()) == ()
    with pytest.raises(NotYoursError):
        line.do(t.drop(actor=t.SOCIAL))
    with pytest.raises(InvalidError):
        line.do(t.drop(reason="bored"))


def test_the_leaders_are_told_once_before_the_seventh_day_is_over() -> None:
    line = needed()
    tell = t.say(a.TellLeaders, t.SYSTEM)
    assert line.do(tell) == ()
    move = {"to": "dinas-pendidikan", "reason": "other_agency"}
    line.do(TransferTask("pass", t.SOCIAL, calendar=s.CALENDAR, **move), timedelta(days=4))
    line.at = t.NOW + NEARLY_OVER
    assert line.do(tell) == ("CaseEscalated",)
    assert line.case.level == RUNG_LEADERS
    assert line.do(tell) == ()
    line.do(t.match())
    assert line.case.status is CaseStatus.ANSWERED
    with pytest.raises(NotYoursError):
        line.do(t.say(a.TellLeaders, t.SOCIAL))


# -- A month's help


def test_a_month_is_proved_by_its_official_with_a_slip() -> None:
    line = month()
    assert isinstance(line.subject, Duty)
    assert (line.subject.is_month, line.subject.least) == (True, t.LEAST)
    assert line.do(t.prove(amount=150_000))[0] == "FosterSupportProved"
    duty = line.subject
    assert isinstance(duty, Duty)
    assert (duty.status, duty.amount, duty.proof) == (DutyStatus.PROVED, 150_000, "slip")
    assert not duty.is_late
    with pytest.raises(NotAllowedError, match="not_now"):
        line.do(t.prove())


def test_a_month_proved_after_its_day_is_late() -> None:
    line = month()
    line.do(t.prove(), timedelta(days=30))
    assert isinstance(line.subject, Duty)
    assert line.subject.is_late


def test_a_visit_is_told_and_needs_no_photo() -> None:
    visit = {"proof": "visit", "photos": ()}
    with pytest.raises(InvalidError, match="text_too_short"):
        month().do(t.prove(**visit))
    assert month().do(t.prove(text=t.TEXT, **visit))


def test_the_post_that_keeps_the_programme_may_prove_what_it_was_shown() -> None:
    assert month().do(t.prove(t.SOCIAL))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"amount": t.LEAST - 1}, InvalidError),
        ({"amount": MOST_RUPIAH + 1}, InvalidError),
        ({"proof": "word"}, InvalidError),
        ({"photos": ()}, InvalidError),
        ({"actor": "official:siti"}, NotYoursError),
        ({"actor": t.HEALTH}, NotYoursError),
        ({"actor": t.CHILD_LINK}, NotYoursError),
    ],
)
def test_less_is_no_months_help_and_nobody_proves_anothers(
    wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        month().do(t.prove(**wrong))


@pytest.mark.parametrize(
    "wrong", [{"official": ""}, {"child": ""}, {"due_by": None}, {"terms": a.NOTHING_PROMISED}]
)
def test_a_month_is_owed_by_somebody_to_somebody(wrong: dict[str, Any]) -> None:
    if wrong == {"terms": a.NOTHING_PROMISED}:
        assert month(**wrong).subject
        return
    with pytest.raises(NotAllowedError, match="not_owed"):
        month(**wrong)


def test_nothing_is_void_that_is_owed_or_was_given() -> None:
    line = month()
    assert line.do(t.void(owed=True)) == ()
    line.do(t.prove())
    assert line.do(t.void()) == ()
    other = month()
    assert other.do(t.void()) == ("FosterDutyVoided", "CaseClosed")
    assert isinstance(other.subject, Duty)
    assert other.subject.reason == "handed_on"
    with pytest.raises(NotYoursError):
        month().do(t.void(actor=t.SOCIAL))


# -- A school term


def test_a_term_is_told_of_by_its_official() -> None:
    line = term()
    assert isinstance(line.subject, Duty)
    assert not line.subject.is_month
    assert line.do(t.report())[0] == "FosterChecked"
    assert isinstance(line.subject, Duty)
    assert (line.subject.school, line.subject.health) == ("attends", "well")


def test_what_is_not_well_needs_words() -> None:
    with pytest.raises(InvalidError, match="text_too_short"):
        term().do(t.report(health="ill"))
    with pytest.raises(InvalidError, match="text_too_short"):
        term().do(t.report(school="absent"))
    assert term().do(t.report(health="ill", text=t.TEXT))


@pytest.mark.parametrize("wrong", [{"school": "fine"}, {"health": "fine"}])
def test_what_is_told_of_a_term_is_one_of_a_list(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidError):
        term().do(t.report(**wrong))


def test_a_term_is_no_month_and_a_month_no_term() -> None:
    with pytest.raises(NotAllowedError):
        term().do(t.prove())
    with pytest.raises(NotAllowedError):
        month().do(t.report())
    with pytest.raises(NotAllowedError, match="not_owed"):
        term(due_by=None)


# -- A complaint


def test_a_complaint_is_answered_as_any_report_is() -> None:
    line = t.Line(t.complain(text=t.TEXT), service_id="asuhan-keluhan").routed()
    assert isinstance(line.subject, Complaint)
    assert (line.subject.what, line.subject.official) == ("nothing_came", "budi")
    assert not line.case.pending
    assert "TaskFinished" in line.do(s.finish(t.SOCIAL))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"actor": t.SOCIAL}, NotYoursError),
        ({"child": ""}, NotYoursError),
        ({"what": "bored"}, InvalidError),
        ({"by": "neighbour"}, InvalidError),
    ],
)
def test_a_complaint_says_who_and_what(wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        t.Line(t.complain(**wrong))


# -- What cannot happen


def test_a_command_that_nobody_knows_does_nothing() -> None:
    line = needed()
    with pytest.raises(NotAllowedError, match="unknown_command"):
        line.do(t.say(FosterCommand, t.SOCIAL))


def test_commands_are_for_their_own_kind_of_case() -> None:
    with pytest.raises(NotAllowedError):
        month().do(t.match())
    with pytest.raises(NotAllowedError, match="no_need"):
        month().do(t.drop())
    with pytest.raises(NotAllowedError, match="no_duty"):
        needed().do(t.void())
    with pytest.raises(NotAllowedError):
        t.Line(t.complain()).routed().do(t.match())


def test_an_event_out_of_place_changes_nothing() -> None:
    line = needed()
    event = type(line.events[0])(line.case.id, 9, t.NOW, "x", t.SOCIAL, FosterMatched("budi"))
    with pytest.raises(NotAllowedError):
        apply(None, event)
    with pytest.raises(NotAllowedError):
        apply(t.duty(), event)
    with pytest.raises(NotAllowedError):
        apply(Complaint("C3", t.CHILD, "other", "child"), event)
    assert replay(line.events[:1]) is None


def test_who_acts_is_read_off_the_actor() -> None:
    assert t.prove().by_official == "budi"
    assert t.prove(t.SOCIAL).by_official == ""
    assert decide(needed().case, needed().subject, t.match(), t.NOW)
