"""The fields of each form about the stipend, and what is wrong with what was sent in them."""

from collections.abc import Callable, Mapping

from mandat.errors import InvalidError
from mandat.programmes.domain.nik import Nik, parse
from mandat.programmes.domain.terms import Programmes
from mandat.records import record
from mandat.stipend.domain.limits import HOW_PAID, POST_REASONS, PROOFS, REFUSE_REASONS
from mandat.stipend.domain.months import checked
from mandat.web.paying.permits import Action
from mandat.web.request import Request
from mandat.web.staff.fields import check_note, check_sure, check_text, read_day

YES, NO = "yes", "no"
BOX = "c_"
CASH = "cash"
# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.VISIT: ("photos", "visited_on", "nik", "met", "recommended", "text"),
    Action.APPROVE: ("from_month", "note", "sure"),
    Action.REFUSE: ("reason", "text", "sure"),
    Action.PAY: ("photos", "how", "proof", "note", "sure"),
    Action.PROVE: ("photos", "proof", "note", "sure"),
    Action.STOP: ("reason", "text", "called", "sure"),
    Action.RESUME: ("text", "called", "sure"),
    Action.LOOK: ("sure",),
}


@record
class Sent:
    """A form as it came; `photos` are those of its group, `expired` when they are kept no more.

    `mailed`: who gets the money hears of it by mail.
    """

    action: Action
    request: Request
    programmes: Programmes
    photos: tuple[str, ...] = ()
    expired: bool = False
    mailed: bool = True

    @property
    def called(self) -> bool:
        """She was told by a person, where no mail tells her."""
        return self.request.value("called") == YES

    @property
    def met(self) -> tuple[str, ...]:
        """The criteria that were found to hold, in the order of the terms."""
        asked = (one for one, _ in self.programmes.stipend.criteria)
        return tuple(one for one in asked if self.request.value(f"{BOX}{one}") == YES)

    @property
    def nik(self) -> Nik | None:
        """What was read off the card at the door. Raises InvalidError."""
        typed = self.request.value("nik")
        return parse(typed, self.programmes.register.provinces) if typed else None

    @property
    def proof(self) -> str:
        """Of a bank's transfer there is none: whoever got it says so."""
        paid_by_bank = self.action is Action.PAY and self.request.value("how") != CASH
        return "" if paid_by_bank else self.request.value("proof")


Wrong = InvalidError | None


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    found = (_CHECKS[name](sent) for name in FIELDS[sent.action])
    return [one for one in found if one]


def _check_photos(sent: Sent) -> Wrong:
    if sent.expired:
        return InvalidError("photos", "photos_expired")
    by_bank = sent.action is Action.PAY and sent.request.value("how") != CASH
    return None if sent.photos or by_bank else InvalidError("photos", "stipend_photo")


def _check_day(sent: Sent) -> Wrong:
    good = read_day(sent.request.value("visited_on"))
    return None if good else InvalidError("visited_on", "bad_day")


def _check_nik(sent: Sent) -> Wrong:
    try:
        _ = sent.nik
    except InvalidError as error:
        return error
    return None


def _check_recommended(sent: Sent) -> Wrong:
    """Who recommends says that all of it holds: it could not be approved otherwise."""
    answer = sent.request.value("recommended")
    if answer not in {YES, NO}:
        return InvalidError("recommended", "choose_recommended")
    lacks = len(sent.met) < len(sent.programmes.stipend.criteria)
    return InvalidError("met", "not_all_met") if answer == YES and lacks else None


def _check_month(sent: Sent) -> Wrong:
    try:
        checked(sent.request.value("from_month"))
    except InvalidError:
        return InvalidError("from_month", "choose_month")
    return None


def _check_reason(sent: Sent) -> Wrong:
    known = POST_REASONS if sent.action is Action.STOP else REFUSE_REASONS
    return (
        None if sent.request.value("reason") in known else InvalidError("reason", "choose_reason")
    )


def _check_called(sent: Sent) -> Wrong:
    return None if sent.mailed or sent.called else InvalidError("called", "not_called")


def _check_how(sent: Sent) -> Wrong:
    return None if sent.request.value("how") in HOW_PAID else InvalidError("how", "choose_how")


def _check_proof(sent: Sent) -> Wrong:
    if sent.action is Action.PAY and sent.request.value("how") != CASH:
        return None
    return None if sent.proof in PROOFS else InvalidError("proof", "choose_proof")


def _unchecked(_sent: Sent) -> Wrong:
    return None


_CHECKS: Mapping[str, Callable[[Sent], Wrong]] = {
    "photos": _check_photos,
    "visited_on": _check_day,
    "nik": _check_nik,
    "met": _unchecked,
    "recommended": _check_recommended,
    "text": check_text,
    "note": check_note,
    "from_month": _check_month,
    "reason": _check_reason,
    "called": _check_called,
    "how": _check_how,
    "proof": _check_proof,
    "sure": check_sure,
}
