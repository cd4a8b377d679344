"""/ambulans: numbers to call before anything else; then a call by form, on one page.

Nothing is asked but where, whom to call back, and whether a patient or a body is to be carried.
"""

import hashlib
import json
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Catalogue, Village
from mandat.city.store import load_catalogue
from mandat.dispatch.calling import call
from mandat.dispatch.domain.limits import FOR_WHOM, WORDS_MAX, WORDS_MIN
from mandat.dispatch.fleet import fleet_now
from mandat.errors import (
    ConflictError,
    LinkError,
    MandatError,
    OutcomeUnknownError,
    UnavailableError,
)
from mandat.platform.links import Purpose, read, sign
from mandat.platform.observability import count, follow, log_failure
from mandat.story.calls import WHOM
from mandat.web.dispatch.sending import Asked, submission_of, wish_of
from mandat.web.phones import read_phone, show_phone
from mandat.web.problems import Problem, Problems
from mandat.web.report.draft import UNKNOWN_VILLAGE
from mandat.web.report.places import by_district
from mandat.web.visit import Visit

SCOPE = "ambulans"
KEY_AGE = timedelta(hours=12)
OTHER_BROWSER = "other_browser"
FIELDS = ("whom", "village", "where", "phone", "latitude", "longitude")


def first(visit: Visit) -> Response[str]:
    return visit.page("dispatch/first.html", desk=desk_phone(), shown=show_phone)


def desk_phone() -> str:
    """The ambulance desk's number, E.164; empty before the fleet has one, and in an outage.

    119 and 112 are on the page whatever happens to our data.
    """
    try:
        return fleet_now().desk_phone
    except UnavailableError:
        return ""


def ask(visit: Visit) -> Response[str]:
    return _page(visit)


def send(visit: Visit) -> Response[str]:
    """The call, once for its key. Whatever goes wrong, the numbers to call stand on top."""
    catalogue = load_catalogue()
    problems = _problems(visit, catalogue)
    if problems:
        return _page(visit, problems)
    try:
        cause = _cause(visit)
    except LinkError:
        return _page(visit, notice="again", status=409)
    asked = _asked(visit, catalogue)
    try:
        receipt = call(submission_of(asked, cause), wish_of(asked, cause), visit.now)
    except (UnavailableError, OutcomeUnknownError, ConflictError) as error:
        return _unsent(visit, error)
    follow(receipt.case.id, visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    token = sign(Purpose.TRACK, {"c": receipt.case.id})
    return visit.redirect(f"/ambulans/status/{token}{'?diubah=1' if receipt.edited else ''}")


def _unsent(visit: Visit, error: MandatError) -> Response[str]:
    """The same key goes along: sent again, it is the same call."""
    log_failure(error)
    return _page(visit, notice="unsent", key=visit.request.value("key"), status=503)


def _cause(visit: Visit) -> str:
    """What the key stands for. A browser that keeps no cookies has its call taken all the same.

    The key alone makes it one call. Raises LinkError for a key that is none, or too old.
    """
    key = visit.request.value("key")
    try:
        return visit.guard.cause(key, SCOPE, visit.now, purpose=Purpose.SUBMIT)
    except LinkError as error:
        if error.code != OTHER_BROWSER:
            raise
    return f"{Purpose.SUBMIT}:{read(Purpose.SUBMIT, key, visit.now)['n']}"


def _problems(visit: Visit, catalogue: Catalogue) -> Problems:
    value, found = visit.request.value, dict[str, Problem]()
    if value("whom") not in FOR_WHOM:
        found["whom"] = Problem("choose_one")
    if value("village") != UNKNOWN_VILLAGE and not catalogue.village(value("village")):
        found["village"] = Problem("choose_village")
    if not WORDS_MIN <= len(value("where")) <= WORDS_MAX:
        short = len(value("where")) < WORDS_MIN
        found["where"] = Problem("where_needed" if short else "too_long", {"most": WORDS_MAX})
    if not read_phone(value("phone")):
        found["phone"] = Problem("bad_phone")
    return found


def _asked(visit: Visit, catalogue: Catalogue) -> Asked:
    value = visit.request.value
    typed = {name: value(name) for name in FIELDS}
    content = json.dumps(typed, sort_keys=True, ensure_ascii=False)
    return Asked(
        catalogue=catalogue,
        whom=value("whom"),
        village=_village(value("village"), catalogue),
        where=value("where"),
        phone=read_phone(value("phone")) or "",
        position=(value("latitude"), value("longitude")),
        locale=visit.locale,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        doubtful=bool(value("website")),
        correlation_id=visit.request.id,
    )


def _village(code: str, catalogue: Catalogue) -> Village | None:
    return catalogue.village(code)


def _page(
    visit: Visit,
    problems: Problems | None = None,
    *,
    notice: str = "",
    key: str = "",
    status: int = 200,
) -> Response[str]:
    if problems:
        count("FormRejected")
    return visit.page(
        "dispatch/ask.html",
        status=status,
        problems=problems,
        guarded=True,
        key=key or _key(visit),
        typed={name: visit.request.value(name) for name in FIELDS},
        notice=notice,
        desk=desk_phone(),
        shown=show_phone,
        **_choices(visit),
    )


def _key(visit: Visit) -> str:
    """The one that was sent, as long as it holds: a call that was corrected is the same call."""
    try:
        _cause(visit)
    except LinkError:
        return visit.guard.nonce(SCOPE, visit.now, purpose=Purpose.SUBMIT, age=KEY_AGE)
    return visit.request.value("key")


def _choices(visit: Visit) -> dict[str, Any]:
    return {
        "districts": by_district(load_catalogue().villages),
        "unknown": UNKNOWN_VILLAGE,
        "whom": [(code, visit.say(text), "") for code, text in WHOM.items()],
    }
