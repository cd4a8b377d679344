"""The operators' command that takes orphans up, from a list or from deaths of before."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from infra.template import ROOT
from integration import fosterers as x
from mandat.bereavement import orphans_store
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError
from mandat.platform.settings import settings
from mandat.programmes.domain.nik import Nik
from mandat.programmes.store import person_id
from unit.fostering import samples as t

NIK, GROWN = "1771010606150001", "1771010606900002"


@pytest.fixture(autouse=True)
def register(city: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    x.orphan(person_id(Nik(NIK)))
    x.orphan(person_id(Nik(GROWN)), born_on=date(1990, 6, 6))


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    command = import_module("orphans")
    own = settings()
    known = {"TableName": own.table_name, "HashingSecret": own.hashing_secret}
    monkeypatch.setattr(command, "outputs", lambda _stage: known)
    monkeypatch.setattr("sys.argv", ["orphans", "--stage", "staging", *words])
    code: int = command.main()
    return code


def listed(folder: Path, *lines: str) -> str:
    file = folder / "yatim.csv"
    file.write_text("\n".join(lines) + "\n")
    return str(file)


def test_a_list_is_taken_up_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = listed(tmp_path, "nik", NIK)
    assert run(monkeypatch, "--file", file) == 0
    assert run(monkeypatch, "--file", file) == 0
    assert "1 sudah ada di program" in capsys.readouterr().out
    assert x.known(person_id(Nik(NIK))).is_waiting


def test_a_line_that_cannot_be_taken_up_is_named_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = listed(tmp_path, "nik", NIK, "177101", GROWN)
    assert run(monkeypatch, "--file", file) == 1
    told = capsys.readouterr().out
    assert "baris 3: NIK bukan 16 angka" in told
    assert "baris 4: tidak ada di data penduduk, sudah dewasa" in told
    assert NIK not in told
    assert GROWN not in told


def test_a_list_without_its_column_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, "--file", listed(tmp_path, "nama", "Anak Contoh"))


def test_somebody_busy_is_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_: object) -> bool:
        raise ConflictError("busy")

    monkeypatch.setattr("mandat.fostering.commands.take_up", busy)
    assert run(monkeypatch, "--file", listed(tmp_path, "nik", NIK)) == 1
    assert "kirim lagi" in capsys.readouterr().out


def test_orphans_of_deaths_before_the_programme_are_taken_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    child = x.orphan()
    orphans_store.add(child, "a death", date(2026, 11, 1))
    assert run(monkeypatch, "--found") == 0
    assert x.known(t.CHILD).sources == ("a death",)
    known = orphans_store.orphan(t.CHILD)
    assert known
    assert known.taken_up
    assert run(monkeypatch, "--found") == 0
    assert "1 sudah ada di program" in capsys.readouterr().out
