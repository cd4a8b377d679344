"""What may be done about a death, by whom and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.model import DeathStatus, Night
from mandat.cases.domain.acts import AcceptAnswer, FinishTask, RejectTask, WithdrawCase
from mandat.cases.domain.model import CaseStatus, Outcome
from mandat.errors import InvalidError, NotAllowedError, NotYoursError, RefusedError
from unit.bereavement import samples as b
from unit.cases import samples as s

DAY = timedelta(days=1)
KK_AKTA = ("akta", "kk")


HANDED = ("DeathPapersHandedOver", "TaskFinished", "CitizenTold")


def hand_over(**more: object) -> a.HandOverPapers:
    return b.say(a.HandOverPapers, **({"papers": KK_AKTA} | more))


def undo(actor: str = b.LURAH, **more: object) -> a.UndoDeath:
    return b.say(a.UndoDeath, actor, **({"reason": "alive"} | more))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"died_at": None}, "died_at"),
        ({"died_at": b.NOW + timedelta(minutes=1)}, "died_at"),
        ({"died_at": b.NOW - timedelta(days=367)}, "died_at"),
        ({"reporter": "neighbour"}, "reporter"),
        ({"faith": "unknown"}, "faith"),
        ({"asked": ("money",)}, "asked"),
        ({"children": 21}, "children"),
        ({"children": -1}, "children"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        b.Line(b.report(**wrong))
    assert refused.value.field == field


def test_a_reported_death_cannot_be_ended_by_the_acts_of_any_case() -> None:
    line = b.Line().routed()
    refused = [
        FinishTask("f", b.LURAH, text=b.TEXT, calendar=s.CALENDAR),
        RejectTask("r", b.LURAH, text=b.TEXT, calendar=s.CALENDAR, reason="not_found"),
        WithdrawCase("w", "citizen"),
    ]
    for command in refused:
        with pytest.raises(NotAllowedError, match="programme_pending"):
            line.do(command)


def test_only_the_owner_confirms_and_once() -> None:
    line = b.Line().routed()
    with pytest.raises(NotYoursError):
        line.do(b.say(a.ConfirmDeath, b.KESRA))
    assert line.do(b.say(a.ConfirmDeath)) == ("DeathConfirmed",)
    with pytest.raises(NotAllowedError, match="already_confirmed"):
        line.do(b.say(a.ConfirmDeath, cause="again"))


def test_who_it_was_may_be_found_out_later_but_not_changed() -> None:
    line = b.Line().confirmed()
    line.do(b.say(a.ConfirmDeath, cause="later", person="P1", last4="0001", spouse=True))
    assert (line.death.person, line.death.last4, line.death.spouse) == ("P1", "0001", True)
    with pytest.raises(NotAllowedError, match="other_person"):
        line.do(b.say(a.ConfirmDeath, cause="other", person="P2"))


def test_what_anybody_knows_of_stays_known() -> None:
    line = b.Line(b.report(spouse=True, children=2)).confirmed(children=1)
    assert (line.death.spouse, line.death.children) == (True, 2)


def test_a_step_has_one_case_and_ends_once() -> None:
    line = b.Line().opened("akta")
    again = b.say(a.OpenStep, b.SYSTEM, cause="again", step="akta", step_case="OTHER")
    assert line.do(again) == ()
    line.ended("akta")
    assert line.do(b.say(a.EndStep, b.SYSTEM, cause="x", step="akta", how="refused")) == ()
    assert line.death.opened[0].ended == "done"


def test_steps_are_the_systems() -> None:
    line = b.Line().routed()
    for kind in (a.OpenStep, a.EndStep):
        with pytest.raises(NotYoursError):
            line.do(b.say(kind, step="akta"))


@pytest.mark.parametrize("step", ["", "pembatalan", "unknown"])
def test_what_is_no_step_is_not_opened(step: str) -> None:
    with pytest.raises(RefusedError):
        b.Line().do(b.say(a.OpenStep, b.SYSTEM, step=step, step_case="C1"))


def test_an_evening_is_written_down_once_it_has_begun_and_may_be_corrected() -> None:
    line = b.Line().routed()
    evening = b.NOW + timedelta(hours=9)  # 18:00 WIB
    with pytest.raises(NotAllowedError, match="too_early"):
        line.do(b.say(a.HoldNight, number=1), at=evening - timedelta(seconds=1))
    line.do(b.say(a.HoldNight, number=1, present=("camat", "", "camat")), at=evening)
    assert line.death.held == (Night(1, ("camat",)),)
    line.do(b.say(a.HoldNight, cause="fix", number=1, present=("sekda",)))
    assert line.death.held == (Night(1, ("sekda",)),)


def test_evenings_are_the_owners_and_the_helpers() -> None:
    line = b.Line().routed()
    with pytest.raises(NotYoursError):
        line.do(b.say(a.HoldNight, b.KESRA, number=1), at=b.NOW + DAY)
    helped = b.say(a.HoldNight, b.KESRA, number=1, helpers=frozenset({"bagian-kesra"}))
    assert line.do(helped) == ("DeathNightHeld",)
    for number in (0, 4):
        with pytest.raises(InvalidError):
            line.do(b.say(a.HoldNight, cause=f"n{number}", number=number), at=b.NOW + 9 * DAY)


def test_papers_are_handed_over_when_all_of_them_are_there() -> None:
    line = b.Line().confirmed().opened("akta").ended("akta")
    with pytest.raises(NotAllowedError, match="papers_to_come"):
        line.do(hand_over(papers=("akta",)))
    line.opened("kk").ended("kk")
    with pytest.raises(InvalidError, match="all_papers"):
        line.do(hand_over(papers=("akta",)))
    assert line.do(hand_over()) == HANDED
    assert line.case.told_how == "person"
    assert line.case.clock is None
    assert line.death.status is DeathStatus.HANDED_OVER
    assert line.case.status is CaseStatus.ANSWERED
    assert not line.case.is_unsettled


def test_the_spouses_card_is_a_paper_too() -> None:
    line = b.Line(b.report(spouse=True)).with_papers()
    with pytest.raises(NotAllowedError, match="papers_to_come"):
        line.do(hand_over())


def test_what_was_refused_keeps_nobody_waiting() -> None:
    line = b.Line(b.report(spouse=True)).confirmed().opened("akta").ended("akta", how="refused")
    assert line.do(hand_over(papers=())) == HANDED


def test_papers_need_a_confirmed_death_the_owner_a_text_and_the_photos_that_the_terms_ask() -> None:
    unsure = b.Line().routed().opened("akta", "kk").ended("akta", "kk")
    with pytest.raises(NotAllowedError):
        unsure.do(hand_over())
    line = b.Line(terms=replace(s.TERMS, evidence_photos=1)).with_papers()
    with pytest.raises(NotYoursError):
        line.do(hand_over(actor=b.KESRA))
    with pytest.raises(InvalidError, match="text_too_short"):
        line.do(hand_over(text="Sudah."))
    with pytest.raises(InvalidError, match="photos_needed"):
        line.do(hand_over())
    line.do(hand_over(photos=b.PHOTO))
    assert line.events[-3].photos == b.PHOTO


def test_a_report_is_undone_by_the_owner_or_by_whom_the_terms_name() -> None:
    for actor in (b.LURAH, "post:dinas-dukcapil:a1"):
        line = b.Line().routed().opened("akta")
        assert line.do(undo(actor)) == ("DeathUndone", "CaseClosed")
        assert line.case.outcome is Outcome.WITHDRAWN
        assert line.death.opened[0].ended == "undone"
    for actor in (b.KESRA, "citizen", "system"):
        with pytest.raises(NotYoursError):
            b.Line().routed().do(undo(actor))


def test_undoing_needs_a_reason_and_a_text() -> None:
    line = b.Line().routed()
    for wrong in ({"reason": ""}, {"text": "Salah."}):
        with pytest.raises(InvalidError):
            line.do(undo(**wrong))


def test_a_report_that_nobody_has_been_given_yet_is_undone_too() -> None:
    assert b.Line().do(undo("post:dinas-dukcapil:a1")) == ("DeathUndone", "CaseClosed")


def test_a_report_is_undone_after_its_case_was_closed() -> None:
    line = b.Line().with_papers()
    line.do(hand_over())
    line.do(AcceptAnswer("stars", "citizen", stars=5))
    assert line.do(undo()) == ("DeathUndone",)
    assert line.case.outcome is Outcome.SATISFIED
    with pytest.raises(NotAllowedError):
        line.do(undo(cause="again"))


def test_of_an_undone_report_only_the_annulment_is_opened() -> None:
    line = b.Line().with_papers()
    line.do(undo())
    with pytest.raises(NotAllowedError):
        line.opened("anak")
    line.opened("pembatalan").ended("pembatalan")
    assert line.death.opened[-1].ended == "done"
    assert line.death.status is DeathStatus.UNDONE


def test_steps_go_on_after_the_papers_are_handed_over() -> None:
    line = b.Line(b.report(children=1)).with_papers().opened("anak")
    line.do(hand_over())
    line.do(AcceptAnswer("stars", "citizen", stars=5))
    line.ended("anak")
    assert line.death.opened[-1].ended == "done"
    assert line.case.status is CaseStatus.CLOSED
