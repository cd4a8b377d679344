"""Undo leaves nothing behind, and every step has one case: whatever the feed does."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.bereavement_machine import Bereaved
from mandat.bereavement import following, orphans_store, steps, undoing
from mandat.city.domain import Catalogue
from unit.bookings.machine import examples

SHORT = settings(max_examples=examples(3), stateful_step_count=15, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(SHORT, max_examples=2000, report_multiple_bugs=False, derandomize=True)


@pytest.fixture(autouse=True)
def home(city: Catalogue) -> None:
    Bereaved.home = None


def test_once_the_feed_is_read_the_world_is_what_the_records_say() -> None:
    run_state_machine_as_test(Bereaved, settings=SHORT)


def nothing(*_what: object) -> int:
    return 0


@pytest.mark.proof
@pytest.mark.parametrize(
    ("where", "what"),
    [
        (undoing, "resume"),
        (undoing, "mark_alive"),
        (undoing, "_close"),
        (undoing, "_annul"),
        (orphans_store, "remove"),
        (following, "stop"),
        (following, "_open"),
        (following, "_end_step"),
    ],
)
def test_the_machine_notices_what_is_forgotten(
    where: object, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, what, nothing)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Bereaved, settings=SEARCH)


@pytest.mark.proof
def test_the_machine_notices_a_step_that_its_death_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = steps._parents
    monkeypatch.setattr(steps, "_parents", lambda *one: real(*one)[-1:])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Bereaved, settings=SEARCH)
