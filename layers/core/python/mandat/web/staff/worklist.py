"""A post's open work, the next to be late first."""

import heapq
from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.domain.model import CaseStatus, TaskStatus
from mandat.cases.domain.work import LEADERS, LEADERS_DESK
from mandat.cases.store import WorkRow
from mandat.city.domain import TRIAGE, Catalogue, owner_of
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.staff.cursor import FIELD, cursor, ended_at
from mandat.web.staff.moments import distance
from mandat.web.staff.reports import reads_all
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

ROWS = 20
AMBULANCES = "ambulans-darurat"

STATES: Mapping[str, str] = {
    TaskStatus.ASSIGNED: msg("Not accepted yet"),
    TaskStatus.ACKNOWLEDGED: msg("Being worked on"),
    TaskStatus.WAITING: msg("Waiting for the citizen's answer"),
    CaseStatus.ANSWERED: msg("The citizen must be told"),
    CaseStatus.DISPUTED: msg("Mayor and vice mayor must decide"),
}


@record
class Lent:
    """What is lent, and when. `state` is a message id: how it stands, empty once it is over."""

    loan: str
    state: str = ""


@record
class Row:
    """`title` is empty when the post may not know it; `left` is empty while the clock pauses.

    `loan` is what is lent by the case, and when; empty for a report.
    """

    case_id: str
    title: str
    place: str
    state: str
    by: datetime
    left: str
    is_late: bool
    link: str
    loan: str = ""


def show_worklist(visit: Visit, token: str) -> Response[str]:
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    found = _rows(viewer.id, ended_at(visit, viewer))
    rows = found[:ROWS]
    loans = _loans(rows, visit.locale)
    return render.page(
        "staff/worklist.html",
        visit.locale,
        cookies=visit.cookies(guarded=False),
        viewer=viewer,
        reports=_reports(viewer, visit),
        record=f"/t/catat/{token}",
        post=viewer.post_link(visit.now) if viewer.is_holder else "",
        rows=[_row(one, visit, viewer, loans.get(one.case_id)) for one in rows],
        calendar=viewer.lending_link(visit.now) if loans else "",
        ambulances=f"/meja/{token}" if _is_ambulance_desk(viewer) else "",
        pays=viewer.pay_list_link(visit.now) if _pays_stipends(viewer) else "",
        fosters=viewer.foster_list_link(visit.now) if _fosters(viewer) else "",
        cards=viewer.cards_link(visit.now) if _has_cards(viewer, rows) else "",
        is_first=FIELD not in visit.request.query,
        next=cursor(viewer, store.row_key(rows[-1])) if len(found) > ROWS else "",
    )


def _is_ambulance_desk(viewer: Viewer) -> bool:
    """Whose board of units is one tap away."""
    service = load_catalogue().service(AMBULANCES)
    return service is not None and owner_of(service, None) == viewer.id


def _pays_stipends(viewer: Viewer) -> bool:
    """Whose pay list is one tap away: the post that each month's payments are tasks of."""
    promised = (one for one in load_catalogue().services if one.programme == "stipend")
    return any(one.owner == f"post:{viewer.id}" for one in promised)


def _fosters(viewer: Viewer) -> bool:
    """Whose list of orphans and officials is one tap away: who matches them, who hears of leaving.

    Nothing is read for a city without such a service; one whose promises are not synced yet has no
    list to lead to.
    """
    if not any(one.programme == "foster" for one in load_catalogue().services):
        return False
    try:
        terms = load_programmes().fostering
    except NotFoundError:
        return False
    return viewer.id in {terms.matched_by, *terms.left_by}


def _has_cards(viewer: Viewer, rows: list[WorkRow]) -> bool:
    """Whose list of identity cards is one tap away: who makes them, and a lurah who has one."""
    made = {one.id: one.owner for one in load_catalogue().services if one.programme == "idcard"}
    makes = f"post:{viewer.id}" in made.values()
    return makes or any(one.service_id in made for one in rows)


def _reports(viewer: Viewer, visit: Visit) -> str:
    """Where a head finds all reports of the last days."""
    return viewer.reports_link(visit.now) if reads_all(viewer.id, load_catalogue()) else ""


def _rows(post: str, after: str) -> list[WorkRow]:
    """One row more than a page shows; leaders share a desk beside their own."""
    desks = (post, LEADERS_DESK) if post in LEADERS else (post,)
    found = (store.worklist(desk, ROWS + 1, after) for desk in desks)
    return list(islice(heapq.merge(*found, key=store.row_key), ROWS + 1))


def _loans(rows: list[WorkRow], locale: str) -> dict[str, Lent]:
    """What is lent by those of the cases that are bookings; reports need nothing of bookings."""
    services = ((one.case_id, load_catalogue().service(one.service_id)) for one in rows)
    wanted = [case_id for case_id, service in services if service and service.kind == "booking"]
    if not wanted:
        return {}
    from mandat.web.lending.listing import lent

    return lent(wanted, locale)


def _row(row: WorkRow, visit: Visit, viewer: Viewer, lent: Lent | None) -> Row:
    catalogue = load_catalogue()
    village = catalogue.village(row.village)
    paused = row.status == TaskStatus.WAITING
    return Row(
        row.case_id,
        "" if _is_hidden(row, viewer, catalogue) else _title(row, visit.locale),
        village.name if village else "",
        (lent.state if lent else "") or STATES.get(row.status, ""),
        row.by,
        "" if paused else distance(row.by, visit.now, visit.locale),
        row.by < visit.now and not paused,
        viewer.case_link(row.case_id, visit.now),
        lent.loan if lent else "",
    )


def _title(row: WorkRow, locale: str) -> str:
    return row.title.get(locale) or row.title.get("id", "")


def _is_hidden(row: WorkRow, viewer: Viewer, catalogue: Catalogue) -> bool:
    """Triage calls the citizen of a sealed case without knowing what it is about."""
    service = catalogue.service(row.service_id)
    sealed = service is not None and service.sealed
    return sealed and viewer.id == TRIAGE and row.status == CaseStatus.ANSWERED
