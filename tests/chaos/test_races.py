"""Two writers at the same moment, on isolated transactions: one comes second, none is lost."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from chaos.emulated import emulated
from integration.racing import StoreRules, do
from mandat.cases import commands
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import replay
from mandat.cases.store import load, timeline
from mandat.errors import ConflictError
from mandat.platform.transaction import Write
from samples import resent, submission
from unit.cases import samples as s
from unit.cases.machine import examples

CROWD, EACH = 8, 4
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    with emulated():
        yield


def at_once(*acts: Callable[[], object]) -> list[object]:
    """All of them in threads; each one's first commit waits until all have decided."""
    meeting, real = Barrier(len(acts), timeout=2), commands.commit

    def together(writes: Iterable[Write]) -> None:
        with suppress(BrokenBarrierError):
            meeting.wait()
        real(writes)

    def act(one: Callable[[], object]) -> object:
        try:
            return one()
        finally:
            meeting.abort()  # whoever decides again has nobody to wait for

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(len(acts)) as pool:
        patch.setattr(commands, "commit", together)
        return list(pool.map(act, acts))


class RacingRules(StoreRules):
    def both(self, one: a.Command, other: a.Command) -> None:
        case_id, now = self.case.id, self.now
        at_once(lambda: do(case_id, one, now), lambda: do(case_id, other, now))


def test_the_machine_holds_when_two_writers_race() -> None:
    size = settings(max_examples=examples(10) // 10, stateful_step_count=40)
    run_state_machine_as_test(RacingRules, settings=size)


@pytest.mark.parametrize("edited", [False, True])
def test_a_form_that_is_sent_twice_at_once_makes_one_case(edited: bool) -> None:
    first = submission(f"submit:twice:{os.getpid()}:{edited}")
    again = resent(first, digest="other" if edited else first.digest)

    receipts = at_once(lambda: submit(first, s.START), lambda: submit(again, s.START))

    assert sorted(one.replayed for one in receipts) == [False, True]  # type: ignore[attr-defined]
    assert [one.edited for one in receipts if one.replayed] == [edited]  # type: ignore[attr-defined]
    assert len({one.case.id for one in receipts}) == 1  # type: ignore[attr-defined]


def test_in_a_crowd_every_update_stands_once() -> None:
    """Who is told «busy» comes again with the same cause, as a browser and a queue do."""
    case = submit(submission(f"submit:crowd:{os.getpid()}"), s.START).case
    execute(case.id, s.route(), s.START)

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(lambda writer: _write(case.id, writer), range(CROWD)))

    events = timeline(case.id)
    updates = sorted(one.cause for one in events if one.type == "UpdatePosted")
    assert updates == sorted(f"{writer}-{turn}" for writer in range(CROWD) for turn in range(EACH))
    assert [one.seq for one in events] == list(range(1, len(events) + 1))
    assert replay(events) == load(case.id)


def _write(case_id: str, writer: int) -> None:
    for turn in range(EACH):
        update = a.PostUpdate(f"{writer}-{turn}", s.OWNER, text=s.LONG)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _taken(case_id, update):
            assert time.monotonic() < deadline, "nobody lets this writer in"


def _taken(case_id: str, update: a.PostUpdate) -> bool:
    try:
        execute(case_id, update, s.START + timedelta(minutes=1))
    except ConflictError:
        return False
    return True
