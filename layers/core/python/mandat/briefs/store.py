"""Open work for the morning's mails, read from worklists."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from mandat.briefs.domain import is_unowned, late_first
from mandat.cases import store as cases
from mandat.cases.domain.model import Case, TaskStatus
from mandat.cases.domain.work import LEADERS, LEADERS_DESK
from mandat.cases.store import WorkRow
from mandat.city.domain import TRIAGE, Catalogue

# Of one post; above it the mail says «more than».
WORK_MAX = 200


def has_work(post: str) -> bool:
    return any(cases.worklist(desk, 1) for desk in _desks(post))


def work_of(post: str, now: datetime) -> tuple[WorkRow, ...]:
    """What a post owes, overdue and oldest first; leaders share a desk beside their own."""
    rows = (row for desk in _desks(post) for row in cases.worklist(desk, WORK_MAX))
    return late_first(rows, now)


def _desks(post: str) -> tuple[str, ...]:
    return (post, LEADERS_DESK) if post in LEADERS else (post,)


def unowned(catalogue: Catalogue, now: datetime) -> tuple[Case, ...]:
    """What nobody owns, at most WORK_MAX, the oldest first."""
    found = cases.load_many(row.case_id for row in islice(_suspects(catalogue), WORK_MAX))
    lost = (case for case in found if is_unowned(case, now))
    return tuple(sorted(lost, key=lambda case: case.submitted_at))


def _suspects(catalogue: Catalogue) -> Iterator[WorkRow]:
    """Everything at triage, and what was not accepted in time elsewhere."""
    yield from cases.worklist(TRIAGE, WORK_MAX)
    for post in catalogue.posts:
        rows = cases.worklist(post.id, WORK_MAX) if post.id != TRIAGE else ()
        yield from (row for row in rows if row.status == TaskStatus.ASSIGNED and row.level)
