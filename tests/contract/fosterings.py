"""Invented cases of the fostering programme that between them have every fact of it."""

from dataclasses import replace

from contract.play import Play, photo
from mandat.cases.domain.model import ContactKind
from mandat.fostering import store
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.apply import replay
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.model import Duty, Subject
from unit.cases import samples as s
from unit.fostering import samples as t

_SERVICES = {
    a.OpenNeed: "anak-asuh",
    a.OpenSupport: "asuhan-bulanan",
    a.OpenCheck: "asuhan-semester",
    a.Complain: "asuhan-keluhan",
}


class Fostered(Play):
    """A case of the programme, from what it begins with."""

    def __init__(self, name: str, begin: a.FosterCommand) -> None:
        self.subject: Subject | None = None
        self.begin = begin
        more = {"service_id": _SERVICES[type(begin)], "programme": "foster", "sealed": True}
        contact = ContactKind.NONE
        super().__init__(name, village=t.VILLAGE, channel="programme", contact=contact, **more)

    def opened(self) -> None:
        self.act(self.begin).do(s.route("dinas-sosial"))

    def act(self, command: a.FosterCommand) -> "Fostered":
        command = replace(command, cause=self._next(), text=command.text or s.LONG)
        assert self.case is not None
        before, events = self.subject, decide(self.case, self.subject, command, self.now)
        self._took(command, events)
        self.subject = replay(events, before)
        assert self.subject is not None
        known = before if isinstance(before, Duty) else None
        self._keep(store.subject_writes(known, self.subject))
        return self


def fosterings() -> tuple[Fostered, ...]:
    return (
        Fostered("child matched", t.need(waiting_since=s.START)).act(t.match()),
        Fostered("child let go", t.need(waiting_since=s.START)).act(t.drop()),
        Fostered("month proved", t.support()).act(t.prove(photos=photo(31))),
        Fostered("month void", t.support(month="2026-11")).act(t.void()),
        Fostered("term checked", t.check()).act(t.report(photos=photo(32))),
        Fostered("nothing came", t.complain()),
    )
