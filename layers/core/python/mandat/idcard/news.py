"""Who must know of what happens to an identity card at 17, or to its case. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of cards, `OF_CASE` what their cases are told by
instead of what a report is. Posts get a list (list_mail) instead of a mail for each card: 7,000
turn 17 in a year.
"""

from collections.abc import Mapping

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Outcome
from mandat.idcard.domain import facts as c
from mandat.idcard.domain.limits import MISSED
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Role, Row


def is_first(fact: c.CardInvited) -> bool:
    return fact.number == 1


def is_again(fact: c.CardInvited) -> bool:
    return not is_first(fact)


def was_missed(fact: c.CardAppointmentLost) -> bool:
    """Whoever cancels knows it."""
    return fact.why == MISSED


def without_agreement(fact: f.CaseClosed) -> bool:
    return fact.outcome is Outcome.NO_AGREEMENT


def is_news_to_its_owner(fact: f.CaseClosed) -> bool:
    """A lurah may be on the way with the card of somebody who has died."""
    return fact.outcome in {Outcome.NO_AGREEMENT, Outcome.WITHDRAWN}


WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    c.CardExpected: (),  # CardInvited follows
    c.CardInvited: (
        Row(Kind.CARD_INVITED, Role.CITIZEN, is_first),
        Row(Kind.CARD_REMINDED, Role.CITIZEN, is_again),
    ),
    c.CardVisitAsked: (),  # the lurah's list
    c.CardVisited: (),  # the list
    c.CardAppointed: (Row(Kind.CARD_APPOINTED, Role.CITIZEN),),
    c.CardAppointmentLost: (Row(Kind.CARD_REMINDED, Role.CITIZEN, was_missed),),
    c.CardRecorded: (),  # before their eyes
    c.CardPrinted: (),  # the page shows it
    c.CardHandedOut: (Row(Kind.CARD_OUT, Role.CITIZEN),),  # and the lurah's list
    c.CardNotHandedOver: (Row(Kind.CARD_OUT, Role.CITIZEN),),
    c.CardMoved: (),  # the list of the other lurah
    c.CardDelivered: (),  # TaskFinished follows
    c.CardEnded: (),  # TaskRejected or CaseClosed follows
}

OF_CASE: Mapping[type, tuple[Row, ...]] = {
    f.CaseSubmitted: (),
    f.TaskAssigned: (),  # the week's list
    f.TaskTransferred: (),  # the day's list
    f.DeadlineReminded: (),  # the lists
    f.CitizenReminded: (),  # nobody has to praise a card
    f.CaseClosed: (
        Row(Kind.NO_AGREEMENT, Role.CITIZEN, without_agreement),
        Row(Kind.ENDED, Role.OWNER, is_news_to_its_owner),
    ),
}


def rows(event: Event) -> tuple[Row, ...]:
    """What `event`, of a card or its case, has to tell."""
    kind = type(event.fact)
    known = next((table for table in (WHO_MUST_KNOW, OF_CASE) if kind in table), OF_ANY_CASE)
    return known[kind]
