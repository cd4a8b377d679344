"""A case of the programme, opened in the step that writes what it is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from mandat.cases.commands import Receipt, submit, submitted
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Terms
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, NotFoundError, TakenError
from mandat.fostering import store
from mandat.fostering.acting import after_events, today
from mandat.fostering.domain.acts import FosterCommand
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.model import Subject
from mandat.personal import writes as personal
from mandat.personal.domain import Narrative
from mandat.personal.submission import Submission
from mandat.platform.transaction import CONTENDED, MOVED, Write
from mandat.programmes.opening import Opening, submission
from mandat.records import record

LOST = frozenset({store.ROLL_CHANGED, store.LEDGER_CHANGED, MOVED})
# Refusals that a new look answers.
AGAIN = LOST | {CONTENDED}

Also = Callable[[Subject], Sequence[Write]]
Promise = Callable[[Terms, Catalogue], Terms]


@record
class Wanted:
    """A case about to be opened. `first` comes with it, `text` is what its owner reads: no names.

    `promise` makes its deadlines of the service's, `also` is written with it, of what it is about.
    """

    service: str
    text: str
    village: str
    first: FosterCommand
    promise: Promise
    also: Also


def open_case(wanted: Wanted, now: datetime) -> Receipt:
    """The case, once for the cause of its first command.

    Raises TakenError when child, official or ledger have moved since they were read: nothing was
    written. UnavailableError and OutcomeUnknownError as ever.
    """

    def keep(filed: Submission, at: datetime) -> Case:
        return _kept(filed, wanted, at)

    return submit(_submission(wanted), now, keep)


def _submission(wanted: Wanted) -> Submission:
    catalogue = load_catalogue()
    service = _service(catalogue, wanted.service)
    opening = Opening(
        service,
        wanted.first.cause,
        wanted.text,
        village=wanted.village,
        narrative=Narrative(description=wanted.text),
        terms=wanted.promise(terms_of(service, catalogue), catalogue),
        correlation_id=wanted.first.correlation_id,
    )
    made = submission(opening, catalogue)
    return replace(made, command=replace(made.command, actor=wanted.first.actor))


def _service(catalogue: Catalogue, service_id: str) -> Service:
    found = catalogue.service(service_id)
    if found is None:
        raise NotFoundError("no_service")
    return found


def _kept(filed: Submission, wanted: Wanted, at: datetime) -> Case:
    events = _begun(filed, wanted.first, at)
    subject = after_events(None, events)
    own = [*personal.text_writes(wanted.first, events[1:]), *wanted.also(subject)]
    try:
        return submitted(filed, events, own)
    except ConflictError as error:
        if error.code in LOST:
            raise TakenError(error.code) from error
        raise


def _begun(filed: Submission, first: FosterCommand, now: datetime) -> tuple[Event, ...]:
    """The events of a new case and of what it is about, under the submission's own cause."""
    events = decide_case(None, filed.command, now)
    case = apply(None, events[0])
    ours = replace(today(first), cause=filed.command.cause, calendar=filed.command.calendar)
    return (*events, *decide(case, None, ours, now))
