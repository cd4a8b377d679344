"""Deaths in the table, and everything that a change of one writes. Keys: docs/data-model.md.

CASE#<case id> / DEATH     what the city does about a death, beside its case
CASE#<case id> / PARENT    the death that a step's case belongs to
DEATH#<person id> / DEATH  the one report of a person's death that is not undone
"""

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.cases.store import case_key
from mandat.platform.table import TableItem
from mandat.platform.transaction import NEW, Delete, Put, Write

DEATH, PARENT = "DEATH", "PARENT"
REPORTED = "already_reported"


class DeathItem(TableItem, discriminator="Death"):
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class ParentItem(TableItem, discriminator="StepParent"):
    death_case = UnicodeAttribute()
    step = UnicodeAttribute()


class ReportedItem(TableItem, discriminator="ReportedDeath"):
    death_case = UnicodeAttribute()


def load(case_id: str) -> Death | None:
    """The death of a case as it is now, read consistently; None where there is none."""
    try:
        item = DeathItem.get(case_key(case_id), DEATH, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Death)


def parent_of(case_id: str) -> tuple[str, str] | None:
    """The death's case and the step that a case is; None for a case that is no step."""
    try:
        item = ParentItem.get(case_key(case_id), PARENT, consistent_read=True)
    except DoesNotExist:
        return None
    return item.death_case, item.step


def writes(before: Death | None, after: Death) -> list[Write]:
    """Everything that changes with a death; the sequence of its case guards it.

    Refused as REPORTED when somebody else's report of the same person stands.
    """
    state = msgspec.json.encode(after).decode()
    item = DeathItem(case_key(after.case_id), DEATH, status=after.status, state=state)
    return [Put(item), *_reported_writes(before, after)]


def _reported_writes(before: Death | None, after: Death) -> list[Write]:
    had, has = (_stands(before), _stands(after))
    if had == has:
        return []
    gone: list[Write] = [Delete(ReportedItem(f"DEATH#{had}", DEATH))] if had else []
    item = ReportedItem(f"DEATH#{has}", DEATH, death_case=after.case_id)
    return [*gone, Put(item, NEW, REPORTED)] if has else gone


def _stands(death: Death | None) -> str:
    """Whose death a report that is not undone tells."""
    return death.person if death and death.status is not DeathStatus.UNDONE else ""


def link_write(step_case: str, death_case: str, step: str) -> Write:
    """The way from a step's case to the death that it belongs to."""
    return Put(ParentItem(case_key(step_case), PARENT, death_case=death_case, step=step), NEW)
