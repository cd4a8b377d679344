"""The case's machine against the table: two writers race, and after each step all is read back."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mandat.cases import commands, store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.domain.work import INSPECTORATE, LEADERS_DESK, work
from mandat.cases.store import CauseItem, DueItem, EventItem, WorkRow
from mandat.errors import RefusedError
from mandat.personal.store import TextItem
from mandat.platform.table import TableItem
from mandat.platform.transaction import Write
from samples import resent, submission
from unit.cases.machine import CaseRules

WORKLISTS = ("dinas-pupr", "dlh", "triase", "sekda", "walikota", LEADERS_DESK, INSPECTORATE)
Rows = dict[str, list[WorkRow]]
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
        command = self.sent[place % len(self.sent)]
        known = store.outcome(self.case.id, command.cause)
        if known is None:
            return
        done = execute(self.case.id, command, self.now)
        assert (self.look(), done.events, done.case) == ((), (), self.case)
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


def work_rows(case_id: str) -> Rows:
    found = {post: store.worklist(post) for post in WORKLISTS}
    mine = {post: [row for row in rows if row.case_id == case_id] for post, rows in found.items()}
    return {post: rows for post, rows in mine.items() if rows}


def expected_rows(case: Case) -> Rows:
    owed = work(case)
    if owed is None or case.task is None:
        return {}
    status = case.task.status if case.task.is_open else case.status
    title, village = case.service_title, case.village
    row = WorkRow(case.id, case.service_id, title, village, status, case.level, owed.by)
    return {owed.post: [row]}


def expected_due(case: Case) -> list[Due]:
    due = next_moment(case)
    return [due] if due else []


def causes(found: Iterable[TableItem]) -> dict[str, int]:
    """Keys of the remembered causes, and the sequence number that each came to."""
    return {one.sk: int(one.seq) for one in found if isinstance(one, CauseItem)}


def expected_causes(events: Iterable[Event]) -> dict[str, int]:
    return {f"CAUSE#{sha256(one.cause.encode()).hexdigest()[:32]}": one.seq for one in events}


def texts(found: Iterable[TableItem]) -> set[int]:
    return {int(one.seq) for one in found if isinstance(one, TextItem)}


def expected_texts(events: Iterable[Event]) -> set[int]:
    """A text lies with the first event of its command that says it has one."""
    first: dict[str, int] = {}
    for event in events:
        if event.has_text:
            first.setdefault(event.cause, event.seq)
    return set(first.values())
