"""The machine of the ledger against the table: never two, none after a stop, none missed."""

from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.ledger_machine import OnTheTable
from integration.stipends import promise
from mandat.platform.transaction import Check, Put
from mandat.stipend import monthly, stopping, store
from mandat.stipend.domain.model import Enrolment
from mandat.stipend.roll_store import EnrolmentItem
from unit.stipend.machine import examples

pytestmark = pytest.mark.usefixtures("catalogue")
SHORT = settings(max_examples=examples(5), stateful_step_count=25, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(
    max_examples=2000, stateful_step_count=30, phases=[Phase.generate], derandomize=True
)


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    promise()


def test_what_the_table_holds_is_what_the_diary_says() -> None:
    run_state_machine_as_test(OnTheTable, settings=SHORT)


def nothing(*_: Any) -> Check:
    """A check that always holds."""
    return Check(EnrolmentItem("NOWHERE", "NOTHING"), EnrolmentItem.pk.does_not_exist())


def elsewhere(*_: Any) -> Put:
    """A record that nobody finds."""
    return Put(EnrolmentItem("NOWHERE", "SOMETHING", status="", from_month="", revision=1))


def always(_enrolment: Enrolment, _month: str) -> bool:
    return True


@pytest.mark.proof
@pytest.mark.parametrize(
    ("module", "name", "mistake"),
    [
        (store, "owes", nothing),
        (store, "stop_write", elsewhere),
        (store, "resume_write", elsewhere),
        (stopping, "_stopped", lambda *_: True),
        (stopping, "_resumed", lambda *_: True),
        (monthly, "is_owed", always),
    ],
    ids=["paid after a stop", "stop twice", "resumed twice", "no stop", "no end", "always owed"],
)
def test_the_machine_notices_what_is_wrong(
    module: Any, name: str, mistake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, mistake)
    found = settings(SEARCH, report_multiple_bugs=False)
    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(OnTheTable, settings=found)
