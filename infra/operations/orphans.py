"""Take orphans up into the fostering programme: those of a list, or those whom deaths have left.

    python infra/operations/orphans.py --stage production --file yatim.csv
    python infra/operations/orphans.py --stage production --found

The list has one column, `nik`, of children whom the register knows already: each waits for a
fosterer from today on. `--found` takes up whoever was found by deaths before the programme began.
Again is the same. Who runs this hears line numbers and codes only, and the file is theirs to
destroy.
"""

import csv
import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from stack import arguments, outputs

CORE = Path(__file__).parents[2] / "layers" / "core" / "python"
FAILED = 1
TAKEN, KNOWN, UNKNOWN = "taken", "known", "unknown"
MEANING = {
    TAKEN: "anak baru, dicarikan orang tua asuh",
    KNOWN: "sudah ada di program, atau pernah",
    UNKNOWN: "tidak ada di data penduduk, sudah dewasa, atau sudah meninggal",
    "nik_digits": "NIK bukan 16 angka",
    "nik_province": "dua angka pertama NIK bukan kode provinsi",
    "nik_date": "tanggal di dalam NIK tidak ada",
    "nik_serial": "nomor urut NIK 0000",
    "busy": "sedang diubah oleh yang lain: kirim lagi baris ini",
}
GOOD = frozenset({TAKEN, KNOWN})


def main() -> int:
    """0 when every child is in the programme; 1 when some are not."""
    asked = _arguments()
    stack = outputs(asked.stage)
    os.environ |= {"TABLE_NAME": stack["TableName"], "HASHING_SECRET": stack["HashingSecret"]}
    sys.path.append(str(CORE))
    found = _of_deaths(stack["TableName"]) if asked.found else _of_list(asked.file)
    return _told(found)


def _arguments() -> Namespace:
    parser = arguments("Take orphans up into the fostering programme.")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--file", type=Path, help="CSV with a column nik, UTF-8")
    which.add_argument("--found", action="store_true", help="whoever deaths have left behind")
    return parser.parse_args()


def _of_list(file: Path) -> Iterator[tuple[int, str]]:
    """(line, code) of each."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if rows.fieldnames is None or "nik" not in rows.fieldnames:
            raise SystemExit("Kolom nik tidak ada di baris judul.")
        for row in rows:
            yield rows.line_num, _asked(lambda typed=row["nik"]: _by_nik(typed or ""))


def _asked(act: Callable[[], str]) -> str:
    from mandat.errors import ConflictError, InvalidError

    try:
        return act()
    except InvalidError as error:
        return error.code
    except ConflictError:
        return "busy"


def _by_nik(typed: str) -> str:
    from mandat.city.calendar import to_local
    from mandat.fostering.commands import take_up
    from mandat.fostering.store import load_fostering
    from mandat.programmes.domain.nik import parse
    from mandat.programmes.store import person_id
    from mandat.programmes.terms_store import load_programmes

    child, now = person_id(parse(typed, load_programmes().register.provinces)), datetime.now(UTC)
    if take_up(child, "register", to_local(now).date(), now):
        return TAKEN
    return KNOWN if load_fostering(child) else UNKNOWN


def _of_deaths(table: str) -> Iterator[tuple[int, str]]:
    """(number, code) of each: no name and no id is printed."""
    for number, item in enumerate(_orphans(table), start=1):
        child, deaths = item["pk"].partition("#")[2], item["deaths"].split(",")
        yield number, _asked(lambda who=child, why=deaths: _left(who, why))


def _orphans(table: str) -> Iterator[dict[str, Any]]:
    """Of the whole table: they have no index, and nobody else asks for all of them."""
    pages = boto3.resource("dynamodb").Table(table).meta.client.get_paginator("scan")
    wanted = {"FilterExpression": "sk = :s", "ExpressionAttributeValues": {":s": "ORPHAN"}}
    for page in pages.paginate(TableName=table, **wanted):
        yield from page["Items"]


def _left(child: str, deaths: list[str]) -> str:
    from mandat.fostering.following import take_up_left
    from mandat.fostering.store import load_fostering

    now = datetime.now(UTC)
    # Each death says so for itself, whichever of them was the first.
    if sum(take_up_left(child, one, now) for one in deaths):
        return TAKEN
    return KNOWN if load_fostering(child) else UNKNOWN


def _told(found: Iterator[tuple[int, str]]) -> int:
    codes = Counter[str]()
    for line, code in found:
        codes[code] += 1
        if code not in GOOD:
            print(f"  baris {line}: {MEANING.get(code, code)} ({code})")
    for code, number in codes.most_common():
        print(f"{number} {MEANING.get(code, code)}")
    return 0 if GOOD.issuperset(codes) else FAILED


if __name__ == "__main__":
    sys.exit(main())
