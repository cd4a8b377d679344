"""Doors of /t/catat/<token>: the empty form, and writing a report down once for its key."""

from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.cases import commands
from mandat.errors import ConflictError, LinkError, OutcomeUnknownError
from mandat.nearby.domain import Neighbour
from mandat.nearby.reading import neighbours
from mandat.personal.submission import Submission
from mandat.photos.uploads import group_of, uploaded
from mandat.platform import ids
from mandat.platform.observability import count, follow
from mandat.web.promises import promises_of
from mandat.web.recording.entry import Entry, problems_of, read_entry
from mandat.web.recording.follow import let_follow
from mandat.web.recording.memory import cookie_of
from mandat.web.recording.page import NEW, Counter, counter_of, form_page
from mandat.web.recording.receipt import CITIZENS_LOCALE, handed
from mandat.web.report.receipt import owner_title
from mandat.web.report.sending import place_of, submission_of
from mandat.web.visit import Visit

CONFLICT, BUSY = 409, 503


def show(visit: Visit, token: str) -> Response[str]:
    counter = counter_of(visit, token)
    return form_page(counter, counter.new_key())


def send(visit: Visit, token: str) -> Response[str]:
    counter = counter_of(visit, token)
    key = visit.request.value("key")
    try:
        cause = counter.cause(key)
    except LinkError:
        return form_page(counter, counter.new_key(), again="stale", status=CONFLICT)
    entry = read_entry(visit.request, counter.catalogue)
    problems = problems_of(entry, counter.viewer, counter.catalogue, visit.now)
    if problems:
        return form_page(counter, key, problems=problems)
    return _decided(counter, entry, key, cause)


def _decided(counter: Counter, entry: Entry, key: str, cause: str) -> Response[str]:
    """New, or the same as one that is known: the recorder says which, when there are any."""
    wanted = counter.visit.request.value("same")
    found = () if wanted == NEW else _others(counter, entry, cause)
    same = next((one for one in found if one.case.id == wanted), None)
    if same:
        return let_follow(counter, entry, same.case)
    if found:
        return form_page(counter, key, same=found)
    return _recorded(counter, entry, key, cause)


def _others(counter: Counter, entry: Entry, cause: str) -> tuple[Neighbour, ...]:
    """What may be the same thing; none when this very form made one of them."""
    found = neighbours(place_of(entry.draft), counter.visit.now)
    own = set(ids.case_ids(cause))
    return () if any(one.case.id in own for one in found) else found


def _recorded(counter: Counter, entry: Entry, key: str, cause: str) -> Response[str]:
    visit = counter.visit
    try:
        receipt = commands.submit(_submission(counter, entry, cause), visit.now)
    except (OutcomeUnknownError, ConflictError):
        return form_page(counter, key, again="unknown", status=BUSY)
    case, catalogue = receipt.case, counter.catalogue
    follow(case.id, visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    answer = visit.page(
        "recording/done.html",
        counter=counter,
        case=case,
        edited=receipt.edited,
        handed=handed(
            case,
            cause,
            entry.draft.phone,
            city=catalogue.city_name,
            post=counter.viewer.post.title,
        ),
        owner=owner_title(case, catalogue),
        promises=promises_of(case, catalogue.calendar),
        ordered=entry.wish(counter.viewer) is not None,
    )
    answer.cookies.append(cookie_of(entry))
    return answer


def _submission(counter: Counter, entry: Entry, cause: str) -> Submission:
    catalogue = counter.catalogue
    service = entry.service(catalogue)
    if service is None:
        raise LinkError("no_service")
    made = submission_of(
        entry.draft,
        catalogue,
        service,
        cause=cause,
        photos=uploaded(group_of(cause)),
        locale=CITIZENS_LOCALE,
        suspect=False,
        correlation_id=counter.visit.request.id,
        actor=counter.viewer.actor,
        channel=entry.channel,
    )
    return replace(made, order=entry.wish(counter.viewer))
