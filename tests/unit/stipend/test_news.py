"""Who must know of a stipend: every step is told to the right people, and no month to too many."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from mandat.cases.domain import acts as of_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.messaging.domain import COURTESY, OF_STIPENDS, SMS_KINDS, TELLS, Kind, audience
from mandat.stipend import news
from mandat.stipend.domain.facts import StipendFact
from mandat.stipend.standing import STANDS
from unit.cases import samples as s
from unit.stipend import samples as p

SUPERIORS = {"lurah-berkas": "camat-teluk-segara", "dinas-sosial": "sekda"}


def heard(line: p.Line, events: Iterable[Event]) -> list[str]:
    assert line.subject is not None
    return [
        f"{kind} {whom}"
        for event in events
        for kind, whom in audience(event, line.case, SUPERIORS, rows=news.rows(event, line.subject))
    ]


def say(line: p.Line, command: of_case.Command) -> list[str]:
    """Who must know after `command`."""
    before = len(line.events)
    line.do(command)
    return heard(line, line.events[before:])


def late(line: p.Line, name: str) -> list[str]:
    """Who must know when the clock's moment `name` comes."""
    while True:
        due = next_moment(line.case)
        assert due is not None
        line.at = due.at - timedelta(minutes=1)
        command = of_case.Remind(f"due:{due}", "system", calendar=s.CALENDAR, due=due)
        told = say(line, command)
        if due.kind == name:
            return told


def test_every_fact_has_its_row_and_every_kind_is_told() -> None:
    tables = (news.WHO_MUST_KNOW, news.OF_APPLICATION, news.OF_PAYMENT)
    used = {row.kind for table in tables for found in table.values() for row in found}

    assert set(news.WHO_MUST_KNOW) == set(get_args(StipendFact))
    assert used >= OF_STIPENDS
    assert set(STANDS) == OF_STIPENDS
    assert not OF_STIPENDS & TELLS


def test_no_phone_shows_what_is_sealed() -> None:
    texted = {kind for kinds in SMS_KINDS.values() for kind in kinds}

    assert not texted & OF_STIPENDS


def test_an_application_goes_to_the_lurah_who_visits() -> None:
    line = p.applied()

    assert heard(line, line.events) == [
        "stipend_received citizen",
        "stipend_to_visit lurah-berkas",
    ]


def test_a_visit_is_told_to_whoever_waits_and_to_whoever_decides() -> None:
    assert say(p.applied(), p.visit()) == [
        "stipend_visited citizen",
        "stipend_to_decide dinas-sosial",
    ]


def test_another_desk_gets_the_case_as_any() -> None:
    line = p.applied()
    other = of_case.TransferTask(
        "t", p.LURAH, calendar=s.CALENDAR, to="lurah-jitra", reason="wrong_place"
    )

    assert say(line, other) == ["transferred lurah-jitra", "moved citizen"]


def test_a_decision_is_told_once() -> None:
    assert say(p.verified(), p.approve()) == ["answered citizen"]
    assert say(p.verified(), p.refuse()) == ["rejected citizen"]


def test_who_has_a_number_only_is_called_about_the_decision() -> None:
    line = p.applied(contact=ContactKind.PHONE)
    line.do(p.visit())

    assert say(line, p.refuse()) == ["call_citizen dinas-sosial"]


def test_an_appeal_comes_before_mayor_and_vice_mayor() -> None:
    line = p.verified()
    line.do(p.refuse())
    line.do(of_case.RecordContact("told", "system", calendar=s.CALENDAR, how="mail"))
    appeal = of_case.RefuseAnswer(
        "appeal", "citizen", calendar=s.CALENDAR, reason="wrong_answer", text=s.LONG
    )

    assert say(line, appeal) == [
        "refused walikota",
        "refused wakil-walikota",
        "reopened dinas-sosial",
        "disputed citizen",
    ]


def test_a_month_that_is_opened_is_on_the_list_and_in_no_mail() -> None:
    line = p.owed(contact=ContactKind.MAIL)

    assert heard(line, line.events) == []


def test_money_that_left_is_told_and_its_arrival_asked_for() -> None:
    line = p.owed(contact=ContactKind.MAIL)

    assert say(line, p.bank()) == ["stipend_paid citizen"]
    assert say(line, p.proof("citizen")) == ["answered citizen"]


@pytest.mark.parametrize("contact", [ContactKind.NONE, ContactKind.PHONE])
def test_nobody_is_called_each_month(contact: ContactKind) -> None:
    line = p.owed(contact=contact)

    assert say(line, p.cash()) == []
    assert line.subject is not None


def test_half_of_the_time_is_the_recipients_reminder_and_not_the_posts() -> None:
    assert late(p.owed(contact=ContactKind.MAIL), "finish:0") == ["stipend_reminder citizen"]
    assert late(p.owed(), "finish:0") == []


def test_an_unpaid_month_climbs_as_any_case() -> None:
    line = p.owed()

    assert late(line, "finish:1") == ["overdue dinas-sosial", "overdue inspektorat"]
    assert late(line, "finish:2") == ["escalated dinas-sosial", "escalated inspektorat"]


def test_a_month_is_not_asked_about_twice() -> None:
    line = p.owed(contact=ContactKind.MAIL)
    line.do(p.cash())
    line.do(of_case.RecordContact("told", "system", calendar=s.CALENDAR, how="mail"))

    assert late(line, "nudge:0") == []
    assert late(line, "close") == []


@pytest.mark.parametrize("reason", ["death", "moved", "asked"])
def test_a_month_that_is_not_owed_any_more_is_no_news_of_its_own(reason: str) -> None:
    assert say(p.owed(contact=ContactKind.MAIL), p.void(reason=reason)) == []


def test_an_end_is_told_with_or_without_an_unpaid_month_and_its_undoing_too() -> None:
    line = p.verified()
    line.do(p.approve())

    assert say(line, p.stop()) == ["stipend_stopped citizen"]
    assert say(line, p.resume()) == ["stipend_resumed citizen"]


def test_who_was_told_by_a_person_gets_no_mail() -> None:
    line = p.applied(applicant="rt")
    line.do(p.visit())
    line.do(p.approve())

    assert say(line, p.stop(called=True)) == []
    assert say(line, p.resume(called=True)) == []


def test_what_waits_for_the_morning_is_courtesy() -> None:
    assert {Kind.STIPEND_VISITED, Kind.STIPEND_REMINDER} == COURTESY & OF_STIPENDS


def test_what_has_moved_on_is_not_told_any_more() -> None:
    line = p.applied()
    line.do(p.visit())
    assert line.subject is not None
    verified = next(one for one in line.events if one.type == "StipendVerified")
    told = STANDS[Kind.STIPEND_VISITED]

    assert told(verified, line.case, line.subject)
    line.do(p.refuse())
    assert line.subject is not None
    assert not told(verified, line.case, line.subject)
    assert not STANDS[Kind.STIPEND_TO_DECIDE](verified, line.case, replace(line.subject))
