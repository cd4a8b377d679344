"""apply(card, event) -> card: the only place where a card changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import singledispatch
from typing import Any

from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError
from mandat.idcard.domain import facts as f
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.transitions import CARD

SYSTEM = "system"


def require(card: Card | None, fact: str) -> None:
    """NotAllowedError when the table has no such step from here."""
    if (card.status if card else None, fact) not in CARD:
        raise NotAllowedError(f"not_now_{fact}")


def replay(events: Iterable[Event], card: Card | None = None) -> Card | None:
    """What a case's record tells; None when none of its events is of a card."""
    for event in events:
        if event.type.startswith("Card"):
            card = apply(card, event)
    return card


def apply(card: Card | None, event: Event) -> Card:
    """The card after one of its events. Raises NotAllowedError."""
    require(card, event.type)
    if card is None:
        return _expected(event.fact, event.case_id)
    return _changed(event.fact, replace(card, status=CARD[card.status, event.type]), event)


def _expected(fact: Any, case_id: str) -> Card:
    """The table knows no other fact of nothing."""
    born = date.fromisoformat(fact.birthday)
    where = fact.village
    return Card(case_id, fact.person, CardStatus.EXPECTED, born, where, registered=where)


@singledispatch
def _changed(fact: object, card: Card, event: Event) -> Card:
    """Facts that only move the status change nothing else."""
    return card


@_changed.register
def _invited(fact: f.CardInvited, card: Card, event: Event) -> Card:
    first = card.invited_at or event.at
    asked = replace(card, number=fact.number, invited_at=first, asked_at=event.at)
    return replace(asked, lost="", reason="")


@_changed.register
def _visited(fact: f.CardVisited, card: Card, event: Event) -> Card:
    return replace(card, visited_at=event.at)


@_changed.register
def _appointed(fact: f.CardAppointed, card: Card, event: Event) -> Card:
    return replace(card, counter=fact.counter, appointed_at=fact.at, lost="")


@_changed.register
def _lost(fact: f.CardAppointmentLost, card: Card, event: Event) -> Card:
    return replace(card, counter="", appointed_at=None, lost=fact.why)


@_changed.register
def _recorded(fact: f.CardRecorded, card: Card, event: Event) -> Card:
    return replace(card, recorded_at=event.at, lost="", reason="")


@_changed.register
def _printed(fact: f.CardPrinted, card: Card, event: Event) -> Card:
    return replace(card, printed_at=event.at, day=date.fromisoformat(fact.day))


@_changed.register
def _handed_out(fact: f.CardHandedOut, card: Card, event: Event) -> Card:
    return replace(card, day=date.fromisoformat(fact.day))


@_changed.register
def _not_handed_over(fact: f.CardNotHandedOver, card: Card, event: Event) -> Card:
    return replace(card, day=date.fromisoformat(fact.day), tries=card.tries + 1)


@_changed.register
def _moved(fact: f.CardMoved, card: Card, event: Event) -> Card:
    """What a post knows better than the register stands until the register says otherwise."""
    told = fact.village if event.actor == SYSTEM else card.registered
    return replace(card, village=fact.village, registered=told)


@_changed.register
def _delivered(fact: f.CardDelivered, card: Card, event: Event) -> Card:
    day = date.fromisoformat(fact.day)
    return replace(card, delivered_on=day, taken_by=fact.taken_by)


@_changed.register
def _ended(fact: f.CardEnded, card: Card, event: Event) -> Card:
    return replace(card, reason=fact.reason)
