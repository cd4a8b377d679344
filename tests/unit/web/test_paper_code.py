"""A QR code on paper holds its address, dark on light, with its quiet zone."""

import re

import segno

from mandat.web.papers.code import QUIET, draw_code
from mandat.web.papers.drawing import file_of, new_page

ADDRESS = "https://mandat.example.org/anak/eyJwIjoiMSJ9.abc"
SQUARE = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$", re.MULTILINE)


def squares() -> list[tuple[float, ...]]:
    page = new_page()
    draw_code(page, ADDRESS, 40, 100, 200)
    assert file_of([page]).startswith(b"%PDF")
    return [tuple(map(float, one)) for one in SQUARE.findall(b"\n".join(page.stream))]


def test_every_dark_module_is_drawn_at_its_place_and_no_other() -> None:
    rows = segno.make_qr(ADDRESS, error="q").matrix
    module = 200 / (len(rows) + 2 * QUIET)
    found = {
        (round((100 + 200 - y) / module) - QUIET - 1, round((x - 40) / module) - QUIET)
        for x, y, _, _ in squares()
    }
    dark = {(down, right) for down, row in enumerate(rows) for right, one in enumerate(row) if one}
    assert found == dark


def test_nothing_is_drawn_in_its_quiet_zone() -> None:
    module = squares()[0][2]
    for x, y, wide, high in squares():
        assert 40 + QUIET * module - 0.01 <= x <= 240 - QUIET * module - wide + 0.01
        assert 100 + QUIET * module - 0.01 <= y <= 300 - QUIET * module - high + 0.01
