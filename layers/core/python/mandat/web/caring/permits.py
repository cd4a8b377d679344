"""What a post may do about a request for care, or what follows a letter, as it is now. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from mandat.cases.domain.model import Case, CaseStatus
from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.guarantee.domain.model import FollowUp, FollowUpStatus, Guarantee, LetterStatus
from mandat.guarantee.domain.transitions import GUARANTEE
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.records import record


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    ISSUE = "terbitkan"
    ASK_LURAH = "tanya-lurah"
    STATE = "keterangan"
    REFUSE = "tolak-jaminan"
    VOID = "batal-surat"
    COVER = "catat-bpjs"
    STATE_AFTER = "keterangan-susulan"


@record
class Standing:
    """A post before a request, or before what follows a letter (`follow_up`), at a moment."""

    case: Case
    guarantee: Guarantee
    follow_up: FollowUp | None
    terms: GuaranteeTerms
    post: str
    now: datetime

    @property
    def owns(self) -> bool:
        return self.post == self.case.owner and self.case.status is CaseStatus.OPEN

    @property
    def issues(self) -> bool:
        return self.post == self.terms.issued_by

    @property
    def is_due(self) -> bool:
        return self.follow_up is not None and self.follow_up.status is FollowUpStatus.DUE


Holds = Callable[[Standing], bool]


def _issues(one: Standing) -> bool:
    """Also while the lurah holds it: what cannot wait is taken back."""
    letter = one.guarantee
    shown = letter.is_shown_poor or (letter.urgent and letter.stated is not False)
    return one.issues and one.case.status is CaseStatus.OPEN and shown


def _asks(one: Standing) -> bool:
    return one.issues and one.owns and not one.guarantee.is_shown_poor


def _states(one: Standing) -> bool:
    return one.owns and not one.issues


def _refuses(one: Standing) -> bool:
    return one.issues and one.owns


def _voids(one: Standing) -> bool:
    """What has expired is void already."""
    return one.issues and one.guarantee.letter(one.now) is LetterStatus.VALID


# The fact that each would add, and what else must hold; in the order in which a page offers them.
RULES: Mapping[Action, tuple[str, Holds]] = {
    Action.ISSUE: ("GuaranteeIssued", _issues),
    Action.ASK_LURAH: ("GuaranteeStatementAsked", _asks),
    Action.STATE: ("GuaranteeStated", _states),
    Action.REFUSE: ("GuaranteeRefused", _refuses),
    Action.VOID: ("GuaranteeVoided", _voids),
}
AFTERWARDS: Mapping[str, Action] = {COVER: Action.COVER, STATEMENT: Action.STATE_AFTER}


def allowed(one: Standing) -> tuple[Action, ...]:
    """What is open to the post."""
    if one.follow_up:
        return (AFTERWARDS[one.follow_up.kind],) if one.is_due and one.owns else ()
    return tuple(
        action
        for action, (fact, holds) in RULES.items()
        if (one.guarantee.status, fact) in GUARANTEE and holds(one)
    )


# To refuse and to make void are never the button of a page.
MAIN = (Action.ISSUE, Action.ASK_LURAH, Action.STATE, Action.COVER, Action.STATE_AFTER)


def main_of(actions: tuple[Action, ...]) -> Action | None:
    """The one act that the page has a button for."""
    return next((one for one in MAIN if one in actions), None)
