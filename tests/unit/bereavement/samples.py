"""A death and its case, command after command, for the tests of what follows from it."""

from datetime import UTC, datetime
from typing import Any

from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.apply import replay
from mandat.bereavement.domain.decide import decide
from mandat.bereavement.domain.model import Death
from mandat.cases.domain.acts import Command
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.programmes.domain.terms import BereavementTerms, Faith, StepTerms
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
DIED_AT = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # 03:30 WIB of that Tuesday
LURAH = "post:lurah-penurunan:a1"
KESRA = "post:bagian-kesra:a1"
SYSTEM = "system"
TEXT = "Surat-surat diserahkan kepada keluarga di rumah duka."
PHOTO = ("ab" * 16 + "/1",)
STEPS = (
    StepTerms("takziah", "duka-takziah", by_night=1),
    StepTerms("akta", "duka-akta", by_night=3),
    StepTerms("kk", "duka-kk", after="akta", by_night=3),
    StepTerms("ktp", "duka-ktp", need="spouse", after="kk", by_night=3),
    StepTerms("anak", "duka-anak", need="children"),
    StepTerms("jenazah", "duka-jenazah", need="hearse"),
    StepTerms(
        "perlengkapan",
        "duka-perlengkapan",
        need="equipment",
        offer="perlengkapan-duka",
        items=(("tenda", 1), ("kursi", 50)),
    ),
)
ISLAM = Faith("islam", {"id": "Islam"}, {"id": "malam takziah"}, {"id": "Innalillahi"})
TERMS = BereavementTerms(undone_by=("dinas-dukcapil",), faiths=(ISLAM,), steps=STEPS)


def report(**changes: Any) -> a.ReportDeath:
    values = {
        "cause": "submission-1",
        "actor": "citizen",
        "calendar": s.CALENDAR,
        "terms": TERMS,
        "reporter": "family",
        "died_at": DIED_AT,
        "faith": "islam",
    }
    return a.ReportDeath(**(values | changes))


def say(kind: type[a.DeathCommand], actor: str = LURAH, **more: Any) -> Any:
    cause = more.pop("cause", kind.__name__)
    values = {"text": TEXT, "calendar": s.CALENDAR, "terms": TERMS}
    return kind(cause, actor, **(values | more))


class Line:
    """One death and its case."""

    def __init__(self, wish: a.ReportDeath | None = None, at: datetime = NOW, **case: Any) -> None:
        self.at = at
        self.events: list[Event] = []
        self.now: Case | None = None
        self.state: Death | None = None
        filed = s.submit(service_id="kematian", sealed=True, programme="death", **case)
        self.take(decide_case(None, filed, at))
        self.do(wish or report())

    @property
    def case(self) -> Case:
        assert self.now
        return self.now

    @property
    def death(self) -> Death:
        assert self.state
        return self.state

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.now = apply(self.now, event)
        self.state = replay(events, self.state)
        self.events += events

    def do(self, command: Command, at: datetime | None = None) -> tuple[str, ...]:
        """The types of the facts that the command made."""
        self.at = at or self.at
        events = (
            decide(self.case, self.state, command, self.at)
            if isinstance(command, a.DeathCommand)
            else decide_case(self.case, command, self.at)
        )
        self.take(events)
        return tuple(event.type for event in events)

    def routed(self) -> "Line":
        self.do(s.route("lurah-penurunan"))
        return self

    def confirmed(self, **more: Any) -> "Line":
        self.routed().do(say(a.ConfirmDeath, **more))
        return self

    def opened(self, *steps: str) -> "Line":
        for step in steps:
            self.do(
                say(a.OpenStep, SYSTEM, cause=f"o{step}", step=step, step_case=f"C{step}".upper())
            )
        return self

    def ended(self, *steps: str, how: str = "done") -> "Line":
        for step in steps:
            self.do(say(a.EndStep, SYSTEM, cause=f"e{step}", step=step, how=how))
        return self

    def with_papers(self) -> "Line":
        return self.confirmed().opened("akta", "kk").ended("akta", "kk")
