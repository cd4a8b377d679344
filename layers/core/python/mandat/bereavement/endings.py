"""How a step's case came to its end, read off its own record: the feed keeps no order."""

from collections.abc import Iterator

from mandat.bereavement.domain.plan import DONE, REFUSED
from mandat.cases.domain.facts import Event
from mandat.cases.store import PAGE, timeline

_HOW = {
    "TaskFinished": DONE,
    "LeaderAnswered": DONE,
    "TaskRejected": REFUSED,
    "CaseClosed": REFUSED,
}
ENDING = frozenset(_HOW)


def ending(case_id: str) -> str:
    """The first answer counts; what was closed without one is refused; empty while it is open."""
    return next((_HOW[one.type] for one in _record(case_id) if one.type in ENDING), "")


def _record(case_id: str) -> Iterator[Event]:
    seq = 0
    while page := timeline(case_id, seq):
        yield from page
        seq = page[-1].seq
        if len(page) < PAGE:
            return
