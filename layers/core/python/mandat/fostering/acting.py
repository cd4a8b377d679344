"""Load, decide, save: the one way in which what a case of the programme is about changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from mandat.cases import store as cases
from mandat.cases.commands import save
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import once
from mandat.errors import (
    NotFoundError,
)
from mandat.fostering import store
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.apply import replay
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.model import Duty, Fostering, Need, Official, Subject
from mandat.fostering.domain.officials import room, with_child
from mandat.fostering.domain.periods import is_owed
from mandat.fostering.domain.roll import matched
from mandat.personal import writes as personal
from mandat.platform.patience import Pause, jitter
from mandat.platform.transaction import Write
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

Command = TypeVar("Command", bound=a.FosterCommand)


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    subject: Subject
    events: tuple[Event, ...] = ()
    replayed: bool = False


@record
class _Known:
    """Child and official as a command has read them: the write asks both again."""

    fostering: Fostering | None = None
    official: Official | None = None


def execute(case_id: str, command: a.FosterCommand, now: datetime, pause: Pause = jitter) -> Done:
    """Do `command` to what the case is about, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError, ConflictError (too busy), UnavailableError (nothing was
    done) or OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, today(command), now),
        lambda case: Done(case, loaded(case_id), replayed=True),
        pause,
    )


def today(command: Command) -> Command:
    """With the terms as they are today, unless the command came with some."""
    if command.terms is not a.NOTHING_PROMISED:
        return command
    return replace(command, terms=load_programmes().fostering)


def loaded(case_id: str) -> Subject:
    """What the case is about. Raises NotFoundError for a case of anything else."""
    found = store.load(case_id)
    if found is None:
        raise NotFoundError("no_fostering")
    return found


def _attempt(case_id: str, command: a.FosterCommand, now: datetime) -> Done:
    """The case is read first: what is newer than its case is refused by the case."""
    case, before = cases.load(case_id), loaded(case_id)
    command, known = _informed(command, before)
    events = decide(case, before, command, now)
    if not events:
        return Done(case, before)
    after = after_events(before, events)
    own = store.subject_writes(before, after)
    more = _entrusting(after, events, known, command)
    done = save(case, events, [*own, *more, *personal.text_writes(command, events)])
    return Done(done.case, after, events)


def after_events(before: Subject | None, events: Sequence[Event]) -> Subject:
    subject = replay(events, before)
    if subject is None:
        raise ValueError("a case of the programme is about something")
    return subject


def _informed(command: a.FosterCommand, before: Subject) -> tuple[a.FosterCommand, _Known]:
    """The command with what child and official are now; the write asks them again."""
    if isinstance(command, a.MatchChild) and isinstance(before, Need):
        return _of_both(command, before)
    if isinstance(command, a.VoidDuty) and isinstance(before, Duty):
        owed = is_owed(before, store.load_fostering(before.child))
        return replace(command, owed=owed), _Known()
    return command, _Known()


def _of_both(command: a.MatchChild, need: Need) -> tuple[a.MatchChild, _Known]:
    """Another case may look for this child by now: then this one finds nobody any more."""
    child, official = store.load_fostering(need.child), store.load_official(command.official)
    waits = child is not None and child.is_waiting and child.case_id == need.case_id
    told = replace(
        command,
        active=official is not None and official.is_active,
        free=room(official, command.terms) if official else 0,
        waiting=waits,
    )
    return told, _Known(child, official)


def _entrusting(
    after: Subject, events: Sequence[Event], known: _Known, command: a.FosterCommand
) -> list[Write]:
    """Child and official learn of each other in the write that says it, or nobody does."""
    child, official = known.fostering, known.official
    if not isinstance(after, Need) or child is None or official is None:
        return []
    taken = with_child(official, after.child, command.terms)
    return [
        store.fostering_write(child, matched(child, after.official, events[0].at)),
        store.official_write(official, taken, command.terms),
    ]
