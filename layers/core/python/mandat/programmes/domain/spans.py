"""Lines of a file that is read a span at a time: never more of it in memory than one span. Pure.

A line ends with LF, with or without CR. What is not UTF-8, or longer than anything that an extract
says of a person, is a line with a problem; the next one is read as ever.
"""

from collections.abc import Callable, Iterator

from mandat.records import record

SPAN = 512 * 1024
LINE_MAX = 4096
_MARK = b"\xef\xbb\xbf"

# Bytes of the file from an offset, at most so many.
Read = Callable[[int, int], bytes]


@record
class Line:
    """`number` counts from 1 as spreadsheets do, `end` is the offset behind the line."""

    number: int
    end: int
    text: str
    problem: str = ""


@record
class Place:
    """Behind line `number`, at byte `offset`."""

    offset: int = 0
    number: int = 0


def lines(read: Read, size: int, after: Place, span: int = SPAN) -> Iterator[Line]:
    """The lines of a file of `size` bytes behind a place; empty ones are counted and left out."""
    at, number = after.offset, after.number
    for raw, length in _cut(read, size, at, span):
        at, number = at + length, number + 1
        line = _line(raw, number, at)
        if line.text or line.problem:
            yield line


def _cut(read: Read, size: int, start: int, span: int) -> Iterator[tuple[bytes | None, int]]:
    """Each line without its LF, None when it is too long, and its length in the file."""
    rest, dropped = b"", 0
    for offset in range(start, size, span):
        *whole, rest = (rest + read(offset, min(span, size - offset))).split(b"\n")
        for raw in whole:
            yield (None if dropped else raw), dropped + len(raw) + 1
            dropped = 0
        if len(rest) > LINE_MAX:
            rest, dropped = b"", dropped + len(rest)
    if rest or dropped:
        yield (None if dropped else rest), dropped + len(rest)


def _line(raw: bytes | None, number: int, end: int) -> Line:
    if raw is None or len(raw) > LINE_MAX:
        return Line(number, end, "", "line_long")
    plain = raw.removeprefix(_MARK) if number == 1 else raw
    try:
        text = plain.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        return Line(number, end, "", "encoding")
    return Line(number, end, text if text.strip() else "")
