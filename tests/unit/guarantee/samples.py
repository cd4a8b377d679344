"""The guarantee's terms and invented patients, for the tests of its rules."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mandat.cases.domain.acts import Command, RouteCase, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.apply import replay
from mandat.guarantee.domain.decide import decide
from mandat.guarantee.domain.model import Guarantee
from mandat.guarantee.domain.numbers import number_of
from mandat.programmes.domain.terms import GuaranteeTerms, Hospital
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
HEALTH, LURAH, CITIZEN = "post:dinas-kesehatan:a1", "post:lurah-berkas:a1", "citizen"
SYSTEM = "system"
VILLAGE = "17.71.03.1001"
PERSON = "b" * 32
PHOTO = ("h" * 20 + "/1",)
TEXT = "Kami sudah datang ke rumahnya pagi ini, dan keadaannya seperti tertulis."
NUMBER = number_of(bytes(range(32)))
TERMS = GuaranteeTerms(
    issued_by="dinas-kesehatan",
    hospitals=(Hospital("rsud", "RSUD Contoh"), Hospital("rs-lain", "RS Lain")),
)


def submission(**changes: Any) -> SubmitCase:
    values = {"service_id": "berobat-biasa", "programme": "guarantee", "sealed": True}
    return s.submit(**(values | {"village": VILLAGE} | changes))


def say(made: type[a.GuaranteeCommand], who: str, **values: Any) -> Any:
    filled = {"cause": f"{made.__name__}:{who}", "calendar": s.CALENDAR, "terms": TERMS}
    return made(**(filled | {"actor": who} | values))


def ask(**changes: Any) -> a.AskForCare:
    values = {"applicant": "family", "hospital": "rsud", "person": PERSON, "last4": "4321"}
    return say(a.AskForCare, CITIZEN, **(values | {"listed": True} | changes))


def unlisted(**changes: Any) -> a.AskForCare:
    return ask(**({"listed": False, "person": "", "last4": ""} | changes))


def ask_lurah(**changes: Any) -> a.AskForStatement:
    return say(a.AskForStatement, HEALTH, **({"to": "lurah-berkas"} | changes))


def state(**changes: Any) -> a.StatePoverty:
    return say(a.StatePoverty, LURAH, **({"poor": True, "text": TEXT} | changes))


def issue(**changes: Any) -> a.IssueLetter:
    return say(a.IssueLetter, HEALTH, **({"number": NUMBER} | changes))


def refuse(**changes: Any) -> a.RefuseCare:
    return say(a.RefuseCare, HEALTH, **({"reason": "not_poor", "text": TEXT} | changes))


def use(**changes: Any) -> a.UseLetter:
    return say(a.UseLetter, "hospital:rsud", **({"hospital": "rsud"} | changes))


def void(**changes: Any) -> a.VoidLetter:
    return say(a.VoidLetter, HEALTH, **({"reason": "not_needed", "text": TEXT} | changes))


class Line:
    """One case and its guarantee, command after command."""

    def __init__(self, begin: a.GuaranteeCommand, **changes: Any) -> None:
        self.known: Case | None = None
        self.made: Guarantee | None = None
        self.events: list[Event] = []
        self.at = NOW
        self.take(decide_case(None, submission(**changes), self.at))
        self.do(begin)
        self.do(RouteCase("route", "system", calendar=s.CALENDAR, owner="dinas-kesehatan"))

    @property
    def case(self) -> Case:
        assert self.known
        return self.known

    @property
    def guarantee(self) -> Guarantee:
        assert self.made
        return self.made

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.known = apply(self.known, event)
        self.made = replay(events, self.made)
        self.events += events

    def do(self, command: Command, after: timedelta = timedelta(minutes=1)) -> tuple[str, ...]:
        """The types of the facts that the command made."""
        self.at += after
        events = (
            decide(self.case, self.made, command, self.at)
            if isinstance(command, a.GuaranteeCommand)
            else decide_case(self.case, command, self.at)
        )
        self.take(events)
        return tuple(event.type for event in events)


def asked(**changes: Any) -> Line:
    contact = changes.pop("contact", ContactKind.MAIL)
    return Line(ask(**changes), contact=contact)


def issued(**changes: Any) -> Line:
    line = asked(**changes)
    line.do(issue())
    return line


def settle(who: str = HEALTH, **changes: Any) -> a.SettleFollowUp:
    return say(a.SettleFollowUp, who, **({"how": "insured_before"} | changes))
