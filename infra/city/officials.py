"""Bring the officials who foster orphans up to date, from the city's own list. Idempotent.

    python infra/city/officials.py --city bengkulu --check
    python infra/city/officials.py --table mandat-staging --file pejabat.yaml

Name, rank, mailbox and place come from the file; who fosters whom, and that somebody has left
office, are said on pages and never by it. The real file holds personal data: keep it out of the
repository. An optional `nik` says which person of the register an official is, so that his death
is heard of; only its keyed hash is stored.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "infra"), str(ROOT / "layers" / "core" / "python")]

from city.check import CITIES  # noqa: E402  after the path is set
from city.command import FAILED, arguments, on_table, report_mistakes  # noqa: E402
from city.shapes import check_officials  # noqa: E402
from city.source import DataError, Problem, Source, read_csv, read_yaml  # noqa: E402
from mandat.errors import ConflictError, InvalidError  # noqa: E402
from mandat.fostering.domain.model import Official  # noqa: E402

if TYPE_CHECKING:
    from mandat.fostering.syncing import Synced

NAMES_SHOWN = 10


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0 when the table has the officials of the file."""
    options = _parse(argv)
    path = options.file or CITIES / options.city / "officials.yaml"
    try:
        source = checked_officials(path, CITIES / options.city)
    except DataError as error:
        return report_mistakes(error)
    print(f"{path.name}: {len(source.data['officials'])} pejabat, tidak ada kesalahan")
    return 0 if options.check else on_table(options.table, lambda: sync(source, options.city))


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = arguments("Periksa daftar pejabat dan perbarui yang dipakai sistem.")
    parser.add_argument("--city", default="bengkulu", help="folder data kota")
    parser.add_argument("--file", type=Path, help="YAML, bawaan: officials.yaml kota itu")
    parser.add_argument("--check", action="store_true", help="hanya memeriksa, tidak menulis")
    return parser.parse_args(argv)


def checked_officials(path: Path, city: Path) -> Source:
    """The file, in shape and in agreement with ranks and places. Raises DataError."""
    if not path.is_file():
        raise DataError([Problem(path, 1, "berkas tidak ada")])
    source = read_yaml(path)
    problems = list(check_officials(source)) or list(_disagreements(source, city))
    if problems:
        raise DataError(problems)
    return source


def _disagreements(source: Source, city: Path) -> Iterator[Problem]:
    ranks = {one["id"] for one in read_yaml(city / "programmes.yaml").data["fostering"]["ranks"]}
    villages, seen = _districts(city), set[str]()
    for index, row in enumerate(source.data["officials"]):
        place = ("officials", index)
        if row["id"] in seen:
            yield source.problem((*place, "id"), f"id '{row['id']}' sudah dipakai")
        if row["rank"] not in ranks:
            yield source.problem((*place, "rank"), f"jenjang '{row['rank']}' tidak ada")
        if row.get("village", "") not in {"", *villages}:
            text = f"kelurahan '{row['village']}' tidak ada"
            yield source.problem((*place, "village"), text)
        if row.get("district", "") not in {"", *villages.values()}:
            text = f"kecamatan '{row['district']}' tidak ada"
            yield source.problem((*place, "district"), text)
        seen.add(row["id"])


def _districts(city: Path) -> dict[str, str]:
    """Kelurahan to kecamatan, by their codes."""
    rows = read_csv(city / "kelurahan.csv").data
    return {row["code"]: row["district_code"] for row in rows}


def build_officials(source: Source, city: Path) -> Iterator[Official]:
    """Raises DataError for a NIK that is none."""
    districts = _districts(city)
    for index, row in enumerate(source.data["officials"]):
        village = row.get("village", "")
        yield Official(
            row["id"],
            row["name"],
            row["rank"],
            email=row["email"],
            phone=row.get("phone", ""),
            village=village,
            district=row.get("district", "") or districts.get(village, ""),
            person=_person(source, index, row.get("nik", "")),
        )


def _person(source: Source, index: int, typed: str) -> str:
    if not typed:
        return ""
    from mandat.programmes.domain.nik import parse
    from mandat.programmes.store import person_id
    from mandat.programmes.terms_store import load_programmes

    try:
        return person_id(parse(typed, load_programmes().register.provinces))
    except InvalidError as error:
        text = f"NIK tidak benar ({error.code})"
        raise DataError([source.problem(("officials", index, "nik"), text)]) from error


def sync(source: Source, city: str) -> int:
    """Write what changed and print it; the exit code."""
    from mandat.fostering.syncing import sync_officials

    try:
        done = sync_officials(build_officials(source, CITIES / city))
    except DataError as error:
        return report_mistakes(error)
    except ConflictError:
        print("Pejabat baru saja diubah orang lain; jalankan sekali lagi.", file=sys.stderr)
        return FAILED
    _print(done)
    return 0


def _print(done: "Synced") -> None:
    print(f"pejabat: {done.new} baru, {done.changed} berubah, {done.same} tetap")
    if done.missing:
        shown = ", ".join(done.missing[:NAMES_SHOWN])
        print(f"tidak ada di berkas ({len(done.missing)}): {shown}")
        print("Bila sudah berhenti, nyatakan di halaman anak asuh; berkas tidak mengubahnya.")


if __name__ == "__main__":
    sys.exit(main())
