"""The terms of the card at 17 and invented people, for the tests of its rules."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from mandat.cases.domain.acts import Command, RouteCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind, Task
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.apply import replay
from mandat.idcard.domain.birthdays import evening
from mandat.idcard.domain.decide import decide
from mandat.idcard.domain.model import Card
from mandat.idcard.domain.promise import promised
from mandat.programmes.domain.terms import CardTerms, Counter
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
BIRTHDAY = date(2027, 11, 20)
MAKER, LURAH, OTHER = "post:dinas-dukcapil:a1", "post:lurah-a:a1", "post:lurah-b:a1"
SYSTEM, CITIZEN = "system", "citizen"
VILLAGE, ELSEWHERE = "17.71.03.1001", "17.71.03.1002"
PERSON = "b" * 32
PHOTO = ("k" * 20 + "/1",)
TEXT = "Kami sudah ke rumahnya pagi ini, dan keadaannya seperti tertulis."
TERMS = CardTerms(
    made_by="dinas-dukcapil",
    counters=(Counter("loket-1", {"id": "Loket 1"}), Counter("loket-2", {"id": "Loket 2"})),
)
TIME = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)  # a Thursday, 13:00 WIB


def say(made: type[a.CardCommand], who: str, **values: Any) -> Any:
    filled = {"cause": f"{made.__name__}:{who}", "calendar": s.CALENDAR, "terms": TERMS}
    return made(**(filled | {"actor": who} | values))


def expect(**changes: Any) -> a.ExpectCard:
    values = {"person": PERSON, "birthday": BIRTHDAY, "village": VILLAGE}
    return say(a.ExpectCard, SYSTEM, **(values | changes))


def invite(number: int = 1, **changes: Any) -> a.InviteToRecord:
    values = {"number": number, "how": "list", "cause": f"invite:{number}"}
    return say(a.InviteToRecord, SYSTEM, **(values | changes))


def ask_visit(**changes: Any) -> a.AskForVisit:
    return say(a.AskForVisit, SYSTEM, **({"to": "lurah-a"} | changes))


def visit(found: str = "told", **changes: Any) -> a.ReportVisit:
    return say(a.ReportVisit, LURAH, **({"found": found, "text": TEXT} | changes))


def appoint(who: str = CITIZEN, **changes: Any) -> a.AppointRecording:
    values = {"counter": "loket-1", "appointed_at": TIME, "free": True}
    return say(a.AppointRecording, who, **(values | changes))


def lose(who: str = CITIZEN, **changes: Any) -> a.LoseAppointment:
    return say(a.LoseAppointment, who, **({"why": "cancelled"} | changes))


def take(**changes: Any) -> a.RecordBiometrics:
    return say(a.RecordBiometrics, MAKER, **changes)


def print_card(**changes: Any) -> a.PrintCard:
    return say(a.PrintCard, MAKER, **changes)


def hand_out(**changes: Any) -> a.HandOutCard:
    return say(a.HandOutCard, SYSTEM, **({"to": "lurah-a"} | changes))


def deliver(who: str = LURAH, **changes: Any) -> a.DeliverCard:
    values = {"taken_by": "self", "proof": "photo", "photos": PHOTO}
    return say(a.DeliverCard, who, **(values | changes))


def miss(**changes: Any) -> a.MissHandover:
    return say(a.MissHandover, LURAH, **({"why": "not_home"} | changes))


def move(who: str = MAKER, **changes: Any) -> a.MoveCard:
    return say(a.MoveCard, who, **({"village": ELSEWHERE, "to": "lurah-b"} | changes))


def end(who: str = MAKER, **changes: Any) -> a.EndCard:
    return say(a.EndCard, who, **({"reason": "refused", "text": TEXT} | changes))


class Played:
    """A card and its case, from the day on which it is expected; routed to who makes cards."""

    def __init__(self, birthday: date = BIRTHDAY, at: datetime = NOW, *, routed: bool = True):
        terms = promised(s.TERMS, evening(birthday, TERMS), s.CALENDAR, at)
        more = {"service_id": "ktp-17", "programme": "idcard", "sealed": True}
        submitted = s.submit(
            **more, village=VILLAGE, contact=ContactKind.NONE, terms=terms, channel="programme"
        )
        self.events: list[Event] = []
        self.known: Case | None = None
        self.held: Card | None = None
        self._took(decide_case(None, submitted, at))
        self.do(expect(birthday=birthday), at)
        if routed:
            self.act(RouteCase("route", SYSTEM, calendar=s.CALENDAR, owner="dinas-dukcapil"), at)

    def _took(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        for event in events:
            self.known = apply(self.known, event)
        self.held = replay(events, self.held)
        self.events += events
        return events

    def act(self, command: Command, at: datetime = NOW) -> tuple[Event, ...]:
        return self._took(decide_case(self.case, command, at))

    def do(self, command: a.CardCommand, at: datetime = NOW) -> tuple[Event, ...]:
        return self._took(decide(self.case, self.held, command, at))

    def after(self, *commands: a.CardCommand, at: datetime = NOW) -> "Played":
        for command in commands:
            self.do(command, at)
        return self

    @property
    def case(self) -> Case:
        assert self.known
        return self.known

    @property
    def card(self) -> Card:
        assert self.held
        return self.held

    @property
    def task(self) -> Task:
        assert self.case.task
        return self.case.task


def card(**changes: Any) -> Card:
    """As it is expected."""
    return replace(Played().card, **changes)
