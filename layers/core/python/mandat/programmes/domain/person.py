"""A person that the city knows by NIK: one record of the register. Pure.

Legal basis of each record is a code of `BASES` (UU PDP 27/2022, article 20); it is kept until
`retain_until` (articles 42 to 44) and a child's is sealed (articles 4 and 25).
"""

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Literal

from mandat.records import record

Sex = Literal["m", "f"]

# Contract with the citizen, legal duty, public task: articles 20 (2) c, d and e.
BASES = frozenset({"consent", "legal_duty", "public_task"})


class Marital(StrEnum):
    SINGLE = "single"
    MARRIED = "married"
    WIDOWED = "widowed"
    DIVORCED = "divorced"


@record
class Person:
    """`id` is made of the keyed hash of the NIK, so that nobody has two records.

    `family` is a keyed hash of the family card. The NIK itself is elsewhere, encrypted: `last4`
    is what people see of it. `revision` grows with every change.
    """

    id: str
    last4: str
    name: str = field(repr=False)
    born_on: date = field(repr=False)
    sex: Sex = "f"
    marital: Marital = Marital.SINGLE
    village: str = ""
    neighbourhood: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    faith: str = ""
    family: str = field(default="", repr=False)
    source: str = ""
    basis: str = "public_task"
    retain_until: date | None = None
    # How poor the national register says that the household is: 1 (poorest) to 10; None, unlisted.
    decile: int | None = field(default=None, repr=False)
    died_on: date | None = None
    death_case: str = ""
    revision: int = 1

    @property
    def is_alive(self) -> bool:
        return self.died_on is None

    def age(self, day: date) -> int:
        """Whole years on a local day; who was born on 29 February has his birthday on 1 March."""
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday)
