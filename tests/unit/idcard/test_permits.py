"""What a post is offered about a card: what the rules would let it do, and nothing more."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mandat.cases.domain.model import CaseStatus
from mandat.idcard.domain.apply import replay
from mandat.idcard.domain.model import Card, CardStatus
from mandat.web.cards.permits import Action, Standing, allowed, main_of
from unit.idcard import samples as t

A, S = Action, CardStatus
MAKER, LURAH = "dinas-dukcapil", "lurah-a"


def standing(post: str, status: CardStatus, owner: str, now: datetime = t.NOW) -> Standing:
    case = t.Played().case
    task = replace(case.tasks[-1], owner=owner)
    card = Card("CASE", t.PERSON, status, t.BIRTHDAY, t.VILLAGE, appointed_at=t.TIME)
    return Standing(replace(case, tasks=(task,)), card, t.TERMS, post, now)


@pytest.mark.parametrize(
    ("post", "status", "owner", "offered"),
    [
        (MAKER, S.INVITED, MAKER, {A.RECORD, A.APPOINT, A.MOVE, A.END}),
        (MAKER, S.APPOINTED, MAKER, {A.RECORD, A.APPOINT, A.MOVE, A.END}),
        (MAKER, S.RECORDED, MAKER, {A.PRINT, A.MOVE, A.END}),
        (LURAH, S.VISITING, LURAH, {A.VISIT, A.APPOINT, A.MOVE, A.END}),
        (LURAH, S.OUT, LURAH, {A.DELIVER, A.NOT_HOME, A.MOVE, A.END}),
        (MAKER, S.OUT, LURAH, {A.DELIVER, A.MOVE, A.END}),
        (MAKER, S.DELIVERED, LURAH, set()),
        ("lurah-b", S.OUT, LURAH, set()),
    ],
)
def test_what_each_is_offered(
    post: str, status: CardStatus, owner: str, offered: set[Action]
) -> None:
    assert set(allowed(standing(post, status, owner))) == offered


def test_nobody_has_missed_what_lies_ahead() -> None:
    late = standing(MAKER, S.APPOINTED, MAKER, t.TIME + timedelta(minutes=1))
    assert A.NOT_COME in allowed(late)
    closed = replace(late, case=replace(late.case, status=CaseStatus.CLOSED))
    assert allowed(closed) == ()


def test_the_one_button_is_what_comes_next() -> None:
    for status, button in ((S.RECORDED, A.PRINT), (S.OUT, A.DELIVER), (S.INVITED, None)):
        one = standing(MAKER, status, MAKER)
        assert main_of(allowed(one), one.card) is button


def test_a_replayed_card_is_none_without_its_events() -> None:
    assert replay(()) is None
