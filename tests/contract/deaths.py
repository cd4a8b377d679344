"""Invented deaths that between them have every fact of one, and a step of one."""

from dataclasses import replace
from datetime import timedelta

from contract.play import Play, photo
from mandat.bereavement import store
from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.apply import replay
from mandat.bereavement.domain.decide import decide
from mandat.bereavement.domain.model import Death
from mandat.platform import ids
from unit.bereavement import samples as t
from unit.cases import samples as s

LURAH = "lurah-penurunan"
VILLAGE = "17.71.07.1004"
# Nobody whom a register knows: its id is looked for, and not found.
PERSON = "d" * 32
PAPERS = ("akta", "kk", "ktp")


class Mourned(Play):
    """A case that a death was reported with."""

    def __init__(self, name: str) -> None:
        self.death: Death | None = None
        more = {"service_id": "kematian", "programme": "death", "sealed": True}
        super().__init__(name, village=VILLAGE, **more)

    def opened(self) -> None:
        died_at = self.now - timedelta(hours=5)
        self.act(t.report(died_at=died_at, spouse=True, last4="4321", asked=("hearse",)))
        self.do(s.route(LURAH))

    def act(self, command: a.DeathCommand) -> "Mourned":
        command = replace(command, cause=self._next())
        assert self.case is not None
        before, events = self.death, decide(self.case, self.death, command, self.now)
        self._took(command, events)
        self.death = replay(events, before)
        assert self.death is not None
        self._keep(store.writes(before, self.death))
        return self

    def step(self, step: str) -> "Mourned":
        """Opened, and done an hour later."""
        case_id = ids.case_id(f"sample {self.name} {step}")
        self.act(t.say(a.OpenStep, t.SYSTEM, step=step, step_case=case_id))
        self.now += timedelta(hours=1)
        return self.act(t.say(a.EndStep, t.SYSTEM, step=step, how="done"))


class Step(Play):
    """The case of a step, which ends as any case does."""

    def __init__(self, death: Mourned, step: str) -> None:
        super().__init__(
            f"{death.name} {step}", service_id="duka-akta", programme="step", sealed=True
        )
        self._keep([store.link_write(self.id, death.id, step)])

    def opened(self) -> None:
        self.do(s.route("dinas-dukcapil"))
        self.do(s.finish("post:dinas-dukcapil:a1", photos=photo(13)))


def deaths() -> tuple[Play, ...]:
    mourned = _handed_over()
    return (mourned, _undone(), Step(mourned, "akta"))


def _handed_over() -> Mourned:
    confirm = t.say(a.ConfirmDeath, person=PERSON, last4="4321", spouse=True, photos=photo(12))
    play = Mourned("death handed over").act(confirm)
    for step in ("takziah", *PAPERS):
        play.step(step)
    play.now += timedelta(days=2)
    play.act(t.say(a.HoldNight, number=1, present=("walikota",)))
    return play.act(t.say(a.HandOverPapers, papers=PAPERS, photos=photo(14)))


def _undone() -> Mourned:
    return Mourned("death undone").act(t.say(a.UndoDeath, reason="alive"))
