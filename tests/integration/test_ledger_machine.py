"""The machine of the ledger against the table: never two, none after a stop, none missed."""


import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.ledger_machine import OnTheTable
from integration.stipends import promise
from unit.stipend.machine import examples

pytestmark = pytest.mark.usefixtures("catalogue")
SHORT = settings(max_examples=examples(6), stateful_step_count=25, phases=[Phase.generate])


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    promise()


def test_what_the_table_holds_is_what_the_diary_says() -> None:
    run_state_machine_as_test(OnTheTable, settings=SHORT)
