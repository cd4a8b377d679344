"""Who meets another writer waits a random while, twice as long each time, and not for ever."""

import pytest

from mandat.errors import ConflictError
from mandat.platform.patience import BUSY, LONGEST_SECONDS, TRIES, jitter, patiently
from mandat.platform.transaction import CONTENDED

API_GATEWAY_SECONDS = 29


def waits(roll: float) -> list[float]:
    found: list[float] = []
    for attempt in range(TRIES):
        jitter(attempt, lambda: roll, found.append)
    return found


def test_a_wait_is_any_part_of_twice_as_long_each_time() -> None:
    assert waits(0.0) == [0.0] * TRIES
    assert waits(1.0)[:4] == [0.05, 0.1, 0.2, 0.4]
    assert waits(0.5) == [one / 2 for one in waits(1.0)]
    assert max(waits(1.0)) == LONGEST_SECONDS


def test_all_waits_together_leave_a_page_its_time() -> None:
    assert sum(waits(1.0)) < 16 < API_GATEWAY_SECONDS


def met(times: int, code: str = CONTENDED) -> tuple[list[int], str]:
    """The pauses of a writer who meets another so many times, and what came of it."""
    meetings, pauses = [code] * times, []

    def write() -> str:
        if meetings:
            raise ConflictError(meetings.pop())
        return "written"

    try:
        return pauses, patiently(write, pauses.append)
    except ConflictError as error:
        return pauses, error.code


def test_it_is_tried_again_until_nobody_is_in_the_way() -> None:
    assert met(0) == ([], "written")
    assert met(3) == ([0, 1, 2], "written")


def test_somebody_who_is_always_in_the_way_is_told() -> None:
    pauses, told = met(99)
    assert (len(pauses), told) == (TRIES, BUSY)


@pytest.mark.parametrize("code", ["conflict", "slot_taken"])
def test_a_refused_condition_is_not_tried_again(code: str) -> None:
    assert met(1, code) == ([], code)
