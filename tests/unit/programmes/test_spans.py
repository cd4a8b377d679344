"""Lines of a file a span at a time: the same whatever the span, and from every line on."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mandat.programmes.domain.spans import LINE_MAX, Line, Place, lines

PIECES = st.sampled_from(
    [b"a", b"bc,d", b"\n", b"\r\n", b"\n\n", b"\xef\xbb\xbf", b"\xff", "é".encode(), b" ", b'"']
)
FILES = st.lists(PIECES, max_size=40).map(b"".join)
LONG = b"x" * (LINE_MAX + 1)


def read(body: bytes, span: int = 7, after: Place = Place()) -> list[Line]:  # noqa: B008  frozen
    def part(offset: int, size: int) -> bytes:
        assert size <= span
        return body[offset : offset + size]

    return list(lines(part, len(body), after, span))


@given(FILES, st.integers(1, 50))
def test_the_span_makes_no_difference(body: bytes, span: int) -> None:
    assert read(body, span) == read(body, 1000)


@given(FILES, st.integers(1, 50))
def test_it_goes_on_behind_any_line(body: bytes, span: int) -> None:
    whole = read(body, span)
    for place in range(len(whole)):
        last = whole[place]
        assert read(body, span, Place(last.end, last.number)) == whole[place + 1 :]


@given(FILES)
def test_every_line_of_text_is_there_once_with_its_number(body: bytes) -> None:
    found = {line.number: line for line in read(body)}
    for number, raw in enumerate(body.split(b"\n"), 1):
        plain = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if b"\xff" in plain:
            assert found.pop(number).problem == "encoding"
        elif text := plain.removesuffix(b"\r").decode().strip():
            assert found.pop(number).text.strip() == text
    assert not found


@given(st.lists(st.sampled_from([LONG, LONG * 3, b"a", b"", b"x" * LINE_MAX]), max_size=6))
def test_what_is_too_long_is_left_out_and_the_rest_is_read(pieces: list[bytes]) -> None:
    body = b"\n".join(pieces)
    found = read(body, 1000)
    assert [(one.number, one.problem) for one in found] == [
        (number, "line_long" if len(piece) > LINE_MAX else "")
        for number, piece in enumerate(pieces, 1)
        if piece
    ]
    assert all(len(one.text) <= LINE_MAX for one in found)
    assert all(one.end < other.end for one, other in pairwise(found))


def test_a_long_line_never_lies_in_memory_whole() -> None:
    sizes = []

    def part(offset: int, size: int) -> bytes:
        sizes.append(size)
        return b"x" * size

    (line,) = lines(part, 10_000_000, Place(), 64_000)
    assert (line.problem, line.text, line.end) == ("line_long", "", 10_000_000)
    assert max(sizes) == 64_000
