"""Undo leaves nothing behind, and every step has one case: whatever the feed does."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.bereavement_machine import Bereaved
from mandat.city.domain import Catalogue
from unit.bookings.machine import examples

SHORT = settings(max_examples=examples(4), stateful_step_count=20, phases=[Phase.generate])


@pytest.fixture(autouse=True)
def home(city: Catalogue) -> None:
    Bereaved.home = None


def test_once_the_feed_is_read_the_world_is_what_the_records_say() -> None:
    run_state_machine_as_test(Bereaved, settings=SHORT)
