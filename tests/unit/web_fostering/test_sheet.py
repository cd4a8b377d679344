"""The sheet of a child: every line fits on the paper, in both languages."""

import pytest

from mandat.text.words import LOCALES, translations
from mandat.web.children.paper import CODE, HOW, KEEP, LEAD, NUMBER, OR_TYPED, SAYS, ChildSheet, pdf
from mandat.web.papers.drawing import LETTER, MARGIN, WIDTH

KNOWN = {
    "amount": "Rp1.000.000",
    "address": "mandat.bengkulukota.go.id/anak",
    "number": "BKL-7F3K-9QX2",
    "code": "7F3K9Q",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_fits(locale: str) -> None:
    say = translations(locale).gettext
    for text in (*SAYS, *HOW, OR_TYPED, NUMBER, CODE, KEEP):
        line = say(text).format(**KNOWN)
        assert len(line) * LEAD * LETTER <= WIDTH - 2 * MARGIN, line


def test_it_is_one_page() -> None:
    made = pdf(ChildSheet("Bintang", "Bantuan", SAYS, "https://x.example/anak/a.b", HOW, (), ""))
    assert made.startswith(b"%PDF")
    assert b"/Count 1>>" in made
