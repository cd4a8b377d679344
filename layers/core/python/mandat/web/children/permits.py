"""What a post may do about a child's fosterer as it is now. Pure; the tables decide."""

from collections.abc import Mapping
from enum import StrEnum

from mandat.cases.domain.model import Case, CaseStatus
from mandat.errors import NotAllowedError
from mandat.fostering.domain.apply import require
from mandat.fostering.domain.model import Duty, Fostering, Need, Subject
from mandat.programmes.domain.terms import FosterTerms


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    MATCH = "jodohkan"
    # What an official has shown who has no mailbox, or does not manage his link.
    PROVE = "terbukti"
    CHECK = "keadaan"
    END = "akhiri-asuh"


# The fact that the action would add to the case; an end is the child's and not of one case.
FACTS: Mapping[Action, str] = {
    Action.MATCH: "FosterMatched",
    Action.PROVE: "FosterSupportProved",
    Action.CHECK: "FosterChecked",
}


def allowed(
    case: Case, subject: Subject, fostering: Fostering | None, post: str, terms: FosterTerms
) -> tuple[Action, ...]:
    """What is open to `post`: what the case asks for to who holds its task and keeps the programme,
    an end to it as long as the child is in the programme."""
    if post != terms.matched_by:
        return ()
    acts = post == case.owner and case.status is CaseStatus.OPEN
    found = tuple(one for one in FACTS if acts and _is_possible(subject, one))
    ends = fostering is not None and not fostering.is_ended
    return (*found, Action.END) if ends else found


def _is_possible(subject: Subject, action: Action) -> bool:
    """The tables know a month and a school term as one: only its own act fits each."""
    fits = {Action.MATCH: isinstance(subject, Need)}
    if isinstance(subject, Duty):
        fits = {Action.PROVE: subject.is_month, Action.CHECK: not subject.is_month}
    if not fits.get(action):
        return False
    try:
        require(subject, FACTS[action])
    except NotAllowedError:
        return False
    return True
