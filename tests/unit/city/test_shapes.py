"""A wrong shape is told with the file and the line, in the language of those who edit it."""

from pathlib import Path

import pytest

from city.check import checked_city
from city.source import DataError

from .conftest import Mistakes


def line_of(path: str, text: str) -> int:
    lines = Path(path).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "marked", "said"),
    [
        ("  - id: lampu-jalan\n", "  - id: Lampu Jalan\n", "Lampu Jalan", "'Lampu Jalan' harus"),
        ("      en: Street light out\n", "", "id: Lampu jalan mati", "'en' belum diisi"),
        ("      en: Street light out\n", "      en: 12\n", "      en: 12", "harus berupa teks"),
        ("      en: Street light out\n", '      en: ""\n', '      en: ""', "paling pendek 2"),
        (
            "  - id: lampu-jalan\n",
            "  - id: lampu-jalan\n    warna: putih\n",
            "warna",
            "tidak dikenal",
        ),
        ("owner: post:damkar\n", "owner: damkar\n", "owner: damkar", "post:<id jabatan>"),
        ("      id: Lampu jalan mati\n", "      id: x\n      id: Lampu\n", "id: Lampu", "dua kali"),
        ("keywords: [pdam,", "keywords: [pdam, pdam,", "pdam, pdam", "dua kali"),
    ],
)
def test_a_service_of_a_wrong_shape(
    mistakes: Mistakes, old: str, new: str, marked: str, said: str
) -> None:
    found = mistakes("services.yaml", old, new)
    line = line_of("services.yaml", marked)
    near = tuple(f"services.yaml:{number}:" for number in range(line - 1, line + 2))
    assert all(one.startswith(near) for one in found)
    assert any(said in one for one in found)


def test_the_line_is_exact(mistakes: Mistakes) -> None:
    found = mistakes("services.yaml", "owner: post:damkar\n", "owner: damkar\n")
    line = line_of("services.yaml", "owner: damkar")
    expected = f"services.yaml:{line}: services[1].owner: 'damkar' harus berupa post:<id jabatan>"
    assert found == [f"{expected}, lurah, atau camat"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("calendar.yaml", "date: 2026-01-16", "date: 2026-02-30", "tanggal YYYY-MM-DD"),
        ("calendar.yaml", "open_hour: 7", "open_hour: pagi", "bilangan bulat"),
        ("leaders.yaml", '"+6280000000001"', "62800", "harus berupa teks"),
        ("leaders.yaml", '"6280000000001"', '"+6280000000001"', "tanpa tanda +"),
        ("posts.yaml", "email: walikota@bengkulu.example.org", "email: walikota", "alamat surel"),
        ("deadlines.yaml", "statutory_days: 5, urgent: true}\n  m", "urgent: true}\n  m", "belum"),
        ("kelurahan.csv", "17.71.01.1002,", "1771011002,", "kode Kemendagri"),
        ("kelurahan.csv", ",Suka Rami", ",Suka Rami,lebih", "tidak dikenal"),
        ("limits.yaml", "code_tries_per_hour: 5", "code_tries_per_hour: 0", "paling sedikit 3"),
        ("city.yaml", "name: Kota Bengkulu", "", "'name' belum diisi"),
        ("city.yaml", "sender_id: MANDATBKL", 'sender_id: "12345"', "paling sedikit satu huruf"),
        ("city.yaml", "[reference, answer", "[reference, news", "pilih salah satu"),
        ("ladder.yaml", "repeat_hours: 24", "repeat_hours: [24", "penulisan YAML salah"),
    ],
)
def test_other_files_of_a_wrong_shape(
    mistakes: Mistakes, name: str, old: str, new: str, said: str
) -> None:
    found = mistakes(name, old, new)
    assert found[0].startswith(f"{name}:")
    assert said in found[0]


def test_a_choice_needs_options(mistakes: Mistakes) -> None:
    landmark = 'or a landmark: in front of the shop, third from the junction"\n        kind: '
    found = mistakes("services.yaml", f"{landmark}text\n", f"{landmark}choice\n")
    assert "'options' belum diisi" in found[0]


def test_a_text_has_no_options(mistakes: Mistakes) -> None:
    deep = (
        "          en: Roughly\n        kind: choice\n        required: false\n        options:\n"
    )
    ankle = "          - {id: mata-kaki"
    found = mistakes("services.yaml", f"{deep}{ankle}", f"{deep.replace('choice', 'text')}{ankle}")
    assert "hanya untuk pertanyaan dengan kind: choice" in found[0]


def test_every_missing_file_is_named(city: Path) -> None:
    for name in ("ladder.yaml", "kelurahan.csv"):
        (city / name).unlink()
    with pytest.raises(DataError, match=r"ladder\.yaml:1: berkas tidak ada") as caught:
        checked_city(city)
    assert len(caught.value.problems) == 2
