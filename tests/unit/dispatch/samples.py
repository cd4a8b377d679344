"""Four ambulances, a call, and its case, for the tests of dispatch."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mandat.bookings.domain.fleet import Driver, Fleet, Offer, Resource
from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.apply import replay
from mandat.dispatch.domain.decide import decide
from mandat.dispatch.domain.model import Call
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 01:00 WIB: emergencies come at night
DESK = "meja-ambulans"
DESK_ACTOR = f"post:{DESK}:a1"
TERMS = replace(s.TERMS, acknowledge_minutes=5, answer_minutes=30, finish_minutes=240, urgent=True)
READY = tuple(a.Ready(f"amb-{n}", f"Ambulans {n}") for n in (1, 2, 3))
FLEET = Fleet(
    1,
    (
        Offer("ambulans-darurat", ("amb-1", "amb-2", "amb-3", "amb-4")),
        Offer(
            "ambulans-terjadwal",
            ("amb-3", "amb-4"),
            approved_by_post=False,
            chosen_by="city",
            buffer_minutes=60,
        ),
    ),
    tuple(
        Resource(
            f"amb-{n}",
            "single",
            {"id": f"Ambulans {n}", "en": f"Ambulance {n}"},
            district=district,
            driver=Driver(f"Sopir {n}", f"+62812000001{n}0", f"amb{n}@example.org"),
        )
        for n, district in ((1, "17.71.06"), (2, "17.71.06"), (3, "17.71.09"), (4, "17.71.01"))
    ),
    neighbours=(
        ("17.71.06", ("17.71.07", "17.71.09", "17.71.02")),
        ("17.71.09", ("17.71.06", "17.71.01")),
        ("17.71.02", ("17.71.06", "17.71.01")),
        ("17.71.01", ("17.71.02", "17.71.09")),
    ),
    desk_phone="+62736000001",
)


def submit(**changes: Any) -> SubmitCase:
    values = {
        "service_id": "ambulans-darurat",
        "service_title": {"id": "Ambulans darurat", "en": "Emergency ambulance"},
        "sealed": True,
        "severity": "emergency",
        "contact": ContactKind.PHONE,
        "terms": TERMS,
        "text": "Ambulans untuk orang sakit, depan masjid.",
    }
    return s.submit(**(values | changes))


def wish(ready: tuple[a.Ready, ...] = READY, **changes: Any) -> a.CallUnit:
    values: dict[str, Any] = {
        "ready": ready,
        "whom": "patient",
        "district": "17.71.06",
        "caller": "c" * 32,
        "owner": DESK,
    }
    return a.CallUnit("call", "system", calendar=s.CALENDAR, **(values | changes))


class Told:
    """A case and its call, and everything that happened to them."""

    def __init__(self, ready: tuple[a.Ready, ...] = READY, **changes: Any) -> None:
        self.now = NOW
        self.events: list[Event] = list(decide_case(None, submit(), NOW))
        self.case: Case = apply(None, self.events[0])
        self.call: Call | None = None
        self.send(wish(ready, **changes))

    def send(self, command: a.CallCommand) -> tuple[Event, ...]:
        events = decide(self.case, self.call, command, self.now)
        for event in events:
            self.case = apply(self.case, event)
        self.call = replay(events, self.call)
        self.events += events
        return events

    def later(self, **wait: float) -> "Told":
        self.now += timedelta(**wait)
        return self

    @property
    def standing(self) -> Call:
        assert self.call is not None
        return self.call

    def crew(self, kind: type[a.CrewCommand], cause: str = "", **more: Any) -> tuple[Event, ...]:
        """By the crew that is at it, with the link of the last offer."""
        call = self.standing
        named = cause or f"{kind.__name__}:{len(self.events)}"
        more = {"ready": READY, "offer": call.offer} | more
        return self.send(kind(named, f"driver:{call.unit}", calendar=s.CALENDAR, **more))

    def steps(self, *names: str) -> "Told":
        for name in names:
            self.crew(a.TakeStep, step=name)
        return self


def types(events: tuple[Event, ...] | list[Event]) -> list[str]:
    return [one.type for one in events]
