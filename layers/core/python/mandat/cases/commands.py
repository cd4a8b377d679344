"""Load, decide, save: the one way in which a case changes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.acts import Command, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import at_once, known_outcome, once
from mandat.errors import ConflictError, OutcomeUnknownError, TakenError
from mandat.nearby.store import near_writes
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform import ids, secrets
from mandat.platform.patience import BUSY, Pause, jitter, patiently
from mandat.platform.transaction import Write, commit
from mandat.records import record, replace

TRIES = 5

# How a submission becomes a case: decides, and saves it with all that belongs to it.
Saving = Callable[[Submission, datetime], Case]


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    events: tuple[Event, ...] = ()
    replayed: bool = False


@record
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
    return once(
        (case_id, command.cause),
        lambda _: _attempt(store.load(case_id), command, now, extra),
        lambda case: Done(case, replayed=True),
        at_once,
    )


def _attempt(before: Case | None, command: Command, now: datetime, extra: Sequence[Write]) -> Done:
    events = decide(before, command, now)
    if before is not None and not events:
        return Done(before)
    return save(before, events, [*personal.text_writes(command, events), *extra])


def save(
    before: Case | None, events: tuple[Event, ...], extra: Sequence[Write], *, digest: str = ""
) -> Done:
    """One step of a case with all that belongs to it: all together, or none."""
    after = before
    for event in events:
        after = apply(after, event)
    if after is None:
        raise ValueError("a command that makes a case has an event")
    commit([*store.writes(before, after, events, digest), *extra])
    return Done(after, events)


def _complaint(submission: Submission, now: datetime) -> Case:
    command: SubmitCase = submission.command
    events = decide(None, command, now)
    near = near_writes(submission, command.case_id, events[0].at)
    return submitted(submission, events, near)


def submitted(
    submission: Submission,
    events: tuple[Event, ...],
    extra: Sequence[Write] = (),
    pause: Pause = jitter,
) -> Case:
    """The case that a submission began, saved with its personal items and `extra`."""
    writes = [*personal.submission_writes(submission, events), *extra]
    return patiently(lambda: save(None, events, writes, digest=submission.digest), pause).case


def submit(submission: Submission, now: datetime, saving: Saving = _complaint) -> Receipt:
    """Accept what a citizen asks, once for its submission key.

    Above the limit of its phone it is accepted for triage. Raises InvalidError, UnavailableError
    or OutcomeUnknownError; but for the first the same key may be sent again.
    """
    for case_id in ids.case_ids(submission.command.cause):
        receipt = _submit_as(case_id, submission, now, saving)
        if receipt:
            return receipt
    raise ConflictError("no_free_reference")


def submitted_before(submission: Submission) -> Receipt | None:
    """The receipt that the same key was given; None when it is new."""
    ours = ids.case_ids(submission.command.cause)
    return next((found for one in ours if (found := _receipt(one, submission))), None)


def _receipt(case_id: str, submission: Submission) -> Receipt | None:
    known = known_outcome(case_id, submission.command.cause)
    if known is None:
        return None
    case, outcome = known
    return Receipt(case, replayed=True, edited=outcome.digest != submission.digest)


def _submit_as(
    case_id: str, submission: Submission, now: datetime, saving: Saving
) -> Receipt | None:
    """None when the id is another case's. Of a case without a citizen no code is right."""
    code_hash = secrets.code_hash(case_id, submission.code) if submission.code else ""
    command = replace(submission.command, case_id=case_id, code_hash=code_hash)
    try:
        return Receipt(saving(replace(submission, command=command), now))
    except (ConflictError, OutcomeUnknownError) as error:
        receipt = _receipt(case_id, replace(submission, command=command))
        if receipt:
            return receipt
        if isinstance(error, OutcomeUnknownError | TakenError) or error.code == BUSY:
            raise
        if error.code == personal.OVER_LIMIT:
            return _submit_as(case_id, submission.for_triage(), now, saving)
        return None
