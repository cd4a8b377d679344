"""Which cases may be worked on together, and what passes from the earlier one to the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.merging.carrying import Carried, carried, is_carried
from mandat.merging.domain import may_be_merged
from unit.cases.samples import (
    CALENDAR,
    LEADERS,
    LONG,
    MAYOR,
    OWNER,
    START,
    finish,
    opened,
    order,
    run,
)

PHOTO = ("aaaaaaaaaaaaaaaaaaaa/1",)
LATER = opened()
MAIN = replace(opened(), id="MA1N0000", submitted_at=START - timedelta(hours=1))


def test_an_earlier_open_one_of_the_same_owner_and_category() -> None:
    assert may_be_merged(LATER, MAIN)


@pytest.mark.parametrize(
    "change",
    [
        {"submitted_at": START + timedelta(hours=1)},
        {"service_id": "sampah"},
        {"status": CaseStatus.ANSWERED},
        {"merged_into": "ANYCASE0"},
        {"sealed": True},
        {"tasks": (replace(MAIN.tasks[0], owner="dlh"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_nothing_else_will_do(change: dict[str, object]) -> None:
    assert not may_be_merged(LATER, replace(MAIN, **change))  # type: ignore[arg-type]


def event_of(command: a.Command) -> Event:
    return decide(MAIN, command, START + timedelta(minutes=5))[0]


def after(command: a.Command, case: Case = LATER) -> Case:
    """The merged case once `command` on the earlier one has been carried over."""
    event = event_of(command)
    assert is_carried(event)
    follows = carried(Carried(event, CALENDAR, LONG), case)
    assert follows
    assert follows.cause == f"merged:{event.id}"
    for one in decide(case, follows, START + timedelta(minutes=6)):
        case = apply(case, one)
    return case


def test_news_and_answers_are_the_same_for_both() -> None:
    told = after(a.PostUpdate("u", OWNER, text=LONG, photos=PHOTO))
    assert told.status is CaseStatus.OPEN
    assert after(finish(photos=PHOTO)).status is CaseStatus.ANSWERED
    rejected = a.RejectTask("r", OWNER, text=LONG, calendar=CALENDAR, reason="not_city")
    assert after(rejected).status is CaseStatus.ANSWERED


def test_a_leaders_answer_answers_both() -> None:
    answer = a.AnswerAsLeader("l", MAYOR, text=LONG, calendar=CALENDAR, leaders=LEADERS)

    assert after(answer).status is CaseStatus.ANSWERED


def test_photos_are_shared_not_claimed_again() -> None:
    follows = carried(Carried(event_of(finish(photos=PHOTO)), CALENDAR, LONG), LATER)

    assert isinstance(follows, a.FinishTask)
    assert (follows.shared, follows.photos) == (True, PHOTO)


def test_who_gets_the_earlier_one_gets_both() -> None:
    moved = a.TransferTask("t", OWNER, to="dlh", reason="wrong_place", calendar=CALENDAR)
    assert after(moved).owner == "dlh"
    assert after(order(to="dlh")).owner == "dlh"


def test_an_order_to_the_same_owner_moves_nothing() -> None:
    assert carried(Carried(event_of(order()), CALENDAR, LONG), LATER) is None


def test_what_concerns_one_citizen_only_stays_with_them() -> None:
    asked = a.AskCitizen(
        "ask", OWNER, text="Di depan gerbang yang sebelah mana?", calendar=CALENDAR
    )

    assert not is_carried(event_of(asked))
    assert not is_carried(event_of(a.WithdrawCase("w", "citizen")))


def test_a_merged_case_keeps_its_own_clocks() -> None:
    merged = run(LATER, a.MergeCase("m", OWNER, into=MAIN.id))

    assert merged.task
    assert LATER.task
    assert [one.by for one in merged.task.clocks] == [one.by for one in LATER.task.clocks]
    assert merged.statutory_by == LATER.statutory_by
