"""The case's machine against the table: two writers race, and after each step all is read back."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from integration.lying import (
    Rows,
    causes,
    expected_causes,
    expected_due,
    expected_rows,
    expected_texts,
    texts,
    work_rows,
)
from mandat.cases import commands, store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.store import DueItem, EventItem
from mandat.errors import RefusedError
from mandat.platform.table import TableItem
from mandat.platform.transaction import Write
from samples import resent, submission
from unit.cases import samples as s
from unit.cases.machine import CaseRules

ACTORS = ("citizen", "system", s.OWNER, s.OTHER, s.MAYOR)
WISHES = (
    s.route(),
    a.AcknowledgeTask("", ""),
    a.PostUpdate("", "", text=s.LONG),
    a.AskCitizen("", "", text=s.LONG, calendar=s.CALENDAR),
    a.AddInformation("", "", text=s.LONG, calendar=s.CALENDAR),
    a.TransferTask("", "", calendar=s.CALENDAR, to="dlh", reason="other_agency"),
    s.finish(),
    s.told(),
    s.refuse(),
    s.confirm(),
    a.AnswerAsLeader("", "", text=s.LONG, calendar=s.CALENDAR, leaders=s.LEADERS),
)
_numbers = itertools.count()


def told(case: Case, sent: Iterable[a.Command], now: datetime) -> tuple[Event, ...]:
    """What the pure core makes of commands that come one after another, each cause once."""
    found: list[Event] = []
    for command in sent:
        if command.cause not in {one.cause for one in found}:
            for event in _decided(case, command, now):
                case = apply(case, event)
                found.append(event)
    return tuple(found)


def _decided(case: Case, command: a.Command, now: datetime) -> tuple[Event, ...]:
    try:
        return decide(case, command, now)
    except RefusedError:
        return ()


def do(case_id: str, command: a.Command, now: datetime) -> None:
    """As a door does it; the rules may say no, and nothing else may."""
    try:
        execute(case_id, command, now)
    except RefusedError:
        return


@contextmanager
def overtaken(by: Callable[[], None]) -> Iterator[None]:
    """`by` happens when the next command has decided and not yet committed; else at the end."""
    waiting = [by]
    real = commands.commit

    def late(writes: Iterable[Write]) -> None:
        if waiting:
            waiting.pop()()
        real(writes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "commit", late)
        yield
    if waiting:
        by()


class StoreRules(CaseRules):
    """Commands go through `execute`; now and then two are decided on the same loaded case."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[a.Command] = []
        self.double = False
        self.rival: list[a.Command] | None = None

    def open(self, command: a.SubmitCase) -> None:
        cause = f"submit:{os.getpid()}:{next(_numbers)}"
        command = replace(command, cause=cause)
        self.submission = resent(submission(cause), command=command, person=cause)
        self.case = submit(self.submission, self.now).case
        self.look()

    # -- Two at once

    @rule(double=st.booleans())
    def somebody_else_acts_too(self, double: bool) -> None:
        """The next command is sent twice at once, or together with the one after it."""
        self.double, self.rival = double, None if double else []

    @rule(one=st.integers(0), other=st.integers(0))
    def two_who_may(self, one: int, other: int) -> None:
        """Two commands that the rules would both let pass now, each alone."""
        wishes = [(kind, actor) for kind in self.wishes() for actor in ACTORS]
        may = [it for it in wishes if told(self.case, [self.wish(*it)], self.now)]
        if may:
            first, second = (self.wish(*may[n % len(may)]) for n in (one, other))
            self.sent += [first, second]
            self.race(first, second)

    def wish(self, kind: a.Command, actor: str) -> a.Command:
        return replace(kind, cause=self.cause(), actor=actor)

    def wishes(self) -> tuple[a.Command, ...]:
        remind = a.Remind("", "", calendar=s.CALENDAR, due=next_moment(self.case))
        deadline = self.now + timedelta(days=2)
        return (*WISHES, remind, replace(s.order(to="dlh"), deadline_at=deadline))

    def send(self, command: a.Command) -> tuple[Event, ...] | None:
        self.sent.append(command)
        if self.double:
            self.double = False
            return self.race(command, command)
        if self.rival is None:
            return self.alone(command)
        if not self.rival:
            self.rival.append(command)
            return None
        (rival,), self.rival = self.rival, None
        return self.race(command, rival) and None

    def alone(self, command: a.Command) -> tuple[Event, ...]:
        expected = told(self.case, [command], self.now)
        do(self.case.id, command, self.now)
        made = self.look()
        assert made == expected
        return made

    def race(self, one: a.Command, other: a.Command) -> tuple[Event, ...]:
        """As if one had come after the other, in whichever order."""
        orders = ((one, other), (other, one))
        expected = [told(self.case, order, self.now) for order in orders]
        self.both(one, other)
        made = self.look()
        assert made in expected
        return made

    def both(self, one: a.Command, other: a.Command) -> None:
        """`one` has decided when `other` is committed."""
        with overtaken(lambda: do(self.case.id, other, self.now)):
            do(self.case.id, one, self.now)

    # -- The same again

    @precondition(lambda self: self.sent)
    @rule(place=st.integers(0))
    def sent_again(self, place: int) -> None:
        """Rather one that the rules would let act anew: only its cause keeps it from that."""
        done = [one for one in self.sent if one.cause in {event.cause for event in self.events}]
        could = [one for one in done if _decided(self.case, one, self.now)] or done
        if not could:
            return
        command = could[place % len(could)]
        known = store.outcome(self.case.id, command.cause)
        assert known
        again = execute(self.case.id, command, self.now)
        assert (self.look(), again.events, again.case) == ((), (), self.case)
        assert store.outcome(self.case.id, command.cause) == known

    @rule(edited=st.booleans())
    def submitted_again(self, edited: bool) -> None:
        again = resent(self.submission, digest="other" if edited else self.submission.digest)
        receipt = submit(again, self.now)
        assert (receipt.replayed, receipt.edited) == (True, edited)
        assert (self.look(), receipt.case) == ((), self.case)

    # -- What the table says

    def look(self) -> tuple[Event, ...]:
        """Read everything back and check it; the events that are new."""
        before = len(self.events)
        self.case = store.load(self.case.id)
        found = self.partition(f"CASE#{self.case.id}")
        self.events = [store.as_event(one) for one in found if isinstance(one, EventItem)]
        assert self.case.seq == len(self.events)
        assert causes(found) == expected_causes(self.events)
        assert texts(found) == expected_texts(self.events)
        assert self.due_items() == expected_due(self.case)
        assert self.work_rows() == expected_rows(self.case)
        return tuple(self.events[before:])

    def partition(self, pk: str) -> list[TableItem]:
        """All items of a partition, by their sort keys."""
        return list(TableItem.query(pk, consistent_read=True))

    def due_items(self) -> list[Due]:
        """Those of the case, in whichever shard."""
        shards = (self.partition(f"DUE#{number:02}") for number in range(store.SHARDS))
        items = [one for shard in shards for one in shard if isinstance(one, DueItem)]
        mine = [one for one in items if one.case_id == self.case.id]
        return [Due(one.due_kind, datetime.fromisoformat(one.due_at), one.task_id) for one in mine]

    def work_rows(self) -> Rows:
        """Rows of the case, of every post that has one."""
        return work_rows(self.case.id)
