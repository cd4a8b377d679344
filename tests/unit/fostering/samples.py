"""The fostering programme's terms, invented children and officials, for the tests of its rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mandat.cases.domain.acts import Command, RouteCase, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind, Task
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.apply import replay
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.model import (
    Duty,
    DutyStatus,
    Fostering,
    FosteringStatus,
    Official,
    Subject,
)
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import FosterRank, FosterTerms, SchoolTerm
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
SOCIAL, HEALTH, SYSTEM, CHILD_LINK = (
    "post:dinas-sosial:a1",
    "post:dinas-kesehatan:a1",
    "system",
    "citizen",
)
VILLAGE, DISTRICT = "17.71.03.1001", "17.71.03"
CHILD, OTHER = "c" * 32, "d" * 32
PHOTO = ("k" * 20 + "/1",)
TEXT = "Kami sudah datang ke rumahnya pagi ini, dan keadaannya seperti tertulis."
LEAST = 100_000
TERMS = FosterTerms(
    matched_by="dinas-sosial",
    left_by=("bkpsdm", "dinas-sosial"),
    ranks=(
        FosterRank("walikota", {"id": "Wali Kota"}, 10),
        FosterRank("eselon-3", {"id": "Eselon III"}, 2),
        FosterRank("eselon-4", {"id": "Eselon IV"}, 1),
    ),
    school_terms=(SchoolTerm("T1", 1, 10), SchoolTerm("T2", 7, 15)),
)
BY = datetime(2026, 12, 10, 14, 0, tzinfo=UTC)  # 21:00 WIB


def say(made: type[a.FosterCommand], who: str, **values: Any) -> Any:
    filled = {"cause": f"{made.__name__}:{who}", "calendar": s.CALENDAR, "terms": TERMS}
    return made(**(filled | {"actor": who} | values))


def submission(**changes: Any) -> SubmitCase:
    values = {"service_id": "anak-asuh", "programme": "foster", "sealed": True}
    more = {"village": VILLAGE, "contact": ContactKind.NONE}
    return s.submit(**(values | more | changes))


def need(**changes: Any) -> a.OpenNeed:
    values = {"child": CHILD, "waiting_since": NOW, "because": "new"}
    return say(a.OpenNeed, SYSTEM, **(values | changes))


def match(**changes: Any) -> a.MatchChild:
    values = {"official": "budi", "active": True, "free": 1}
    return say(a.MatchChild, SOCIAL, **(values | changes))


def drop(**changes: Any) -> a.DropNeed:
    return say(a.DropNeed, SYSTEM, **({"reason": "declined"} | changes))


def support(**changes: Any) -> a.OpenSupport:
    values = {"child": CHILD, "official": "budi", "month": "2026-12", "due_by": BY}
    return say(a.OpenSupport, SYSTEM, **(values | changes))


def prove(who: str = "official:budi", **changes: Any) -> a.ProveSupport:
    values = {"amount": LEAST, "proof": "slip", "photos": PHOTO}
    return say(a.ProveSupport, who, **(values | changes))


def check(**changes: Any) -> a.OpenCheck:
    values = {"child": CHILD, "official": "budi", "term": "2026-T2", "due_by": BY}
    return say(a.OpenCheck, SYSTEM, **(values | changes))


def report(who: str = "official:budi", **changes: Any) -> a.ReportCheck:
    return say(a.ReportCheck, who, **({"school": "attends", "health": "well"} | changes))


def void(**changes: Any) -> a.VoidDuty:
    return say(a.VoidDuty, SYSTEM, **({"reason": "handed_on"} | changes))


def complain(**changes: Any) -> a.Complain:
    values = {"child": CHILD, "what": "nothing_came", "by": "guardian", "official": "budi"}
    return say(a.Complain, CHILD_LINK, **(values | changes))


def official(name: str = "budi", **changes: Any) -> Official:
    made = Official(name, name.title(), "eselon-3", f"{name}@contoh.example.org")
    return replace(made, village=VILLAGE, district=DISTRICT, **changes)


def person(child: str = CHILD, **changes: Any) -> Person:
    made = Person(child, "4321", "Anak Contoh", date(2015, 6, 6), village=VILLAGE)
    return replace(made, **changes)


def waiting(child: str = CHILD, **changes: Any) -> Fostering:
    made = Fostering(child, FosteringStatus.WAITING, VILLAGE, waiting_since=NOW, case_id="C1")
    return replace(made, **changes)


def fostered(child: str = CHILD, **changes: Any) -> Fostering:
    held = {"official": "budi", "since": NOW, "waiting_since": None}
    return replace(waiting(child), status=FosteringStatus.FOSTERED, **(held | changes))


def duty(child: str = CHILD, period: str = "2026-12", **changes: Any) -> Duty:
    made = Duty("C2", child, "budi", period, DutyStatus.DUE, BY, least=LEAST)
    return replace(made, **changes)


class Line:
    """One case and what it is about, command after command."""

    def __init__(self, begin: a.FosterCommand, at: datetime = NOW, **changes: Any) -> None:
        self.known: Case | None = None
        self.subject: Subject | None = None
        self.events: list[Event] = []
        self.at = at
        self.take(decide_case(None, submission(**changes), at))
        self.do(begin)

    @property
    def case(self) -> Case:
        assert self.known
        return self.known

    @property
    def task(self) -> Task:
        assert self.case.task
        return self.case.task

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.known = apply(self.known, event)
        self.subject = replay(events, self.subject)
        self.events += events

    def do(self, command: Command, after: timedelta = timedelta(minutes=1)) -> tuple[str, ...]:
        """The types of the facts that the command made."""
        self.at += after
        events = (
            decide(self.case, self.subject, command, self.at)
            if isinstance(command, a.FosterCommand)
            else decide_case(self.case, command, self.at)
        )
        self.take(events)
        return tuple(event.type for event in events)

    def routed(self, owner: str = "dinas-sosial") -> "Line":
        self.do(RouteCase("route", "system", calendar=s.CALENDAR, owner=owner))
        return self
