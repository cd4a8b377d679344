"""/k/<token>: the citizen's page of one case."""

import re
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.personal import store as personal
from mandat.platform.links import Purpose, read
from mandat.platform.observability import follow
from mandat.story import words
from mandat.story.timeline import pictures
from mandat.web.promises import promises_of
from mandat.web.tracking.acts import ACTS
from mandat.web.tracking.story import (
    can,
    decided_by,
    ended_apart,
    is_running,
    owner_of_case,
    read_story,
)
from mandat.web.visit import Visit

_NUMBER = re.compile(r"[0-9]{1,6}")


def case_of(visit: Visit, token: str) -> Case:
    """The case of a secret link. Raises LinkError or NotFoundError."""
    case = store.load(read(Purpose.TRACK, token, visit.now)["c"])
    follow(case.id, visit.request.id)
    return case


def show(visit: Visit, token: str) -> Response[str]:
    case, catalogue = case_of(visit, token), load_catalogue()
    story = read_story(case, catalogue, visit.locale, _after(visit))
    return visit.page(
        "tracking/case.html",
        case=case,
        token=token,
        story=story,
        owner=owner_of_case(case, catalogue),
        promises=promises_of(case, catalogue.calendar),
        state=words.status_words(case),
        running=is_running(case),
        apart=ended_apart(case),
        decide_by=decided_by(case),
        possible={act.path: can(case, act.fact) for act in ACTS.values()},
        done=ACTS.get(visit.request.query.get("kabar", "")),
        again="lagi" in visit.request.query,
        **_reported(case, catalogue),
    )


def _reported(case: Case, catalogue: Catalogue) -> dict[str, Any]:
    narrative = personal.narrative(case.id)
    return {
        "narrative": narrative,
        "village": catalogue.village(case.village),
        "photos": pictures(narrative.photos),
    }


def _after(visit: Visit) -> int | None:
    typed = visit.request.query.get("after", "")
    return int(typed) if _NUMBER.fullmatch(typed) else None
