"""Whether a message about care without payment is still worth sending. Pure."""

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.messaging.domain import Kind, Message

_OF_TASKS = frozenset({Kind.GUARANTEE_WAITS, Kind.GUARANTEE_TASK})


def stands(message: Message, event: Event, case: Case) -> bool:
    """Nobody is told of a task that he has lost since; all else is told whatever came after."""
    owner = getattr(event.fact, "owner", case.owner)
    owed = case.status is CaseStatus.OPEN and owner == case.owner
    return owed or message.kind not in _OF_TASKS
