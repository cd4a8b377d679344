"""Invented calls for an ambulance that between them have every fact of one."""

from dataclasses import replace
from datetime import timedelta

from contract.play import HASH, Play
from mandat.dispatch import store
from mandat.dispatch.domain import acts as c
from mandat.dispatch.domain.apply import replay
from mandat.dispatch.domain.decide import decide
from mandat.dispatch.domain.model import Call
from mandat.dispatch.domain.timing import next_moment
from unit.cases import samples as s

DESK = "meja-ambulans"
BY_DESK = f"post:{DESK}:a1"
NEAR, FAR = (c.Ready(f"ambulans-selebar-{n}", f"Ambulans Selebar {n}") for n in (1, 2))


class Called(Play):
    """A case that an ambulance was called for."""

    def __init__(self, name: str, *, ready: tuple[c.Ready, ...] = (), to_confirm: bool = False):
        self.call: Call | None = None
        self.wish = c.CallUnit(
            "", "citizen", ready=ready, whom="patient", district="17.71.01", caller=HASH,
            to_confirm=to_confirm, owner=DESK,
        )  # fmt: skip
        super().__init__(name, service_id="ambulans-darurat", sealed=True)

    def opened(self) -> None:
        self.act(self.wish)

    def act(self, command: c.CallCommand) -> "Called":
        command = replace(command, cause=self._next(), calendar=s.CALENDAR)
        assert self.case is not None
        before, events = self.call, decide(self.case, self.call, command, self.now)
        self._took(command, events)
        self.call = replay(events, before)
        assert self.call is not None
        self._keep(store.writes(before, self.call, events))
        return self

    def step(self, step: str) -> "Called":
        """A button of the crew that is at it."""
        assert self.call is not None
        crew = f"driver:{self.call.unit}"
        return self.act(c.TakeStep("", crew, offer=self.call.offer, step=step))

    def crew(self, kind: type[c.CrewCommand]) -> "Called":
        assert self.call is not None
        return self.act(kind("", f"driver:{self.call.unit}", offer=self.call.offer))

    def come(self, ready: tuple[c.Ready, ...] = ()) -> "Called":
        """The call's next moment comes."""
        due = next_moment(self.call) if self.call else None
        assert due is not None
        self.now = due.at - timedelta(minutes=1)
        return self.act(c.RemindCall("", "system", due=due, ready=ready))


def calls() -> tuple[Called, ...]:
    return (_carried(), _called_off(), _false())


def _carried() -> Called:
    """The nearest does not answer; the crew of the next taps wrong once."""
    both = (NEAR, FAR)
    call = Called("carried", ready=both).come(both).step("terima").crew(c.TakeBack)
    for step in ("terima", "berangkat", "tiba", "antar", "selesai"):
        call.step(step)
    return call.come()


def _called_off() -> Called:
    """The desk asks back first, finds no unit free, and is alarmed; then none is needed."""
    call = Called("called off", to_confirm=True).act(c.ConfirmCall("", BY_DESK))
    while call.call and not call.call.alarmed:
        call.come()
    return call.act(c.CancelCall("", "citizen"))


def _false() -> Called:
    return Called("false call", ready=(NEAR,)).step("terima").crew(c.CloseAsFalse)
