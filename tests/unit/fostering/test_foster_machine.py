"""The pure core against a table that is a few dictionaries: the reference for the real one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from mandat.cases.domain.acts import Command, RouteCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import RUNG_LEADERS, Case
from mandat.city.calendar import to_local
from mandat.errors import RefusedError
from mandat.fostering.domain import acts as a
from mandat.fostering.domain import decide as rules
from mandat.fostering.domain import officials as o
from mandat.fostering.domain import periods as p
from mandat.fostering.domain import roll as r
from mandat.fostering.domain.apply import replay
from mandat.fostering.domain.decide import decide
from mandat.fostering.domain.model import Duty, DutyStatus, Fostering, Need, Official, Subject
from mandat.fostering.domain.waiting import must_know
from unit.cases import samples as s
from unit.fostering import samples as t
from unit.fostering.machine import RANKS, FosterRules, Held, Job, _midnight, changed, examples


class InMemory(FosterRules):
    """One thing after another, each as the conditions of the real writes guard it."""

    def __init__(self) -> None:
        super().__init__()
        self.children: dict[str, Fostering] = {}
        self.people = {name: t.official(name, rank=rank) for name, rank in RANKS.items()}
        self.known: dict[str, Held] = {}
        self.counts: dict[Job, Duty] = {}
        self.done: set[str] = set()

    def roll(self) -> dict[str, Fostering]:
        return self.children

    def officials(self) -> dict[str, Official]:
        return self.people

    def held(self) -> dict[str, Held]:
        return self.known

    def take_up(self, child: str, source: str, since: date) -> None:
        before = self.children.get(child)
        if before and source in before.sources:
            return
        if before and not before.is_ended:
            self.children[child] = r.known_by(before, source)
            return
        waiting = min(_midnight(since), self.now)
        new = r.taken_up(t.person(child), source, waiting, 18)
        self._look(r.begun_again(before, waiting, source) if before else new, waiting)

    def _look(self, waits: Fostering, since: datetime, before: str = "") -> None:
        more = {"child": waits.child, "waiting_since": since, "before": before}
        case_id = self._open(t.need(**more))
        self.children[waits.child] = r.in_need(waits, case_id, since)
        self._told(waits.child)

    def _open(self, first: a.FosterCommand) -> str:
        case_id = f"C{len(self.known)}"
        filed = decide_case(None, t.submission(case_id=case_id), self.now)
        case = apply(None, filed[0])
        self._keep(case_id, (*filed, *decide(case, None, first, self.now)))
        route = RouteCase("route", "system", calendar=s.CALENDAR, owner="dinas-sosial")
        self._keep(case_id, decide_case(self.known[case_id].case, route, self.now))
        return case_id

    def _keep(self, case_id: str, events: Iterable[Event]) -> None:
        before = self.known.get(case_id)
        case: Case | None = before.case if before else None
        subject: Subject | None = before.subject if before else None
        for event in events:
            case = apply(case, event)
        subject = replay(events, subject)
        assert case
        assert subject
        self.known[case_id] = Held(case, subject)
        if isinstance(subject, Duty):
            self.counts[subject.child, subject.period] = subject

    def act(self, case_id: str, command: Command) -> Iterable[Event]:
        one, done = self.known[case_id], f"{case_id}:{command.cause}"
        if done in self.done:
            return ()
        try:
            events = self._decided(one, command)
        except RefusedError:
            return ()
        self.done |= {done} if events else set()
        if isinstance(command, a.MatchChild) and isinstance(one.subject, Need) and events:
            self._entrust(one.subject.child, command.official)
        self._keep(case_id, events)
        return events

    def _decided(self, one: Held, command: Command) -> tuple[Event, ...]:
        if not isinstance(command, a.FosterCommand):
            return decide_case(one.case, command, self.now)
        if isinstance(command, a.MatchChild) and isinstance(one.subject, Need):
            child = self.children[one.subject.child]
            waits = child.is_waiting and child.case_id == one.case.id
            official = self.people[command.official]
            free = o.room(official, t.TERMS)
            command = changed(command, active=official.is_active, free=free, waiting=waits)
        if isinstance(command, a.VoidDuty) and isinstance(one.subject, Duty):
            owed = p.is_owed(one.subject, self.children.get(one.subject.child))
            command = changed(command, owed=owed)
        return decide(one.case, one.subject, command, self.now)

    def _entrust(self, child: str, official: str) -> None:
        self.children[child] = r.matched(self.children[child], official, self.now)
        self.people[official] = o.with_child(self.people[official], child, t.TERMS)

    def leave(self, official: str, cause: str, *, crash: bool) -> None:
        if self.people[official].is_active:
            self.people[official] = o.left(self.people[official], "retired", cause, self.now)
        for child in () if crash else self.people[official].children:
            self._hand_on(child)

    def _hand_on(self, child: str) -> None:
        before = self.children[child]
        official = self.people[before.official]
        self.people[official.id] = o.without_child(official, child)
        self._look(before, official.left_at or self.now, official.id)

    def come_back(self, official: str, cause: str) -> None:
        one = self.people[official]
        if not one.is_active and one.left_cause == cause:
            self.people[official] = o.back(one)

    def hand_back(self, child: str) -> None:
        if self.fosterer(child):
            self._hand_on(child)

    def end(self, child: str, cause: str, *, crash: bool) -> None:
        before = self.children.get(child)
        if before and not before.is_ended:
            self._ended(before, cause)
        for duty in [] if crash else list(self.counts.values()):
            self.job(child, duty.period)

    def _ended(self, before: Fostering, cause: str) -> None:
        child = before.child
        self.children[child] = r.ended(before, "moved", cause, self.now)
        if before.is_fostered:
            official = self.people[before.official]
            self.people[official.id] = o.without_child(official, child)
        else:
            self.act(before.case_id, t.drop(cause=f"end:{cause}", reason="moved"))

    def resume(self, child: str, cause: str) -> None:
        before = self.children.get(child)
        if before and before.is_ended and before.cause == cause:
            self._look(r.begun_again(before, self.now), self.now)

    def wanted(self, at: datetime) -> list[Job]:
        roll, jobs = tuple(self.children.values()), []
        for one in roll:
            left = one.is_fostered and not self.people[one.official].is_active
            jobs += [(one.child, "")] if left or self._is_due(one, at) else []
        for period in p.recent(to_local(at).date(), t.TERMS):
            ledger = [one for one in self.counts.values() if one.period == period.id]
            jobs += [(one, period.id) for one in p.to_settle(period, roll, ledger, t.TERMS)]
        return jobs

    def _is_due(self, one: Fostering, at: datetime) -> bool:
        known = one.is_waiting and self.known[one.case_id].case.level >= RUNG_LEADERS
        since = one.waiting_since
        return since is not None and not known and must_know(since, at, t.TERMS)

    def job(self, child: str, period: str) -> None:
        one = self.children.get(child)
        if period:
            self._settle(child, period)
        elif one and one.is_fostered and not self.people[one.official].is_active:
            self._hand_on(child)
        elif one and one.is_waiting:
            self._told(child)

    def _told(self, child: str) -> None:
        case_id = self.children[child].case_id
        self.act(case_id, t.say(a.TellLeaders, t.SYSTEM, cause=f"leaders:{case_id}"))

    def _settle(self, child: str, period: str) -> None:
        one, duty = self.children.get(child), self.counts.get((child, period))
        if duty and duty.status is DutyStatus.DUE:
            reason = p.why_void(one)
            self.act(duty.case_id, t.void(cause=f"void:{duty.case_id}", reason=reason))
            return
        asked = p.period_of(period, t.TERMS)
        if one is None or asked is None or not p.has_begun(asked, self.now):
            return
        if p.lacks(duty) and p.owes(one, asked, t.TERMS):
            self._owe(one, asked)

    def _owe(self, one: Fostering, period: p.Period) -> None:
        by = p.due_by(period, t.TERMS, self.now)
        values: dict[str, Any] = {"child": one.child, "official": one.official, "due_by": by}
        named = {"month": period.id} if period.is_month else {"term": period.id}
        self._open((t.support if period.is_month else t.check)(**values, **named))

    def teardown(self) -> None:
        """Whatever went wrong, months later every rule still holds."""
        for _ in range(3):
            self.run_at += timedelta(days=30)
            self.now = self.run_at
            for _ in range(2):
                for child, period in self.wanted(self.run_at):
                    self.job(child, period)
            assert self.wanted(self.run_at) == []
        self.every_child_has_one_fosterer_or_is_looked_for()
        self.one_period_is_proved_once()


TestInMemory = InMemory.TestCase
TestInMemory.settings = settings(
    max_examples=examples(40), stateful_step_count=30, deadline=timedelta(seconds=5)
)
SEARCH = settings(
    max_examples=500,
    stateful_step_count=40,
    phases=[Phase.generate],
    derandomize=True,
    report_multiple_bugs=False,
)


def _anybody(command: a.MatchChild) -> None:
    del command


def _never(*_: Any) -> bool:
    return False


def _forgetful(official: Official, child: str) -> Official:
    del child
    return replace(official, revision=official.revision + 1)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("module", "name", "mistake"),
    [
        (rules, "_may_take", _anybody),
        (rules, "must_know", _never),
        (o, "without_child", _forgetful),
        (p, "lacks", lambda _: True),
        (p, "is_owed", lambda *_: True),
    ],
    ids=["any quota", "no mayor", "kept by two", "opened twice", "owed by who left"],
)
def test_the_machine_notices_what_is_wrong(module: Any, name: str, mistake: Any) -> None:
    with (
        patch.object(module, name, mistake),
        pytest.raises((AssertionError, RefusedError, KeyError)),
    ):
        run_state_machine_as_test(InMemory, settings=SEARCH)
