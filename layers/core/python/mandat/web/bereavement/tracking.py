"""/k/<token> of a death: the family's one page, and what its acts say there."""

from collections.abc import Mapping
from typing import Any

from mandat.personal.domain import Narrative
from mandat.text.mark import msg
from mandat.web.bereavement.draft import NAME_ANSWER
from mandat.web.bereavement.told import told_of
from mandat.web.tracking.acts import Act
from mandat.web.tracking.view import Key
from mandat.web.visit import Visit

TEMPLATE = "bereavement/family.html"
PLAIN = "tracking/case.html"
# What is said after an act, in place of the words of a report.
DONE: Mapping[str, str] = {
    "tambah": msg("Thank you. The lurah reads it now."),
    "puas": msg("Thank you. We wish the family strength."),
    "belum-puas": msg("Thank you for saying so. The mayor and the vice mayor read it now."),
}


def page_of(key: Key, visit: Visit, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and what it shows; a death that has no record is shown as any case."""
    told = told_of(key.case, visit.locale, visit.now, name_in(context["narrative"]))
    if told is None:
        return PLAIN, context
    act: Act | None = context["done"]
    done = DONE.get(act.path, act.done) if act else ""
    return TEMPLATE, context | {"told": told, "done": done}


def name_in(narrative: Narrative) -> str:
    """Who died, as it was reported; empty once the text has been deleted."""
    return dict(narrative.answers).get(NAME_ANSWER, "")
