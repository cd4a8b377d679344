"""A card is brought to what the day and the register say: by the daily run, again is the same."""

from datetime import datetime

from mandat.cases import store as cases
from mandat.city.calendar import to_local
from mandat.city.store import load_catalogue
from mandat.idcard import store
from mandat.idcard.acting import execute
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.decide import SYSTEM
from mandat.idcard.domain.limits import DIED, LIST, MAIL, MISSED
from mandat.idcard.domain.model import Card
from mandat.idcard.domain.steps import Step, step_of
from mandat.personal.store import contact
from mandat.programmes import store as register
from mandat.programmes.terms_store import load_programmes


def settle(case_id: str, now: datetime) -> bool:
    """Do what a card needs today; whether anything was still to be done.

    Whoever has died or moved is known before anybody is sent there. Raises what `execute` does.
    """
    card = store.load(case_id)
    case = cases.find(case_id)
    if card is None or card.is_over or case is None or case.task is None:
        return False
    corrected = _corrected(card, now)
    step = step_of(card, to_local(now).date(), load_programmes().card)
    if step is None or corrected is None:
        return bool(corrected)
    return _done(store.load(case_id) or card, step, now) or corrected


def _corrected(card: Card, now: datetime) -> bool | None:
    """Whether the register had news of the person; None when it is over by that."""
    person = register.find(card.person)
    if person is None:
        return False
    if not person.is_alive:
        end_for_death(card, now)
        return None
    if person.village == card.registered:
        return False
    return _moved(card, person.village, now)


def _moved(card: Card, village: str, now: datetime) -> bool:
    to = lurah_of(village)
    cause = f"card-moved:{card.case_id}:{village}:{to_local(now).date()}"
    command = a.MoveCard(cause, SYSTEM, village=village, to=to, calendar=load_catalogue().calendar)
    return bool(to and execute(card.case_id, command, now).events)


def lurah_of(village: str) -> str:
    """Who brings cards there; empty outside the city."""
    found = load_catalogue().village(village)
    return found.lurah_id if found else ""


def end_for_death(card: Card, now: datetime) -> bool:
    command = a.EndCard(f"card-died:{card.case_id}", SYSTEM, reason=DIED)
    return not card.is_over and bool(execute(card.case_id, command, now).events)


def _done(card: Card, step: Step, now: datetime) -> bool:
    """The cause says which step of which day it is: once, whoever asks again."""
    cause = f"card:{step}:{card.case_id}:{to_local(now).date()}"
    calendar = load_catalogue().calendar
    command: a.CardCommand
    if step is Step.INVITE:
        command = a.InviteToRecord(cause, SYSTEM, number=card.number + 1, how=_how(card))
    elif step is Step.VISIT:
        command = a.AskForVisit(cause, SYSTEM, to=lurah_of(card.village), calendar=calendar)
    elif step is Step.MISSED:
        command = a.LoseAppointment(cause, SYSTEM, why=MISSED)
    else:
        command = a.HandOutCard(cause, SYSTEM, to=lurah_of(card.village), calendar=calendar)
    return bool(execute(card.case_id, command, now).events)


def _how(card: Card) -> str:
    """By mail where there is one; else the invitation is printed, for the lurah to hand out."""
    return MAIL if contact(card.case_id).email else LIST
