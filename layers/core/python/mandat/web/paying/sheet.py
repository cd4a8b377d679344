"""The pay list on paper: A4, a line each to sign on, sums and page numbers. By pydyf, low level.

The fonts are those that every reader of PDF has: nothing is embedded. Widths are Helvetica's.
"""

import io
from collections.abc import Iterator, Sequence

import pydyf  # type: ignore[import-untyped]  # it comes without types

from mandat.records import record

# Points; A4 upright.
WIDTH, HEIGHT = 595, 842
MARGIN, HEADER, FOOT = 40, 96, 60
LINE = 30
PLAIN, BOLD, SMALL = 9, 13, 7
GREY, GAP = 0.45, 8
# Helvetica's advance of each sign of an amount, in thousandths of its size.
_DIGIT, _STOP, _R, _P = 556, 278, 722, 556
# A letter of ordinary text, on average and a little more.
_LETTER = 0.54


@record
class Column:
    """`width` in points. A number stands at the right."""

    title: str
    width: int
    number: bool = False


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
    made = pydyf.PDF()
    fonts = _fonts(made)
    pages = paper.pages
    for number, rows in enumerate(pages, 1):
        stream = pydyf.Stream(compress=True)
        _draw(stream, paper, rows, number, len(pages))
        made.add_object(stream)
        made.add_page(_page(stream, fonts))
    file = io.BytesIO()
    made.write(file, compress=False)
    return file.getvalue()


def _fonts(made: pydyf.PDF) -> pydyf.Dictionary:
    found = {}
    for name, base in (("F", "Helvetica"), ("B", "Helvetica-Bold")):
        font = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type1",
                "BaseFont": f"/{base}",
                "Encoding": "/WinAnsiEncoding",
            }
        )
        made.add_object(font)
        found[name] = font.reference
    return pydyf.Dictionary({"Font": pydyf.Dictionary(found)})


def _page(stream: pydyf.Stream, resources: pydyf.Dictionary) -> pydyf.Dictionary:
    return pydyf.Dictionary(
        {
            "Type": "/Page",
            "MediaBox": pydyf.Array([0, 0, WIDTH, HEIGHT]),
            "Contents": stream.reference,
            "Resources": resources,
        }
    )


def _draw(
    stream: pydyf.Stream, paper: Paper, rows: Sequence[Sequence[str]], number: int, of: int
) -> None:
    top = HEIGHT - MARGIN
    _text(stream, MARGIN, top - BOLD, paper.title, BOLD, bold=True)
    for place, line in enumerate(paper.under):
        _text(stream, MARGIN, top - 30 - place * 12, line, PLAIN)
    top -= HEADER - LINE
    _row(stream, paper.columns, [one.title for one in paper.columns], top, bold=True)
    for place, cells in enumerate(rows, 1):
        _row(stream, paper.columns, cells, top - place * LINE)
    if number == of:
        _sums(stream, paper, top - (len(rows) + 1) * LINE - 14)
    _text(stream, MARGIN, MARGIN - 14, paper.foot, SMALL)
    _text(stream, WIDTH - MARGIN - 90, MARGIN - 14, f"{paper.page} {number} / {of}", SMALL)


def _sums(stream: pydyf.Stream, paper: Paper, top: float) -> None:
    for place, line in enumerate(paper.sums):
        _text(stream, MARGIN, top - place * 12, line, PLAIN, bold=True)


def _row(
    stream: pydyf.Stream,
    columns: Sequence[Column],
    cells: Sequence[str],
    top: float,
    *,
    bold: bool = False,
) -> None:
    """A line of the table with a rule below it."""
    for column, left, cell in _placed(columns, cells):
        fitting = _cut(cell, column.width - GAP)
        at = left + column.width - GAP - _width(fitting) if column.number else left
        _text(stream, at, top - 18, fitting, PLAIN, bold=bold)
    stream.set_color_rgb(GREY, GREY, GREY, stroke=True)
    stream.set_line_width(0.5)
    stream.move_to(MARGIN, top - LINE + 4)
    stream.line_to(WIDTH - MARGIN, top - LINE + 4)
    stream.stroke()


def _placed(columns: Sequence[Column], cells: Sequence[str]) -> Iterator[tuple[Column, float, str]]:
    left: float = MARGIN
    for column, cell in zip(columns, cells, strict=True):
        yield column, left, cell
        left += column.width


def _cut(text: str, room: float) -> str:
    """As much of a text as surely fits."""
    most = int(room / (PLAIN * _LETTER))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _width(amount: str) -> float:
    """Of «Rp300.000», exactly; of other text not."""
    known = {".": _STOP, " ": _STOP, "R": _R, "p": _P}
    return sum(known.get(one, _DIGIT) for one in amount) * PLAIN / 1000


def _text(
    stream: pydyf.Stream, x: float, y: float, text: str, size: int, *, bold: bool = False
) -> None:
    stream.begin_text()
    stream.set_font_size("B" if bold else "F", size)
    stream.set_text_matrix(1, 0, 0, 1, x, y)
    stream.show_text_string(text.encode("cp1252", errors="replace"))
    stream.end_text()
