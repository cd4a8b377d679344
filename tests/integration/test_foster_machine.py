"""The machine of fosterings against the table, with writers who meet and processes that end."""

from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.foster_machine import OnTheTable
from mandat.errors import ConflictError, RefusedError
from mandat.fostering import acting, ending, needs, store
from mandat.platform.transaction import Put, Write
from mandat.programmes.domain.terms import Programmes
from mandat.programmes.terms_store import forget_programmes, put_programmes
from unit.fostering import samples as t
from unit.fostering.machine import examples

pytestmark = pytest.mark.usefixtures("catalogue")
SHORT = settings(max_examples=examples(4), stateful_step_count=25, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(
    max_examples=400, stateful_step_count=30, phases=[Phase.generate], derandomize=True
)


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    forget_programmes()
    put_programmes(Programmes(version=1, fostering=t.TERMS), replaces=0)


def test_what_the_table_holds_is_what_the_diary_says() -> None:
    run_state_machine_as_test(OnTheTable, settings=SHORT)


def blind(write: Any) -> Any:
    """The same write, without its condition."""

    def made(*given: Any, **named: Any) -> Write:
        found = write(*given, **named)
        return Put(found.item)

    return made


def nobody(*_: Any) -> int:
    return 0


def nothing(*_: Any) -> list[Write]:
    return []


@pytest.mark.proof
@pytest.mark.parametrize(
    ("module", "name", "mistake"),
    [
        (store, "official_write", blind(store.official_write)),
        (needs, "_handed_on", nobody),
        (needs, "must_know", nobody),
        (acting, "_entrusting", nothing),
        (ending, "_released", nothing),
    ],
    ids=["blind quota", "not handed on", "no mayor", "told to nobody", "kept by who lost it"],
)
def test_the_machine_notices_what_is_wrong(
    module: Any, name: str, mistake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, mistake)
    found = settings(SEARCH, report_multiple_bugs=False)
    with pytest.raises((AssertionError, KeyError, ConflictError, RefusedError)):
        run_state_machine_as_test(OnTheTable, settings=found)
