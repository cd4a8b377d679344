"""Load, decide, save: the one way in which a case changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.acts import Command, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.store import CauseOutcome
from mandat.errors import ConflictError, OutcomeUnknownError, RefusedError
from mandat.nearby.store import near_writes
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform import ids, secrets
from mandat.platform.outage import asking_back
from mandat.platform.transaction import Write, commit

TRIES = 5


@dataclass(frozen=True)
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    events: tuple[Event, ...] = ()
    replayed: bool = False


@dataclass(frozen=True)
class Receipt:
    """A submission's outcome. `edited`: the same key had been sent before with other content."""

    case: Case
    replayed: bool = False
    edited: bool = False


def execute(case_id: str, command: Command, now: datetime, extra: Sequence[Write] = ()) -> Done:
    """Do `command` to the case, once: a known cause meets its first outcome.

    `extra` are writes of other slices that belong to it: all together, or none.
    Raises NotFoundError, RefusedError, ConflictError (too busy), UnavailableError (nothing was
    done) or OutcomeUnknownError.
    """
    for _ in range(TRIES):
        try:
            return _attempt(store.load(case_id), command, now, extra)
        except (RefusedError, ConflictError, OutcomeUnknownError) as error:
            known = _known(case_id, command.cause)
            if known:
                return Done(known[0], replayed=True)
            if not isinstance(error, ConflictError):
                raise
    raise ConflictError("busy")


def _known(case_id: str, cause: str) -> tuple[Case, CauseOutcome] | None:
    """What `cause` came to before. Raises OutcomeUnknownError while that cannot be read."""
    with asking_back():
        known = store.outcome(case_id, cause)
        return (store.load(case_id), known) if known else None


def _attempt(before: Case | None, command: Command, now: datetime, extra: Sequence[Write]) -> Done:
    events = decide(before, command, now)
    if before is not None and not events:
        return Done(before)
    return _save(before, events, [*personal.text_writes(command, events), *extra], digest="")


def _save(
    before: Case | None, events: tuple[Event, ...], extra: list[Write], *, digest: str
) -> Done:
    after = before
    for event in events:
        after = apply(after, event)
    if after is None:
        raise ValueError("a command that makes a case has an event")
    commit([*store.writes(before, after, events, digest), *extra])
    return Done(after, events)


def submit(submission: Submission, now: datetime) -> Receipt:
    """Accept a complaint, once for its submission key.

    Above the limit of its phone it is accepted for triage. Raises InvalidError, UnavailableError
    or OutcomeUnknownError; but for the first the same key may be sent again.
    """
    for case_id in ids.case_ids(submission.command.cause):
        receipt = _submit_as(case_id, submission, now)
        if receipt:
            return receipt
    raise ConflictError("no_free_reference")


def _submit_as(case_id: str, submission: Submission, now: datetime) -> Receipt | None:
    code_hash = secrets.code_hash(case_id, submission.code)
    command = replace(submission.command, case_id=case_id, code_hash=code_hash)
    try:
        return Receipt(_try_submit(replace(submission, command=command), now).case)
    except (ConflictError, OutcomeUnknownError) as error:
        known = _known(case_id, command.cause)
        if known:
            case, outcome = known
            return Receipt(case, replayed=True, edited=outcome.digest != submission.digest)
        if isinstance(error, OutcomeUnknownError):
            raise
        if error.code == personal.OVER_LIMIT:
            return _submit_as(case_id, submission.for_triage(), now)
        return None


def _try_submit(submission: Submission, now: datetime) -> Done:
    command: SubmitCase = submission.command
    events = decide(None, command, now)
    extra = [
        *personal.submission_writes(submission, events),
        *near_writes(submission, command.case_id, events[0].at),
    ]
    return _save(None, events, extra, digest=submission.digest)
