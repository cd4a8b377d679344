"""One write for a call, its case and its units."""

from collections.abc import Sequence

from mandat.cases.commands import save as save_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.dispatch import store
from mandat.dispatch.domain.apply import replay
from mandat.dispatch.domain.model import Call
from mandat.platform.transaction import Write
from mandat.records import record

TRIES = 12


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    call: Call
    events: tuple[Event, ...] = ()
    replayed: bool = False


def save(
    case: Case | None,
    call: Call | None,
    events: tuple[Event, ...],
    extra: Sequence[Write],
    digest: str = "",
) -> Done:
    """All that `events` change, in one transaction. Raises ConflictError, OutcomeUnknownError."""
    after = replay(events, call)
    if after is None:
        raise ValueError("what happens to a call leaves a call")
    own = store.writes(call, after, events)
    done = save_case(case, events, [*own, *extra], digest=digest)
    return Done(done.case, after, events)
