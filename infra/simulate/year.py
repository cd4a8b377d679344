"""The year: people die, widows are paid, offices work, and the clocks run."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import boto3

from bench import clock, doors
from bench.places import SURROUNDINGS
from bench.requests import queue_event
from local.errors import LocalError
from mandat.city.calendar import JAKARTA
from mandat.city.store import load_catalogue
from simulate import families, paying
from simulate.account import Account
from simulate.agenda import Agenda
from simulate.cards import Cards
from simulate.line import Line
from simulate.offices import Offices, waking
from simulate.patients import Patients
from simulate.people import Household, People, Resident, extract
from simulate.queues import Queues
from simulate.stream import Stream
from simulate.wards import Wards

DAY, SWEEP = timedelta(days=1), timedelta(minutes=30)
MORNING, TAKEN_UP = time(0, 20), time(9)
YEAR, WEEK, LEAP = 365, 7, (2, 29)
# Lines of one extract.
LINES = 500
# How many of a year's dead were paid a stipend; how many reports were a mistake.
RECIPIENTS_WHO_DIE, WRONG = 0.02, 0.01
REPORT_WITHIN = (20, 360)


@dataclass(frozen=True)
class Plan:
    """A part of the city for some days; the same seed plays the same year."""

    first: date
    days: int
    widows: int
    deaths_a_day: float
    seed: int
    villages: Sequence[str] = ()
    orphans: int = 0
    birthdays: int = 0
    sick_a_day: float = 0.0


@dataclass
class Year:
    plan: Plan
    queues: Queues
    chance: Random = field(init=False)
    stream: Stream = field(default_factory=Stream)
    account: Account = field(default_factory=Account)
    agenda: Agenda = field(default_factory=Agenda)

    def __post_init__(self) -> None:
        self.chance = Random(self.plan.seed)  # noqa: S311  the same year in every run
        self.offices = Offices(self.agenda, self.chance)
        self.wards = Wards(self.offices)
        self.patients = Patients(self.offices, self.chance)
        self.cards = Cards(self.offices, self.chance)
        hearers = (self.account, self.offices, self.wards, self.patients, self.cards)
        self.line = Line(self.stream, self.queues, [one.hear for one in hearers])
        names = {one.code: one.name for one in load_catalogue().villages}
        chosen = self.plan.villages or tuple(names)
        self.people = People(self.chance, [(code, names[code]) for code in chosen])

    def play(self) -> None:
        """Everything, from the first morning to the last evening."""
        clock.set_to(_at(self.plan.first, MORNING) - DAY)
        widows = [self.people.widow() for _ in range(self.plan.widows)]
        self._register(widows)
        self._register(self._young())
        self._orphans()
        for widow in widows:
            self._at(self._moment(self.plan.first, 8, 16), lambda widow=widow: self._apply(widow))
        for number in range(self.plan.days):
            self._day(self.plan.first + number * DAY, widows)
            self._until(_at(self.plan.first + (number + 1) * DAY, time()))
            gc.freeze()  # what a day has left in the table stays there

    def _young(self) -> list[Resident]:
        """Birthdays on every day of a year, be it played to its end or not."""
        days = (
            self.plan.first + self.chance.randrange(YEAR) * DAY for _ in range(self.plan.birthdays)
        )
        return [
            self.people.young(one if (one.month, one.day) != LEAP else one + DAY) for one in days
        ]

    def _orphans(self) -> None:
        """Some on each day of the first week: the operator has a list."""
        first, whole = self.plan.first, range(self.plan.orphans)
        orphans = [self.people.orphan(first) for _ in whole]
        self._register(orphans)
        for number in range(WEEK):
            some = orphans[number::WEEK]
            self._at(_at(first + number * DAY, TAKEN_UP), lambda some=some: self.wards.begin(some))

    def _day(self, day: date, widows: list[Resident]) -> None:
        self._at(_at(day, MORNING), self.line.beat)
        for number in range(48):
            self._at(_at(day, time()) + number * SWEEP, self.line.sweep)
        paying.plan(self, day)
        for _ in range(self._some(self.plan.deaths_a_day)):
            self._death(day, widows)
        for _ in range(self._some(self.plan.sick_a_day)):
            self._at(self._moment(day, 0, 23), self._sick)

    def _some(self, a_day: float) -> int:
        whole, part = divmod(a_day, 1)
        return int(whole) + (self.chance.random() < part)

    def _sick(self) -> None:
        self.patients.ask(self.people.village())
        self.line.follow()

    def _death(self, day: date, widows: list[Resident]) -> None:
        known = self.chance.random() < RECIPIENTS_WHO_DIE and len(widows) > 1
        gone = self.people.household_of(widows.pop()) if known else self.people.household(day)
        died_at = self._moment(day, 0, 23)
        told_at = waking(died_at + timedelta(minutes=self.chance.randint(*REPORT_WITHIN)))
        if not known:
            self._register([gone.deceased, *gone.others])
        self._at(told_at, lambda: self._report(gone, died_at))

    def _register(self, residents: Sequence[Resident]) -> None:
        """By the same import as Dukcapil's extracts."""
        for first in range(0, len(residents), LINES):
            self._import(residents[first : first + LINES])

    def _import(self, residents: Sequence[Resident]) -> None:
        codes = {one.village: one.village for one in residents}
        key = f"incoming/dukcapil/{residents[0].nik[-6:]}-{len(residents)}.csv"
        body = extract(residents, codes).encode()
        boto3.client("s3").put_object(Bucket=SURROUNDINGS["REGISTER_BUCKET"], Key=key, Body=body)
        told = {"Records": [{"s3": {"object": {"key": key}}}]}
        doors.call("imports", queue_event(json.dumps(told)))

    def _apply(self, widow: Resident) -> None:
        families.apply(widow, self.chance)
        self.line.follow()

    def _report(self, household: Household, died_at: datetime) -> None:
        filed = families.report(household, died_at, self.chance)
        self.line.follow()
        if self.chance.random() < WRONG:
            self._at(waking(clock.now() + DAY), lambda: self._undo(filed.case_id))
            return
        rated = clock.now() + 5 * DAY
        self._at(waking(rated), lambda: self._rate(filed.link))

    def _undo(self, case_id: str) -> None:
        lurah = self.offices.holder(case_id)
        self.offices.act(
            case_id, lurah, "batal-lapor", reason="alive", text="Keliru, orangnya masih hidup."
        )

    def _rate(self, link: str) -> None:
        """A family that has not got its papers yet has nothing to judge."""
        try:
            families.says(link, "puas", stars=str(self.chance.randint(3, 5)))
        except (LocalError, ValueError):
            self.account.facts["not rated"] += 1

    def _at(self, moment: datetime, do: object) -> None:
        self.agenda.put(moment, do)  # type: ignore[arg-type]  # whatever it gives back is not asked

    def _moment(self, day: date, first: int, last: int) -> datetime:
        hour, minute = self.chance.randint(first, last), self.chance.randrange(60)
        return _at(day, time(hour, minute))

    def _until(self, end: datetime) -> None:
        while found := self.agenda.take(end):
            moment, do = found
            clock.set_to(moment)
            with self.stream.hearing():
                do()
                self.line.follow()


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, JAKARTA).astimezone(UTC)
