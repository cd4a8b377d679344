"""Load, decide, save: the one way in which a card changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from mandat.bookings.domain.holding import Holding
from mandat.bookings.sheets_store import SLOT_TAKEN, slot_writes
from mandat.cases import store as cases
from mandat.cases.commands import save
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import once
from mandat.errors import (
    ConflictError,
    NotFoundError,
    TakenError,
)
from mandat.idcard import store
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.apply import replay
from mandat.idcard.domain.counters import Time, held, is_open
from mandat.idcard.domain.decide import decide
from mandat.idcard.domain.model import Card, CardStatus
from mandat.personal import writes as personal
from mandat.platform.patience import Pause, jitter
from mandat.platform.transaction import Write
from mandat.programmes.terms_store import load_programmes
from mandat.records import record, replace

APPOINTED = CardStatus.APPOINTED
Command = TypeVar("Command", bound=a.CardCommand)


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    card: Card
    events: tuple[Event, ...] = ()
    replayed: bool = False


def execute(case_id: str, command: a.CardCommand, now: datetime, pause: Pause = jitter) -> Done:
    """Do `command` to the card of the case, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError, TakenError (somebody else has that half hour), ConflictError
    (too busy), UnavailableError (nothing was done) or OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, today(command), now),
        lambda case: Done(case, loaded(case_id), replayed=True),
        pause,
        _raise_taken,
    )


def _raise_taken(error: ConflictError) -> None:
    if error.code == SLOT_TAKEN:
        raise TakenError(SLOT_TAKEN) from error


def today(command: Command) -> Command:
    """With the terms as they are today, unless the command came with some."""
    if command.terms is not a.NOTHING_PROMISED:
        return command
    return replace(command, terms=load_programmes().card)


def loaded(case_id: str) -> Card:
    """The card of the case. Raises NotFoundError for a case without one."""
    found = store.load(case_id)
    if found is None:
        raise NotFoundError("no_card")
    return found


def _attempt(case_id: str, command: a.CardCommand, now: datetime) -> Done:
    """The case is read first: a card that is newer than its case is refused by the case."""
    case, before = cases.load(case_id), loaded(case_id)
    events = decide(case, before, _informed(command, now), now)
    if not events:
        return Done(case, before)
    after = after_events(before, events)
    own = [*store.writes(after), *_slots(before, after)]
    done = save(case, events, [*own, *personal.text_writes(command, events)])
    return Done(done.case, after, events)


def _informed(command: a.CardCommand, now: datetime) -> a.CardCommand:
    """A time is one that the counter has; that nobody else has it, the write asks."""
    if not isinstance(command, a.AppointRecording) or command.appointed_at is None:
        return command
    wanted = Time(command.counter, command.appointed_at)
    return replace(command, free=is_open(command.terms, wanted, now, command.calendar))


def _slots(before: Card, after: Card) -> list[Write]:
    """Half hours that are kept from now on, or given back."""
    return slot_writes(after.case_id, _kept(before), _kept(after), ceded=False)


def _kept(card: Card) -> Holding:
    """Who was recorded, or does not come, keeps nothing."""
    return held(card.counter, card.appointed_at) if card.status is APPOINTED else Holding()


def after_events(before: Card | None, events: Sequence[Event]) -> Card:
    card = replay(events, before)
    if card is None:
        raise ValueError("a case of the programme has a card")
    return card
