"""What a morning mail holds, and in which order. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from mandat.cases.domain.model import Case, CaseStatus, ClockName, TaskStatus
from mandat.city.calendar import to_local
from mandat.city.domain import TRIAGE


class Owed(Protocol):
    """A row of a worklist."""

    @property
    def by(self) -> datetime: ...

    @property
    def status(self) -> str: ...


Row = TypeVar("Row", bound=Owed)


def cause_of(post: str, now: datetime) -> str:
    """One morning mail a post and local day, however often the morning is announced."""
    return f"brief#{to_local(now):%Y-%m-%d}#{post}"


def about_of(cause: str) -> str:
    """The post whose tasks a morning mail lists; another one may read it in its place."""
    return cause.rpartition("#")[2]


def is_late(row: Owed, now: datetime) -> bool:
    """A clock that waits for the citizen is not late."""
    return row.by < now and row.status != TaskStatus.WAITING


def late_first(rows: Iterable[Row], now: datetime) -> tuple[Row, ...]:
    """Overdue before the rest, and in each the oldest deadline first."""
    return tuple(sorted(rows, key=lambda row: (not is_late(row, now), row.by)))


def is_unowned(case: Case, now: datetime) -> bool:
    """With triage, or not accepted in the city's limit; a sealed case is Inspektorat's matter."""
    if case.sealed or case.status is not CaseStatus.OPEN or case.task is None:
        return False
    accept = case.task.clock(ClockName.ACKNOWLEDGE)
    late = accept is not None and accept.met_at is None and accept.by < now
    return case.owner == TRIAGE or (case.task.status is TaskStatus.ASSIGNED and late)
