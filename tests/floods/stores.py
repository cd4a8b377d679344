"""Many items at once: written into moto's table as the product writes them, past its door."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.platform.settings import settings
from mandat.platform.table import TableItem


def lay(items: Iterable[TableItem]) -> None:
    table = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].tables[settings().table_name]
    for item in items:
        table.put_item(item.serialize())


def alike(case: Case, count: int, apart: timedelta) -> Iterator[Case]:
    """`count` cases like this one, each filed so much earlier than the one before."""
    for number in range(count):
        yield _earlier(case, f"{number:08}", apart * number)


def _earlier(case: Case, case_id: str, by: timedelta) -> Case:
    task = case.task
    assert task
    clocks = tuple(
        replace(one, moments=tuple(at - by for at in one.moments)) for one in task.clocks
    )
    tasks = (replace(task, clocks=clocks),)
    return replace(case, id=case_id, submitted_at=case.submitted_at - by, tasks=tasks)


def items_of(cases: Iterable[Case], event: Event) -> Iterator[TableItem]:
    """Of what a command with this event writes about each case: the case and its task."""
    for case in cases:
        written = (write.item for write in store.writes(None, case, [event], ""))
        yield from (one for one in written if isinstance(one, store.CaseItem | store.TaskItem))
