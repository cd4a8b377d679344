"""The machine of cards against the table: once a person, nobody forgotten, no half hour twice."""

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.card_machine import CardsOnTheTable
from mandat.idcard import acting, calendar, expecting, store
from unit.stipend.machine import examples

pytestmark = pytest.mark.usefixtures("city")
SHORT = settings(max_examples=examples(4), stateful_step_count=15, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(
    max_examples=500, stateful_step_count=25, phases=[Phase.generate], derandomize=True
)


def test_everybody_who_turns_17_is_thought_of_once() -> None:
    run_state_machine_as_test(CardsOnTheTable, settings=SHORT)


def nothing(*_: Any, **__: Any) -> list[Any]:
    return []


def no_leap_day(born: date, years: int) -> date:
    return born.replace(year=born.year + years, day=min(born.day, 28))


@pytest.mark.proof
@pytest.mark.parametrize(
    ("module", "name", "mistake"),
    [
        (acting, "slot_writes", nothing),
        (calendar, "known_cards", nothing),
        (expecting, "birthday", no_leap_day),
        (store, "case_of", nothing),
        (expecting, "lacks", lambda card: card is None or card.is_over),
    ],
    ids=["no half hour", "cards unseen", "leap day", "card unseen", "opened again"],
)
def test_the_machine_notices_what_is_wrong(
    module: Any, name: str, mistake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, mistake)
    found = settings(SEARCH, report_multiple_bugs=False)
    with pytest.raises((AssertionError, KeyError, TypeError, ValueError)):
        run_state_machine_as_test(CardsOnTheTable, settings=found)
