"""The list of officials against a table: idempotent, never touching children or office."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from city import officials as command
from integration import fosterers as x
from integration.lending import no_pause
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError
from mandat.fostering import store, syncing
from mandat.fostering.commands import Leaving, leave
from mandat.fostering.syncing import Synced, sync_officials
from mandat.platform.settings import settings
from mandat.programmes.domain.nik import Nik
from mandat.programmes.store import person_id
from unit.fostering import samples as t

NIK = "1771014101550001"
PERSON = "e" * 32


@pytest.fixture(autouse=True)
def known(city: Catalogue) -> None:
    x.orphan()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city whose list of officials a test may edit."""
    made = tmp_path / "bengkulu"
    made.mkdir()
    for name in ("programmes.yaml", "kelurahan.csv"):
        shutil.copy(command.CITIES / "bengkulu" / name, made)
    monkeypatch.setattr(command, "CITIES", tmp_path)
    return made


def write(folder: Path, *rows: str) -> None:
    (folder / "officials.yaml").write_text("officials:\n" + "".join(f"  - {one}\n" for one in rows))


def run(*more: str) -> int:
    return command.main(["--city", "bengkulu", "--table", settings().table_name, *more])


def row(official: str = "budi", **changes: str) -> str:
    values = {"id": official, "rank": "eselon-3", "name": "Budi Contoh"}
    mailbox = {"email": f"{official}@x.example"}
    return (
        "{" + ", ".join(f"{key}: {one}" for key, one in (values | mailbox | changes).items()) + "}"
    )


def test_the_sample_list_has_room_for_the_orphans_of_a_city(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("--check") == 0
    assert "1157 pejabat" in capsys.readouterr().out


def test_officials_come_into_the_table_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, row(village="17.71.03.1001"), row("siti", rank="walikota", nik=f'"{NIK}"'))
    assert run() == 0
    assert run() == 0
    assert "2 baru" in (told := capsys.readouterr().out)
    assert "2 tetap" in told
    assert (x.who().district, x.who("siti").rank) == ("17.71.03", "walikota")
    assert x.who("siti").person == person_id(Nik(NIK))
    assert store.official_of(x.who("siti").person) == x.who("siti")


def test_a_changed_row_keeps_children_and_ends_links_only_with_the_mailbox(folder: Path) -> None:
    write(folder, row())
    run()
    x.entrusted()
    write(folder, row(name="Budi Baru"))
    run()
    assert (x.who().children, x.who().generation) == ((t.CHILD,), 1)
    write(folder, row(name="Budi Baru", email="lain@x.example"))
    run()
    assert (x.who().children, x.who().generation) == ((t.CHILD,), 2)


def test_whoever_left_stays_out_and_whoever_is_missing_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, row(), row("siti"))
    run()
    leave(Leaving("budi", "retired", "one"), t.NOW, no_pause)
    write(folder, row())
    run()
    assert "tidak ada di berkas (1): siti" in capsys.readouterr().out
    assert not x.who().is_active
    assert x.who("siti").is_active


def test_another_person_is_said_anew() -> None:
    first = t.official(person=PERSON)
    assert sync_officials([first], no_pause) == Synced(1, 0, 0, ())
    other = replace(first, person="f" * 32)
    assert sync_officials([other], no_pause) == Synced(0, 1, 0, ())
    assert store.official_of(PERSON) is None
    assert store.official_of("f" * 32)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rank": "eselon-9"}, "jenjang 'eselon-9' tidak ada"),
        ({"village": "17.71.99.1001"}, "kelurahan '17.71.99.1001' tidak ada"),
        ({"district": "17.71.99"}, "kecamatan '17.71.99' tidak ada"),
        ({"email": "tanpa-tanda"}, "email"),
        ({"nik": '"0000000000000000"'}, "NIK tidak benar"),
    ],
)
def test_a_mistake_is_said_with_its_line_and_nothing_is_written(
    wrong: dict[str, str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, row(), row("siti", **wrong))
    assert run() == 1
    said = capsys.readouterr().err
    assert told in said
    assert "0000000000000000" not in said
    assert store.load_official("budi") is None


def test_a_name_twice_and_a_file_that_is_not_there_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 1
    write(folder, row(), row())
    assert run() == 1
    assert "id 'budi' sudah dipakai" in capsys.readouterr().err


def test_a_table_that_is_busy_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_: object) -> None:
        raise ConflictError(store.ROLL_CHANGED)

    monkeypatch.setattr(syncing, "commit", busy)
    monkeypatch.setattr("mandat.platform.patience.jitter.__defaults__", (lambda: 0, lambda _: None))
    write(folder, row())
    assert run() == 1
    assert "jalankan sekali lagi" in capsys.readouterr().err
