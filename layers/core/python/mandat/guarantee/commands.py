"""Load, decide, save: the one way in which a request for care or its letter changes."""

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from mandat.cases import store as cases
from mandat.cases.commands import Receipt, save, submit, submitted
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import once
from mandat.errors import (
    NotFoundError,
    NotYoursError,
)
from mandat.guarantee import store
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.apply import replay
from mandat.guarantee.domain.decide import decide
from mandat.guarantee.domain.model import Guarantee
from mandat.guarantee.domain.numbers import number_of, read_number
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform import ids, secrets
from mandat.platform.patience import Pause, jitter
from mandat.platform.transaction import Write
from mandat.programmes import store as register
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record, replace

Command = TypeVar("Command", bound=a.GuaranteeCommand)
# What else is written with a new case, whose id is known only then.
Also = Callable[[str], Sequence[Write]]
CODE_LENGTH = 8


@record
class Done:
    """A command's outcome. `events` is empty when it had been done before."""

    case: Case
    guarantee: Guarantee
    events: tuple[Event, ...] = ()
    replayed: bool = False


def nothing_else(_case_id: str) -> Sequence[Write]:
    """A form that keeps nothing beside its case."""
    return ()


def ask_for(
    submission: Submission, wish: a.AskForCare, now: datetime, also: Also = nothing_else
) -> Receipt:
    """Accept a request with its case, once for its key.

    `also` are writes that belong to it, by the new case's id: the sealed NIK that was typed.
    Raises InvalidError, UnavailableError or OutcomeUnknownError; nothing is half written.
    """
    today = _informed(_today(wish), wish.person)

    def keep(filed: Submission, at: datetime) -> Case:
        events = _begun(filed, today, at)
        own = store.writes(None, _after(None, events))
        return submitted(filed, events, [*own, *also(filed.command.case_id)])

    return submit(submission, now, keep)


def _begun(submission: Submission, wish: a.AskForCare, now: datetime) -> tuple[Event, ...]:
    filed = decide_case(None, submission.command, now)
    case = apply(None, filed[0])
    wish = replace(wish, cause=submission.command.cause, actor=submission.command.actor)
    return (*filed, *decide(case, None, wish, now))


def execute(
    case_id: str, command: a.GuaranteeCommand, now: datetime, pause: Pause = jitter
) -> Done:
    """Do `command` to the guarantee of the case, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError, ConflictError (too busy), UnavailableError (nothing was
    done) or OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda attempt: _attempt(case_id, _numbered(_today(command), case_id, attempt), now),
        lambda case: Done(case, loaded(case_id), replayed=True),
        pause,
    )


def use(number: str, code: str, cause: str, now: datetime) -> Done:
    """A hospital takes a letter in, by its number as typed and its own code; once.

    Raises NotFoundError (no such letter), NotYoursError (`wrong_code`, `other_hospital`),
    NotAllowedError (`letter_used`, `letter_void`), and what `execute` raises.
    """
    case_id = find(number)
    hospital = _hospital_of(code, load_programmes().guarantee)
    return execute(case_id, a.UseLetter(cause, f"hospital:{hospital}", hospital=hospital), now)


def find(number: str) -> str:
    """The case of the letter with a number as typed. Raises NotFoundError."""
    read = read_number(number)
    case_id = store.case_of(read) if read else None
    if case_id is None:
        raise NotFoundError("no_letter")
    return case_id


def hospital_code(hospital_id: str) -> str:
    """What a hospital types to take a letter in; whoever issues letters hands it out."""
    return ids.symbols(secrets.keyed_hash("hospital-code", hospital_id), CODE_LENGTH)


def _hospital_of(code: str, terms: GuaranteeTerms) -> str:
    typed = ids.as_typed(code).encode()
    for one in terms.hospitals:
        if hmac.compare_digest(hospital_code(one.id).encode(), typed):
            return one.id
    raise NotYoursError("wrong_code")


def loaded(case_id: str) -> Guarantee:
    """The guarantee of the case. Raises NotFoundError for a case without one."""
    guarantee = store.load(case_id)
    if guarantee is None:
        raise NotFoundError("no_guarantee")
    return guarantee


def _today(command: Command) -> Command:
    """With the terms as they are today, unless the command came with some."""
    if command.terms is not a.NOTHING_PROMISED:
        return command
    return replace(command, terms=load_programmes().guarantee)


def _numbered(command: Command, case_id: str, attempt: int) -> Command:
    """A letter's number is a keyed hash: who knows the case and the cause cannot tell it."""
    if not isinstance(command, a.IssueLetter):
        return command
    secret = secrets.keyed_hash("letter", f"{case_id}|{command.cause}|{attempt}")
    return replace(command, number=number_of(secret))


def _attempt(case_id: str, command: a.GuaranteeCommand, now: datetime) -> Done:
    """The case is read first: a guarantee that is newer than its case is refused by the case."""
    case, before = cases.load(case_id), loaded(case_id)
    command = _informed(command, before.person)
    events = decide(case, before, command, now)
    after = _after(before, events)
    writes = [*store.writes(before, after), *personal.text_writes(command, events)]
    return Done(save(case, events, writes).case, after, events)


def _informed(command: Command, known: str) -> Command:
    """With what the register says now of whom it is about."""
    if not isinstance(command, a.AskForCare | a.IssueLetter):
        return command
    person = register.find(command.person or known) if command.person or known else None
    if person is None:
        return replace(command, listed=False)
    listed = is_listed(person, command.terms)
    if isinstance(command, a.AskForCare):
        return replace(command, listed=listed)
    return replace(command, listed=listed, alive=person.is_alive)


def is_listed(person: Person, terms: GuaranteeTerms) -> bool:
    """Whether the register knows the household as poor."""
    return person.decile is not None and person.decile <= terms.poor_decile


def _after(before: Guarantee | None, events: Sequence[Event]) -> Guarantee:
    guarantee = replay(events, before)
    if guarantee is None:
        raise ValueError("a command about a guarantee has one")
    return guarantee
