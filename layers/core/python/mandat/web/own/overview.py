"""/saya/<token>: the person's cases, the newest first."""

from datetime import datetime

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.cases.domain.model import Case, CaseStatus
from mandat.cases.domain.timing import promised_by
from mandat.own import store
from mandat.own.held import standing
from mandat.own.store import Filed
from mandat.people.domain import LINK_AGE
from mandat.people.store import address_hash, mailbox
from mandat.personal import store as personal
from mandat.platform.links import address_url, follow_url, track_url
from mandat.records import record
from mandat.story.words import status_words
from mandat.web.own.key import before_of, person_of
from mandat.web.visit import Visit


@record
class Row:
    """`status` is a message id; `promise` is there while somebody works on the case."""

    case: Case
    status: str
    promise: datetime | None
    url: str


def show(visit: Visit, token: str) -> Response[str]:
    hashed = person_of(visit, token)
    filed = store.filed(hashed, before_of(visit))
    return visit.page(
        "own/overview.html",
        token=token,
        rows=[_row(case) for _, case in standing(filed)],
        followed=_followed(hashed),
        confirm=_confirmation(hashed, filed, visit.now),
        earlier=filed[-1].key if len(filed) == store.PAGE else "",
        done=visit.request.query.get("kabar", ""),
    )


def _row(case: Case) -> Row:
    is_open = case.status is CaseStatus.OPEN
    promise = promised_by(case) if is_open else None
    return Row(case, status_words(case), promise, track_url(case.id))


def _followed(hashed: str) -> list[Row]:
    """Cases of others: their page for followers, without a promise to this person."""
    found = ((cases.find(one.case_id), one.follower) for one in store.followed(hashed))
    return [_follow_row(case, follower) for case, follower in found if case]


def _follow_row(case: Case, follower: str) -> Row:
    return Row(case, status_words(case), None, follow_url(case.id, follower))


def _confirmation(hashed: str, filed: tuple[Filed, ...], now: datetime) -> str:
    """Where a mail address is confirmed; empty for a number, and once it is settled."""
    box, first = mailbox(hashed), filed[0].case_id if filed else ""
    by_mail = first and personal.contact(first).email
    if not by_mail or address_hash(by_mail) != hashed or box.confirmed_at or box.lost_at:
        return ""
    return address_url(hashed, first, now + LINK_AGE)
