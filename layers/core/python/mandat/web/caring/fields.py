"""The fields of each form about care without payment, and what is wrong with what was sent."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from mandat.errors import InvalidError
from mandat.guarantee.domain.follow_up import needs_text
from mandat.guarantee.domain.limits import (
    COVER,
    COVERED,
    DONE,
    REFUSE_REASONS,
    STATEMENT,
    UNDONE,
    VOID_REASONS,
)
from mandat.programmes.domain import nik
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.terms import GuaranteeTerms, RegisterTerms
from mandat.records import record
from mandat.web.caring.permits import Action
from mandat.web.request import Request
from mandat.web.staff.fields import check_note, check_sure, check_text, read_day

YES, NO = "yes", "no"
# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.ISSUE: ("hospital", "nik", "note", "sure"),
    Action.ASK_LURAH: ("to", "sure"),
    Action.STATE: ("photos", "poor", "text", "sure"),
    Action.REFUSE: ("reason", "text", "sure"),
    Action.VOID: ("reason", "text", "sure"),
    Action.COVER: ("how", "since", "explained", "sure"),
    Action.STATE_AFTER: ("photos", "how", "text", "sure"),
}
KINDS: Mapping[Action, str] = {Action.COVER: COVER, Action.STATE_AFTER: STATEMENT}
REASONS: Mapping[Action, frozenset[str]] = {
    Action.REFUSE: REFUSE_REASONS,
    Action.VOID: VOID_REASONS,
}


@record
class Sent:
    """A form as it came. `lurahs` are the posts that may be asked, `expired` its photos' group."""

    action: Action
    request: Request
    terms: GuaranteeTerms
    register: RegisterTerms
    lurahs: frozenset[str] = frozenset()
    photos: tuple[str, ...] = ()
    expired: bool = False

    @property
    def kind(self) -> str:
        """Of what follows a letter; empty for a request."""
        return KINDS.get(self.action, "")

    @property
    def how(self) -> str:
        return self.request.value("how")

    @property
    def since(self) -> date | None:
        """The first day of a cover; of nothing else, whatever was typed."""
        return read_day(self.request.value("since")) if self.how == COVERED else None

    @cached_property
    def nik(self) -> Nik | None:
        """What was typed, None when nothing was. Raises InvalidError."""
        typed = self.request.value("nik")
        return nik.parse(typed, self.register.provinces) if typed else None


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    checked = (_CHECKS[name](sent) for name in FIELDS[sent.action])
    return [problem for problem in checked if problem]


def _check_hospital(sent: Sent) -> InvalidError | None:
    known = sent.terms.hospital(sent.request.value("hospital"))
    return None if known else InvalidError("hospital", "choose_hospital")


def _check_nik(sent: Sent) -> InvalidError | None:
    try:
        sent.nik  # noqa: B018  reading it is the check
    except InvalidError as error:
        return InvalidError("nik", error.code)
    return None


def _check_to(sent: Sent) -> InvalidError | None:
    known = sent.request.value("to") in sent.lurahs
    return None if known else InvalidError("to", "choose_lurah")


def _check_photos(sent: Sent) -> InvalidError | None:
    return InvalidError("photos", "photos_expired") if sent.expired else None


def _check_poor(sent: Sent) -> InvalidError | None:
    known = sent.request.value("poor") in {YES, NO}
    return None if known else InvalidError("poor", "choose_one")


def _check_reason(sent: Sent) -> InvalidError | None:
    known = sent.request.value("reason") in REASONS[sent.action]
    return None if known else InvalidError("reason", "choose_reason")


def _check_how(sent: Sent) -> InvalidError | None:
    known = sent.how in DONE[sent.kind] | UNDONE[sent.kind]
    return None if known else InvalidError("how", "choose_one")


def _check_since(sent: Sent) -> InvalidError | None:
    missing = sent.how == COVERED and sent.since is None
    return InvalidError("since", "bad_day") if missing else None


def _check_explained(sent: Sent) -> InvalidError | None:
    """Words only where it was not done."""
    known = sent.how in UNDONE[sent.kind] and needs_text(sent.kind, sent.how)
    return check_text(sent) if known else check_note(sent)


_CHECKS: Mapping[str, Callable[[Sent], InvalidError | None]] = {
    "sure": check_sure,
    "hospital": _check_hospital,
    "nik": _check_nik,
    "note": check_note,
    "to": _check_to,
    "photos": _check_photos,
    "poor": _check_poor,
    "text": check_text,
    "reason": _check_reason,
    "how": _check_how,
    "since": _check_since,
    "explained": _check_explained,
}
