"""The stipend's terms and invented applicants, for the tests of its rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mandat.cases.domain.acts import Command, RouteCase, SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind, Task
from mandat.programmes.domain.terms import StipendTerms
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.apply import Subject, replay
from mandat.stipend.domain.decide import decide
from mandat.stipend.domain.model import Enrolment, EnrolmentStatus, Payment, PaymentStatus
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
LURAH, SOCIAL = "post:lurah-berkas:a1", "post:dinas-sosial:a1"
VILLAGE, OTHER_VILLAGE = "17.71.03.1001", "17.71.03.1002"
PERSON = "a" * 32
PHOTO = ("g" * 20 + "/1",)
TEXT = "Kami sudah datang ke rumahnya pagi ini, dan keadaannya seperti tertulis."
AMOUNT = 300_000
TERMS = StipendTerms(
    amount=AMOUNT,
    least_age=60,
    approved_by="dinas-sosial",
    paid_by="dinas-sosial",
    criteria=(("janda", {"id": "Ia janda."}), ("umur", {"id": "Ia 60 tahun atau lebih."})),
)
MET = ("janda", "umur")


def submission(**changes: Any) -> SubmitCase:
    values = {"service_id": "santunan-lansia", "programme": "stipend", "sealed": True}
    return s.submit(**(values | {"village": VILLAGE} | changes))


def wish(**changes: Any) -> a.ApplyForStipend:
    values = {"applicant": "family", "person": PERSON, "last4": "4321", "claimed": MET}
    return say(a.ApplyForStipend, "citizen", **(values | changes))


def due(**changes: Any) -> a.OpenPayment:
    values = {"person": PERSON, "month": "2026-12", "amount": AMOUNT}
    return say(a.OpenPayment, "system", **(values | changes))


def say(kind: type[a.StipendCommand], who: str, **values: Any) -> Any:
    filled = {"cause": f"{kind.__name__}:{who}", "calendar": s.CALENDAR, "terms": TERMS}
    return kind(**(filled | {"actor": who} | values))


def visit(**changes: Any) -> a.VerifyApplication:
    values = {"visited_on": date(2026, 11, 24), "met": MET, "recommended": True}
    return say(a.VerifyApplication, LURAH, **(values | {"text": TEXT, "photos": PHOTO} | changes))


def approve(**changes: Any) -> a.ApproveApplication:
    return say(a.ApproveApplication, SOCIAL, **({"from_month": "2026-12"} | changes))


def refuse(**changes: Any) -> a.RefuseApplication:
    values = {"reason": "criteria_not_met", "text": TEXT}
    return say(a.RefuseApplication, SOCIAL, **(values | changes))


def stop(actor: str = SOCIAL, **changes: Any) -> a.StopStipend:
    return say(a.StopStipend, actor, **({"reason": "moved", "text": TEXT} | changes))


def resume(actor: str = SOCIAL, **changes: Any) -> a.ResumeStipend:
    return say(a.ResumeStipend, actor, **({"text": TEXT} | changes))


def cash(**changes: Any) -> a.PayStipend:
    values = {"how": "cash", "proof": "signature", "photos": PHOTO}
    return say(a.PayStipend, SOCIAL, **(values | changes))


def bank(**changes: Any) -> a.PayStipend:
    return say(a.PayStipend, SOCIAL, **({"how": "bank"} | changes))


def proof(actor: str = SOCIAL, **changes: Any) -> a.ProveReceipt:
    values = {"proof": "photo", "photos": PHOTO} if actor != "citizen" else {}
    return say(a.ProveReceipt, actor, **(values | changes))


def void(**changes: Any) -> a.VoidPayment:
    return say(a.VoidPayment, "system", **({"reason": "death"} | changes))


class Line:
    """One case and what hangs off it, command after command."""

    def __init__(self, begin: a.StipendCommand, at: datetime = NOW, **changes: Any) -> None:
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
            if isinstance(command, a.StipendCommand)
            else decide_case(self.case, command, self.at)
        )
        self.take(events)
        return tuple(event.type for event in events)

    def routed(self, owner: str) -> "Line":
        self.do(RouteCase("route", "system", calendar=s.CALENDAR, owner=owner))
        return self


def applied(**changes: Any) -> Line:
    contact = changes.pop("contact", ContactKind.MAIL)
    return Line(wish(**changes), contact=contact).routed("lurah-berkas")


def verified(**changes: Any) -> Line:
    line = applied()
    line.do(visit(**changes))
    return line


def owed(**changes: Any) -> Line:
    contact = changes.pop("contact", ContactKind.NONE)
    line = Line(due(**changes), service_id="santunan-bulanan", contact=contact)
    return line.routed("dinas-sosial")


def enrolment(person: str = PERSON, **changes: Any) -> Enrolment:
    made = Enrolment(
        person,
        "C0",
        EnrolmentStatus.ACTIVE,
        VILLAGE,
        "2026-11",
        "Ibu Contoh",
        last4="4321",
        amount=AMOUNT,
    )
    return replace(made, **changes)


def payment(person: str = PERSON, month: str = "2026-12", **changes: Any) -> Payment:
    made = Payment(f"C-{person[:4]}-{month}", person, month, AMOUNT, PaymentStatus.DUE, VILLAGE)
    return replace(made, **changes)
