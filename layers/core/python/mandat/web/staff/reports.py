"""What citizens reported in the last days, for heads: everything that is not sealed, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.cases.domain.model import Case
from mandat.cases.domain.work import DISPATCHERS, LEADERS
from mandat.city.calendar import JAKARTA, to_local
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.story.timeline import post_title
from mandat.story.words import status_words
from mandat.web import render
from mandat.web.request import whole_number
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

DAYS = 14
ROWS = 20
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """`status` is a message id."""

    case_id: str
    title: dict[str, str]
    place: str
    holder: str
    status: str
    at: datetime
    link: str


def show_reports(visit: Visit, token: str) -> Response[str]:
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    catalogue = load_catalogue()
    if not reads_all(viewer.id, catalogue):
        raise NotFoundError("no_reports")
    logger.append_keys(post=viewer.id)
    day, start = _day(visit), _start(visit)
    found = _assigned(day)
    return render.page(
        "staff/reports.html",
        visit.locale,
        cookies=visit.cookies(guarded=False),
        viewer=viewer,
        day=_midnight(day),
        rows=tuple(_rows(found[start : start + ROWS], viewer, catalogue, visit.now)),
        here=day.isoformat(),
        next=start + ROWS if len(found) > start + ROWS else 0,
        before=(day - DAY).isoformat() if day > _today(visit) - DAYS * DAY else "",
        worklist=viewer.worklist_link(visit.now),
    )


def reads_all(post: str, catalogue: Catalogue) -> bool:
    return post in catalogue.heads | DISPATCHERS | LEADERS


def _today(visit: Visit) -> date:
    return to_local(visit.now).date()


def _day(visit: Visit) -> date:
    """The local day that was asked for, among the last ones; today for anything else."""
    today = _today(visit)
    try:
        asked = date.fromisoformat(visit.request.query.get("hari", ""))
    except ValueError:
        return today
    return asked if today - DAYS * DAY <= asked <= today else today


def _start(visit: Visit) -> int:
    return whole_number(visit.request.query.get("mulai", "")) or 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), JAKARTA).astimezone(UTC)


def _assigned(day: date) -> list[Event]:
    """The reports of a local day, the newest first."""
    events = store.events_between(_midnight(day), _midnight(day + DAY))
    found = [one for one in events if isinstance(one.fact, TaskAssigned)]
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def _rows(
    events: list[Event], viewer: Viewer, catalogue: Catalogue, now: datetime
) -> Iterator[Row]:
    cases = {case.id: case for case in store.load_many(event.case_id for event in events)}
    for event in events:
        case = cases[event.case_id]
        if not case.sealed:
            yield _row(case, event, viewer, catalogue, now)


def _row(case: Case, event: Event, viewer: Viewer, catalogue: Catalogue, now: datetime) -> Row:
    village = catalogue.village(case.village)
    return Row(
        case.id,
        case.service_title,
        village.name if village else "",
        post_title(case.owner, catalogue),
        status_words(case),
        event.at,
        viewer.case_link(case.id, now),
    )


def renew_reports(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"/t/laporan/{token}")
