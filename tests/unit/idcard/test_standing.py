"""Whether a message about a card is still true, and who is told of what."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Outcome
from mandat.idcard import news
from mandat.idcard.domain import facts as c
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.standing import stands
from mandat.messaging.domain import Kind, Role
from unit.idcard import samples as t

CARD = Card("CASE", t.PERSON, CardStatus.INVITED, t.BIRTHDAY, t.VILLAGE)


def event(fact: object) -> Event:
    return Event("CASE", 3, t.NOW, "cause", "system", fact)  # type: ignore[arg-type]  # any fact


def told(fact: object) -> list[tuple[Kind, Role]]:
    return [(row.kind, row.role) for row in news.rows(event(fact)) if row.when(fact)]


def test_every_fact_of_a_card_says_who_hears_of_it() -> None:
    assert set(news.WHO_MUST_KNOW) == set(get_args(c.CardFact))


def test_the_first_invitation_and_the_others() -> None:
    assert told(c.CardInvited(1, "mail")) == [(Kind.CARD_INVITED, Role.CITIZEN)]
    assert told(c.CardInvited(2, "mail")) == [(Kind.CARD_REMINDED, Role.CITIZEN)]
    assert told(c.CardAppointmentLost("l", "missed")) == [(Kind.CARD_REMINDED, Role.CITIZEN)]
    assert told(c.CardAppointmentLost("l", "cancelled")) == []


def test_who_has_died_is_told_to_whoever_has_the_card_and_to_nobody_else() -> None:
    assert told(f.CaseClosed(Outcome.WITHDRAWN)) == [(Kind.ENDED, Role.OWNER)]
    assert told(f.CaseClosed(Outcome.UNRATED)) == []
    assert Role.CITIZEN in {role for _, role in told(f.CaseClosed(Outcome.NO_AGREEMENT))}


def test_an_invitation_holds_while_it_is_not_answered() -> None:
    invited = event(c.CardInvited(1, "mail"))
    assert stands(Kind.CARD_INVITED, invited, CARD)
    assert not stands(Kind.CARD_INVITED, invited, replace(CARD, status=CardStatus.RECORDED))


def test_a_time_holds_while_it_is_that_one() -> None:
    kept = event(c.CardAppointed("loket-1", t.TIME))
    card = replace(CARD, status=CardStatus.APPOINTED, appointed_at=t.TIME)
    assert stands(Kind.CARD_APPOINTED, kept, card)
    later = replace(card, appointed_at=t.TIME + timedelta(hours=1))
    assert not stands(Kind.CARD_APPOINTED, kept, later)


def test_it_comes_while_it_is_on_its_way() -> None:
    out = event(c.CardHandedOut("lurah-a", "2027-11-20"))
    assert stands(Kind.CARD_OUT, out, replace(CARD, status=CardStatus.OUT))
    assert not stands(Kind.CARD_OUT, out, replace(CARD, status=CardStatus.DELIVERED))
