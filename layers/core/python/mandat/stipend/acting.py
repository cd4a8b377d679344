"""Load, decide, save: the one way in which an application or a payment changes with its case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    NotAllowedError,
    NotFoundError,
)
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform.patience import Pause, jitter
from mandat.platform.transaction import Write
from mandat.programmes import store as register
from mandat.programmes.domain.person import Person
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend import store
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.apply import Subject, replay
from mandat.stipend.domain.decide import decide
from mandat.stipend.domain.model import (
    Application,
    Enrolment,
    Payment,
    PaymentStatus,
)
from mandat.stipend.domain.roll import enrolled, is_owed

Command = TypeVar("Command", bound=a.StipendCommand)
OnRoll = TypeVar("OnRoll", bound=a.OnTheRoll)
# What else is written with a new case, whose id is known only then.
Also = Callable[[str], Sequence[Write]]


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    subject: Subject
    events: tuple[Event, ...] = ()
    replayed: bool = False

    @property
    def application(self) -> Application | None:
        return self.subject if isinstance(self.subject, Application) else None

    @property
    def payment(self) -> Payment | None:
        return self.subject if isinstance(self.subject, Payment) else None


@record
class _Known:
    """What the register and the roll say now of the person whom a command is about."""

    person: Person | None = None
    enrolment: Enrolment | None = None


def execute(case_id: str, command: a.StipendCommand, now: datetime, pause: Pause = jitter) -> Done:
    """Do `command` to the application or payment of the case, once: a known cause meets its first
    outcome.

    Raises NotFoundError, RefusedError, ConflictError (too busy), UnavailableError (nothing was
    done) or OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, _today(command), now),
        lambda case: Done(case, _loaded(case_id), replayed=True),
        pause,
    )


def _today(command: Command) -> Command:
    """With the terms as they are today, unless the command came with some."""
    if command.terms is not a.NOTHING_PROMISED:
        return command
    return replace(command, terms=load_programmes().stipend)


def _loaded(case_id: str) -> Subject:
    found = store.load_application(case_id) or store.load_payment(case_id)
    if found is None:
        raise NotFoundError("no_stipend")
    return found


def _attempt(case_id: str, command: a.StipendCommand, now: datetime) -> Done:
    """The case is read first: a payment that is newer than its case is refused by the case."""
    case = cases.load(case_id)
    before = _loaded(case_id)
    command, known = _informed(command, before)
    events = decide(case, before, command, now)
    if not events:
        return Done(case, before)
    after = _after(before, events)
    own = _writes(case, before, after, known)
    done = save(case, events, [*own, *personal.text_writes(command, events)])
    return Done(done.case, after, events)


def _after(before: Subject | None, events: Sequence[Event]) -> Subject:
    subject = replay(events, before)
    if subject is None:
        raise ValueError("a command of the stipend has an application or a payment")
    return subject


def _informed(command: a.StipendCommand, before: Subject) -> tuple[a.StipendCommand, _Known]:
    """The command with what the register and the roll say now; the write asks them again."""
    if isinstance(command, a.ApproveApplication) and isinstance(before, Application):
        return _of_person(command, command.person or before.person)
    if isinstance(command, a.PayStipend | a.VoidPayment) and isinstance(before, Payment):
        owed = is_owed(store.find_enrolment(before.person), before.month)
        return replace(command, owed=owed), _Known()
    if isinstance(command, a.OnTheRoll) and isinstance(before, Application):
        return _of_enrolment(command, before)
    return command, _Known()


def _of_enrolment(command: OnRoll, before: Application) -> tuple[OnRoll, _Known]:
    """Who was enrolled anew is stopped by that application, and not by an older one."""
    found = store.find_enrolment(before.person)
    own = found is not None and found.case_id == before.case_id
    return replace(command, enrolled=own), _Known(enrolment=found)


def _of_person(
    command: a.ApproveApplication, person_id: str
) -> tuple[a.ApproveApplication, _Known]:
    if not person_id:
        return command, _Known()
    person, enrolment = register.find(person_id), store.find_enrolment(person_id)
    if person is None:
        raise NotAllowedError("person_unknown")
    enrolled_now = enrolment is not None and enrolment.is_active
    told = replace(command, alive=person.is_alive, enrolled=enrolled_now)
    return told, _Known(person, enrolment)


def _writes(case: Case, before: Subject, after: Subject, known: _Known) -> list[Write]:
    if isinstance(after, Application):
        return [store.application_write(after), *_roll_writes(case, after, known)]
    if not isinstance(before, Payment):
        raise TypeError("a payment stays one")
    return [*store.payment_writes(before, after), *_roll_checks(before, after)]


def _roll_writes(case: Case, after: Application, known: _Known) -> list[Write]:
    """Only who approves or stops has read the roll."""
    if known.person:
        return _enrolment_writes(case, after, known)
    return [store.still(known.enrolment)] if known.enrolment else []


def _enrolment_writes(case: Case, after: Application, known: _Known) -> list[Write]:
    """The person is as the register was read: alive. Whoever was stopped is enrolled anew."""
    person, before = known.person, known.enrolment
    if person is None:
        raise ValueError("nobody is enrolled whom the register does not know")
    amount = load_programmes().stipend.amount
    joined = enrolled(after, amount, case.village or person.village, person.name)
    revision = before.revision + 1 if before else 1
    made = replace(joined, last4=person.last4, revision=revision)
    return [store.enrolment_write(before, made), store.still_resident(person)]


def _roll_checks(before: Payment, after: Payment) -> list[Write]:
    """Money leaves only for a month that the roll owes, and nothing is voided that it owes."""
    if before.status is not PaymentStatus.DUE:
        return []
    check = store.owes_not if after.status is PaymentStatus.VOID else store.owes
    return [check(after.person, after.month)]


def nothing_else(_case_id: str) -> Sequence[Write]:
    """A form that keeps nothing beside its case."""
    return ()


def apply_for(
    submission: Submission, wish: a.ApplyForStipend, now: datetime, also: Also = nothing_else
) -> Receipt:
    """Accept an application with its case, once for its key.

    `also` are writes that belong to it, by the new case's id: the sealed NIK that was typed.
    Raises InvalidError, UnavailableError or OutcomeUnknownError; nothing is half written. Above
    the limit of its phone it is taken all the same, for a person to look at first.
    """
    today = _today(wish)

    def keep(filed: Submission, at: datetime) -> Case:
        events = begun(filed, today, at)
        application = _after(None, events)
        if not isinstance(application, Application):
            raise TypeError("an application begins as one")
        own = [store.application_write(application), *also(filed.command.case_id)]
        return submitted(filed, events, own)

    return submit(submission, now, keep)


def begun(submission: Submission, wish: a.StipendCommand, now: datetime) -> tuple[Event, ...]:
    """The events of a new case and of what hangs off it, under the submission's own cause."""
    filed = decide_case(None, submission.command, now)
    case = apply(None, filed[0])
    wish = replace(wish, cause=submission.command.cause, actor=submission.command.actor)
    return (*filed, *decide(case, None, wish, now))
