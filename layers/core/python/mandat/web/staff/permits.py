"""What a post may do to a case as it is now. Pure; the tables of the case have the last word."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from mandat.cases.domain.apply import require
from mandat.cases.domain.model import Case, ContactKind, TaskStatus
from mandat.cases.domain.sight import discussion, sight
from mandat.cases.domain.work import DISPATCHERS, LEADERS, teller
from mandat.city.domain import TRIAGE
from mandat.errors import NotAllowedError
from mandat.records import record


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    CLAIM = "ambil"
    DISCUSS = "diskusi"
    ACKNOWLEDGE = "terima"
    FINISH = "selesai"
    UPDATE = "perkembangan"
    ASK = "tanya"
    TRANSFER = "alihkan"
    REJECT = "tolak"
    TELL = "kabari"
    ORDER = "perintah"
    ANSWER = "jawab"
    CONFIRM = "kukuhkan"


@record
class Standing:
    """A post before a case, at a moment."""

    case: Case
    post: str
    now: datetime
    heads: frozenset[str] = frozenset()


@record
class Rule:
    """The fact that the action would add, and what else must hold for the post."""

    fact: str
    holds: Callable[[Standing], bool]


def _owns(one: Standing) -> bool:
    return one.post == one.case.owner


def _asks(one: Standing) -> bool:
    task = one.case.task
    can_pause = task is not None and task.wait_minutes_left > 0
    return _owns(one) and can_pause and one.case.contact is not ContactKind.NONE


def _passes_on(one: Standing) -> bool:
    """A dispatcher who may not see a sealed case may not send it to himself either."""
    return _owns(one) or (one.post in DISPATCHERS and sight(one.case, one.post).content)


def _tells(one: Standing) -> bool:
    """By phone; also when the mail that should have told the citizen is late."""
    case = one.case
    if case.told_at or case.clock is None or one.post != teller(case):
        return False
    return case.contact is ContactKind.PHONE or case.clock.by <= one.now


def _leads(one: Standing) -> bool:
    return one.post in LEADERS and sight(one.case, one.post).content


def _claims(one: Standing) -> bool:
    """A head takes what its owner has not accepted yet, or what lies at triage."""
    case = one.case
    may = one.post in one.heads and not case.sealed and not case.booking
    if case.task is None or not may or one.post == case.owner:
        return False
    return case.task.status is TaskStatus.ASSIGNED or case.owner == TRIAGE


def _discusses(one: Standing) -> bool:
    return one.post in discussion(one.case, one.heads)


# What heads may do to a case that another post holds.
SHARED: Mapping[Action, Rule] = {
    Action.CLAIM: Rule("TaskClaimed", _claims),
    Action.DISCUSS: Rule("CommentPosted", _discusses),
}
RULES: Mapping[Action, Rule] = {
    Action.ACKNOWLEDGE: Rule("TaskAcknowledged", _owns),
    Action.FINISH: Rule("TaskFinished", _owns),
    Action.UPDATE: Rule("UpdatePosted", _owns),
    Action.ASK: Rule("CitizenAsked", _asks),
    Action.TRANSFER: Rule("TaskTransferred", _passes_on),
    Action.REJECT: Rule("TaskRejected", _owns),
    Action.TELL: Rule("CitizenTold", _tells),
    Action.ORDER: Rule("TaskOrdered", _leads),
    Action.ANSWER: Rule("LeaderAnswered", _leads),
    Action.CONFIRM: Rule("AnswerConfirmed", _leads),
}


def allowed(case: Case, post: str, now: datetime) -> tuple[Action, ...]:
    """The actions open to `post`, in the order in which the page offers them."""
    return _open(RULES, Standing(case, post, now))


def shared(case: Case, post: str, now: datetime, heads: frozenset[str]) -> tuple[Action, ...]:
    """What is open to `post` as one of the `heads` that hear of every case."""
    return _open(SHARED, Standing(case, post, now, heads))


def _open(rules: Mapping[Action, Rule], one: Standing) -> tuple[Action, ...]:
    return tuple(
        action
        for action, rule in rules.items()
        if rule.holds(one) and _is_possible(one.case, rule.fact)
    )


def _is_possible(case: Case, fact: str) -> bool:
    try:
        require(case, fact)
    except NotAllowedError:
        return False
    return True
