"""What becomes of an official: children entrusted and handed on, office left. Pure."""

from collections.abc import Iterable
from datetime import datetime

from mandat.errors import InvalidError, NotAllowedError
from mandat.fostering.domain.limits import LEAVE_REASONS
from mandat.fostering.domain.model import Official, OfficialStatus
from mandat.programmes.domain.terms import FosterTerms
from mandat.records import replace


def room(official: Official, terms: FosterTerms) -> int:
    """How many children may still be entrusted to him: 0 for who has left, or has too many."""
    if not official.is_active:
        return 0
    return max(terms.quota(official.rank) - len(official.children), 0)


def with_child(official: Official, child: str, terms: FosterTerms) -> Official:
    """Raises NotAllowedError for who has left, or has no room: a quota is never exceeded."""
    if not official.is_active:
        raise NotAllowedError("official_left")
    if room(official, terms) < 1 or child in official.children:
        raise NotAllowedError("quota_full")
    return _next(official, children=(*official.children, child))


def without_child(official: Official, child: str) -> Official:
    """Who has left keeps the others until they are handed on as well."""
    others = tuple(one for one in official.children if one != child)
    return _next(official, children=others)


def left(official: Official, reason: str, cause: str, at: datetime) -> Official:
    """Out of office: his children are without a fosterer from this moment on.

    Raises InvalidError for a reason that is none.
    """
    if reason not in LEAVE_REASONS:
        raise InvalidError("reason", "choose_one")
    gone = {"left_at": at, "left_because": reason, "left_cause": cause}
    return _next(official, status=OfficialStatus.LEFT, **gone)


def back(official: Official) -> Official:
    """The word that he has left was wrong: whom he still has stays with him."""
    here = {"left_at": None, "left_because": "", "left_cause": ""}
    return _next(official, status=OfficialStatus.ACTIVE, **here)


def synced(before: Official | None, wanted: Official) -> Official | None:
    """The official as the city's file has him; None where that changes nothing.

    Children, office and links are the programme's own: only another mailbox ends links.
    """
    if before is None:
        return wanted
    moved = before.email != wanted.email
    same = {"children", "status", "left_at", "left_because", "left_cause", "revision"}
    kept = {name: getattr(before, name) for name in same}
    after = replace(wanted, generation=before.generation + moved, **kept)
    after = replace(after, person=wanted.person or before.person)
    return None if after == before else _next(after)


def missing(known: Iterable[Official], wanted: Iterable[Official]) -> tuple[Official, ...]:
    """Officials in office whom the file does not name: somebody must say whether they have left."""
    named = {one.id for one in wanted}
    return tuple(one for one in known if one.is_active and one.id not in named)


def _next(official: Official, **changes: object) -> Official:
    return replace(official, revision=official.revision + 1, **changes)
