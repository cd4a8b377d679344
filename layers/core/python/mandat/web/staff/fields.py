"""The fields of each acting form, and what is wrong with what was sent in them."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Protocol

from mandat.cases.domain.limits import (
    COMMENT_TEXT_MIN,
    OWNER_TEXT_MIN,
    REJECT_REASONS,
    TEXT_MAX,
    TRANSFER_REASONS,
)
from mandat.city.calendar import JAKARTA
from mandat.errors import InvalidError
from mandat.records import record
from mandat.web.request import Request
from mandat.web.staff.permits import Action

SURE = "yes"
EVERYBODY = "all"
REACHED = ("phone", "whatsapp", "no")
REASONS: Mapping[Action, frozenset[str]] = {
    Action.TRANSFER: TRANSFER_REASONS,
    Action.REJECT: REJECT_REASONS,
}
# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.CLAIM: ("sure",),
    Action.DISCUSS: ("comment", "mention"),
    Action.ACKNOWLEDGE: ("sure",),
    Action.FINISH: ("photos", "text", "sure"),
    Action.UPDATE: ("photos", "text", "sure"),
    Action.ASK: ("text", "sure"),
    Action.TRANSFER: ("to", "reason", "note"),
    Action.REJECT: ("photos", "reason", "text", "sure"),
    Action.TELL: ("reached",),
    Action.ORDER: ("to", "deadline", "text", "sure"),
    Action.ANSWER: ("photos", "text", "sure"),
    Action.CONFIRM: ("text", "sure"),
}
DAY_MINUTES = 1440
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_HOUR = re.compile(r"^(\d{1,2})[.:](\d{2})$")


class Filled(Protocol):
    """A form as it was sent, of whatever slice."""

    @property
    def request(self) -> Request: ...


@record
class Sent:
    """A form as it came: `posts` may be chosen, `photos_needed` is what finishing demands."""

    action: Action
    request: Request
    posts: frozenset[str] = frozenset()
    photos: tuple[str, ...] = ()
    photos_needed: int = 0


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    checked = (_CHECKS[name](sent) for name in FIELDS[sent.action])
    return [problem for problem in checked if problem]


def least_of(action: Action) -> int:
    """How long the text of a form is at least."""
    return COMMENT_TEXT_MIN if "comment" in FIELDS[action] else OWNER_TEXT_MIN


def read_deadline(day: str, hour: str) -> datetime | None:
    """A date and a WIB time as phones and people write them; None when unreadable."""
    clock = _HOUR.match(hour.strip())
    date = _year_month_day(day.strip())
    if clock is None or date is None:
        return None
    try:
        local = datetime(*date, int(clock[1]), int(clock[2]), tzinfo=JAKARTA)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):  # the first morning of the year 1 has no UTC
        return None


def read_day(text: str) -> date | None:
    """A date as phones and people write it."""
    found = _year_month_day(text.strip())
    try:
        return date(*found) if found else None
    except ValueError:
        return None


def read_minute(text: str) -> int | None:
    """A time of the day in minutes from midnight, «24.00» for its end."""
    found = _HOUR.match(text.strip())
    minute = int(found[1]) * 60 + int(found[2]) if found else None
    return minute if minute is not None and minute <= DAY_MINUTES else None


def _year_month_day(day: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.match(day):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.match(day):
        return int(found[3]), int(found[2]), int(found[1])
    return None


def check_sure(sent: Filled) -> InvalidError | None:
    """Every acting form has a choice that is not made before."""
    return None if sent.request.value("sure") == SURE else InvalidError("sure", "not_sure")


def check_text(sent: Filled) -> InvalidError | None:
    if len(sent.request.value("text")) < OWNER_TEXT_MIN:
        return InvalidError("text", "text_too_short")
    return check_note(sent)


def _check_comment(sent: Sent) -> InvalidError | None:
    if len(sent.request.value("text")) < COMMENT_TEXT_MIN:
        return InvalidError("text", "text_too_short")
    return check_note(sent)


def _check_mention(sent: Sent) -> InvalidError | None:
    known = sent.request.value("mention") in {EVERYBODY, *sent.posts}
    return None if known else InvalidError("mention", "choose_reader")


def check_note(sent: Filled) -> InvalidError | None:
    length = len(sent.request.value("text"))
    return InvalidError("text", "text_too_long") if length > TEXT_MAX else None


def _check_reason(sent: Sent) -> InvalidError | None:
    known = sent.request.value("reason") in REASONS[sent.action]
    return None if known else InvalidError("reason", "choose_reason")


def _check_to(sent: Sent) -> InvalidError | None:
    known = sent.request.value("to") in sent.posts
    return None if known else InvalidError("to", "choose_post")


def _check_reached(sent: Sent) -> InvalidError | None:
    known = sent.request.value("reached") in REACHED
    return None if known else InvalidError("reached", "choose_reached")


def _check_deadline(sent: Sent) -> InvalidError | None:
    found = read_deadline(sent.request.value("day"), sent.request.value("hour"))
    return None if found else InvalidError("deadline", "deadline_unreadable")


def _check_photos(sent: Sent) -> InvalidError | None:
    enough = len(sent.photos) >= sent.photos_needed
    return None if enough else InvalidError("photos", "photos_needed")


_CHECKS: Mapping[str, Callable[[Sent], InvalidError | None]] = {
    "sure": check_sure,
    "text": check_text,
    "note": check_note,
    "comment": _check_comment,
    "mention": _check_mention,
    "reason": _check_reason,
    "to": _check_to,
    "reached": _check_reached,
    "deadline": _check_deadline,
    "photos": _check_photos,
}
