"""Commands in any order against one case, with the clock where it will: what every machine shares.

`CaseRules` says what can be sent and what must always hold; its subclasses say where it is sent.
"""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import replay
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus, ContactKind, Due
from mandat.cases.domain.timing import BETWEEN_RUNGS, next_moment
from unit.cases import samples as s

RUNG_FACTS = {"DeadlineReminded", "DeadlineMissed", "CaseEscalated"}
POSTS = st.sampled_from([s.OWNER, s.OTHER, s.TRIAGE, s.MAYOR])
TEXTS = st.sampled_from(["", "terlalu pendek", s.LONG])


def examples(count: int) -> int:
    """So many in `make test`, ten times as many in `make proof`: as the profile has it."""
    return count * settings().max_examples // 100


class CaseRules(RuleBasedStateMachine):
    """Commands, clock jumps and backward clocks against one case.

    A subclass opens the case with a submission, and sends; it keeps `case` and `events` as they
    stand after each step.
    """

    case: Case
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.now = s.START
        self.events: list[Event] = []
        self.causes = 0

    def open(self, command: a.SubmitCase) -> None:
        """The case that everything else is sent to."""
        raise NotImplementedError

    def send(self, command: a.Command) -> tuple[Event, ...] | None:
        """What the command made of the case; None when that cannot be said yet."""
        raise NotImplementedError

    @initialize(
        contact=st.sampled_from(list(ContactKind)), urgent=st.booleans(), suspect=st.booleans()
    )
    def submitted(self, contact: ContactKind, urgent: bool, suspect: bool) -> None:
        terms = replace(s.TERMS, urgent=urgent, evidence_photos=0)
        self.open(s.submit(contact=contact, terms=terms, suspect=suspect))

    def cause(self) -> str:
        self.causes += 1
        return f"cause-{self.causes}"

    @rule(minutes=st.integers(-60, 60 * 24 * 9))
    def clock_jumps(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(owner=st.sampled_from(["dinas-pupr", "dlh", ""]))
    def route(self, owner: str) -> None:
        self.send(a.RouteCase(self.cause(), "system", calendar=s.CALENDAR, owner=owner))

    @rule(actor=POSTS)
    def acknowledge(self, actor: str) -> None:
        self.send(a.AcknowledgeTask(self.cause(), actor))

    @rule(actor=POSTS, to=st.sampled_from(["dlh", "dinas-pupr", "triase", ""]))
    def transfer(self, actor: str, to: str) -> None:
        self.send(
            a.TransferTask(
                self.cause(),
                actor,
                calendar=s.CALENDAR,
                to=to,
                reason="other_agency",
                dispatchers=s.DISPATCHERS,
            )
        )

    @rule(actor=POSTS, text=TEXTS, kind=st.sampled_from([a.AskCitizen, a.FinishTask]))
    def answer_or_ask(self, actor: str, text: str, kind: type[a.TimedCommand]) -> None:
        self.send(kind(self.cause(), actor, text=text, calendar=s.CALENDAR))

    @rule(actor=POSTS, text=TEXTS)
    def update(self, actor: str, text: str) -> None:
        self.send(a.PostUpdate(self.cause(), actor, text=text))

    @rule(actor=POSTS)
    def reject(self, actor: str) -> None:
        self.send(
            a.RejectTask(self.cause(), actor, text=s.LONG, calendar=s.CALENDAR, reason="not_city")
        )

    @rule(actor=st.sampled_from(["system", s.OWNER, s.OTHER]), reached=st.booleans())
    def contact(self, actor: str, reached: bool) -> None:
        self.send(
            a.RecordContact(
                self.cause(),
                actor,
                calendar=s.CALENDAR,
                reached=reached,
            )
        )

    @rule(left=st.sampled_from([ContactKind.PHONE, ContactKind.NONE]))
    def mail_comes_back(self, left: ContactKind) -> None:
        self.send(a.LoseMail(self.cause(), "system", calendar=s.CALENDAR, contact=left))

    @rule(hours=st.integers(-1, 30))
    def mail_is_held_back(self, hours: int) -> None:
        until = self.now + timedelta(hours=hours)
        self.send(a.PostponeMail(self.cause(), "system", calendar=s.CALENDAR, until=until))

    @rule(actor=POSTS)
    def claim(self, actor: str) -> None:
        heads = frozenset({"dlh", "dinas-pupr"})
        self.send(a.ClaimTask(self.cause(), actor, calendar=s.CALENDAR, heads=heads))

    @rule(actor=POSTS, mention=st.sampled_from(["", "dlh", "sekda"]))
    def comment(self, actor: str, mention: str) -> None:
        readers = frozenset({"dlh", "dinas-pupr"})
        self.send(a.CommentCase(self.cause(), actor, text=s.LONG, mention=mention, readers=readers))

    @rule(actor=POSTS)
    def merge(self, actor: str) -> None:
        self.send(a.MergeCase(self.cause(), actor, into="00000000"))

    @rule(kind=st.sampled_from(list(ContactKind)))
    def correct(self, kind: ContactKind) -> None:
        command = a.CorrectContact(self.cause(), "citizen", calendar=s.CALENDAR, contact=kind)
        self.send(command)

    @precondition(lambda self: len(self.events) > 25)
    @rule(actor=st.sampled_from(["citizen", "system", s.OWNER]))
    def erase(self, actor: str) -> None:
        self.send(a.EraseData(self.cause(), actor))

    @rule()
    def add_information(self) -> None:
        self.send(a.AddInformation(self.cause(), "citizen", text=s.LONG, calendar=s.CALENDAR))

    @rule(stars=st.integers(0, 6))
    def accept(self, stars: int) -> None:
        self.send(a.AcceptAnswer(self.cause(), "citizen", stars))

    @rule()
    def refuse(self) -> None:
        self.send(s.refuse(self.cause()))

    @rule(hours=st.integers(0, 800), to=st.sampled_from(["dinas-pupr", "dlh"]))
    def order(self, hours: int, to: str) -> None:
        command = replace(s.order(self.cause(), to), deadline_at=self.now + timedelta(hours=hours))
        self.send(command)

    @rule(actor=st.sampled_from([s.MAYOR, s.OWNER]))
    def confirm(self, actor: str) -> None:
        self.send(s.confirm(self.cause(), actor))

    @rule()
    def leader_answers(self) -> None:
        self.send(
            a.AnswerAsLeader(
                self.cause(), s.MAYOR, text=s.LONG, calendar=s.CALENDAR, leaders=s.LEADERS
            )
        )

    @precondition(lambda self: len(self.events) > 25)
    @rule()
    def withdraw(self) -> None:
        self.send(a.WithdrawCase(self.cause(), "citizen"))

    @rule(late=st.integers(0, 60 * 24 * 3))
    def moment_comes(self, late: int) -> None:
        due = next_moment(self.case)
        if due is None:
            return
        self.now = max(self.now, due.at + timedelta(minutes=late))
        made = self.send(a.Remind(self.cause(), "system", calendar=s.CALENDAR, due=due))
        assert made is None or made or due.kind == "route"

    @rule(data=st.data())
    def stale_moment(self, data: st.DataObject) -> None:
        """A due item of another time acts on nothing."""
        due = Due("finish:1", self.now - timedelta(minutes=data.draw(st.integers(1, 99))), "T1")
        if due == next_moment(self.case):
            return
        assert not self.send(a.Remind(self.cause(), "system", calendar=s.CALENDAR, due=due))

    @invariant()
    def never_rests(self) -> None:
        if not self.events:
            return
        due = next_moment(self.case)
        closed = self.case.status is CaseStatus.CLOSED
        assert (due is None) == closed
        if self.case.status not in {CaseStatus.SUBMITTED, CaseStatus.CLOSED}:
            assert self.case.owner

    @invariant()
    def record_tells_the_case(self) -> None:
        if self.events:
            assert replay(self.events) == self.case

    @invariant()
    def sequence_has_no_gap_and_time_never_goes_back(self) -> None:
        assert [one.seq for one in self.events] == list(range(1, len(self.events) + 1))
        times = [one.at for one in self.events]
        assert times == sorted(times)

    @invariant()
    def rungs_keep_apart(self) -> None:
        climbed = [
            one
            for one in self.events
            if one.type in RUNG_FACTS and getattr(one.fact, "reason", "") != "refused"
        ]
        for earlier, later in itertools.pairwise(climbed):
            moved_on = any(
                earlier.seq < one.seq < later.seq and one.type not in RUNG_FACTS
                for one in self.events
            )
            assert moved_on or later.at - earlier.at >= BETWEEN_RUNGS

    @invariant()
    def two_confirmations_are_the_end(self) -> None:
        confirmed = [one for one in self.events if one.type == "AnswerConfirmed"]
        assert len(confirmed) <= 2
        assert len(confirmed) < 2 or self.case.status is CaseStatus.CLOSED
