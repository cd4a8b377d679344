"""Load, decide, save: the one way in which a death's record changes, together with its case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from mandat.bereavement import store
from mandat.bereavement.domain.acts import ConfirmDeath, DeathCommand, HoldNight, ReportDeath
from mandat.bereavement.domain.apply import replay
from mandat.bereavement.domain.decide import decide
from mandat.bereavement.domain.limits import TAKZIAH
from mandat.bereavement.domain.model import Death
from mandat.bereavement.domain.nights import handover_by
from mandat.bereavement.domain.promise import until
from mandat.bereavement.kin import kin
from mandat.cases import store as cases
from mandat.cases.commands import (
    Receipt,
    save,
    submit,
    submitted,
    submitted_before,
)
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import at_once, once
from mandat.city.calendar import to_local
from mandat.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform.patience import Pause, jitter
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

Command = TypeVar("Command", bound=DeathCommand)


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    death: Death
    events: tuple[Event, ...] = ()
    replayed: bool = False


def report(
    submission: Submission, wish: ReportDeath, now: datetime, pause: Pause = jitter
) -> Receipt:
    """Accept the report of a death, once for its key; what it sets off follows by the feed.

    Its promise is the hour of the last night. Raises RefusedError (`already_reported` when a report
    of this very person stands), UnavailableError or OutcomeUnknownError.
    """
    wish = _with_kin(_today(wish), wish.died_at)
    try:
        return submit(_promised(submission, wish, now), now, _reporting(wish, pause))
    except RefusedError:
        known = submitted_before(submission)
        if known is None:
            raise
        return known


def _today(command: Command) -> Command:
    """With the terms as they are today, unless the command came with some."""
    if command.terms.steps:
        return command
    return replace(command, terms=load_programmes().bereavement)


def _with_kin(command: Command, died_at: datetime | None) -> Command:
    """With whom the register knows to be left behind, besides those that were told of."""
    if not isinstance(command, ReportDeath | ConfirmDeath) or not command.person or not died_at:
        return command
    adult = load_programmes().register.adult_age
    found = kin(command.person, to_local(died_at).date(), adult)
    children = max(command.children, found.children)
    return replace(command, spouse=command.spouse or found.spouse, children=children)


def _promised(submission: Submission, wish: ReportDeath, now: datetime) -> Submission:
    """With a ladder that runs to the hour of the handover."""
    command = submission.command
    if command.terms is None or wish.died_at is None:
        return submission
    by = handover_by(wish.died_at, now, wish.terms, wish.calendar)
    terms = until(command.terms, by, command.calendar, now)
    return replace(submission, command=replace(command, terms=terms))


def _reporting(wish: ReportDeath, pause: Pause) -> Callable[[Submission, datetime], Case]:
    def reported(submission: Submission, now: datetime) -> Case:
        command = submission.command
        filed = decide_case(None, command, now)
        ours = replace(wish, cause=command.cause, actor=command.actor)
        events = (*filed, *decide(apply(None, filed[0]), None, ours, now))
        try:
            return submitted(submission, events, store.writes(None, _after(None, events)), pause)
        except ConflictError as error:
            raise _told(error) from error

    return reported


def _told(error: ConflictError) -> Exception:
    """Another look finds the other report again: that is an answer, and no lost race."""
    return NotAllowedError(error.code) if error.code == store.REPORTED else error


def _after(before: Death | None, events: Sequence[Event]) -> Death:
    death = replay(events, before)
    if death is None:
        raise ValueError("a command about a death has one")
    return death


def execute(case_id: str, command: DeathCommand, now: datetime) -> Done:
    """Do `command` to the death of the case, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError (`already_reported` when the person whom it names is another
    report's), ConflictError (too busy), UnavailableError or OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, _today(command), now),
        lambda case: Done(case, loaded(case_id), replayed=True),
        at_once,
    )


def loaded(case_id: str) -> Death:
    """The death of the case. Raises NotFoundError for a case without one."""
    death = store.load(case_id)
    if death is None:
        raise NotFoundError("no_death")
    return death


def _attempt(case_id: str, command: DeathCommand, now: datetime) -> Done:
    """The case is read first: a death that is newer than its case is refused by the case."""
    case, before = cases.load(case_id), loaded(case_id)
    command = _with_helpers(_with_kin(command, before.died_at), before)
    events = decide(case, before, command, now)
    if not events:
        return Done(case, before)
    death = _after(before, events)
    writes = [*store.writes(before, death), *personal.text_writes(command, events)]
    try:
        return Done(save(case, events, writes).case, death, events)
    except ConflictError as error:
        raise _told(error) from error


def _with_helpers(command: Command, death: Death) -> Command:
    """With the posts that owe the takziah's work now."""
    if not isinstance(command, HoldNight):
        return command
    found = cases.load_many(one.case_id for one in death.opened)
    helpers = frozenset(one.owner for one in found if one.service_id in TAKZIAH)
    return replace(command, helpers=helpers)
