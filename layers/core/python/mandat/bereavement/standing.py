"""Whether a message about a death is still worth sending: it may have moved on. Pure."""

from mandat.bereavement.domain.limits import ANNULMENT
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.messaging.domain import Kind, Message

_OF_A_TASK = frozenset({Kind.DEATH_TO_TEND, Kind.DEATH_STEP})
_OF_A_MISTAKE = frozenset({Kind.DEATH_UNDONE, Kind.DEATH_WRONG, Kind.DEATH_STEP_OFF})


def stands(message: Message, event: Event, case: Case, death: Death, step: str = "") -> bool:
    """A mistake is told whatever came after; all else while the report stands.

    `step` is what the case does for the death: annulling begins with the mistake.
    """
    if message.kind in _OF_A_MISTAKE:
        return True
    if death.status is DeathStatus.UNDONE and step != ANNULMENT:
        return False
    return message.kind not in _OF_A_TASK or _is_owed(event, case)


def _is_owed(event: Event, case: Case) -> bool:
    """Nobody gets a task's papers who lost the task in between."""
    owner = getattr(event.fact, "owner", case.owner)
    return case.status is CaseStatus.OPEN and owner == case.owner
