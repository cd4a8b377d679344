"""The fields of each form about a card, and what is wrong with what was sent in them."""

from collections.abc import Callable, Mapping
from datetime import date

from mandat.errors import InvalidError
from mandat.idcard.domain.counters import Time
from mandat.idcard.domain.limits import AGAIN_WITHIN, AT_HOME, FOUND, POST_END_REASONS, PROOFS
from mandat.idcard.domain.limits import TAKEN_BY as TAKERS
from mandat.records import record
from mandat.web.cards.permits import Action
from mandat.web.request import Request
from mandat.web.staff.fields import check_note, check_sure, check_text, read_day

TOLD = "told"
# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.RECORD: ("sure",),
    Action.PRINT: ("sure",),
    Action.DELIVER: ("photos", "proof", "taken_by", "note", "sure"),
    Action.VISIT: ("found", "explained", "sure"),
    Action.NOT_HOME: ("why", "day", "note", "sure"),
    Action.APPOINT: ("time", "sure"),
    Action.NOT_COME: ("sure",),
    Action.MOVE: ("village", "sure"),
    Action.END: ("reason", "text", "sure"),
}


@record
class Sent:
    """A form as it came. `today` is the local day, `villages` the kelurahan that may be chosen.

    `time` is what was chosen of the free ones, None when it is not free.
    """

    action: Action
    request: Request
    today: date
    villages: frozenset[str] = frozenset()
    time: Time | None = None
    photos: tuple[str, ...] = ()
    expired: bool = False

    @property
    def day(self) -> date | None:
        """On which the lurah comes again."""
        return read_day(self.request.value("day"))


Wrong = InvalidError | None


def problems(sent: Sent) -> list[InvalidError]:
    """Everything that is wrong, in the order of the form's fields."""
    found = (_CHECKS[name](sent) for name in FIELDS[sent.action])
    return [one for one in found if one]


def _check_photos(sent: Sent) -> Wrong:
    if sent.expired:
        return InvalidError("photos", "photos_expired")
    return None if sent.photos else InvalidError("photos", "card_photo")


def _among(sent: Sent, name: str, known: frozenset[str]) -> Wrong:
    return None if sent.request.value(name) in known else InvalidError(name, f"choose_{name}")


def _check_explained(sent: Sent) -> Wrong:
    """Words only where they were not told of it."""
    return check_note(sent) if sent.request.value("found") == TOLD else check_text(sent)


def _check_day(sent: Sent) -> Wrong:
    day = sent.day
    good = day is not None and sent.today < day <= sent.today + AGAIN_WITHIN
    return None if good else InvalidError("day", "choose_day")


def _check_time(sent: Sent) -> Wrong:
    return None if sent.time else InvalidError("time", "choose_time")


_CHECKS: Mapping[str, Callable[[Sent], Wrong]] = {
    "photos": _check_photos,
    "proof": lambda sent: _among(sent, "proof", PROOFS),
    "taken_by": lambda sent: _among(sent, "taken_by", TAKERS),
    "found": lambda sent: _among(sent, "found", FOUND),
    "explained": _check_explained,
    "why": lambda sent: _among(sent, "why", AT_HOME),
    "day": _check_day,
    "time": _check_time,
    "village": lambda sent: _among(sent, "village", sent.villages),
    "reason": lambda sent: _among(sent, "reason", POST_END_REASONS),
    "note": check_note,
    "text": check_text,
    "sure": check_sure,
}
