"""Invented requests for care that between them have every fact of a guarantee."""

from dataclasses import replace

from contract.play import Play, photo
from mandat.cases.domain.model import ContactKind
from mandat.guarantee import store
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain import follow_up
from mandat.guarantee.domain.apply import replay
from mandat.guarantee.domain.decide import decide
from mandat.guarantee.domain.limits import COVER, COVERED, POOR, STATEMENT
from mandat.guarantee.domain.model import FollowUp, Guarantee
from mandat.guarantee.domain.numbers import number_of
from mandat.platform import ids
from unit.cases import samples as s
from unit.guarantee import samples as t

# Whose follow-ups these are: the case of «letter».
LETTER = ids.case_id("sample letter")


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


class Followed(Play):
    """A case of what follows a letter, until it is settled or dropped."""

    def __init__(self, name: str, kind: str) -> None:
        self.follow_up: FollowUp | None = None
        self.kind = kind
        self.owner = "lurah-berkas" if kind == STATEMENT else "dinas-kesehatan"
        service = "berobat-keterangan" if kind == STATEMENT else "berobat-jaminan"
        more = {"service_id": service, "programme": "guarantee", "sealed": True}
        contact = ContactKind.NONE
        super().__init__(name, village=t.VILLAGE, channel="programme", contact=contact, **more)

    def opened(self) -> None:
        begin = t.say(a.BeginFollowUp, t.SYSTEM, kind=self.kind, letter=LETTER)
        self.act(begin).do(s.route(self.owner))

    def act(self, command: a.GuaranteeCommand) -> "Followed":
        command = replace(command, cause=self._next())
        assert self.case is not None
        events = follow_up.decide(self.case, self.follow_up, command, self.now)
        self._took(command, events)
        self.follow_up = follow_up.replay(events, self.follow_up)
        assert self.follow_up is not None
        self._keep([store.follow_up_write(self.follow_up)])
        return self


def guarantees() -> tuple[Play, ...]:
    return (*_requests(), *_follow_ups())


def _follow_ups() -> tuple[Followed, ...]:
    since = t.NOW.date()
    covered = Followed("cover settled", COVER).act(t.settle(how=COVERED, since=since))
    stated = Followed("statement settled", STATEMENT)
    stated.act(t.settle(t.LURAH, how=POOR, text=t.TEXT, photos=photo(21)))
    dropped = Followed("cover dropped", COVER).act(t.say(a.DropFollowUp, t.SYSTEM))
    return (covered, stated, dropped)


def _requests() -> tuple[Care, ...]:
    refused = _stated("care refused", 3, poor=False).act(t.refuse())
    withdrawn = Care("care withdrawn").act(t.say(a.WithdrawRequest, t.CITIZEN))
    used = _issued("care used", 1).act(t.use())
    voided = _issued("care voided", 2).act(t.void())
    heard = t.say(a.HearFollowUp, t.SYSTEM, kind=COVER, how=COVERED, since=t.NOW.date())
    followed = _issued("care followed", 4).act(t.use()).act(heard)
    letter = _issued("letter", 5).act(t.use())
    return (used, voided, refused, withdrawn, followed, letter)


def _stated(name: str, secret: int, *, poor: bool) -> Care:
    care = Care(name).act(t.ask_lurah())
    return care.act(t.state(poor=poor, photos=photo(15 + secret)))


def _issued(name: str, secret: int) -> Care:
    number = number_of(bytes([secret]) * 32)
    return _stated(name, secret, poor=True).act(t.issue(number=number))
