"""The machine of bookings against the table: what it says is held is what its bookings hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.bookings_machine import OnTheTable
from mandat.bookings import store
from mandat.bookings.line_store import InLineItem
from mandat.bookings.quota_store import QuotaItem
from mandat.bookings.sheets_store import DaySheetItem, PoolDayItem
from mandat.cases.store import DueItem
from mandat.platform.table import TableItem
from mandat.platform.transaction import Delete, Put, Write
from unit.bookings.machine import examples

pytestmark = pytest.mark.usefixtures("aws")
SHORT = settings(max_examples=examples(4), stateful_step_count=25, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(
    max_examples=2000, stateful_step_count=25, phases=[Phase.generate], derandomize=True
)


def test_what_the_table_holds_is_what_the_bookings_hold() -> None:
    run_state_machine_as_test(OnTheTable, settings=SHORT)


def without_condition(*kinds: type[TableItem]) -> Callable[[Write], Iterator[Write]]:
    def mistake(write: Write) -> Iterator[Write]:
        yield replace(write, condition=None) if isinstance(write.item, kinds) else write

    return mistake


def forgotten(sort: type[Write], *kinds: type[TableItem]) -> Callable[[Write], Iterator[Write]]:
    def mistake(write: Write) -> Iterator[Write]:
        if not (isinstance(write, sort) and isinstance(write.item, kinds)):
            yield write

    return mistake


@pytest.mark.proof
@pytest.mark.parametrize(
    "mistake",
    [
        without_condition(DaySheetItem),
        without_condition(PoolDayItem),
        forgotten(Write, QuotaItem),
        forgotten(Write, DaySheetItem),
        forgotten(Delete, InLineItem),
        forgotten(Delete, DueItem),
        forgotten(Put, DueItem),
    ],
    ids=["sheets", "pools", "no quota", "no sheets", "line stays", "moments stay", "no moments"],
)
def test_the_machine_notices_a_write_that_is_wrong(
    mistake: Callable[[Write], Iterator[Write]], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.writes
    monkeypatch.setattr(
        store, "writes", lambda *wish: [one for made in real(*wish) for one in mistake(made)]
    )
    found = settings(SEARCH, report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(OnTheTable, settings=found)
