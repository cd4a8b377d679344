"""Who owes the next step of a case, for worklists. Pure."""

from datetime import datetime

from mandat.cases.domain.model import Case, CaseStatus, ClockName
from mandat.cases.domain.timing import promised_by
from mandat.city.domain import TRIAGE
from mandat.records import record

# Refused answers lie before mayor and vice mayor together: one worklist, read by both.
LEADERS_DESK = "pimpinan"
LEADERS = frozenset({"walikota", "wakil-walikota"})
# They may pass on a task that is not theirs.
DISPATCHERS = frozenset({TRIAGE, "sekda"})
INSPECTORATE = "inspektorat"


@record
class Work:
    """What stands on a post's worklist: `by` is the deadline that sorts it."""

    post: str
    by: datetime


def desk(case: Case) -> str:
    """Where a case goes that nobody owns: triage, but a sealed one stays with Inspektorat."""
    return INSPECTORATE if case.sealed else TRIAGE


def teller(case: Case) -> str:
    """The post that tells the citizen by phone; a confidential citizen is known to triage only."""
    return TRIAGE if case.confidential else case.owner


def _answered_by(case: Case) -> datetime | None:
    """A booking waits for an answer long before it is finished: its loan may be months ahead."""
    clock = case.task.clock(ClockName.ANSWER) if case.booking and case.task else None
    return clock.by if clock and clock.met_at is None else None


def work(case: Case) -> Work | None:
    """The one step owed now; None while the router, the citizen or nobody holds the case."""
    if case.status is CaseStatus.OPEN:
        return Work(case.owner, _answered_by(case) or promised_by(case) or case.changed_at)
    if case.clock is None:
        return None
    post = LEADERS_DESK if case.clock.name is ClockName.DECIDE else teller(case)
    return Work(post, case.clock.by)
