"""Invented requests for care that between them have every fact of a guarantee."""

from dataclasses import replace

from contract.play import Play, photo
from mandat.guarantee import store
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.apply import replay
from mandat.guarantee.domain.decide import decide
from mandat.guarantee.domain.model import Guarantee
from mandat.guarantee.domain.numbers import number_of
from unit.cases import samples as s
from unit.guarantee import samples as t


class Care(Play):
    """A case that somebody asked for care with."""

    def __init__(self, name: str) -> None:
        self.guarantee: Guarantee | None = None
        more = {"service_id": "berobat-biasa", "programme": "guarantee", "sealed": True}
        super().__init__(name, village=t.VILLAGE, **more)

    def opened(self) -> None:
        self.act(t.unlisted()).do(s.route("dinas-kesehatan"))

    def act(self, command: a.GuaranteeCommand) -> "Care":
        command = replace(command, cause=self._next())
        assert self.case is not None
        before, events = self.guarantee, decide(self.case, self.guarantee, command, self.now)
        self._took(command, events)
        self.guarantee = replay(events, before)
        assert self.guarantee is not None
        self._keep(store.writes(before, self.guarantee))
        return self


def guarantees() -> tuple[Care, ...]:
    refused = _stated("care refused", 3, poor=False).act(t.refuse())
    withdrawn = Care("care withdrawn").act(t.say(a.WithdrawRequest, t.CITIZEN))
    used = _issued("care used", 1).act(t.use())
    voided = _issued("care voided", 2).act(t.void())
    return (used, voided, refused, withdrawn)


def _stated(name: str, secret: int, *, poor: bool) -> Care:
    care = Care(name).act(t.ask_lurah())
    return care.act(t.state(poor=poor, photos=photo(15 + secret)))


def _issued(name: str, secret: int) -> Care:
    number = number_of(bytes([secret]) * 32)
    return _stated(name, secret, poor=True).act(t.issue(number=number))
