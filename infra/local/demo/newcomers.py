"""People whom the register gets for a play: nobody can be enrolled, or die, in two of them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from local import seed
from local.demo.script import Promise
from local.settings import Settings

SOMEBODY, SOURCE = "somebody", "dukcapil"
VILLAGE = "17.71.01.1001"
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
# A woman's day of birth has forty added to it.
WOMAN = 40


def with_newcomers(settings: Settings, promises: Iterable[Promise], run: str) -> list[Promise]:
    """The promises, each about somebody new. Raises LocalError when the import fails."""
    told = [_about_somebody(one) for one in promises]
    file = settings.folder / "register" / f"play-{run}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(COLUMNS)
        writer.writerows(_row(one) for one in told)
    seed.import_extract(settings, seed.product_environment(settings), SOURCE, file)
    return told


def _about_somebody(promise: Promise) -> Promise:
    woman = "person" in promise.values
    born = f"{random.randint(1, 28) + WOMAN * woman:02}{random.randint(1, 12):02}50"  # noqa: S311 - a sample
    nik = f"177101{born}{random.randint(1, 9999):04}"  # noqa: S311 - a sample
    values = {k: nik if v == SOMEBODY else v for k, v in promise.values.items()}
    return replace(promise, values=values)


def _row(promise: Promise) -> tuple[str, ...]:
    values = promise.values
    nik, woman = values["nik"], "person" in values
    day = int(nik[6:8]) - WOMAN * woman
    born = date(1900 + int(nik[10:12]), int(nik[8:10]), day)
    name = values["person" if woman else "deceased"]
    about = ("P", "CERAI MATI") if woman else ("L", "KAWIN")
    card = nik[:12] + nik[:3:-1][:4]
    return (nik, card, name, f"{born}", *about, "ISLAM", VILLAGE, "001", "002", "Jalan Contoh 3")
