"""A QR code on paper or on the screen: it leads to an address, which is what it holds."""

import io

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


def picture_of(text: str) -> str:
    """As SVG, dark on white with its quiet zone. Level M: a screen is not soiled."""
    file = io.BytesIO()
    made = segno.make_qr(text, error="m", boost_error=False)
    made.save(file, kind="svg", border=QUIET, light="#fff", xmldecl=False, omitsize=True)
    return file.getvalue().decode()
