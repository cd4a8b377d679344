"""A list on paper: a line each, to sign on, sums and page numbers. Widths are Helvetica's."""

import textwrap
from collections.abc import Iterator, Sequence

from mandat.records import record
from mandat.web.papers.drawing import (
    HEIGHT,
    LETTER,
    MARGIN,
    WIDTH,
    Page,
    file_of,
    new_page,
    rule,
    write,
)

HEADER, FOOT = 96, 60
LINE = 30
PLAIN, BOLD, SMALL = 9, 13, 7
GAP = 8
# Helvetica's advance of each sign of an amount, in thousandths of its size.
_DIGIT, _STOP, _R, _P = 556, 278, 722, 556


@record
class Column:
    """`width` in points. A number stands at the right; what is `wrapped` may take two lines."""

    title: str
    width: int
    number: bool = False
    wrapped: bool = False


@record
class Paper:
    """What is printed: `rows` have a cell for each column; `sums` stand below the last one."""

    title: str
    under: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[str]
    foot: str
    page: str

    @property
    def per_page(self) -> int:
        return (HEIGHT - 2 * MARGIN - HEADER - FOOT) // LINE

    @property
    def pages(self) -> list[Sequence[Sequence[str]]]:
        """The rows of each page; a list of nobody has a page too."""
        many = self.per_page
        starts = range(0, max(1, len(self.rows)), many)
        return [self.rows[at : at + many] for at in starts]


def pdf(paper: Paper) -> bytes:
    """The file. Signs that the standard fonts lack are printed as question marks."""
    pages = paper.pages
    return file_of(_drawn(paper, rows, number, len(pages)) for number, rows in enumerate(pages, 1))


def _drawn(paper: Paper, rows: Sequence[Sequence[str]], number: int, of: int) -> Page:
    stream, top = new_page(), HEIGHT - MARGIN
    write(stream, MARGIN, top - BOLD, paper.title, BOLD, bold=True)
    for place, line in enumerate(paper.under):
        write(stream, MARGIN, top - 30 - place * 12, line, PLAIN)
    top -= HEADER - LINE
    _row(stream, paper.columns, [one.title for one in paper.columns], top, bold=True)
    for place, cells in enumerate(rows, 1):
        _row(stream, paper.columns, cells, top - place * LINE)
    if number == of:
        _sums(stream, paper, top - (len(rows) + 1) * LINE - 14)
    write(stream, MARGIN, MARGIN - 14, paper.foot, SMALL)
    write(stream, WIDTH - MARGIN - 90, MARGIN - 14, f"{paper.page} {number} / {of}", SMALL)
    return stream


def _sums(stream: Page, paper: Paper, top: float) -> None:
    for place, line in enumerate(paper.sums):
        write(stream, MARGIN, top - place * 12, line, PLAIN, bold=True)


def _row(
    stream: Page,
    columns: Sequence[Column],
    cells: Sequence[str],
    top: float,
    *,
    bold: bool = False,
) -> None:
    """A line of the table with a rule below it."""
    for column, left, cell in _placed(columns, cells):
        lines = _lines(cell, column)
        for place, fitting in enumerate(lines):
            at = left + column.width - GAP - _width(fitting) if column.number else left
            down = 18 if len(lines) == 1 else 12 + place * 10
            write(stream, at, top - down, fitting, PLAIN, bold=bold)
    rule(stream, top - LINE + 4)


def _placed(columns: Sequence[Column], cells: Sequence[str]) -> Iterator[tuple[Column, float, str]]:
    left: float = MARGIN
    for column, cell in zip(columns, cells, strict=True):
        yield column, left, cell
        left += column.width


def _lines(cell: str, column: Column) -> list[str]:
    """One line that fits, or two of what is wrapped."""
    room = column.width - GAP
    if not column.wrapped:
        return [_cut(cell, room)]
    first, *rest = textwrap.wrap(cell, int(room / (PLAIN * LETTER))) or [""]
    return [first, _cut(" ".join(rest), room)] if rest else [first]


def _cut(text: str, room: float) -> str:
    """As much of a text as surely fits."""
    most = int(room / (PLAIN * LETTER))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _width(amount: str) -> float:
    """Of «Rp300.000», exactly; of other text not."""
    known = {".": _STOP, " ": _STOP, "R": _R, "p": _P}
    return sum(known.get(one, _DIGIT) for one in amount) * PLAIN / 1000
