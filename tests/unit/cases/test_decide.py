"""The rules of a case, told as they would be told to a new colleague."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.decide import decide
from mandat.cases.domain.model import (
    Case,
    CaseStatus,
    ClockName,
    ContactKind,
    Outcome,
    TaskStatus,
)
from mandat.cases.domain.timing import next_moment, promised_by
from mandat.cases.domain.transitions import CASE, TASK
from mandat.cases.domain.work import LEADERS_DESK, teller, work
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from unit.cases import samples as s


def types(case: Case, command: a.Command) -> list[str]:
    return [event.type for event in decide(case, command, s.START + timedelta(hours=1))]


def answered(**changes: object) -> Case:
    return s.run(s.opened(**changes), s.finish())


def disputed() -> Case:
    return s.run(answered(), s.told(), s.refuse())


def climb(case: Case, rungs: int) -> tuple[Case, list[str]]:
    """The case after its next `rungs` moments, each handled when it comes."""
    climbed = []
    for step in range(rungs):
        due = next_moment(case)
        assert due is not None
        remind = a.Remind(f"due-{step}", "system", calendar=s.CALENDAR, due=due)
        events = decide(case, remind, due.at)
        climbed += [
            f"{event.type}:{getattr(event.fact, 'level', '')}".rstrip(":") for event in events
        ]
        case = s.run(case, remind, at=due.at)
    return case, climbed


def test_the_rule_assigns_the_owner_and_starts_four_clocks() -> None:
    case = s.opened()

    assert (case.status, case.owner) == (CaseStatus.OPEN, "dinas-pupr")
    assert case.task is not None
    assert [clock.name for clock in case.task.clocks] == [
        ClockName.ACKNOWLEDGE,
        ClockName.ANSWER,
        ClockName.FINISH,
        ClockName.STATUTORY,
    ]


def test_an_unknown_owner_and_a_suspect_case_go_to_triage() -> None:
    assert s.run(None, s.submit(), s.route("")).owner == "triase"
    assert s.run(None, s.submit(suspect=True), s.route()).owner == "triase"


def test_routing_twice_changes_nothing() -> None:
    assert decide(s.opened(), s.route("dlh"), s.START) == ()


HEADS = frozenset({"dlh", "dinas-pupr", "dishub"})


def claim(actor: str = s.OTHER) -> a.ClaimTask:
    return a.ClaimTask("claim", actor, calendar=s.CALENDAR, heads=HEADS)


def test_a_head_who_hears_of_a_case_may_claim_it() -> None:
    case = s.run(s.opened(), claim())

    assert (case.owner, case.tasks[-1].status) == ("dlh", TaskStatus.ACKNOWLEDGED)


def test_what_its_owner_acknowledged_is_not_claimed_but_triage_gives_way() -> None:
    with pytest.raises(NotAllowedError, match="already_acknowledged"):
        types(s.run(s.opened(), a.AcknowledgeTask("k", s.OWNER)), claim())
    at_triage = s.run(None, s.submit(), s.route(""), a.AcknowledgeTask("k", s.TRIAGE))
    assert types(at_triage, claim()) == ["TaskClaimed"]


def test_a_sealed_case_is_claimed_by_nobody() -> None:
    with pytest.raises(NotYoursError):
        types(s.opened(sealed=True), claim())


def test_heads_discuss_and_mention_only_those_who_may_read() -> None:
    comment = a.CommentCase("c", s.OTHER, text="Ini wilayah kami.", readers=HEADS)

    assert types(s.opened(), replace(comment, mention="dishub")) == ["CommentPosted"]
    with pytest.raises(InvalidError):
        types(s.opened(), replace(comment, mention="sekda"))
    with pytest.raises(NotYoursError):
        types(s.opened(), replace(comment, actor=s.MAYOR))


def test_a_merged_case_keeps_its_clock_and_its_owner() -> None:
    case = s.run(s.opened(), a.MergeCase("m", s.OWNER, into="00000000"))

    assert (case.merged_into, case.owner, case.status) == (
        "00000000",
        "dinas-pupr",
        CaseStatus.OPEN,
    )
    with pytest.raises(NotAllowedError):
        types(case, a.MergeCase("m2", s.OWNER, into="11111111"))


def test_only_the_owner_answers() -> None:
    with pytest.raises(NotYoursError):
        types(s.opened(), s.finish(s.OTHER))


@pytest.mark.parametrize(
    ("text", "code"), [("pendek", "text_too_short"), ("x" * 4001, "text_too_long")]
)
def test_an_answer_says_something(text: str, code: str) -> None:
    with pytest.raises(InvalidError, match=code):
        types(s.opened(), a.FinishTask("c", s.OWNER, text=text, calendar=s.CALENDAR))


def test_done_needs_the_evidence_that_the_category_demands() -> None:
    case = s.opened(terms=replace(s.TERMS, evidence_photos=1))

    with pytest.raises(InvalidError, match="photos_needed"):
        types(case, s.finish())
    assert types(case, s.finish(photos=("ab/1",))) == ["TaskFinished"]


def test_an_update_is_a_useful_answer_and_a_question_is_not() -> None:
    update = s.run(s.opened(), a.PostUpdate("u", s.OWNER, text=s.LONG)).tasks[-1]
    asked = s.run(s.opened(), a.AskCitizen("q", s.OWNER, text=s.LONG, calendar=s.CALENDAR)).tasks[
        -1
    ]

    assert update.clock(ClockName.ANSWER).met_at is not None  # type: ignore[union-attr]
    assert asked.clock(ClockName.ANSWER).met_at is None  # type: ignore[union-attr]
    assert asked.clock(ClockName.ACKNOWLEDGE).met_at is not None  # type: ignore[union-attr]


def test_asking_pauses_and_the_reply_gives_back_what_was_left() -> None:
    ask = a.AskCitizen("q", s.OWNER, text=s.LONG, calendar=s.CALENDAR)
    asked = s.run(s.opened(), ask)
    promised = promised_by(asked)
    reply = a.AddInformation("r", "citizen", text="Di depan nomor 12.", calendar=s.CALENDAR)
    resumed = s.run(asked, reply, at=asked.changed_at + timedelta(hours=3))

    assert asked.tasks[-1].status is TaskStatus.WAITING
    assert resumed.tasks[-1].status is TaskStatus.ACKNOWLEDGED
    assert promised is not None
    assert promised_by(resumed) == promised + timedelta(hours=3)


def test_nobody_can_be_asked_who_left_no_contact() -> None:
    case = s.opened(contact=ContactKind.NONE)

    with pytest.raises(NotAllowedError, match="no_contact"):
        types(case, a.AskCitizen("q", s.OWNER, text=s.LONG, calendar=s.CALENDAR))


def test_waiting_is_bounded_over_all_questions() -> None:
    """The pause ends by itself, and all pauses together are 5 days of the task's own clock."""
    ask = a.AskCitizen("q", s.OWNER, text=s.LONG, calendar=s.CALENDAR)
    case, climbed = climb(s.run(s.opened(), ask), 1)

    assert climbed == ["TaskResumed"]
    while case.tasks[-1].wait_minutes_left:
        case, _ = climb(s.run(case, ask, at=case.changed_at), 1)
    with pytest.raises(NotAllowedError, match="pause_used_up"):
        types(case, ask)
    assert case.changed_at - s.START < timedelta(days=15)


def test_not_ours_starts_the_clock_of_the_next_holder() -> None:
    move = a.TransferTask("t", s.OWNER, calendar=s.CALENDAR, to="dlh", reason="other_agency")
    case = s.run(s.opened(), move, at=s.START + timedelta(hours=2))

    assert case.owner == "dlh"
    clock = case.tasks[-1].clock(ClockName.ACKNOWLEDGE)
    assert clock is not None
    assert clock.started_at == s.START + timedelta(hours=2)


def test_a_case_that_is_passed_round_ends_at_triage() -> None:
    case = s.opened()
    for step, to in enumerate(["dlh", "dinas-pupr", "dlh", "dinas-pupr"]):
        actor = f"post:{case.owner}:a1"
        case = s.run(
            case, a.TransferTask(f"t{step}", actor, calendar=s.CALENDAR, to=to, reason="unclear")
        )
    assert case.owner == "triase"


def test_a_sealed_case_that_nobody_owns_stays_with_inspektorat() -> None:
    assert s.run(None, s.submit(sealed=True, suspect=True), s.route()).owner == "inspektorat"
    case = s.opened(sealed=True)
    for step, to in enumerate(["dlh", "dinas-pupr", "dlh", "dinas-pupr"]):
        actor = f"post:{case.owner}:a1"
        case = s.run(
            case, a.TransferTask(f"t{step}", actor, calendar=s.CALENDAR, to=to, reason="unclear")
        )
    assert case.owner == "inspektorat"


def test_triage_may_pass_on_a_task_of_another_post() -> None:
    move = a.TransferTask(
        "t", s.TRIAGE, calendar=s.CALENDAR, to="dlh", reason="unclear", dispatchers=s.DISPATCHERS
    )
    assert s.run(s.opened(), move).owner == "dlh"


def test_the_ladder_climbs_from_the_post_to_the_leaders_and_never_ends() -> None:
    case, climbed = climb(s.opened(), 30)

    assert climbed[0] == "DeadlineReminded"
    assert "DeadlineMissed" in climbed
    assert "CaseEscalated:2" in climbed
    assert "CaseEscalated:3" in climbed
    assert case.level == 3
    assert next_moment(case) is not None


def test_rungs_missed_in_an_outage_still_come_30_minutes_apart() -> None:
    case = s.opened()
    late = s.START + timedelta(days=30)
    first = next_moment(case)
    case = s.run(case, a.Remind("r", "system", calendar=s.CALENDAR, due=first), at=late)
    second = next_moment(case)

    assert second is not None
    assert second.at == late + timedelta(minutes=30)


def test_the_seven_days_start_when_the_citizen_is_told() -> None:
    case = answered()
    assert case.close_at is None
    told = s.run(case, s.told(), at=s.START + timedelta(days=2))
    assert told.close_at == s.START + timedelta(days=9)


def test_no_reaction_and_two_reminders_end_unrated() -> None:
    case, climbed = climb(s.run(answered(), s.told()), 3)

    assert climbed == ["CitizenReminded", "CitizenReminded", "CaseClosed"]
    assert case.outcome is Outcome.UNRATED


def test_late_reminders_still_leave_a_day_to_react() -> None:
    case = s.run(answered(), s.told())
    for step in range(2):
        due = next_moment(case)
        remind = a.Remind(f"d{step}", "system", calendar=s.CALENDAR, due=due)
        case = s.run(case, remind, at=s.START + timedelta(days=20 + 2 * step))
    due = next_moment(case)
    assert due is not None
    assert due.at - case.changed_at >= timedelta(days=1)


def test_without_a_contact_the_page_is_how_the_citizen_is_told() -> None:
    case = answered(contact=ContactKind.NONE)
    assert case.told_how == "page"


def test_three_vain_calls_count_as_told() -> None:
    case = answered(contact=ContactKind.PHONE)
    for step in range(3):
        missed = a.RecordContact(f"c{step}", s.OWNER, calendar=s.CALENDAR, reached=False)
        case = s.run(case, missed)
    assert case.told_how == "unreachable"


def test_a_confidential_citizen_is_told_by_triage_only() -> None:
    case = answered(contact=ContactKind.PHONE, confidential=True)

    assert teller(case) == "triase"
    with pytest.raises(NotYoursError):
        types(case, a.RecordContact("c", s.OWNER, calendar=s.CALENDAR))
    assert types(case, a.RecordContact("c", s.TRIAGE, calendar=s.CALENDAR)) == ["CitizenTold"]


def lose(left: ContactKind, cause: str = "bounce") -> a.LoseMail:
    return a.LoseMail(cause, "system", calendar=s.CALENDAR, contact=left)


def test_an_answer_whose_mail_came_back_was_not_told() -> None:
    case = s.run(answered(), s.told(), lose(ContactKind.PHONE))

    assert (case.told_at, case.close_at, case.nudge_at) == (None, None, ())
    assert case.clock is not None
    assert case.clock.name is ClockName.TELL
    owed = work(case)
    assert owed is not None
    assert owed.post == "dinas-pupr"


def test_the_clock_of_telling_starts_anew_when_the_mail_comes_back() -> None:
    late = s.START + timedelta(days=2)
    case = s.run(s.run(answered(), s.told()), lose(ContactKind.PHONE), at=late)

    assert case.clock is not None
    assert case.clock.by > late


def test_a_bounce_that_is_faster_than_our_own_note_still_counts() -> None:
    case = s.run(answered(), lose(ContactKind.PHONE))

    with pytest.raises(NotAllowedError, match="mail_lost"):
        decide(case, s.told(), s.START + timedelta(hours=1))


def test_without_a_phone_nobody_can_tell_and_the_days_run() -> None:
    case = s.run(answered(), s.told(), lose(ContactKind.NONE))

    assert (case.told_how, case.clock) == ("unreachable", None)
    assert case.close_at is not None


def test_a_bounce_does_not_untell_who_was_told_by_phone() -> None:
    called = a.RecordContact("call", s.OWNER, calendar=s.CALENDAR)
    case = s.run(answered(), called, lose(ContactKind.PHONE))

    assert case.told_how == "phone"
    assert case.told_at is not None


def test_a_question_that_reached_nobody_does_not_stop_the_work() -> None:
    ask = a.AskCitizen("ask", s.OWNER, text=s.LONG, calendar=s.CALENDAR)
    case = s.run(s.opened(), ask, lose(ContactKind.NONE))

    assert case.task is not None
    assert case.task.status is TaskStatus.ACKNOWLEDGED


def test_mail_is_lost_once() -> None:
    case = s.run(answered(), lose(ContactKind.PHONE))

    assert decide(case, lose(ContactKind.NONE, "second"), s.START) == ()


def test_nobody_is_late_for_a_mail_that_is_held_back() -> None:
    morning = s.START + timedelta(hours=22)
    held = a.PostponeMail("held", "system", calendar=s.CALENDAR, until=morning)
    case = s.run(answered(), held)

    assert case.clock is not None
    assert case.clock.by > morning
    assert decide(s.run(case, s.told()), held, s.START) == ()


def test_satisfied_closes() -> None:
    case = s.run(answered(), s.told(), a.AcceptAnswer("ok", "citizen", stars=4))
    assert (case.outcome, case.stars) == (Outcome.SATISFIED, 4)


def test_a_refusal_goes_straight_to_mayor_and_vice_mayor() -> None:
    case = s.run(answered(), s.told())

    assert types(case, s.refuse()) == ["AnswerRefused", "CaseEscalated"]
    held = work(disputed())
    assert held is not None
    assert held.post == LEADERS_DESK


def test_a_reopened_case_keeps_its_first_clock() -> None:
    before = s.opened().tasks[-1].clock(ClockName.FINISH)
    after = disputed().tasks[-1].clock(ClockName.FINISH)

    assert before is not None
    assert after is not None
    assert (after.by, after.met_at) == (before.by, None)


def test_an_order_has_a_deadline_of_its_own_that_the_citizen_sees() -> None:
    case = s.run(disputed(), s.order(to="dlh"))

    assert (case.status, case.owner) == (CaseStatus.OPEN, "dlh")
    assert promised_by(case) == s.START + timedelta(hours=48)
    assert case.tasks[-1].clock(ClockName.FINISH) is not None


def test_an_order_is_not_a_wish_for_yesterday() -> None:
    with pytest.raises(InvalidError, match="deadline_out_of_range"):
        types(disputed(), s.order(hours=-1))


def test_only_leaders_order() -> None:
    with pytest.raises(NotYoursError):
        types(disputed(), replace(s.order(), actor=s.OWNER))


def test_two_confirmations_end_without_agreement() -> None:
    case = s.run(disputed(), s.confirm("c1"))
    assert case.status is CaseStatus.ANSWERED
    case = s.run(case, s.told("told-2"), s.refuse("r2"), s.confirm("c2"))
    assert case.outcome is Outcome.NO_AGREEMENT


def test_withdrawing_cancels_the_task() -> None:
    case = s.run(s.opened(), a.WithdrawCase("w", "citizen"))
    assert (case.outcome, case.tasks[-1].status) == (Outcome.WITHDRAWN, TaskStatus.CANCELLED)


def test_the_owner_cannot_play_the_citizen() -> None:
    with pytest.raises(NotYoursError):
        types(s.run(answered(), s.told()), a.AcceptAnswer("ok", s.OWNER, stars=5))


def test_every_step_of_a_task_is_a_step_of_its_case() -> None:
    assert {fact for _, fact in TASK} <= {fact for _, fact in CASE}


def test_a_closed_case_takes_no_step_but_what_the_law_gives_the_citizen() -> None:
    """And what a death goes on to: its steps end in their own time, and a report may be wrong.

    A guarantee letter outlives its request too, and who is enrolled outlives the application.
    """
    steps = {fact for status, fact in CASE if status is CaseStatus.CLOSED}
    of_a_death = {"DeathStepOpened", "DeathStepEnded", "DeathUndone"}
    of_a_letter = {"GuaranteeUsed", "GuaranteeVoided", "GuaranteeFollowedUp"}
    of_the_roll = {"StipendStopped", "StipendResumed"}
    assert steps == {"ContactCorrected", "DataErased"} | of_a_death | of_a_letter | of_the_roll


def correct(kind: ContactKind) -> a.CorrectContact:
    return a.CorrectContact("correct", "citizen", calendar=s.CALENDAR, contact=kind)


def test_a_correction_starts_the_clock_of_telling_anew_where_an_answer_waits() -> None:
    case = s.run(answered(), correct(ContactKind.PHONE))

    assert case.contact is ContactKind.PHONE
    assert case.clock
    assert case.clock.name is ClockName.TELL


def test_without_any_contact_left_the_page_tells() -> None:
    assert types(answered(), correct(ContactKind.NONE)) == ["ContactCorrected", "CitizenTold"]


def test_a_correction_moves_no_clock_of_the_post() -> None:
    case = s.opened()
    assert s.run(case, correct(ContactKind.PHONE)).tasks == case.tasks


def test_erasing_is_the_citizens_or_the_desks_and_once() -> None:
    with pytest.raises(NotYoursError):
        types(s.opened(), a.EraseData("erase", s.OWNER))
    with pytest.raises(InvalidError):
        types(s.opened(), a.EraseData("erase", "system", reason="whim"))

    assert types(s.opened(), a.EraseData("erase", "citizen")) == ["DataErased", "CaseClosed"]
    gone = s.run(s.opened(), a.EraseData("erase", "citizen"))
    assert (gone.contact, gone.outcome) == (ContactKind.NONE, Outcome.WITHDRAWN)
    assert types(gone, a.EraseData("again", "system", reason="desk")) == []


def test_an_answered_case_is_erased_as_not_rated() -> None:
    assert s.run(answered(), a.EraseData("erase", "citizen")).outcome is Outcome.UNRATED


def test_what_a_programme_opened_by_itself_is_taken_back_by_itself() -> None:
    step = s.opened(programme="step", contact=ContactKind.NONE)
    taken_back = a.WithdrawCase("undo", "system")
    assert s.run(step, taken_back).outcome is Outcome.WITHDRAWN
    done = s.run(step, s.finish(actor=s.OWNER))
    assert s.run(done, taken_back).outcome is Outcome.UNRATED
    for actor, case in (("system", s.opened()), (s.OWNER, step)):
        with pytest.raises(NotYoursError):
            s.run(case, a.WithdrawCase("no", actor))
    with pytest.raises(NotAllowedError):
        s.run(s.run(step, taken_back), a.WithdrawCase("again", "system"))
