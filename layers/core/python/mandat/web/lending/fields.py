"""The fields of each form about a booking, and what is wrong with what was sent in them."""

from collections.abc import Callable, Mapping

from mandat.bookings.domain.limits import DECLINE_REASONS, PREEMPT_REASONS
from mandat.bookings.domain.model import Booking, Loan
from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.web.lending.checklist import Checked, read_checklist
from mandat.web.lending.permits import Action
from mandat.web.lending.times import loan_of, typed_loan
from mandat.web.request import Request
from mandat.web.staff.fields import SURE

OTHER = "other"
CHECKLIST = ("photos", "engine", "damage")
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.APPROVE: ("sure",),
    Action.PROPOSE: ("time", "note"),
    Action.DECLINE: ("reason", "text", "sure"),
    Action.PREEMPT: ("reason", "text", "sure"),
    Action.HAND_OVER: CHECKLIST,
    Action.TAKE_BACK: CHECKLIST,
    Action.NO_SHOW: ("sure",),
    Action.CANCEL: ("sure",),
}
REASONS: Mapping[Action, frozenset[str]] = {
    Action.DECLINE: DECLINE_REASONS,
    Action.PREEMPT: PREEMPT_REASONS,
}


@record
class Sent:
    """A form as it came; `engine`: the thing has an odometer and a tank."""

    action: Action
    request: Request
    booking: Booking
    engine: bool = False

    @property
    def loan(self) -> Loan | None:
        """The time that is proposed: a choice of the page, or what was typed."""
        value = self.request.value
        if value("time") != OTHER:
            return loan_of(value("time"))
        typed = (value(name) for name in ("thing", "day", "start", "end"))
        return typed_loan(self.booking.loan, *typed)

    @property
    def checked(self) -> Checked:
        return read_checklist(self.request, engine=self.engine)


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    return [one for name in FIELDS[sent.action] for one in _CHECKS[name](sent)]


def _check_sure(sent: Sent) -> tuple[InvalidError, ...]:
    is_sure = sent.request.value("sure") == SURE
    return () if is_sure else (InvalidError("sure", "not_sure"),)


def _check_reason(sent: Sent) -> tuple[InvalidError, ...]:
    known = sent.request.value("reason") in REASONS[sent.action]
    return () if known else (InvalidError("reason", "choose_reason"),)


def _check_text(sent: Sent) -> tuple[InvalidError, ...]:
    if len(sent.request.value("text")) < OWNER_TEXT_MIN:
        return (InvalidError("text", "text_too_short"),)
    return _check_note(sent)


def _check_note(sent: Sent) -> tuple[InvalidError, ...]:
    fits = len(sent.request.value("text")) <= TEXT_MAX
    return () if fits else (InvalidError("text", "text_too_long"),)


def _check_time(sent: Sent) -> tuple[InvalidError, ...]:
    return () if sent.loan else (InvalidError("time", "choose_time"),)


def _check_checklist(sent: Sent) -> tuple[InvalidError, ...]:
    return sent.checked.wrong


def _unchecked(_sent: Sent) -> tuple[InvalidError, ...]:
    return ()


_CHECKS: Mapping[str, Callable[[Sent], tuple[InvalidError, ...]]] = {
    "sure": _check_sure,
    "reason": _check_reason,
    "text": _check_text,
    "note": _check_note,
    "time": _check_time,
    "photos": _unchecked,
    "engine": _unchecked,
    "damage": _check_checklist,
}
