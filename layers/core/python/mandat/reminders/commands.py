"""What to do with one due item: a command on its case, or nothing when the moment has passed."""

import json
from collections.abc import Callable
from datetime import datetime
from pkgutil import resolve_name
from typing import cast

from mandat.cases import store
from mandat.cases.commands import execute
from mandat.cases.domain.acts import Remind
from mandat.cases.domain.model import Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.routing import route_case
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError
from mandat.forwarding.commands import gather
from mandat.forwarding.store import DIGEST
from mandat.people.commands import release
from mandat.people.store import NEWS
from mandat.platform.observability import as_id, count, follow, logger
from mandat.reminders.store import forget

ROUTE = "route"
# Moments of what hangs off a case, by how their kinds begin: imported when one comes.
_ELSEWHERE = {
    "booking": "mandat.bookings.commands:remind",
    "unit": "mandat.dispatch.commands:remind",
    "evening": "mandat.bereavement.invitation:gather",
}

Reminding = Callable[[str, Due, datetime], bool]


def act(body: str, now: datetime) -> bool:
    """Handle one message of the due queue; whether the case was changed by it."""
    told = json.loads(body)
    case_id = str(told["case_id"])
    due = Due(told["kind"], datetime.fromisoformat(told["at"]), told["task_id"])
    acted = _done(case_id, due, now)
    count("ReminderActed" if acted else "ReminderStale")
    logger.info("due", due_kind=as_id(due.kind), acted=acted)
    return acted


def _done(subject: str, due: Due, now: datetime) -> bool:
    """`subject` is a case, of news the hash of an address, of a digest all heads."""
    if due.kind == NEWS:
        release(subject, due.at)
        return True
    if due.kind == DIGEST:
        return gather(due.task_id, due.at, now) > 0
    follow(subject, "")
    beginning, colon, _ = due.kind.partition(":")
    if colon and beginning in _ELSEWHERE:
        remind = cast("Reminding", resolve_name(_ELSEWHERE[beginning]))
        return remind(subject, due, now)
    return _acted(subject, due, now)


def _acted(case_id: str, due: Due, now: datetime) -> bool:
    cause = f"due:{case_id}:{due.task_id}:{due.kind}:{store.stamp(due.at)}"
    if due.kind == ROUTE:
        done = route_case(case_id, cause, now)
    else:
        calendar = load_catalogue().calendar
        done = execute(case_id, Remind(cause, "system", calendar=calendar, due=due), now)
    if not done.events:
        _drop_if_old(case_id, due)
    return bool(done.events)


def _drop_if_old(case_id: str, due: Due) -> None:
    """An item that the case does not stand by would come for ever."""
    case = store.load(case_id)
    if next_moment(case) == due:
        return
    try:
        forget(case, due)
    except ConflictError:
        logger.info("due item left to the command that overtook it")
