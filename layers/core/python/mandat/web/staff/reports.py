"""What citizens reported in the last days, for heads: nothing sealed and no loans, day by day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.cases.domain.model import Case
from mandat.cases.domain.work import DISPATCHERS, LEADERS
from mandat.city.calendar import JAKARTA, to_local
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.forwarding.domain import is_hidden
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.story.words import status_words
from mandat.web import render
from mandat.web.staff.cursor import cursor, ended_at
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

DAYS = 14
ROWS = 20
DAY = timedelta(days=1)


@record
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
    day = _day(visit)
    found = _assigned(day, ended_at(visit, viewer))
    shown = found[:ROWS]
    return render.page(
        "staff/reports.html",
        visit.locale,
        cookies=visit.cookies(guarded=False),
        viewer=viewer,
        day=_midnight(day),
        rows=tuple(_rows(shown, viewer, catalogue, visit.now)),
        here=day.isoformat(),
        next=cursor(viewer, store.day_key(shown[-1])) if len(found) > ROWS else "",
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


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), JAKARTA).astimezone(UTC)


def _assigned(day: date, before: str) -> tuple[Event, ...]:
    """The reports of a local day, the newest first: a page of them, and one more."""
    events = store.events_back(_midnight(day), _midnight(day + DAY), before)
    return tuple(islice((one for one in events if isinstance(one.fact, TaskAssigned)), ROWS + 1))


def _rows(
    events: Sequence[Event], viewer: Viewer, catalogue: Catalogue, now: datetime
) -> Iterator[Row]:
    cases = {case.id: case for case in store.load_many(event.case_id for event in events)}
    for event in events:
        case = cases[event.case_id]
        if not is_hidden(case):
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
