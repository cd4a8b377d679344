"""A case as its citizen reads it: where it stands, the answer, and what can be done."""

from collections.abc import Sequence
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.apply import require
from mandat.cases.domain.model import Case, CaseStatus, ClockName, Outcome, TaskStatus
from mandat.city.domain import Catalogue
from mandat.errors import NotAllowedError
from mandat.personal import store as personal
from mandat.records import record
from mandat.story.timeline import ANSWERS, Line, lines, post_title


@record
class Story:
    """A page of the record, newest first; `earlier` and `later` are `after=` of its neighbours."""

    lines: tuple[Line, ...]
    answer: Line | None
    question: Line | None
    earlier: int | None
    later: int | None


def read_story(case: Case, catalogue: Catalogue, locale: str, after: int | None) -> Story:
    """The last page of the record, or the one after sequence number `after`."""
    start = max(0, case.seq - store.PAGE) if after is None else min(max(0, after), case.seq)
    events = store.timeline(case.id, start)
    texts = personal.texts(case.id, start)
    told = lines(
        events, texts, catalogue, locale, for_citizen=True, erased=case.erased_at is not None
    )
    end = start + store.PAGE
    return Story(
        lines=tuple(reversed(told)),
        answer=_last(told, ANSWERS) if case.answered_at else None,
        question=_last(told, {"CitizenAsked"}) if _is_waiting(case) else None,
        earlier=max(0, start - store.PAGE) if start else None,
        later=end if end < case.seq else None,
    )


def _last(told: Sequence[Line], kinds: frozenset[str] | set[str]) -> Line | None:
    return next((one for one in reversed(told) if one.kind in kinds), None)


def _is_waiting(case: Case) -> bool:
    return case.task is not None and case.task.status is TaskStatus.WAITING


@record
class Owner:
    """Who has the case, in the citizen's words."""

    title: str
    agency: str


def owner_of_case(case: Case, catalogue: Catalogue) -> Owner | None:
    """Post and agency that hold the case; None before it was passed on."""
    if not case.owner:
        return None
    post = catalogue.post(case.owner)
    agency = catalogue.agency(post.agency_id) if post else None
    return Owner(post_title(case.owner, catalogue), agency.name if agency else "")


def can(case: Case, fact: str) -> bool:
    """Whether the case's tables have this step now."""
    try:
        require(case, fact)
    except NotAllowedError:
        return False
    return True


def decided_by(case: Case) -> datetime | None:
    """When mayor and vice mayor decide about a refused answer, while they have to."""
    return case.clock.by if case.clock and case.clock.name is ClockName.DECIDE else None


def ended_apart(case: Case) -> bool:
    """«Tidak sepakat»: the Ombudsman is the next address."""
    return case.outcome is Outcome.NO_AGREEMENT


def is_running(case: Case) -> bool:
    return case.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}
