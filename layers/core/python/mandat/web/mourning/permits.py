"""What a post may do about a death as it is now. Pure; the tables of the death decide."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from mandat.bereavement.domain import nights, plan
from mandat.bereavement.domain.limits import TAKZIAH
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.bereavement.domain.transitions import DEATH
from mandat.cases.domain.model import Case, CaseStatus
from mandat.programmes.domain.terms import BereavementTerms
from mandat.records import record


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    CONFIRM = "pastikan"
    NIGHT = "malam"
    HAND_OVER = "serahkan-surat"
    UNDO = "batal-lapor"


@record
class Standing:
    """A post before a death, at a moment. `case` is the one that its link leads to: the death's
    own, or that of a step."""

    case: Case
    death: Death
    terms: BereavementTerms
    post: str
    now: datetime

    @property
    def is_step(self) -> bool:
        return self.case.id != self.death.case_id

    @property
    def owns(self) -> bool:
        """The post that holds the family's case."""
        return not self.is_step and self.post == self.case.owner


@record
class Rule:
    """The fact that the action would add, and what else must hold for the post."""

    fact: str
    holds: Callable[[Standing], bool]


def _confirms(one: Standing) -> bool:
    """Once; after that only to say who it was, where nobody knew."""
    reported = one.death.status is DeathStatus.REPORTED
    return one.owns and (reported or not one.death.person)


def _holds_nights(one: Standing) -> bool:
    return (one.owns or _helps(one)) and bool(open_nights(one.death, one.terms, one.now))


def _helps(one: Standing) -> bool:
    """Whoever does the takziah's work writes down an evening too."""
    is_open = one.case.status is CaseStatus.OPEN and one.post == one.case.owner
    return one.is_step and is_open and one.case.service_id in TAKZIAH


def _hands_over(one: Standing) -> bool:
    return one.owns and not plan.missing(one.death, one.terms)


def _undoes(one: Standing) -> bool:
    return not one.is_step and (one.owns or one.post in one.terms.undone_by)


# In the order in which a page offers them.
RULES: Mapping[Action, Rule] = {
    Action.CONFIRM: Rule("DeathConfirmed", _confirms),
    Action.HAND_OVER: Rule("DeathPapersHandedOver", _hands_over),
    Action.NIGHT: Rule("DeathNightHeld", _holds_nights),
    Action.UNDO: Rule("DeathUndone", _undoes),
}


def allowed(one: Standing) -> tuple[Action, ...]:
    return tuple(
        action
        for action, rule in RULES.items()
        if (one.death.status, rule.fact) in DEATH and rule.holds(one)
    )


def open_nights(death: Death, terms: BereavementTerms, now: datetime) -> tuple[int, ...]:
    """The evenings that have begun and are not written down yet."""
    held = {one.number for one in death.held}
    return tuple(
        number
        for number, night in enumerate(death.nights, 1)
        if number not in held and nights.evening(night, terms) <= now
    )


def main_of(actions: tuple[Action, ...], death: Death) -> Action | None:
    """The one act that the page has a button for; undoing never is, nor a NIK that came late."""
    minor = {Action.UNDO} | ({Action.CONFIRM} if is_confirmed(death) else set())
    return next((one for one in actions if one not in minor), None)


def is_confirmed(death: Death) -> bool:
    """What remains to be said of it is who it was."""
    return death.status is not DeathStatus.REPORTED
