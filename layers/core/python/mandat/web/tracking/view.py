"""/k/<token>: the citizen's page of one case."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue, calls_ambulance
from mandat.city.store import load_catalogue
from mandat.personal import store as personal
from mandat.platform.links import Purpose, read
from mandat.platform.observability import follow
from mandat.records import record
from mandat.story import words
from mandat.story.timeline import pictures, post_of, post_title
from mandat.web.promises import promises_of
from mandat.web.request import whole_number
from mandat.web.routing import named
from mandat.web.tracking.acts import ACTS, Act
from mandat.web.tracking.story import (
    can,
    decided_by,
    ended_apart,
    is_running,
    owner_of_case,
    read_story,
)
from mandat.web.visit import Visit

# Programmes whose cases have a page of their own: (key, visit, context) -> template and context.
PROGRAMMES: Mapping[str, str] = {
    "stipend": "stipend.tracking:page_of",
    "death": "bereavement.tracking:page_of",
    "guarantee": "guarantee.tracking:page_of",
    "idcard": "idcard.tracking:page_of",
}
NEVER_WITHDRAWN = frozenset({"death", "step", "idcard"})


@record
class Key:
    """A secret link. `handed`: whoever recorded the case for the citizen has had it too."""

    case: Case
    handed: bool

    def may(self, act: Act) -> bool:
        """Whether this link can do it now."""
        if self.is_kept_from(act):
            return False
        ends = act.fact == "CaseClosed" and self.case.is_unsettled
        return ends or can(self.case, act.fact)

    def is_kept_from(self, act: Act) -> bool:
        """The judged may not play the citizen.

        And a death is undone by posts: families say that it is wrong, and need do nothing more. So
        is a card: who wants none says so to whoever brings it.
        """
        withdraws = act.fact == "CaseClosed" and self.case.programme in NEVER_WITHDRAWN
        return withdraws or (self.handed and not act.handed)


def key_of(visit: Visit, token: str) -> Key:
    """The case of a secret link. Raises LinkError or NotFoundError."""
    claims = read(Purpose.TRACK, token, visit.now)
    case = store.load(claims["c"])
    follow(case.id, visit.request.id)
    return Key(case, handed="h" in claims)


def show(visit: Visit, token: str) -> Response[str]:
    key, catalogue = key_of(visit, token), load_catalogue()
    context = _context(visit, token, key, catalogue)
    own = PROGRAMMES.get(key.case.programme)
    template, found = named(own)(key, visit, context) if own else ("tracking/case.html", context)
    return visit.page(template, **found)


def _context(visit: Visit, token: str, key: Key, catalogue: Catalogue) -> dict[str, Any]:
    """What the page of any case shows."""
    case, loan = key.case, _loan(key, visit)
    return {
        "case": case,
        "token": token,
        "story": read_story(case, catalogue, visit.locale, _after(visit)),
        "owner": owner_of_case(case, catalogue),
        "promises": promises_of(case, catalogue.calendar),
        "state": words.status_words(case),
        "running": is_running(case),
        "apart": ended_apart(case),
        "decide_by": decided_by(case),
        "possible": {act.path: key.may(act) for act in ACTS.values()},
        "handed": key.handed,
        "recorder": post_title(post_of(case.recorded_by), catalogue) if case.recorded_by else "",
        "done": ACTS.get(visit.request.query.get("kabar", "")),
        "again": "lagi" in visit.request.query,
        "loan": loan,
        "is_request": bool(loan or case.programme),
        "ambulance": calls_ambulance(catalogue.service(case.service_id)),
        **_reported(case, catalogue),
    }


def _loan(key: Key, visit: Visit) -> Any:
    """What is lent by the case, as its citizen reads it; most cases lend nothing."""
    if not key.case.booking:
        return None
    from mandat.web.bookings.told import told_of

    return told_of(key.case, visit.locale, visit.now, handed=key.handed)


def _reported(case: Case, catalogue: Catalogue) -> dict[str, Any]:
    narrative = personal.narrative(case.id)
    return {
        "narrative": narrative,
        "village": catalogue.village(case.village),
        "photos": pictures(narrative.photos),
    }


def _after(visit: Visit) -> int | None:
    return whole_number(visit.request.query.get("after", ""))
