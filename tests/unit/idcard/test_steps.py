"""What a card needs on a day: reminded, visited once, missed, brought; each when it is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mandat.city.calendar import to_local
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.steps import Step, step_of
from unit.idcard import samples as t

TODAY = to_local(t.NOW).date()


def invited(**changes: object) -> Card:
    card = t.Played().after(t.invite()).card
    return replace(card, **changes)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def lived_through(card: Card, until: date) -> list[tuple[int, Step]]:
    """The days after today on which the system does something, when nobody ever answers."""
    found = []
    for n in range((until - TODAY).days):
        day = TODAY + timedelta(days=n)
        step = step_of(card, day, t.TERMS)
        if step is Step.INVITE:
            card = replace(card, status=CardStatus.INVITED, number=card.number + 1)
            card = replace(card, invited_at=card.invited_at or at(day), asked_at=at(day), lost="")
        elif step is Step.VISIT:
            card = replace(card, visited_at=at(day))
        if step:
            found.append((n, step))
    return found


def test_who_is_expected_is_invited_at_once() -> None:
    assert step_of(t.card(), TODAY, t.TERMS) is Step.INVITE


def test_who_never_answers_is_reminded_twice_and_visited_once_90_days_before() -> None:
    assert lived_through(t.card(), t.BIRTHDAY) == [
        (0, Step.INVITE),
        (60, Step.INVITE),
        (120, Step.INVITE),
        ((t.BIRTHDAY - TODAY).days - 90, Step.VISIT),
    ]


@pytest.mark.parametrize("left", [89, 20, 3, 0, -30])
def test_who_is_imported_late_has_two_weeks_to_answer_before_anybody_comes(left: int) -> None:
    late = t.card(birthday=TODAY + timedelta(days=left))

    assert lived_through(late, TODAY + timedelta(days=200)) == [
        (0, Step.INVITE),
        (14, Step.VISIT),
    ]


def test_runs_that_were_missed_remind_once() -> None:
    waits = invited()
    day = TODAY + timedelta(days=130)

    assert step_of(waits, day, t.TERMS) is Step.INVITE
    asked = replace(waits, number=2, asked_at=at(day))
    assert step_of(asked, day + timedelta(days=1), t.TERMS) is None


@pytest.mark.parametrize("why", ["cancelled", "missed"])
def test_whose_appointment_came_to_nothing_is_invited_again_also_after_a_visit(why: str) -> None:
    card = invited(lost=why, visited_at=t.NOW)

    assert step_of(card, TODAY, t.TERMS) is Step.INVITE
    assert step_of(replace(card, lost=""), t.BIRTHDAY, t.TERMS) is None


def test_an_appointment_is_missed_when_the_day_after_it_is_over() -> None:
    card = t.Played().after(t.invite(), t.appoint()).card
    day = to_local(t.TIME).date()

    assert step_of(card, day + timedelta(days=1), t.TERMS) is None
    assert step_of(card, day + timedelta(days=2), t.TERMS) is Step.MISSED


def test_a_printed_card_goes_out_on_its_day_and_not_before() -> None:
    card = t.Played().after(t.take(), t.print_card()).card

    assert card.day == t.BIRTHDAY
    assert step_of(card, t.BIRTHDAY - timedelta(days=1), t.TERMS) is None
    assert step_of(card, t.BIRTHDAY, t.TERMS) is Step.OUT
    assert step_of(card, t.BIRTHDAY + timedelta(days=3), t.TERMS) is Step.OUT


@pytest.mark.parametrize(
    "status",
    [
        CardStatus.VISITING,
        CardStatus.RECORDED,
        CardStatus.OUT,
        CardStatus.DELIVERED,
        CardStatus.ENDED,
    ],
)
def test_what_is_in_somebodys_hands_needs_nothing(status: CardStatus) -> None:
    assert step_of(invited(status=status), t.BIRTHDAY, t.TERMS) is None
