"""What every paper is drawn with: A4 upright, texts, rules, squares. By pydyf, low level.

The fonts are those that every reader of PDF has: nothing is embedded.
"""

import io
import textwrap
from collections.abc import Iterable
from typing import TypeAlias

from pydyf import (  # type: ignore[import-untyped]  # it comes without types
    PDF,
    Array,
    Dictionary,
    Stream,
)

# Points.
WIDTH, HEIGHT = 595, 842
MARGIN = 40
GREY = 0.45
# A letter of ordinary text, on average and a little more, in sizes of its font.
LETTER = 0.54
# From line to line, in sizes of the font.
LEADING = 1.4

Page: TypeAlias = Stream


def new_page() -> Page:
    return Stream(compress=True)


def file_of(pages: Iterable[Page]) -> bytes:
    """The PDF of pages that were drawn, in their order."""
    made = PDF()
    fonts = _fonts(made)
    for stream in pages:
        made.add_object(stream)
        made.add_page(_page(stream, fonts))
    file = io.BytesIO()
    made.write(file, compress=False)
    return file.getvalue()


def write(stream: Page, x: float, y: float, text: str, size: int, *, bold: bool = False) -> None:
    """A line of text from its lower left. What the fonts lack becomes a question mark."""
    stream.begin_text()
    stream.set_font_size("B" if bold else "F", size)
    stream.set_text_matrix(1, 0, 0, 1, x, y)
    stream.show_text_string(text.encode("cp1252", errors="replace"))
    stream.end_text()


def paragraph(page: Page, x: float, y: float, text: str, size: int, room: float) -> float:
    """A text broken into lines no wider than `room`; where the next one begins."""
    for line in textwrap.wrap(text, int(room / (size * LETTER))):
        write(page, x, y, line, size)
        y -= round(size * LEADING)
    return y


def rule(stream: Page, y: float) -> None:
    """A thin grey line from margin to margin."""
    stream.set_color_rgb(GREY, GREY, GREY, stroke=True)
    stream.set_line_width(0.5)
    stream.move_to(MARGIN, y)
    stream.line_to(WIDTH - MARGIN, y)
    stream.stroke()


def _fonts(made: PDF) -> Dictionary:
    found = {}
    for name, base in (("F", "Helvetica"), ("B", "Helvetica-Bold")):
        font = Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type1",
                "BaseFont": f"/{base}",
                "Encoding": "/WinAnsiEncoding",
            }
        )
        made.add_object(font)
        found[name] = font.reference
    return Dictionary({"Font": Dictionary(found)})


def _page(stream: Page, resources: Dictionary) -> Dictionary:
    return Dictionary(
        {
            "Type": "/Page",
            "MediaBox": Array([0, 0, WIDTH, HEIGHT]),
            "Contents": stream.reference,
            "Resources": resources,
        }
    )
