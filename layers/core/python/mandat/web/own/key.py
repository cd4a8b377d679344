"""Whose link it is, and which cases are theirs."""

import re

from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.errors import NotFoundError
from mandat.own import store
from mandat.platform.links import Purpose, read
from mandat.web.visit import Visit

_KEY = re.compile(r"[0-9TZ:.#A-Z-]{20,60}")


def person_of(visit: Visit, token: str) -> str:
    """The keyed hash that the link was sent to. Raises LinkError."""
    return read(Purpose.OWN, token, visit.now)["h"]


def case_of(hashed: str, case_id: str) -> Case:
    """A case of this person that is not erased. Raises NotFoundError."""
    case = cases.load(case_id)
    if case.erased_at or not store.has(hashed, case):
        raise NotFoundError("no_case")
    return case


def before_of(visit: Visit) -> str:
    """Where the page starts: the last key of the page above; empty for the newest."""
    typed = visit.request.query.get("sebelum", "")
    return typed if _KEY.fullmatch(typed) else ""
