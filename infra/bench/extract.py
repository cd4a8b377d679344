"""An extract of Dukcapil with invented people, as long as one likes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

COLUMNS = (
    "nik",
    "no_kk",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "status_kawin",
    "agama",
    "kelurahan",
    "rt",
    "rw",
    "alamat",
)
SERIALS = 9999
A_FAMILY = 4
FIRST_DAY = date(1950, 1, 1)
WOMEN = 40


def write(path: Path, people: int, villages: Sequence[str]) -> None:
    """A file of `people` lines behind its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{','.join(COLUMNS)}\r\n")
        file.writelines(f"{line}\r\n" for line in _lines(people, villages))


def _lines(people: int, villages: Sequence[str]) -> Iterator[str]:
    for number in range(people):
        born = FIRST_DAY + timedelta(days=number // SERIALS)
        cells = (
            f"177101{born.day + WOMEN:02}{born:%m%y}{number % SERIALS + 1:04}",
            f"1771011{number // A_FAMILY:09}",
            f"Siti Aminah binti Contoh {number}",
            f"{born:%d-%m-%Y}",
            "P",
            "CERAI MATI",
            "ISLAM",
            villages[number % len(villages)],
            f"{number % 20 + 1}",
            f"{number % 7 + 1}",
            f'"Jalan Merpati Contoh No. {number % 300}, Gang {number % 9}"',
        )
        yield ",".join(cells)
