"""The NIK: 16 digits, PP KK CC of the first registration, DDMMYY (women DD + 40), serial. Pure.

There is no check digit. Never refused: a prefix from elsewhere (it is never updated), nor a date
of birth that another paper contradicts (a NIK is not corrected). Rules: dukcapil.klaten.go.id.
"""

from collections.abc import Collection
from dataclasses import field
from datetime import date

from mandat.errors import InvalidError
from mandat.programmes.domain.person import Sex
from mandat.records import record

DIGITS = 16
FIELD, CARD_FIELD = "nik", "card"
WOMEN = 40
# Of a year only two digits are known: it must be a date in one of the centuries of the living.
CENTURIES = (1900, 2000)
SEPARATORS = str.maketrans("", "", " .-\u00a0\t")


@record
class Nik:
    """`born` is (day, month, two digits of the year)."""

    digits: str = field(repr=False)

    @property
    def last4(self) -> str:
        return self.digits[-4:]

    @property
    def province(self) -> str:
        return self.digits[:2]

    @property
    def sex(self) -> Sex:
        return "f" if int(self.digits[6:8]) > WOMEN else "m"

    @property
    def born(self) -> tuple[int, int, int]:
        day, month, year = (int(self.digits[at : at + 2]) for at in (6, 8, 10))
        return (day - WOMEN if day > WOMEN else day), month, year

    @property
    def serial(self) -> int:
        return int(self.digits[12:])


def parse(text: str, provinces: Collection[str]) -> Nik:
    """A typed NIK, without its spaces, dots and hyphens. `provinces` are the first digits known.

    Raises InvalidError("nik"): nik_digits, nik_province, nik_date or nik_serial.
    """
    found = Nik(sixteen(text, FIELD, "nik_digits"))
    if found.province not in provinces:
        raise InvalidError(FIELD, "nik_province")
    if not _is_date(*found.born):
        raise InvalidError(FIELD, "nik_date")
    if found.serial == 0:
        raise InvalidError(FIELD, "nik_serial")
    return found


def parse_card(text: str) -> str:
    """The 16 digits of a family card. Raises InvalidError("card", "card_digits")."""
    return sixteen(text, CARD_FIELD, "card_digits")


def sixteen(text: str, named: str, code: str) -> str:
    digits = text.translate(SEPARATORS)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise InvalidError(named, code)
    return digits


def _is_date(day: int, month: int, year: int) -> bool:
    return any(_exists(century + year, month, day) for century in CENTURIES)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
