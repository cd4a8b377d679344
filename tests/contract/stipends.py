"""Invented applications and payments that between them have every fact of the stipend."""

from dataclasses import replace
from datetime import timedelta

from contract.play import Play, photo
from mandat.cases.domain.acts import AcceptAnswer
from mandat.stipend import ledger_store, store
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.apply import Subject, replay
from mandat.stipend.domain.decide import decide
from mandat.stipend.domain.model import Application, Payment
from unit.cases import samples as s
from unit.stipend import samples as t

LURAH, SOCIAL = "lurah-berkas", "dinas-sosial"


class Stipend(Play):
    """A case that somebody applied with, or that a month's payment hangs off."""

    def __init__(self, name: str, begin: a.StipendCommand) -> None:
        self.subject: Subject | None = None
        self.begin = begin
        is_month = isinstance(begin, a.OpenPayment)
        self.owner = SOCIAL if is_month else LURAH
        service = "santunan-bulanan" if is_month else "santunan-lansia"
        more = {"service_id": service, "programme": "stipend", "sealed": True}
        super().__init__(name, village=t.VILLAGE, **more)

    def opened(self) -> None:
        self.act(self.begin).do(s.route(self.owner))

    def act(self, command: a.StipendCommand) -> "Stipend":
        command = replace(command, cause=self._next(), text=command.text or s.LONG)
        assert self.case is not None
        before, events = self.subject, decide(self.case, self.subject, command, self.now)
        self._took(command, events)
        self.subject = replay(events, before)
        self._keep_subject(before)
        return self

    def _keep_subject(self, before: Subject | None) -> None:
        if isinstance(self.subject, Application):
            self._keep([store.application_write(self.subject)])
        elif isinstance(self.subject, Payment):
            known = before if isinstance(before, Payment) else None
            self._keep(ledger_store.payment_writes(known, self.subject))


def stipends() -> tuple[Stipend, ...]:
    return (_granted(), _stopped(), _refused(), _withdrawn(), _paid(), _voided())


def _applied(name: str) -> Stipend:
    return Stipend(name, t.wish())


def _granted() -> Stipend:
    play = _applied("stipend granted").act(t.visit(photos=photo(9))).act(t.approve())
    play.do(s.told()).do(AcceptAnswer("", "citizen", stars=5))
    return play


def _stopped() -> Stipend:
    """And resumed: somebody told her of both."""
    play = _applied("stipend stopped").act(t.visit(photos=photo(12))).act(t.approve())
    return play.act(t.stop(called=True)).act(t.resume(called=True))


def _refused() -> Stipend:
    """And appealed to the leaders, as any answer is."""
    play = _applied("stipend refused").act(t.visit(met=(), recommended=False)).act(t.refuse())
    play.do(s.told()).do(s.refuse())
    return play


def _withdrawn() -> Stipend:
    return _applied("stipend withdrawn").act(t.say(a.WithdrawApplication, "citizen"))


def _paid() -> Stipend:
    """By bank, and proved a day later with a photo."""
    play = Stipend("stipend paid", t.due(month="2026-11")).act(t.bank(photos=photo(10)))
    play.now += timedelta(days=1)
    return play.act(t.proof(photos=photo(11)))


def _voided() -> Stipend:
    return Stipend("stipend voided", t.due(month="2026-11")).act(t.void())
