"""The pay list on paper: nothing lies over anything, and every page says which it is."""

import re
import zlib

from mandat.web.papers.drawing import HEIGHT, MARGIN, WIDTH
from mandat.web.papers.table import Column, Paper, pdf

COLUMNS = (Column("No", 26), Column("Nama", 152), Column("Jumlah", 70, number=True))
TEXT = re.compile(rb"1 0 0 1 (\S+) (\S+) Tm\n\((.*?)\) Tj", re.DOTALL)


def paper(people: int) -> Paper:
    rows = [[str(n), f"Ibu Contoh {n}", "Rp300.000"] for n in range(1, people + 1)]
    return Paper("Daftar", ("Dinas", "Batas"), COLUMNS, rows, ("Semua", "Sisa"), "Dicetak", "Hal")


def pages(made: bytes) -> list[list[tuple[float, float, str]]]:
    """The texts of each page, with where they stand."""
    streams = [one.partition(b"\nendstream")[0] for one in made.split(b"\nstream\n")[1:]]
    return [
        [(float(x), float(y), text.decode("cp1252")) for x, y, text in TEXT.findall(read)]
        for read in map(zlib.decompress, streams)
    ]


def test_a_line_each_and_the_sums_below_the_last() -> None:
    for people in (0, 1, 20, 21, 45):
        found = pages(pdf(paper(people)))
        last = {text: y for _, y, text in found[-1]}
        assert last["Semua"] > last["Sisa"] > last["Dicetak"]
        lowest = min((y for text, y in last.items() if text.startswith("Ibu")), default=HEIGHT)
        assert lowest - last["Semua"] >= 20
        names = [text for one in found for *_, text in one if text.startswith("Ibu")]
        assert len(names) == people


def test_every_page_says_which_of_how_many_and_only_the_last_has_the_sums() -> None:
    found = [[text for *_, text in one] for one in pages(pdf(paper(45)))]
    assert [one[-1] for one in found] == ["Hal 1 / 3", "Hal 2 / 3", "Hal 3 / 3"]
    assert ["Semua" in one for one in found] == [False, False, True]
    assert all("Daftar" in one and "Nama" in one for one in found)


def test_everything_stands_on_the_page() -> None:
    for one in pages(pdf(paper(45))):
        for x, y, _ in one:
            assert MARGIN <= x < WIDTH - MARGIN
            assert 20 <= y <= HEIGHT - MARGIN


def test_what_is_too_long_or_unknown_to_the_font_or_means_something_in_a_pdf_is_printed() -> None:
    row = ["1", "Ibu Nama Yang Panjang Sekali Sampai Tidak Muat", "Rp300.000"]
    odd = ["2", "(Ibu) \\ 漢", "Rp1"]
    made = Paper("D", (), COLUMNS, (row, odd), (), "", "Hal")
    printed = [text for *_, text in pages(pdf(made))[0]]
    assert any(text.startswith("Ibu Nama Yang") and text.endswith("…") for text in printed)
    assert "\\(Ibu\\) \\\\ ?" in printed


def test_what_may_be_wrapped_takes_two_lines_and_no_more() -> None:
    columns = (Column("Alamat", 140, wrapped=True),)
    long = "Jalan Contoh Nomor 7 di belakang masjid, seberang warung yang pagarnya hijau"
    made = pages(pdf(Paper("D", (), columns, [["Gang 1"], [long], [""]], (), "", "Hal")))[0]
    printed = [(y, text) for _, y, text in made]
    (high,) = [y for y, text in printed if text.startswith("Jalan Contoh")]
    (low,) = [y for y, text in printed if text.endswith("…")]
    assert 0 < high - low < 30
    assert "Gang 1" in [text for _, text in printed]
