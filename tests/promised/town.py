"""The city on moto, laid back before every run; offices that do their work as it comes to them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from bench import clock, doors
from mandat.bookings.fleet_store import forget_fleet
from mandat.city.store import forget_catalogue
from mandat.forwarding.store import forget_windows
from mandat.platform.secrets import forget_secrets
from mandat.programmes.terms_store import forget_programmes
from promised.line import Line, images, table
from promised.people import Patient
from promised.wires import Call, Wires
from simulate import families
from simulate.agenda import Agenda
from simulate.offices import Offices
from simulate.queues import Queues

# 10:00 WIB on a Tuesday.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
# Notes of who looked, of what is in hand, and of how often somebody asked: not what came of it.
QUIET = 2
# Letters that no id has (platform/ids.py) are in every word of eight that begins a key.
CASE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")
PASSING = ("READ#", "LEASE", "RATE#", "SEEN#")


@dataclass
class Town:
    """Everything that a story has in hand. `busy`: offices set to work as cases come to them."""

    wires: Wires
    queues: Queues = field(default_factory=Queues)
    agenda: Agenda = field(default_factory=Agenda)
    offices: Offices = field(init=False)
    line: Line = field(init=False)
    citizen: Patient = field(default_factory=Patient)
    busy: bool = True

    def __post_init__(self) -> None:
        chance = Random(1)  # noqa: S311  the same in every run
        self.offices = Offices(self.agenda, chance, defaultdict(str), visitor=Patient())
        self.line = Line(self.queues)

    def follow(self) -> None:
        """Everybody hears of what is new."""
        news = self.line.follow()
        for image in news if self.busy else ():
            self.offices.hear(image)

    def pass_to(self, end: datetime) -> None:
        """Everything that is planned until then is done."""
        while found := self.agenda.take(end):
            at, do = found
            clock.set_to(at)
            do()
            self.follow()
        clock.set_to(end)

    def pass_by(self, **span: float) -> None:
        self.pass_to(clock.now() + timedelta(**span))

    def sweep(self) -> None:
        """Beats until two in a row bring nothing: a lease lapses between them."""
        quiet = 0
        while quiet < QUIET:
            self.line.hand("sweeper", ["{}"])
            self.follow()
            quiet = 0 if self.line.news else quiet + 1
            self.pass_by(minutes=4)

    def beat(self, function: str) -> None:
        self.line.hand(function, ['{"kind": "day"}'])
        self.follow()


@dataclass
class Outcome:
    """What came of a story: facts by service, items by kind, mails by kind."""

    facts: Counter[str]
    items: Counter[str]
    mails: Counter[str]
    twice: list[str]
    refused: list[str]
    failures: int
    asked: list[Call]
    unmet: list[Call]


Story = Callable[[Town], None]


@dataclass
class Stage:
    """`empty` is the table before anybody did anything."""

    wires: Wires
    queues: Queues
    empty: Any = None

    def __post_init__(self) -> None:
        self.empty = deepcopy(table().items)
        doors.watch(self.wires.within)

    def play(self, story: Story, armed: dict[Call, str] | None = None) -> Outcome:
        """A story from the empty table to its end, in functions that remember nothing."""
        table().items = deepcopy(self.empty)
        self.queues.waiting.clear()
        self.wires.forget(armed or {})
        for forget in (forget_catalogue, forget_fleet, forget_programmes):
            forget()
        forget_secrets()
        forget_windows()
        clock.set_to(NOW)
        town = Town(self.wires, self.queues)
        with patch.object(families, "Visitor", lambda: town.citizen):
            story(town)
            town.follow()
        return self._outcome(town)

    def _outcome(self, town: Town) -> Outcome:
        facts, items = _told()
        wires = self.wires
        return Outcome(
            facts,
            items,
            wires.kinds(),
            list(wires.twice),
            list(town.offices.refused),
            town.citizen.failures + town.offices.visitor.failures,  # type: ignore[attr-defined]  # a Patient, as it was made
            list(dict.fromkeys(wires.asked)),
            list(wires.armed),
        )


def _told() -> tuple[Counter[str], Counter[str]]:
    all_items = list(images())
    services = {
        one["pk"]["S"]: json.loads(one["fact"]["S"])["service_id"]
        for one in all_items
        if "fact" in one and one["type"]["S"] == "CaseSubmitted"
    }
    facts = Counter(
        f"{services[one['pk']['S']]} {one['type']['S']}"
        for one in all_items
        if one["sk"]["S"].startswith("EVENT#")
    )
    kinds = Counter(_kind(one) for one in all_items)
    return facts, Counter({one: count for one, count in kinds.items() if one})


def _kind(image: dict[str, Any]) -> str:
    pk, sk = image["pk"]["S"], image["sk"]["S"]
    if pk.startswith(PASSING) or sk.startswith(PASSING):
        return ""
    firsts = (pk.partition("#")[0], sk.partition("#")[0])
    return " ".join(one for one in firsts if one.isalpha() and not CASE_ID.fullmatch(one))
