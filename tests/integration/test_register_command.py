"""The operator's command: a file goes in, and its report lies beside it."""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from infra.template import ROOT
from integration.residents import NOW, TERMS, csv_text, nik, row, set_terms
from mandat.city.domain import Catalogue
from mandat.platform.settings import settings
from mandat.programmes import domain, store
from mandat.programmes.domain.layout import NEEDED, WELCOME
from mandat.programmes.imports import Run, carry_on

GUIDE = (ROOT / "docs" / "panduan-register.md").read_text("utf-8")


@pytest.fixture
def command(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The function runs whenever the command waits."""
    set_terms()
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    found = import_module("register")
    names = {"TableName": settings().table_name, "RegisterBucket": settings().register_bucket}
    monkeypatch.setattr(found, "outputs", lambda _stage: names)
    return found


def run(
    command: ModuleType, file: Path, monkeypatch: pytest.MonkeyPatch, source: str = "dukcapil"
) -> int:
    words = ["register", "--stage", "staging", "--source", source, "--file", str(file)]
    monkeypatch.setattr("sys.argv", words)
    follow, put = command._followed, command._put
    keys: list[str] = []

    def noted(*given: object) -> tuple[str, str]:
        found: tuple[str, str] = put(*given)
        keys.append(found[0])
        return found

    def imported(_seconds: float) -> None:
        carry_on(keys[-1], Run(lambda: True, NOW))

    monkeypatch.setattr(command, "_put", noted)
    monkeypatch.setattr(command, "_followed", lambda *given: follow(*given, imported))
    code: int = command.main()
    return code


def test_every_line_is_in_the_register(
    command: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "ekstrak.csv"
    file.write_text(csv_text([row(1), row(2)]), "utf-8")
    assert run(command, file, monkeypatch) == 0
    assert store.find(store.person_id(nik(2)))
    assert (tmp_path / "ekstrak.laporan.csv").read_text("utf-8") == "baris,kode\n"
    assert "baru 2, berubah 0, tetap 0, ditolak 0" in capsys.readouterr().out


def test_refused_lines_are_told_by_their_meaning_and_nobody_by_name(
    command: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "ekstrak.csv"
    file.write_text(csv_text([row(1), row(2, rt="x"), row(3, rw="y")]), "utf-8")
    assert run(command, file, monkeypatch) == 1
    said = capsys.readouterr().out
    assert "2 baris: RT atau RW bukan angka (neighbourhood)" in said
    assert not any(one in said for one in ("Contoh", nik(2).digits))


def test_a_file_of_another_form_is_refused_whole(
    command: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "ekstrak.csv"
    file.write_text("nik,nama\n1,2\n", "utf-8")
    assert run(command, file, monkeypatch) == 1
    assert "Berkas ditolak seluruhnya" in capsys.readouterr().out


def test_it_says_when_it_has_waited_long_enough(
    command: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command._followed("nobody", 0.0) is None


def test_the_guide_names_every_column_and_every_code(command: ModuleType) -> None:
    columns = {one for some in (*NEEDED.values(), *WELCOME.values()) for one in some}
    assert all(f"`{one}`" in GUIDE for one in columns)
    assert all(f"`{code}`" in GUIDE for code in command.MEANING)
    found = codes_of_the_domain()
    assert {"nik_serial", "card_digits", "sex_unknown", "encoding", "header_twice"} <= found
    assert found <= command.MEANING.keys()
    assert TERMS.retention_days == 1825
    assert "1.825 hari" in GUIDE


def codes_of_the_domain() -> set[str]:
    """Every code that the sources of the register's domain name as one."""
    folder = Path(domain.__path__[0])
    names = ("nik", "rows", "layout", "spans")
    text = "\n".join((folder / f"{name}.py").read_text("utf-8") for name in names)
    raised = re.findall(r'InvalidError\([\w"]+, "(\w+)"\)', text)
    handed = re.findall(r'"((?:nik|card|sex|marital|faith)_\w+)"\)', text)
    lines = re.findall(r'"", "(\w+)"\)', text)
    return {*raised, *handed, *lines}
