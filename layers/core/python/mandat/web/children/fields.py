"""The fields of each form about a child's fosterer, and what is wrong with what was sent."""

from collections.abc import Callable, Mapping

from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.errors import InvalidError
from mandat.fostering.domain.limits import POST_END_REASONS
from mandat.records import record
from mandat.web.children.permits import Action
from mandat.web.fostering import actions as official
from mandat.web.fostering.fields import Sent as OfOfficial
from mandat.web.fostering.fields import problems_of
from mandat.web.request import Request
from mandat.web.staff.fields import check_note, check_sure

FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.MATCH: ("official", "note", "sure"),
    Action.PROVE: ("photos", "amount", "proof", "note", "sure"),
    Action.CHECK: ("school", "health", "note", "sure"),
    Action.END: ("reason", "note", "sure"),
}
# What a post records for an official is checked as his own form is.
AS_HIS_OWN: Mapping[Action, official.Action] = {
    Action.PROVE: official.Action.SUPPORT,
    Action.CHECK: official.Action.CHECK,
}


@record
class Sent:
    """A form as it came; `offered` and `others` are the officials that may be chosen.

    Of what an official has shown: `least` is owed, `photos` are those of the form's group,
    `expired` when they are kept no more.
    """

    action: Action
    request: Request
    offered: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    least: int = 0
    photos: tuple[str, ...] = ()
    expired: bool = False

    @property
    def official(self) -> str:
        """Whom the post chose; empty when there is none of that id."""
        first, other = self.request.value("official"), self.request.value("another")
        if first in self.offered:
            return first
        return other if other in self.others else ""


Wrong = InvalidError | None


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    if sent.action in AS_HIS_OWN:
        return problems_of(as_his_own(sent), FIELDS[sent.action])
    found = (_CHECKS[name](sent) for name in FIELDS[sent.action])
    return [one for one in found if one]


def as_his_own(sent: Sent) -> OfOfficial:
    action, nobody = AS_HIS_OWN[sent.action], frozenset[str]()
    return OfOfficial(action, sent.request, nobody, sent.least, sent.photos, sent.expired)


def _check_official(sent: Sent) -> Wrong:
    if not sent.official:
        return InvalidError("official", "choose_official")
    both = sent.request.value("official") and sent.request.value("another")
    return InvalidError("another", "two_officials") if both else None


def _check_note(sent: Sent) -> Wrong:
    """Who refuses all that are offered says why."""
    elsewhere = sent.action is Action.MATCH and sent.official in sent.others
    refuses = elsewhere and bool(sent.offered)
    if refuses and len(sent.request.value("text")) < OWNER_TEXT_MIN:
        return InvalidError("text", "why_not_offered")
    return check_note(sent)


def _check_reason(sent: Sent) -> Wrong:
    known = sent.request.value("reason") in POST_END_REASONS
    return None if known else InvalidError("reason", "choose_reason")


_CHECKS: Mapping[str, Callable[[Sent], Wrong]] = {
    "official": _check_official,
    "note": _check_note,
    "reason": _check_reason,
    "sure": check_sure,
}
