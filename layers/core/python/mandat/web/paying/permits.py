"""What a post may do with an application or a payment as it is now. Pure; its tables decide."""

from collections.abc import Mapping
from enum import StrEnum

from mandat.cases.domain.model import Case, CaseStatus
from mandat.errors import NotAllowedError
from mandat.platform import links
from mandat.programmes.domain.terms import StipendTerms
from mandat.stipend.domain.apply import Subject, require
from mandat.stipend.domain.model import Application, ApplicationStatus


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    VISIT = links.VISIT
    APPROVE = links.APPROVE_STIPEND
    REFUSE = links.REFUSE_STIPEND
    PAY = "bayar"
    PROVE = "bukti"
    STOP = "hentikan-santunan"
    RESUME = "lanjutkan-santunan"
    # What the register knows of the person; nothing changes but that the look is logged.
    LOOK = "cocokkan"


# The fact that the action would add, in the order in which a page offers them.
FACTS: Mapping[Action, str] = {
    Action.VISIT: "StipendVerified",
    Action.APPROVE: "StipendApproved",
    Action.REFUSE: "StipendRefused",
    Action.PAY: "StipendPaid",
    Action.PROVE: "StipendReceived",
    Action.STOP: "StipendStopped",
    Action.RESUME: "StipendResumed",
}
# Of who approves; what is on the roll is stopped and resumed long after its case was answered.
ON_THE_ROLL = frozenset({Action.STOP, Action.RESUME})
DECISIONS = frozenset({Action.APPROVE, Action.REFUSE}) | ON_THE_ROLL


def allowed(case: Case, subject: Subject, post: str, terms: StipendTerms) -> tuple[Action, ...]:
    """What is open to `post`: to the one that holds the task, and the decision to its approver."""
    if post != case.owner:
        return ()
    is_approver, is_open = post == terms.approved_by, case.status is CaseStatus.OPEN
    found = tuple(
        action
        for action, fact in FACTS.items()
        if _is_possible(subject, fact)
        and (is_approver or action not in DECISIONS)
        and (is_open or action in ON_THE_ROLL)
    )
    looks = isinstance(subject, Application) and subject.status is not ApplicationStatus.WITHDRAWN
    return (*found, Action.LOOK) if looks and is_open else found


def _is_possible(subject: Subject, fact: str) -> bool:
    try:
        require(subject, fact)
    except NotAllowedError:
        return False
    return True


def main_of(actions: tuple[Action, ...], subject: Subject) -> Action | None:
    """The one act that the page has a button for."""
    if isinstance(subject, Application) and not subject.met and Action.VISIT in actions:
        return Action.VISIT
    wanted = (Action.APPROVE, Action.VISIT, Action.PAY, Action.PROVE)
    return next((one for one in wanted if one in actions), None)
