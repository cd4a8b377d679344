"""What the secret link of a card's case shows: how it stands, and the way to its own page."""

from collections.abc import Mapping
from typing import Any

from mandat.idcard.store import load
from mandat.web.tracking.view import Key
from mandat.web.visit import Visit

TEMPLATE, PLAIN = "idcard/case.html", "tracking/case.html"


def page_of(key: Key, visit: Visit, context: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and what it shows; nobody recorded a report for them."""
    del visit
    card = load(key.case.id)
    if card is None:
        return PLAIN, dict(context)
    own = f"/ktp/{context['token']}"
    return TEMPLATE, {**context, "own": own, "handed": False}
