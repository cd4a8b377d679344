"""A call comes in: case, call and the first offer in one transaction, once for its key."""

from dataclasses import replace
from datetime import datetime

from mandat.cases.commands import Receipt, submit
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.model import Case
from mandat.dispatch import fleet, store
from mandat.dispatch.domain.acts import CallUnit
from mandat.dispatch.domain.decide import decide
from mandat.dispatch.domain.limits import CALLS_A_DAY
from mandat.dispatch.saving import TRIES, save
from mandat.errors import ConflictError
from mandat.personal.submission import Submission
from mandat.personal.writes import submission_writes
from mandat.platform.limits import count_write
from mandat.platform.patience import BUSY, jitter
from mandat.platform.transaction import CONTENDED, Write

TOO_MANY = "too_many_calls"
# A unit that went to somebody else in the meantime is no reason to keep anybody waiting.
_AGAIN = frozenset({CONTENDED, store.UNIT_TAKEN})


def call(submission: Submission, wish: CallUnit, now: datetime) -> Receipt:
    """Accept a call. A number that is not trusted, or calls too often, the desk looks at first.

    Raises InvalidError, UnavailableError or OutcomeUnknownError; the same key may be sent again.
    """
    doubtful = wish.to_confirm or store.is_doubtful(wish.caller, now)
    wish = replace(wish, to_confirm=doubtful)
    return submit(submission, now, lambda sent, at: _filed(sent, wish, at))


def _filed(submission: Submission, wish: CallUnit, now: datetime) -> Case:
    for attempt in range(TRIES):
        try:
            return _file(submission, wish, now)
        except ConflictError as error:
            if error.code == TOO_MANY:
                return _filed(submission, replace(wish, to_confirm=True), now)
            if error.code not in _AGAIN:
                raise
        jitter(attempt)
    raise ConflictError(BUSY)


def _file(submission: Submission, wish: CallUnit, now: datetime) -> Case:
    filed = decide_case(None, submission.command, now)
    asked = replace(wish, ready=() if wish.to_confirm else fleet.ready(wish.district, now))
    events = (*filed, *decide(apply(None, filed[0]), None, asked, now))
    extra = [*submission_writes(submission, events), *_counted(wish, now)]
    return save(None, None, events, extra, submission.digest).case


def _counted(wish: CallUnit, now: datetime) -> list[Write]:
    """So many calls a day of a number are taken at their word."""
    if wish.to_confirm or not wish.caller:
        return []
    return [count_write(f"{fleet.EMERGENCY}|{wish.caller}", now, CALLS_A_DAY, TOO_MANY)]
