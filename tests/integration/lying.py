"""What lies in the table of a case, and what must lie there by its state and its events."""

from collections.abc import Iterable
from hashlib import sha256

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.domain.work import INSPECTORATE, LEADERS_DESK, work
from mandat.cases.store import CauseItem, WorkRow
from mandat.personal.store import TextItem
from mandat.platform.table import TableItem

WORKLISTS = ("dinas-pupr", "dlh", "triase", "sekda", "walikota", LEADERS_DESK, INSPECTORATE)
Rows = dict[str, list[WorkRow]]


def work_rows(case_id: str) -> Rows:
    found = {post: store.worklist(post) for post in WORKLISTS}
    mine = {post: [row for row in rows if row.case_id == case_id] for post, rows in found.items()}
    return {post: rows for post, rows in mine.items() if rows}


def expected_rows(case: Case) -> Rows:
    owed = work(case)
    if owed is None or case.task is None:
        return {}
    status = case.task.status if case.task.is_open else case.status
    title, village = case.service_title, case.village
    row = WorkRow(case.id, case.service_id, title, village, status, case.level, owed.by)
    return {owed.post: [row]}


def expected_due(case: Case) -> list[Due]:
    due = next_moment(case)
    return [due] if due else []


def causes(found: Iterable[TableItem]) -> dict[str, int]:
    """Keys of the remembered causes, and the sequence number that each came to."""
    return {one.sk: int(one.seq) for one in found if isinstance(one, CauseItem)}


def expected_causes(events: Iterable[Event]) -> dict[str, int]:
    return {f"CAUSE#{sha256(one.cause.encode()).hexdigest()[:32]}": one.seq for one in events}


def texts(found: Iterable[TableItem]) -> set[int]:
    return {int(one.seq) for one in found if isinstance(one, TextItem)}


def expected_texts(events: Iterable[Event]) -> set[int]:
    """A text lies with the first event of its command that says it has one."""
    first: dict[str, int] = {}
    for event in events:
        if event.has_text:
            first.setdefault(event.cause, event.seq)
    return set(first.values())
