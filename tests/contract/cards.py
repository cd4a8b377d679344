"""Invented cards at 17 that between them have every fact of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from contract.play import Play, photo
from mandat.cases.domain.model import ContactKind
from mandat.idcard import store
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.apply import replay
from mandat.idcard.domain.decide import decide
from mandat.idcard.domain.model import Card
from unit.cases import samples as s
from unit.idcard import samples as t

BIRTHDAY = t.NOW.date()


class Carded(Play):
    """A card's case, from the day on which it is expected: the birthday itself."""

    def __init__(self, name: str) -> None:
        self.card: Card | None = None
        more = {"service_id": "ktp-17", "programme": "idcard", "sealed": True}
        contact = ContactKind.NONE
        super().__init__(name, village=t.VILLAGE, channel="programme", contact=contact, **more)

    def opened(self) -> None:
        self.act(t.expect(birthday=BIRTHDAY)).do(s.route("dinas-dukcapil"))

    def at(self, now: datetime) -> "Carded":
        self.now = now
        return self

    def act(self, command: a.CardCommand) -> "Carded":
        command = replace(command, cause=self._next(), text=command.text or s.LONG)
        assert self.case is not None
        before, events = self.card, decide(self.case, self.card, command, self.now)
        self._took(command, events)
        self.card = replay(events, before)
        assert self.card is not None
        self._keep(store.first_writes(self.card) if before is None else store.writes(self.card))
        return self


def cards() -> tuple[Carded, ...]:
    invited = Carded("card brought").act(t.invite()).act(t.ask_visit()).act(t.visit())
    begun = t.TIME + timedelta(hours=1)
    missed = invited.act(t.appoint()).at(begun).act(t.lose(t.SYSTEM, why="missed"))
    made = missed.act(t.move()).act(t.take()).act(t.print_card())
    out = made.at(begun + timedelta(days=1)).act(t.hand_out())
    again = (begun + timedelta(days=2)).date()
    tried = out.act(t.miss(day=again)).at(begun + timedelta(days=2))
    brought = tried.act(t.deliver(photos=photo(41)))
    return brought, Carded("card refused").act(t.invite()).act(t.end())
