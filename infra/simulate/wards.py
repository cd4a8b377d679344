"""Orphans and the officials who foster them: entrusted, helped each month, looked after each term.

Dinas Sosial entrusts each to the first who is offered; an official proves a month of all his
children by one button, and each child's school and health by another.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bench import clock, doors
from bench.visitor import SITE
from city.check import CITIES
from city.officials import build_officials, checked_officials
from local.demo.filing import add_photos
from mandat.city.calendar import to_local
from mandat.fostering.commands import take_up
from mandat.fostering.store import load_official
from mandat.fostering.syncing import sync_officials
from mandat.platform.links import foster_url
from mandat.programmes.domain.nik import parse
from mandat.programmes.store import person_id
from mandat.programmes.terms_store import load_programmes
from simulate.offices import Offices, photograph_once
from simulate.people import Resident
from simulate.stream import Image

POST = "dinas-sosial"
# Of all ranks nobody has room: the post looks again.
LOOKS_AGAIN = timedelta(days=2)
MONTH, TERM = "bukti", "semester"
GIVEN: Mapping[str, str] = {"amount": "150.000", "proof": "slip"}
SEEN: Mapping[str, str] = {"school": "attends", "health": "well"}


@dataclass
class Wards:
    """`owed` are cases of months and terms that are still to be proved, by official and form."""

    offices: Offices
    owed: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    whose: dict[str, tuple[str, str]] = field(default_factory=dict)

    def begin(self, children: Sequence[Resident]) -> None:
        """The officials of the city's list, and the orphans that the register knows by now.

        Deaths leave orphans too: officials are there in any year.
        """
        city = CITIES / "bengkulu"
        sync_officials(build_officials(checked_officials(city / "officials.yaml", city), city))
        for child in children:
            nik = parse(child.nik, load_programmes().register.provinces)
            take_up(person_id(nik), "register", to_local(clock.now()).date(), clock.now())

    def hear(self, image: Image) -> None:
        kind, case_id = image["type"]["S"], image["case_id"]["S"]
        if not kind.startswith("Foster"):
            return
        fact = json.loads(image["fact"]["S"])
        if kind == "FosterNeeded":
            self.offices.soon(8, 90, lambda: self._entrust(case_id))
        elif kind in {"FosterSupportDue", "FosterCheckDue"}:
            form = MONTH if kind == "FosterSupportDue" else TERM
            self._owe(case_id, fact["official"], form)
        elif case_id in self.whose:
            self.owed[self.whose[case_id]].discard(case_id)

    def _entrust(self, case_id: str) -> None:
        def first(page: Any) -> dict[str, str]:
            return {"official": page.form.choices["official"][0][0]}

        page = self.offices.look(case_id, POST, "jodohkan")
        if page is None:
            return
        if page.form.choices.get("official"):
            self.offices.act(case_id, POST, "jodohkan", choose=first)
        else:
            self.offices.at(clock.now() + LOOKS_AGAIN, lambda: self._entrust(case_id))

    def _owe(self, case_id: str, official: str, form: str) -> None:
        """Who owes for some children does it for all of them at once."""
        key = official, form
        if not self.owed[key]:
            self.offices.soon(24, 24 * 8, lambda: self._prove(*key))
        self.owed[key].add(case_id)
        self.whose[case_id] = key

    def _prove(self, official: str, form: str) -> None:
        found = load_official(official)
        if found is None or not self.owed[official, form]:
            return
        address = f"{SITE}{doors.link_path(foster_url(official, str(found.generation)))}/{form}"
        times = 1 if form == MONTH else len(self.owed[official, form])
        for _ in range(times):
            self.offices.trying(f"{official} {form}", lambda: self._sent(address, form))

    def _sent(self, address: str, form: str) -> None:
        visitor = self.offices.visitor
        page = visitor.open(address)
        if form == MONTH:
            add_photos(visitor, page, 1, photograph_once)
            page.form.pairs += [("whose", value) for value, _ in page.form.choices["whose"]]
            visitor.press(page, page.form, {**GIVEN, "sure": "yes"})
        else:
            child = page.form.choices["whose"][0][0]
            visitor.press(page, page.form, {**SEEN, "whose": child, "sure": "yes"})
