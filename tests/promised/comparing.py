"""What a run with faults came to, beside the one without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from promised.town import Outcome
from promised.wires import LOST, Call


def wrong(flawless: Outcome, run: Outcome, armed: Mapping[Call, str]) -> list[str]:
    """Lines about whatever was lost, done twice or refused to somebody."""
    names = ", ".join(f"{call.name}: {way}" for call, way in armed.items())
    found = [
        *_differs("facts", flawless.facts, run.facts),
        *_differs("items", flawless.items, run.items),
        *_differs("mails", flawless.mails, run.mails),
        *(f"refused: {one}" for one in run.refused),
    ]
    if run.twice and not _may_be_twice(armed):
        found.append(f"mailed twice: {run.twice}")
    return [f"{line} [{names}]" for line in found]


def _may_be_twice(armed: Mapping[Call, str]) -> bool:
    """Where the mail service's own answer was lost, nobody knows whether it went."""
    return any(call.operation == "SendEmail" and way == LOST for call, way in armed.items())


def _differs(what: str, wanted: Counter[str], found: Counter[str]) -> list[str]:
    lost, more = dict(wanted - found), dict(found - wanted)
    return [f"{what}: lost {lost}, more {more}"] if lost or more else []
