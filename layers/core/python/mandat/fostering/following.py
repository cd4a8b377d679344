"""What a death means for the fostering programme, read off the feed.

Whoever follows looks at what the death says now: repeats, other orders and a crash between two
writes come to the same. The death's own follower has found its orphans before.
"""

from collections.abc import Sequence
from datetime import datetime

from mandat.bereavement import orphans_store
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.bereavement.store import load as load_death
from mandat.cases.domain.facts import Event
from mandat.fostering import store
from mandat.fostering.domain.limits import CHILD_DIED, DIED, UNDONE
from mandat.fostering.domain.roll import unknown_by
from mandat.fostering.ending import Ending, end, resume
from mandat.fostering.leaving import Leaving, come_back, leave
from mandat.fostering.needs import settle_child, take_up
from mandat.fostering.opening import AGAIN
from mandat.platform.patience import patiently
from mandat.platform.transaction import Write, commit

OF_DEATHS = frozenset({"DeathReported", "DeathConfirmed", "DeathStepEnded", "DeathUndone"})
ROUTED = "TaskAssigned"


def follow(event: Event, now: datetime) -> int:
    """Do what follows from an event of a programme's case; how many things that changed."""
    if event.type in OF_DEATHS:
        return _of_death(event.case_id, now)
    need = store.load_need(event.case_id) if event.type == ROUTED else None
    return int(settle_child(need.child, now)) if need else 0


def _of_death(case_id: str, now: datetime) -> int:
    """Until the record says after it what it said before: it may be undone meanwhile."""
    changed, death = 0, load_death(case_id)
    while death:
        changed += _undone(death, now) if _is_undone(death) else _reported(death, now)
        before, death = death, load_death(case_id)
        if death is None or _is_undone(before) == _is_undone(death):
            return changed
    return changed


def _is_undone(death: Death) -> bool:
    return death.status is DeathStatus.UNDONE


def _reported(death: Death, now: datetime) -> int:
    """Orphans are taken up; a foster child may have died, or a fosterer."""
    taken = sum(
        take_up_left(one, death.case_id, now) for one in orphans_store.left_by(death.case_id)
    )
    if not death.person:
        return taken
    over = end(Ending(death.person, CHILD_DIED, death.case_id), now)
    official = store.official_of(death.person)
    gone = leave(Leaving(official.id, DIED, death.case_id), now) if official else 0
    return taken + over + gone


def take_up_left(child: str, case_id: str, now: datetime) -> bool:
    """Only while the death says so: it is asked again in the very write."""

    def witness() -> Sequence[Write] | None:
        known = orphans_store.orphan(child)
        if known is None or case_id not in known.deaths:
            return None
        return [orphans_store.taken_write(known)]

    known = orphans_store.orphan(child)
    return known is not None and take_up(child, case_id, known.since, now, witness)


def _undone(death: Death, now: datetime) -> int:
    """Nobody is an orphan by it, and who died by it is there again."""
    case_id = death.case_id
    let_go = sum(_let_go(one, case_id, now) for one in orphans_store.left_by(case_id))
    if not death.person:
        return let_go
    again = resume(death.person, case_id, now)
    official = store.official_of(death.person)
    back = come_back(official.id, case_id, now) if official else False
    return let_go + again + back


def _let_go(child: str, case_id: str, now: datetime) -> bool:
    """The child stays in the programme for whatever else made it one of its own."""
    gone = patiently(lambda: _forgot(child, case_id), again=AGAIN)
    over = not gone and end(Ending(child, UNDONE, case_id), now)
    return orphans_store.release(child, case_id) or gone or over


def _forgot(child: str, case_id: str) -> bool:
    before = store.load_fostering(child)
    if before is None or before.sources == (case_id,):
        return False
    if case_id in before.sources:
        commit([store.fostering_write(before, unknown_by(before, case_id))])
    return True
