"""What the secret link of a request for care shows: how it stands, and its letter."""

from collections.abc import Mapping
from typing import Any

from mandat.guarantee.store import load
from mandat.programmes.terms_store import load_programmes
from mandat.text.mark import msg
from mandat.web.guarantee.draft import PATIENT
from mandat.web.guarantee.told import Told
from mandat.web.tracking.acts import Act
from mandat.web.tracking.view import Key
from mandat.web.visit import Visit

TEMPLATE, PLAIN = "guarantee/request.html", "tracking/case.html"
# What is said after an act, in place of the words of a report.
DONE: Mapping[str, str] = {
    "batal": msg("Your request is withdrawn."),
    "belum-puas": msg("Your objection is recorded. The vice mayor and the mayor decide now."),
}


def page_of(key: Key, visit: Visit, context: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and what it shows; what follows a letter is shown as any case."""
    guarantee = load(key.case.id)
    if guarantee is None:
        return PLAIN, dict(context)
    told = Told(
        guarantee,
        key.case,
        load_programmes().guarantee,
        visit.locale,
        visit.now,
        context["token"],
        dict(context["narrative"].answers).get(PATIENT, ""),
    )
    possible = dict(context["possible"])
    if told.worth:
        possible |= {"batal": False}
    if told.may_appeal:
        possible |= {"puas": False, "belum-puas": False}
    act: Act | None = context["done"]
    done = {"done": DONE.get(act.path, act.done)} if act else None
    return TEMPLATE, {**context, "care": told, "possible": possible, "done": done}
