"""The case's machine against the store, on moto: whoever comes second decides again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from integration.lying import Rows, expected_rows, work_rows
from integration.racing import StoreRules
from mandat.cases import store
from mandat.cases.commands import submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.model import Case
from mandat.cases.store import CaseItem, CauseItem, DueItem, EventItem, TaskItem
from mandat.errors import ConflictError, NotAllowedError
from mandat.platform.table import TableItem
from mandat.platform.transaction import Delete, Write, commit
from samples import items, submission
from unit.cases import samples as s
from unit.cases.machine import examples

pytestmark = pytest.mark.usefixtures("aws")
SHORT = settings(max_examples=5, stateful_step_count=40)
LONG = settings(max_examples=examples(20), stateful_step_count=60)
WISHES = (a.AcknowledgeTask("one", s.OWNER), s.finish(cause="two"))


@pytest.mark.parametrize("wishes", [WISHES, WISHES[::-1]], ids=["as sent", "turned round"])
def test_the_second_of_two_that_decided_on_the_same_case_writes_nothing(
    wishes: tuple[a.Command, ...],
) -> None:
    case = submit(submission(), s.START).case
    case = save(case, s.route())

    save(case, wishes[0])
    written = items("")
    with pytest.raises(ConflictError):
        save(case, wishes[1])
    assert items("") == written


def save(case: Case, command: a.Command) -> Case:
    """Without a look at what others did meanwhile: the condition alone decides."""
    events = decide(case, command, s.START)
    after = case
    for event in events:
        after = apply(after, event)
    commit(store.writes(case, after, events, digest=""))
    return after


class MotoRules(StoreRules):
    """moto copies every item that a query passes over: its table is looked into instead."""

    def partition(self, pk: str) -> list[TableItem]:
        table = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].get_table("mandat-test")
        rows = next((rows for key, rows in table.items.items() if key.value == pk), {})
        found = sorted(rows.items(), key=lambda row: row[0].value)
        return [TableItem.from_raw_data(one.to_json()["Attributes"]) for _, one in found]

    def work_rows(self) -> Rows:
        """A row is in the index while it carries the index's keys."""
        found = [one for one in self.partition(f"CASE#{self.case.id}") if isinstance(one, TaskItem)]
        return {str(one.post_id): [store._row(one)] for one in found if one.work_at}

    def teardown(self) -> None:
        if self.events:
            assert work_rows(self.case.id) == expected_rows(self.case)


def test_a_case_in_the_table_is_what_its_commands_made_of_it() -> None:
    run_state_machine_as_test(MotoRules, settings=SHORT)


@pytest.mark.proof
def test_long_searches_find_nothing_else() -> None:
    run_state_machine_as_test(MotoRules, settings=LONG)


def _whoever_comes(write: Write) -> Write:
    """An event's own condition would catch it too."""
    late = isinstance(write.item, CaseItem | EventItem)
    return replace(write, condition=None) if late else write


def _as_often_as_sent(write: Write) -> Write:
    return replace(write, condition=None) if isinstance(write.item, CauseItem) else write


def _moments_stay(write: Write) -> Write | None:
    return None if isinstance(write, Delete) and isinstance(write.item, DueItem) else write


def _rows_stay(write: Write) -> Write | None:
    return None if isinstance(write.item, TaskItem) and not write.item.post_id else write


@pytest.mark.proof
@pytest.mark.parametrize("mistake", [_whoever_comes, _as_often_as_sent, _moments_stay, _rows_stay])
def test_the_machine_notices_a_write_that_is_wrong(
    mistake: Callable[[Write], Write | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.writes
    monkeypatch.setattr(
        store, "writes", lambda *wish: [made for one in real(*wish) if (made := mistake(one))]
    )
    found = settings(LONG, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises((AssertionError, NotAllowedError)):
        run_state_machine_as_test(MotoRules, settings=found)
