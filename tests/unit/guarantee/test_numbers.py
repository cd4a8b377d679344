"""Numbers of letters: found wrong when mistyped, and nobody's guess."""

from hypothesis import assume, given
from hypothesis import strategies as st

from mandat.guarantee.domain.numbers import ALPHABET, BODY, number_of, read_number, show_number

NUMBERS = st.binary(min_size=32, max_size=32).map(number_of)
PLACES = st.integers(0, BODY)


@given(NUMBERS)
def test_a_number_is_read_as_it_is_shown(number: str) -> None:
    for typed in (number, show_number(number), show_number(number).lower().replace("-", " ")):
        assert read_number(typed) == number


@given(NUMBERS)
def test_lookalikes_are_forgiven(number: str) -> None:
    assert read_number(number.replace("1", "I").replace("0", "O")) == number
    assert read_number(number.replace("1", "l")) == number


@given(NUMBERS, PLACES, st.sampled_from(ALPHABET))
def test_every_wrong_symbol_is_found(number: str, place: int, other: str) -> None:
    assume(number[place] != other)
    assert read_number(number[:place] + other + number[place + 1 :]) is None


@given(NUMBERS, PLACES, PLACES)
def test_any_two_that_changed_places_are_found(number: str, one: int, two: int) -> None:
    assume(number[one] != number[two])
    symbols = list(number)
    symbols[one], symbols[two] = symbols[two], symbols[one]
    assert read_number("".join(symbols)) is None


@given(NUMBERS, PLACES)
def test_what_is_too_short_or_too_long_is_none(number: str, place: int) -> None:
    assert read_number(number[:place]) is None
    assert read_number(number + number[place]) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_none(text: str) -> None:
    read = read_number(text)
    assert read is None or read_number(show_number(read)) == read


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=50, unique=True))
def test_numbers_say_fifty_bits_of_their_secret(secrets: list[bytes]) -> None:
    bits = {int.from_bytes(one, "big") >> 256 - 50 for one in secrets}
    assert len({number_of(one) for one in secrets}) == len(bits)
