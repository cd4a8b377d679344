"""What the steps' posts were told of a family goes with the family's own data."""

from datetime import datetime

from mandat.bereavement import store
from mandat.bereavement.endings import ending
from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import EraseData

SYSTEM = "system"


def erase_steps(case_id: str, now: datetime) -> int:
    """Of every step that has come to its end; how many. 0 for a case that is no death's."""
    death = store.load(case_id)
    return sum(_erase(one.case_id, now) for one in death.opened) if death else 0


def erase_with(case_id: str, step_case: str, now: datetime) -> int:
    """Of a step that ends after the family's data was erased: its post needed it until then."""
    return _erase(step_case, now) if cases.load(case_id).erased_at else 0


def _erase(step_case: str, now: datetime) -> int:
    if not ending(step_case):
        return 0
    done = execute(step_case, EraseData(f"erase:{step_case}", SYSTEM), now)
    return bool(done.events)
