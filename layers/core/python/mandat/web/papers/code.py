"""A QR code on paper: it leads to an address, which is what it holds."""

import segno

from mandat.web.papers.drawing import Page

# Light modules around it, by its standard (ISO 18004).
QUIET = 4


def draw_code(page: Page, text: str, x: float, y: float, side: float) -> None:
    """A square of `side` points from its lower left, its quiet zone included. Black on paper.

    Level Q: a quarter of it may be soiled or creased, and it still reads.
    """
    rows = segno.make_qr(text, error="q").matrix
    module = side / (len(rows) + 2 * QUIET)
    page.set_color_rgb(0, 0, 0)
    for down, row in enumerate(rows, QUIET + 1):
        for right, dark in enumerate(row, QUIET):
            if dark:
                page.rectangle(x + right * module, y + side - down * module, module, module)
    page.fill()
