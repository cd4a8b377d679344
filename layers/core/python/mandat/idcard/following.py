"""What a death means for somebody's card, read off the feed; again is the same."""

from datetime import datetime

from mandat.bereavement.domain.model import DeathStatus
from mandat.bereavement.store import load as load_death
from mandat.cases.domain.facts import Event
from mandat.idcard import store
from mandat.idcard.expecting import expect
from mandat.idcard.settling import end_for_death, settle

OF_DEATHS = frozenset({"DeathReported", "DeathConfirmed", "DeathUndone"})
ROUTED = "TaskAssigned"


def follow(event: Event, now: datetime) -> int:
    """Do what follows from an event of a programme's case; how many things that changed."""
    if event.type == ROUTED:
        return int(settle(event.case_id, now))
    return _of_death(event.case_id, now) if event.type in OF_DEATHS else 0


def _of_death(case_id: str, now: datetime) -> int:
    """A card ends with its owner, and begins anew when the report was wrong."""
    death = load_death(case_id)
    if death is None or not death.person:
        return 0
    if death.status is DeathStatus.UNDONE:
        return int(expect(death.person, now))
    card = store.of_person(death.person)
    return int(card is not None and end_for_death(card, now))
