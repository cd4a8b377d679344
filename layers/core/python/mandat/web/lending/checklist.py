"""The state of a thing when it changes hands, as a form has it and as the booking keeps it."""

import re
from dataclasses import field

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Booking, Checklist
from mandat.cases.domain.limits import TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.request import Request

YES, NO, UNREADABLE = "yes", "no", "unreadable"
FULL = 8
DAMAGE_TEXT_MIN = 10
_DIGITS = re.compile(r"[0-9]{1,7}")

FUEL_WORDS = {
    str(FULL): msg("Full"),
    "7": "7/8",
    "6": "6/8 (3/4)",
    "5": "5/8",
    "4": msg("4/8 (half)"),
    "3": "3/8",
    "2": "2/8 (1/4)",
    "1": "1/8",
    "0": msg("Empty"),
    UNREADABLE: msg("Cannot be read"),
}
DAMAGE_WORDS = {NO: msg("No damage"), YES: msg("There is damage")}


@record
class Checked:
    """What was sent: the checklist as far as it could be read, and everything wrong with it."""

    checklist: Checklist
    text: str = field(default="", repr=False)
    wrong: tuple[InvalidError, ...] = ()


def has_engine(booking: Booking, fleet: Fleet) -> bool:
    """Whether there is an odometer and a tank to read: things with a number plate have them."""
    found = (fleet.resource(item.resource) for item in booking.loan.items)
    return any(one is not None and one.plate for one in found)


def read_checklist(request: Request, *, engine: bool) -> Checked:
    """`engine`: odometer and fuel belong to it."""
    damage, text = request.value("damage"), request.value("text")
    odometer = _odometer(request.value("odometer")) if engine else None
    fuel = request.value("fuel") if engine else UNREADABLE
    wrong = [
        *([InvalidError("odometer", "odometer_unreadable")] if engine and odometer is None else []),
        *([] if fuel in FUEL_WORDS else [InvalidError("fuel", "choose_one")]),
        *([] if damage in DAMAGE_WORDS else [InvalidError("damage", "choose_damage")]),
        *_text_problem(text, damage),
    ]
    return Checked(Checklist(odometer, _eighths(fuel), damage == YES), text, tuple(wrong))


def _odometer(typed: str) -> int | None:
    """«12.345 km» is a number too."""
    plain = re.sub(r"[.,\s]|km", "", typed.lower())
    return int(plain) if _DIGITS.fullmatch(plain) else None


def _eighths(fuel: str) -> int | None:
    return int(fuel) if fuel in FUEL_WORDS and fuel != UNREADABLE else None


def _text_problem(text: str, damage: str) -> list[InvalidError]:
    if damage == YES and len(text) < DAMAGE_TEXT_MIN:
        return [InvalidError("text", "damage_unsaid")]
    return [InvalidError("text", "text_too_long")] if len(text) > TEXT_MAX else []
