"""The machine of calls against the store, on moto: what is read back is what the rules say."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.calls import PHONE, board, dues, have_fleet, submission
from integration.conftest import account
from mandat.cases import store as cases
from mandat.cases.domain.model import Due
from mandat.dispatch import store
from mandat.dispatch.calling import call
from mandat.dispatch.commands import execute, set_service
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.model import Unit
from mandat.dispatch.store import UnitItem
from mandat.errors import ConflictError, RefusedError
from mandat.platform.transaction import Delete, Write
from unit.dispatch import samples as d
from unit.dispatch.machine import CallRules, Held, examples

SHORT = settings(max_examples=2, stateful_step_count=25)
LONG = settings(max_examples=examples(3), stateful_step_count=50)
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(
    max_examples=2000, stateful_step_count=50, phases=[Phase.generate], derandomize=True
)


class InTable(CallRules):
    def __init__(self) -> None:
        super().__init__()
        self.known: list[str] = []
        self.stack = ExitStack()
        self.stack.enter_context(account())
        have_fleet()

    def teardown(self) -> None:
        self.stack.close()

    def call(self, wish: a.CallUnit) -> None:
        cause = self.cause()
        sent = submission(cause, f"{PHONE[:-3]}{len(self.known):03}")
        self.known.append(call(sent, replace(wish, cause=cause), self.now).case.id)

    def send(self, case_id: str, command: a.CallCommand) -> None:
        try:
            execute(case_id, command, self.now)
        except RefusedError:
            return
        except ConflictError as error:
            assert error.code == store.UNIT_TAKEN  # noqa: PT017  nothing else may be said

    def serve(self, unit: str, reason: str) -> None:
        try:
            set_service(unit, reason, d.DESK, self.now)
        except RefusedError:
            return

    def held(self) -> dict[str, Held]:
        calls = store.load_many(self.known)
        return {one.id: Held(one, calls[one.id]) for one in cases.load_many(self.known)}

    def board(self) -> dict[str, Unit]:
        return board()

    def dues(self) -> set[tuple[str, Due]]:
        return dues()


def test_calls_in_the_table_are_what_their_commands_made_of_them() -> None:
    run_state_machine_as_test(InTable, settings=SHORT)


@pytest.mark.proof
def test_long_searches_find_nothing_else() -> None:
    run_state_machine_as_test(InTable, settings=LONG)


def _whoever_comes(write: Write) -> Write:
    return replace(write, condition=None) if isinstance(write.item, UnitItem) else write


def _moments_stay(write: Write) -> Write | None:
    return None if isinstance(write, Delete) else write


@pytest.mark.proof
@pytest.mark.parametrize("mistake", [_whoever_comes, _moments_stay])
def test_the_machine_notices_a_write_that_is_wrong(
    mistake: Callable[[Write], Write | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.writes
    monkeypatch.setattr(
        store, "writes", lambda *wish: [made for one in real(*wish) if (made := mistake(one))]
    )
    found = settings(SEARCH, report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(InTable, settings=found)
