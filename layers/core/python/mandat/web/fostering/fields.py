"""The fields of an official's forms, and what is wrong with what was sent in them."""

import re
from collections.abc import Callable, Iterable, Mapping

from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.errors import InvalidError
from mandat.fostering.domain.limits import (
    HEALTH,
    HEALTH_WELL,
    MOST_RUPIAH,
    PROOFS,
    SCHOOL,
    SCHOOL_WELL,
    VISIT,
)
from mandat.records import record
from mandat.web.fostering.actions import FIELDS, Action
from mandat.web.request import Request
from mandat.web.staff.fields import check_note, check_sure

# «Rp100.000», «100 000», «100.000,-» and «100000,00».
_RUPIAH = re.compile(
    r"(?:rp\.?\s*)?([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?:-+|00))?", re.IGNORECASE
)
_TOO_LONG = 15


@record
class Sent:
    """A form as it came. `owed` are the cases that may be ticked, `least` what a month's is."""

    action: Action
    request: Request
    owed: frozenset[str]
    least: int
    photos: tuple[str, ...] = ()
    expired: bool = False

    @property
    def whose(self) -> tuple[str, ...]:
        """The cases that were ticked and may be."""
        ticked = dict.fromkeys(self.request.values("whose"))
        return tuple(one for one in ticked if one in self.owed)

    @property
    def amount(self) -> int:
        """In rupiah; 0 when it cannot be read."""
        return read_rupiah(self.request.value("amount"))


Wrong = InvalidError | None


def read_rupiah(text: str) -> int:
    """An amount as people write it; 0 for anything else."""
    found = _RUPIAH.fullmatch(text.strip())
    digits = re.sub("[. ]", "", found[1]) if found else ""
    return int(digits) if 0 < len(digits) <= _TOO_LONG else 0


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    return problems_of(sent, FIELDS[sent.action])


def problems_of(sent: Sent, names: Iterable[str]) -> list[InvalidError]:
    """The same of the fields of those names."""
    found = (_CHECKS[name](sent) for name in names)
    return [one for one in found if one]


def _check_photos(sent: Sent) -> Wrong:
    if sent.expired:
        return InvalidError("photos", "photos_expired")
    proof = sent.request.value("proof")
    needed = proof in PROOFS and proof != VISIT
    return InvalidError("photos", "photo_of_proof") if needed and not sent.photos else None


def _check_whose(sent: Sent) -> Wrong:
    return None if sent.whose else InvalidError("whose", "choose_children")


def _check_child(sent: Sent) -> Wrong:
    return None if sent.whose else InvalidError("whose", "choose_child")


def _check_amount(sent: Sent) -> Wrong:
    amount = sent.amount
    if not amount:
        return InvalidError("amount", "bad_amount")
    if amount > MOST_RUPIAH:
        return InvalidError("amount", "amount_too_large")
    return InvalidError("amount", "amount_too_small") if amount < sent.least else None


def _check_proof(sent: Sent) -> Wrong:
    return _among(sent, "proof", PROOFS)


def _check_school(sent: Sent) -> Wrong:
    return _among(sent, "school", SCHOOL)


def _check_health(sent: Sent) -> Wrong:
    return _among(sent, "health", HEALTH)


def _among(sent: Sent, name: str, known: frozenset[str]) -> Wrong:
    return None if sent.request.value(name) in known else InvalidError(name, f"choose_{name}")


def _check_words(sent: Sent) -> Wrong:
    """A visit and what is not well need words; the rest may have some."""
    code = _words_wanted(sent)
    if code and len(sent.request.value("text")) < OWNER_TEXT_MIN:
        return InvalidError("text", code)
    return check_note(sent)


def _words_wanted(sent: Sent) -> str:
    value = sent.request.value
    if sent.action is Action.SUPPORT:
        return "words_of_visit" if value("proof") == VISIT else ""
    school, health = value("school"), value("health")
    needs = school in SCHOOL - SCHOOL_WELL or health in HEALTH - HEALTH_WELL
    return "words_of_need" if needs else ""


_CHECKS: Mapping[str, Callable[[Sent], Wrong]] = {
    "photos": _check_photos,
    "whose": _check_whose,
    "child": _check_child,
    "amount": _check_amount,
    "proof": _check_proof,
    "school": _check_school,
    "health": _check_health,
    "note": _check_words,
    "sure": check_sure,
}
