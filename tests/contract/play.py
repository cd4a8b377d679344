"""Five invented cases that between them have every fact, and a post with every audit entry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mandat.cases import store
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.personal.writes import text_writes
from mandat.platform import ids
from mandat.platform.transaction import Delete, Write
from mandat.posts import domain as d
from mandat.posts.domain import Entry
from unit.cases import samples as s

Image = dict[str, Any]
HEADS = frozenset({"dlh", "dinas-pupr"})
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HASH = f"{7:032x}"
TRACE = "1-67417a80-0123456789abcdef01234567"


def photo(number: int) -> tuple[str, ...]:
    return (f"{number:020x}/1",)


class Play:
    """One case, from its submission; a minute passes with each command."""

    def __init__(self, name: str, **submitted: Any) -> None:
        self.name, self.now, self.count = name, s.START, 0
        self.events: list[Event] = []
        self.items: dict[tuple[str, str], Image] = {}
        self.case: Case | None = None
        self.id = ids.case_id(f"sample {name}")
        self.do(replace(s.submit(**submitted), case_id=self.id, correlation_id=TRACE))
        self.opened()

    def opened(self) -> None:
        """What follows a submission at once."""
        self.do(s.route())

    def do(self, command: a.Command) -> "Play":
        command = replace(command, cause=self._next())
        return self._took(command, decide(self.case, command, self.now))

    def _next(self) -> str:
        """A minute later, another cause."""
        self.count += 1
        self.now += timedelta(minutes=1)
        return f"{self.name}-{self.count}"

    def _took(self, command: a.Command, events: tuple[Event, ...]) -> "Play":
        before = self.case
        for event in events:
            self.case = apply(self.case, event)
        assert self.case is not None, command
        self._keep(store.writes(before, self.case, events, ""), text_writes(command, events))
        self.events += events
        return self

    def _keep(self, *writes: list[Write]) -> None:
        for write in (one for some in writes for one in some):
            key = write.item.pk, write.item.sk
            if isinstance(write, Delete):
                self.items.pop(key)
            else:
                self.items[key] = write.item.serialize()

    def wait(self, times: int = 1) -> "Play":
        """Nobody moves: the next moments come."""
        for _ in range(times):
            due = next_moment(self.case) if self.case else None
            assert due is not None
            self.now = due.at
            self.do(a.Remind("", "system", calendar=s.CALENDAR, due=due))
        return self


def plays() -> tuple[Play, ...]:
    return (_satisfied(), _disputed(), _by_phone(), _mail_lost(), _merged())


def _timed(kind: type[a.TimedCommand], actor: str, **more: Any) -> a.Command:
    return kind("", actor, text=s.LONG, calendar=s.CALENDAR, **more)


def _satisfied() -> Play:
    talk = a.CommentCase("", s.OTHER, text=s.LONG, mention="dinas-pupr", readers=HEADS)
    play = Play("satisfied", photos=photo(1)).do(a.AcknowledgeTask("", s.OWNER)).do(talk)
    play.do(_timed(a.AskCitizen, s.OWNER))
    play.do(_timed(a.AddInformation, "citizen", photos=photo(2)))
    play.do(a.PostUpdate("", s.OWNER, text=s.LONG, photos=photo(3)))
    play.do(_timed(a.TransferTask, s.OWNER, to="dlh", reason="wrong_place"))
    play.do(s.finish(s.OTHER, photos=photo(4))).do(s.told()).wait()
    return play.do(a.AcceptAnswer("", "citizen", stars=5))


def _disputed() -> Play:
    play = Play("disputed").wait(3)
    play.do(a.ClaimTask("", s.OTHER, calendar=s.CALENDAR, heads=HEADS))
    play.do(s.finish(s.OTHER)).do(s.told()).do(s.refuse())
    play.do(replace(s.order(to="dlh"), deadline_at=play.now + timedelta(days=2)))
    play.do(_timed(a.RejectTask, s.OTHER, reason="not_city", photos=photo(5)))
    for _ in range(2):
        play.do(s.told()).do(s.refuse()).do(s.confirm())
    return play


def _by_phone() -> Play:
    play = Play("by phone", contact=ContactKind.PHONE, confidential=True)
    play.do(_timed(a.AskCitizen, s.OWNER)).wait()
    play.do(_timed(a.AnswerAsLeader, s.MAYOR, leaders=s.LEADERS, photos=photo(6)))
    for reached in (False, True):
        play.do(a.RecordContact("", s.TRIAGE, calendar=s.CALENDAR, reached=reached))
    play.do(a.CorrectContact("", "citizen", calendar=s.CALENDAR, contact=ContactKind.MAIL))
    return play.do(a.EraseData("", "citizen"))


def _mail_lost() -> Play:
    play = Play("mail lost", terms=replace(s.TERMS, urgent=True)).do(s.finish())
    later = play.now + timedelta(hours=20)
    play.do(a.PostponeMail("", "system", calendar=s.CALENDAR, until=later))
    play.do(a.LoseMail("", "system", calendar=s.CALENDAR, contact=ContactKind.PHONE))
    return play.do(a.RecordContact("", s.OWNER, calendar=s.CALENDAR, how="whatsapp"))


def _merged() -> Play:
    return Play("merged").do(a.MergeCase("", s.OWNER, into=ids.case_id("sample satisfied")))


def entries() -> tuple[Entry, ...]:
    """What can be done to a post, each once."""
    hashed, sekda = HASH, "post:sekda:a1"
    week = NOW + timedelta(days=7)
    former = (("a1", hashed),)
    facts = (
        d.DelegationGiven("d1", 1, ids.case_id("sample satisfied"), week, hashed),
        d.DelegationEnded("d1", 1),
        d.HandoverAsked("h1", "a1", hashed),
        d.HandoverDeclined("h1", sekda, came_back=True),
        d.PostHandedOver("h2", sekda, "a1", 2, hashed, former, ("d2",)),
        d.AddressUnreachable("a1", d.Reason.BOUNCED, hashed),
    )
    return tuple(_entry(place, fact) for place, fact in enumerate(facts))


def _entry(place: int, fact: d.PostFact) -> Entry:
    at = NOW + timedelta(hours=place)
    key = f"{at:%Y%m%dT%H%M%S%f}-{place:08x}"
    return Entry("dinas-pupr", key, at, f"entry-{place}", "post:dinas-pupr:a1", fact)
