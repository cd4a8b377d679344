"""What a post may do about a child's fosterer as it is now. Pure; the tables decide."""

from collections.abc import Mapping
from enum import StrEnum

from mandat.cases.domain.model import Case, CaseStatus
from mandat.errors import NotAllowedError
from mandat.fostering.domain.apply import require
from mandat.fostering.domain.model import Fostering, Need, Subject
from mandat.programmes.domain.terms import FosterTerms


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    MATCH = "jodohkan"
    END = "akhiri-asuh"


# The fact that the action would add to the case; an end is the child's and not of one case.
FACTS: Mapping[Action, str] = {Action.MATCH: "FosterMatched"}


def allowed(
    case: Case, subject: Subject, fostering: Fostering | None, post: str, terms: FosterTerms
) -> tuple[Action, ...]:
    """What is open to `post`: a match to who holds the task and keeps the programme, an end to it
    as long as the child is in the programme."""
    if post != terms.matched_by:
        return ()
    matches = post == case.owner and case.status is CaseStatus.OPEN and _looks(subject)
    found = (Action.MATCH,) if matches else ()
    ends = fostering is not None and not fostering.is_ended
    return (*found, Action.END) if ends else found


def _looks(subject: Subject) -> bool:
    if not isinstance(subject, Need):
        return False
    try:
        require(subject, FACTS[Action.MATCH])
    except NotAllowedError:
        return False
    return True
