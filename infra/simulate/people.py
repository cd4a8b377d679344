"""Invented people of a part of the city: widows who live on little, and families who lose somebody.

Everybody is in the register before the year begins, as an extract of Dukcapil brings them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from random import Random

from bench.extract import COLUMNS

WOMEN = 40
OF_AGE = 17
WIDOWED, MARRIED, SINGLE = "CERAI MATI", "KAWIN", "BELUM KAWIN"
FAITHS = ("ISLAM",) * 19 + ("KRISTEN",)
OLDEST, YOUNGEST_WIDOW = date(1936, 1, 1), date(1962, 1, 1)
# Of those who die in a year: who leaves a spouse, and who leaves children who are not of age.
WITH_SPOUSE, WITH_CHILDREN = 0.6, 0.15


@dataclass(frozen=True)
class Resident:
    """`card` is the family card. Names say what everybody is in this year."""

    nik: str
    card: str
    name: str
    born_on: date
    woman: bool
    marital: str
    faith: str
    village: str


@dataclass(frozen=True)
class Household:
    """Somebody who will die, and who is left."""

    deceased: Resident
    spouse: bool
    children: int
    others: tuple[Resident, ...] = ()


class People:
    """Makes them, each with a NIK and a card that nobody else has. Villages are (code, name)."""

    def __init__(self, chance: Random, villages: Sequence[tuple[str, str]]) -> None:
        self._chance = chance
        self._villages = villages
        self._number = 0

    def widow(self) -> Resident:
        born = self._born(OLDEST, YOUNGEST_WIDOW)
        return replace(self._one("Janda", born, woman=True), marital=WIDOWED)

    def orphan(self, day: date) -> Resident:
        """Of age in some years."""
        born = self._born(date(day.year - 14, 1, 1), date(day.year - 3, 1, 1))
        return self._one("Yatim", born, woman=self._chance.random() < 0.5)  # noqa: PLR2004  half

    def young(self, turns: date) -> Resident:
        """Who is 17 on that day."""
        born = turns.replace(year=turns.year - OF_AGE)
        return self._one("Remaja", born, woman=self._chance.random() < 0.5)  # noqa: PLR2004  half

    def village(self) -> str:
        return self._chance.choice(self._villages)[0]

    def household(self, day: date) -> Household:
        """Of one who dies on that day."""
        chance = self._chance
        born = self._born(date(day.year - 90, 1, 1), date(day.year - 35, 1, 1))
        married = chance.random() < WITH_SPOUSE
        gone = replace(
            self._one("Mendiang", born, woman=chance.random() < 0.5),  # noqa: PLR2004  half of us
            marital=MARRIED if married else WIDOWED,
        )
        children = chance.randint(1, 3) if chance.random() < WITH_CHILDREN else 0
        return Household(gone, married, children, tuple(self._left(gone, children, day, married)))

    def household_of(self, widow: Resident) -> Household:
        """One who is known already lived alone."""
        return Household(widow, spouse=False, children=0)

    def _left(
        self,
        gone: Resident,
        children: int,
        day: date,
        married: bool,  # noqa: FBT001
    ) -> Iterator[Resident]:
        if married:
            spouse = self._one("Pasangan", gone.born_on + timedelta(days=400), not gone.woman)
            yield self._of(gone, replace(spouse, marital=MARRIED))
        for _ in range(children):
            born = self._born(date(day.year - 16, 1, 1), date(day.year - 2, 1, 1))
            yield self._of(gone, self._one("Anak", born, woman=True))

    def _of(self, gone: Resident, one: Resident) -> Resident:
        return replace(one, card=gone.card, village=gone.village, faith=gone.faith)

    def _born(self, first: date, last: date) -> date:
        return first + timedelta(days=self._chance.randrange((last - first).days))

    def _one(self, role: str, born: date, woman: bool) -> Resident:  # noqa: FBT001  a fact
        self._number += 1
        day = born.day + (WOMEN if woman else 0)
        district, serial = divmod(self._number, 9999)
        return Resident(
            nik=f"1771{district % 90 + 1:02}{day:02}{born:%m%y}{serial + 1:04}",
            card=f"1771{self._number:012}",
            name=f"{role} Rekaan {self._number}",
            born_on=born,
            woman=woman,
            marital=SINGLE,
            faith=self._chance.choice(FAITHS),
            village=self._chance.choice(self._villages)[0],
        )


def extract(residents: Iterable[Resident], names: dict[str, str]) -> str:
    """The lines that Dukcapil would send of them; `names` are those of kelurahan by code."""
    told = StringIO()
    lines = csv.writer(told)
    lines.writerow(COLUMNS)
    for one in residents:
        sex = "P" if one.woman else "L"
        born = f"{one.born_on:%d-%m-%Y}"
        place = (names[one.village], "1", "2", "Jalan Rekaan 1")
        lines.writerow((one.nik, one.card, one.name, born, sex, one.marital, one.faith, *place))
    return told.getvalue()
