"""References survive being read out, misread and mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.platform.ids import ALPHABET, case_id, read_reference, show_reference

seeds = st.text(min_size=1, max_size=40)


@given(seeds)
def test_a_reference_is_read_as_it_is_shown(seed: str) -> None:
    made = case_id(seed)
    assert read_reference(show_reference(made)) == made


@given(seeds)
def test_spaces_case_and_lookalikes_do_not_matter(seed: str) -> None:
    made = case_id(seed)
    typed = show_reference(made).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert read_reference(typed) == made


@given(seeds, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(seed: str, place: int, symbol: str) -> None:
    made = case_id(seed)
    wrong = made[:place] + symbol + made[place + 1 :]
    assert read_reference(wrong) == (made if wrong == made else None)


@given(seeds, st.integers(0, 6))
def test_swapped_neighbours_are_noticed(seed: str, place: int) -> None:
    made = case_id(seed)
    swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    ends = {made[place], made[place + 1]} == {"0", "Z"}
    assert swapped == made or ends or read_reference(swapped) is None


@pytest.mark.parametrize("typed", ["", "BKL-", "BKL-7F3K", "7F3K9QX2U", "UUUUUUUU"])
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None
