"""Numbers that could name somebody are not published, nor what would tell them."""

from hypothesis import given
from hypothesis import strategies as st

from mandat.programmes.domain.hiding import LEAST, hidden

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12), max_size=8)


def test_small_ones_are_hidden_and_with_a_single_one_the_next() -> None:
    assert hidden({"a": 9, "b": 8}) == frozenset()
    assert hidden({"a": 9, "b": 8, "c": 4}) == {"b", "c"}
    assert hidden({"a": 9, "b": 3, "c": 4}) == {"b", "c"}
    assert hidden({"a": 9, "b": 1, "c": 2}) == {"a", "b", "c"}


@given(COUNTS)
def test_whoever_knows_the_sum_learns_of_no_small_number(people: dict[str, int]) -> None:
    unshown = hidden(people)
    assert all(people[one] >= LEAST for one in people.keys() - unshown)
    rest = sum(people[one] for one in unshown)
    assert not unshown or unshown == people.keys() or (len(unshown) > 1 and rest >= LEAST)
