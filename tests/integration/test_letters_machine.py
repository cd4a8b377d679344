"""What follows a letter is what its record says, once the feed is read: whatever the feed does."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from integration.letters_machine import Letters
from mandat.city.domain import Catalogue
from mandat.guarantee import follow_ups, following
from unit.bookings.machine import examples

SHORT = settings(max_examples=examples(4), stateful_step_count=14, phases=[Phase.generate])
# It ends at the first find; the same search in every run, or a mistake would be noticed by luck.
SEARCH = settings(SHORT, max_examples=500, report_multiple_bugs=False, derandomize=True)


@pytest.fixture(autouse=True)
def laid(city: Catalogue) -> None:
    Letters.city = None


def test_once_the_feed_is_read_what_follows_is_what_the_letter_says() -> None:
    run_state_machine_as_test(Letters, settings=SHORT)


def nothing(*_what: object) -> int:
    return 0


@pytest.mark.proof
@pytest.mark.parametrize("what", ["_open", "_drop", "_hear"])
def test_the_machine_notices_what_is_forgotten(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, what, nothing)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Letters, settings=SEARCH)


@pytest.mark.proof
def test_the_machine_notices_a_second_follow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    causes = iter(range(10**6))
    monkeypatch.setattr(
        follow_ups, "cause_of", lambda kind, letter: f"{kind}:{letter}:{next(causes)}"
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Letters, settings=SEARCH)
