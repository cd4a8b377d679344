"""A few children and officials, some weeks, and everything that can go wrong, in any order.

`FosterRules` says what can happen and what must always hold; its subclasses say where it happens.
What it expects is kept in a diary of its own, which knows nothing of revisions and ledgers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from mandat.cases.domain.acts import Command, TransferTask
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import RUNG_LEADERS, Case, CaseStatus
from mandat.city.calendar import JAKARTA, to_local
from mandat.fostering.domain.acts import FosterCommand
from mandat.fostering.domain.model import (
    Duty,
    DutyStatus,
    Fostering,
    Need,
    NeedStatus,
    Official,
    Subject,
)
from unit.cases import samples as s
from unit.fostering import samples as t

CHILDREN = tuple(letter * 32 for letter in "cde")
# Who is left when all are full or gone: a quota of one, of two, and of ten.
RANKS = {"ani": "eselon-4", "budi": "eselon-3", "wali": "walikota"}
CAUSES = ("one", "two")
SEVEN_DAYS = timedelta(days=7)
# Jobs of a day's run may come so much later.
LATE_HOURS = 11
AGENCIES = ("dinas-pendidikan", "dinas-kesehatan", "dinas-sosial")
SOURCES = ("register", "a death", "another death")
Job = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """What a case is about, and the case."""

    case: Case
    subject: Subject


class CrashError(Exception):
    """The process ended half-way."""


def examples(count: int) -> int:
    """So many in `make test`, ten times as many in `make proof`: as the profile has it."""
    return max(1, count * settings().max_examples // 100)


class FosterRules(RuleBasedStateMachine):
    """A subclass does what it is told and says how things stand."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = t.NOW
        self.run_at: datetime = t.NOW
        self.since: dict[str, datetime] = {}
        self.gone: set[str] = set()
        self.sources: dict[str, set[str]] = {}
        self.proved: list[Job] = []
        self.sent: list[tuple[str, FosterCommand]] = []
        self.causes = 0

    # -- What a subclass does

    def take_up(self, child: str, source: str, since: date) -> None:
        raise NotImplementedError

    def act(self, case_id: str, command: Command) -> Iterable[Event]:
        """Send a command; one that is refused changes nothing and has no events."""
        raise NotImplementedError

    def leave(self, official: str, cause: str, *, crash: bool) -> None:
        """`crash`: it ends before the first child is handed on."""
        raise NotImplementedError

    def come_back(self, official: str, cause: str) -> None:
        raise NotImplementedError

    def hand_back(self, child: str) -> None:
        raise NotImplementedError

    def end(self, child: str, cause: str, *, crash: bool) -> None:
        """`crash`: it ends after its first write."""
        raise NotImplementedError

    def resume(self, child: str, cause: str) -> None:
        raise NotImplementedError

    def wanted(self, at: datetime) -> list[Job]:
        """The jobs that a run queues: (child, period), the period empty for the child itself."""
        raise NotImplementedError

    def job(self, child: str, period: str) -> None:
        raise NotImplementedError

    def roll(self) -> dict[str, Fostering]:
        raise NotImplementedError

    def officials(self) -> dict[str, Official]:
        raise NotImplementedError

    def held(self) -> dict[str, Held]:
        """Every case that there ever was."""
        raise NotImplementedError

    # -- What the diary says

    @property
    def today(self) -> date:
        return to_local(self.now).date()

    def lost(self, child: str) -> None:
        """Without a fosterer from now on."""
        self.since.setdefault(child, self.now)

    def fosterer(self, child: str) -> str:
        found = self.roll().get(child)
        return found.official if found else ""

    def cause(self) -> str:
        self.causes += 1
        return f"cause-{self.causes}"

    def of(self, kind: type[Subject]) -> list[Held]:
        found = (one for one in self.held().values() if isinstance(one.subject, kind))
        return sorted(found, key=lambda one: one.case.id)

    def looking(self) -> list[Held]:
        """The cases that look for a fosterer now."""
        return [one for one in self.of(Need) if one.case.status is CaseStatus.OPEN]

    # -- What can happen

    @initialize(children=st.sets(st.sampled_from(CHILDREN)))
    def some_are_known(self, children: set[str]) -> None:
        for child in sorted(children):
            self.a_child_is_found(child, SOURCES[0], 0)

    @rule(
        child=st.sampled_from(CHILDREN),
        source=st.sampled_from(SOURCES),
        days=st.integers(0, 9),
    )
    def a_child_is_found(self, child: str, source: str, days: int) -> None:
        """A death may be reported days late; the same again is nothing new."""
        known = self.sources.setdefault(child, set())
        is_new = source not in known and (not known or child in self.gone)
        known.add(source)
        if is_new:
            self.gone.discard(child)
            self.since[child] = min(self.now, _midnight(self.today - timedelta(days=days)))
        self.take_up(child, source, self.today - timedelta(days=days))

    @rule(data=st.data(), official=st.sampled_from(sorted(RANKS)))
    def a_child_is_entrusted(self, data: st.DataObject, official: str) -> None:
        needs = self.looking() or self.of(Need)
        if needs:
            one = data.draw(st.sampled_from(needs))
            self.send(one.case.id, t.match(official=official, cause=self.cause()))

    @rule(data=st.data(), to=st.sampled_from(AGENCIES))
    def a_task_is_passed_on(self, data: st.DataObject, to: str) -> None:
        """By whom has it: its clocks begin anew."""
        tasks = [one for one in self.of(Need) if one.case.task]
        if tasks:
            case = data.draw(st.sampled_from(tasks)).case
            move = TransferTask(
                self.cause(),
                f"post:{case.owner}:a1",
                calendar=s.CALENDAR,
                to=to,
                reason="other_agency",
            )
            list(self.act(case.id, move))

    @rule(data=st.data(), who=st.sampled_from([*sorted(RANKS), "post"]))
    def a_month_is_proved(self, data: st.DataObject, who: str) -> None:
        duties = [one for one in self.of(Duty) if one.case.task]
        if duties:
            one = data.draw(st.sampled_from(duties))
            actor = t.SOCIAL if who == "post" else f"official:{who}"
            is_month = isinstance(one.subject, Duty) and one.subject.is_month
            made = t.prove if is_month else t.report
            self.send(one.case.id, made(actor, cause=self.cause()))

    @precondition(lambda self: self.sent)
    @rule(place=st.integers(0))
    def it_is_sent_again(self, place: int) -> None:
        self.send(*self.sent[place % len(self.sent)], again=True)

    def send(self, case_id: str, command: FosterCommand, *, again: bool = False) -> None:
        if not again:
            self.sent.append((case_id, command))
        for event in self.act(case_id, command):
            self.hear(case_id, event)

    def hear(self, case_id: str, event: Event) -> None:
        subject = self.held()[case_id].subject
        if event.type == "FosterMatched":
            assert subject.child in self.since, "somebody else had the child"
            del self.since[subject.child]
        if event.type in {"FosterSupportProved", "FosterChecked"}:
            assert isinstance(subject, Duty)
            self.proved.append((subject.child, subject.period))

    @rule(
        official=st.sampled_from(sorted(RANKS)), cause=st.sampled_from(CAUSES), crash=st.booleans()
    )
    def somebody_leaves_office(self, official: str, cause: str, crash: bool) -> None:
        if self.officials()[official].is_active:
            for child in self.officials()[official].children:
                self.lost(child)
        self.leave(official, cause, crash=crash)

    @rule(official=st.sampled_from(sorted(RANKS)), cause=st.sampled_from(CAUSES))
    def it_was_wrong_that_he_left(self, official: str, cause: str) -> None:
        """Whom he still has, because the process had ended, stays with him."""
        before = self.officials()[official]
        self.come_back(official, cause)
        if not before.is_active and self.officials()[official].is_active:
            for child in self.officials()[official].children:
                self.since.pop(child, None)

    @rule(child=st.sampled_from(CHILDREN))
    def a_child_is_handed_back(self, child: str) -> None:
        if self.fosterer(child):
            self.lost(child)
        self.hand_back(child)

    @rule(child=st.sampled_from(CHILDREN), cause=st.sampled_from(CAUSES), crash=st.booleans())
    def a_fostering_ends(self, child: str, cause: str, crash: bool) -> None:
        self.end(child, cause, crash=crash)
        if child in self.roll():
            self.gone.add(child)
            self.since.pop(child, None)

    @rule(child=st.sampled_from(CHILDREN), cause=st.sampled_from(CAUSES))
    def it_was_wrong_that_it_ended(self, child: str, cause: str) -> None:
        before = self.roll().get(child)
        if before and before.is_ended and before.cause == cause:
            self.gone.discard(child)
            self.lost(child)
        self.resume(child, cause)

    @rule(
        data=st.data(),
        days=st.integers(1, 6),
        late=st.integers(0, LATE_HOURS),
        twice=st.booleans(),
    )
    def days_pass(self, data: st.DataObject, days: int, late: int, twice: bool) -> None:
        for _ in range(days):
            self.a_day_passes(data, late, twice=twice)
            self.the_mayor_knows_within_seven_days()

    def a_day_passes(self, data: st.DataObject, late: int, *, twice: bool) -> None:
        """Its run comes, and what it queues some hours later, in any order and perhaps twice."""
        self.run_at += timedelta(days=1)
        self.now = self.run_at
        jobs = data.draw(st.permutations(self.wanted(self.run_at)))
        self.now += timedelta(hours=late)
        for child, period in [*jobs, *jobs] if twice else jobs:
            self.job(child, period)
        # Whoever was handed on has left duties behind: the next run finds them.
        for child, period in self.wanted(self.run_at):
            self.job(child, period)
        assert self.wanted(self.run_at) == [], "a run that came through leaves nothing to do"
        self.whoever_has_a_child_owes_it_its_month_and_nobody_else()

    def whoever_has_a_child_owes_it_its_month_and_nobody_else(self) -> None:
        month, roll = f"{self.today:%Y-%m}", self.roll()
        duties = [one.subject for one in self.of(Duty)]
        live = [one for one in duties if isinstance(one, Duty) and one.status != DutyStatus.VOID]
        for duty in live:
            if duty.status is DutyStatus.DUE:
                assert roll[duty.child].official == duty.official
        for child, one in roll.items():
            if one.since and f"{to_local(one.since):%Y-%m}" < month:
                assert (child, month) in {(one.child, one.period) for one in live}

    @rule(child=st.sampled_from(CHILDREN), period=st.sampled_from(["", "2026-12", "2027-T1"]))
    def a_job_comes_that_nobody_expects(self, child: str, period: str) -> None:
        self.job(child, period)

    # -- What must hold

    @invariant()
    def every_child_has_one_fosterer_or_is_looked_for(self) -> None:
        roll, officials = self.roll(), self.officials()
        assert set(roll) == set(self.sources), "nobody is lost"
        for child, one in roll.items():
            having = [who.id for who in officials.values() if child in who.children]
            assert having == ([one.official] if one.is_fostered else [])
            assert one.is_ended == (child in self.gone)
            if one.is_waiting:
                found = self.held()[one.case_id]
                assert isinstance(found.subject, Need)
                assert found.subject.status is NeedStatus.OPEN
                assert found.case.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}
            has_none = one.is_waiting or (one.is_fostered and not officials[one.official].is_active)
            assert has_none == (child in self.since)

    @invariant()
    def the_mayor_knows_within_seven_days(self) -> None:
        for child, since in self.since.items():
            if self.now >= since + SEVEN_DAYS:
                found = self.roll()[child]
                assert found.is_waiting
                assert self.held()[found.case_id].case.level == RUNG_LEADERS

    @invariant()
    def no_quota_is_exceeded_and_nobody_is_entrusted_twice(self) -> None:
        for one in self.officials().values():
            assert len(one.children) <= t.TERMS.quota(one.rank)
            assert len(set(one.children)) == len(one.children)

    @invariant()
    def one_period_is_proved_once(self) -> None:
        assert all(count == 1 for count in Counter(self.proved).values())
        duties = [one.subject for one in self.of(Duty)]
        live = [one for one in duties if isinstance(one, Duty) and one.status != DutyStatus.VOID]
        counted = Counter((one.child, one.period) for one in live)
        assert all(count == 1 for count in counted.values())
        booked = {(one.child, one.period) for one in live if one.status is DutyStatus.PROVED}
        assert booked == set(self.proved)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JAKARTA)


def changed(command: Any, **more: Any) -> Any:
    """The command with other values in some fields."""
    return type(command)(**(vars(command) | more))
