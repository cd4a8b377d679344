"""The fields of each form about a death, and what is wrong with what was sent in them."""

from collections.abc import Callable, Mapping
from functools import cached_property

from mandat.bereavement.domain import plan
from mandat.bereavement.domain.limits import CHILDREN_MAX, UNDO_REASONS
from mandat.bereavement.domain.model import Death
from mandat.errors import InvalidError
from mandat.programmes.domain import nik
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.terms import RegisterTerms
from mandat.records import record
from mandat.web.mourning.permits import Action, Standing, is_confirmed, open_nights
from mandat.web.mourning.wording import LETTERS
from mandat.web.request import Request, whole_number
from mandat.web.staff.fields import check_note, check_sure, check_text

NOBODY = "nobody"
YES, NO = "yes", "no"
# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.CONFIRM: ("photos", "letter", "nik", "spouse", "children", "note", "sure"),
    Action.NIGHT: ("night", "present", "note"),
    Action.HAND_OVER: ("photos", "papers", "text", "sure"),
    Action.UNDO: ("reason", "text", "sure"),
}
# Once it is confirmed, what remains is to say who it was.
MATCHING = ("nik", "sure")


def fields_of(action: Action, death: Death) -> tuple[str, ...]:
    matches = action is Action.CONFIRM and is_confirmed(death)
    return MATCHING if matches else FIELDS[action]


@record
class Sent:
    """A form as it came. `readers` are the posts that may have been at the house."""

    action: Action
    request: Request
    standing: Standing
    register: RegisterTerms
    readers: frozenset[str] = frozenset()
    photos: tuple[str, ...] = ()
    photos_needed: int = 0

    @property
    def number(self) -> int:
        return whole_number(self.request.value("night")) or 0

    @cached_property
    def present(self) -> tuple[str, ...]:
        return tuple(one for one in self.request.values("present") if one and one != NOBODY)

    @property
    def papers(self) -> tuple[str, ...]:
        return tuple(one for one in self.request.values("papers") if one)

    @property
    def children(self) -> int:
        return whole_number(self.request.value("children") or "0") or 0

    @cached_property
    def nik(self) -> Nik | None:
        """What was typed, None when nothing was. Raises InvalidError."""
        typed = self.request.value("nik")
        return nik.parse(typed, self.register.provinces) if typed else None


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    names = fields_of(sent.action, sent.standing.death)
    checked = (_CHECKS[name](sent) for name in names)
    return [problem for problem in checked if problem]


def _check_photos(sent: Sent) -> InvalidError | None:
    enough = len(sent.photos) >= sent.photos_needed
    return None if enough else InvalidError("photos", "photos_needed")


def _check_letter(sent: Sent) -> InvalidError | None:
    known = sent.request.value("letter") in LETTERS
    return None if known else InvalidError("letter", "choose_letter")


def _check_nik(sent: Sent) -> InvalidError | None:
    """Left empty it is found later; later it is all that is asked."""
    try:
        typed = sent.nik
    except InvalidError as error:
        return InvalidError("nik", error.code)
    missing = typed is None and is_confirmed(sent.standing.death)
    return InvalidError("nik", "nik_digits") if missing else None


def _check_spouse(sent: Sent) -> InvalidError | None:
    known = sent.request.value("spouse") in {YES, NO}
    return None if known else InvalidError("spouse", "choose_one")


def _check_children(sent: Sent) -> InvalidError | None:
    number = whole_number(sent.request.value("children") or "0")
    fits = number is not None and number <= CHILDREN_MAX
    return None if fits else InvalidError("children", "children_out_of_range")


def _check_night(sent: Sent) -> InvalidError | None:
    one = sent.standing
    known = sent.number in open_nights(one.death, one.terms, one.now)
    return None if known else InvalidError("night", "choose_night")


def _check_present(sent: Sent) -> InvalidError | None:
    nobody = NOBODY in sent.request.values("present")
    if nobody and sent.present:
        return InvalidError("present", "nobody_and_some")
    known = set(sent.present) <= sent.readers
    return None if known and (nobody or sent.present) else InvalidError("present", "choose_present")


def _check_papers(sent: Sent) -> InvalidError | None:
    made = plan.made(sent.standing.death, sent.standing.terms)
    return None if set(sent.papers) == set(made) else InvalidError("papers", "all_papers")


def _check_reason(sent: Sent) -> InvalidError | None:
    known = sent.request.value("reason") in UNDO_REASONS
    return None if known else InvalidError("reason", "choose_reason")


_CHECKS: Mapping[str, Callable[[Sent], InvalidError | None]] = {
    "sure": check_sure,
    "photos": _check_photos,
    "letter": _check_letter,
    "nik": _check_nik,
    "spouse": _check_spouse,
    "children": _check_children,
    "text": check_text,
    "note": check_note,
    "night": _check_night,
    "present": _check_present,
    "papers": _check_papers,
    "reason": _check_reason,
}
