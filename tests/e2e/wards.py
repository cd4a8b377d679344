"""Orphans of an invented extract, taken up by the operator's commands, and what is owed them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import randbelow
from typing import Any

from e2e.loans import surroundings
from e2e.stage import Stack
from integration.residents import csv_text, row
from local.settings import ROOT
from mandat.city.calendar import JAKARTA

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Ward:
    """A child of the register: `number` is of its NIK, `name` its first name."""

    name: str
    nik: str
    village: str


def new_wards(village: str, count: int) -> list[Ward]:
    """Of that kelurahan, of an invented family; nobody else's NIK."""
    first = 1000 + randbelow(8000)
    day = f"{1 + randbelow(27):02}"
    return [
        Ward(f"Bintang{first + one}", f"177101{day}0516{first + one}", village)
        for one in range(count)
    ]


def take_up(stack: Stack, wards: Iterable[Ward], folder: Path) -> None:
    """Into the register, as any extract, and then into the programme."""
    wards = tuple(wards)
    rows = [
        row(int(one.nik[-4:]), nik=one.nik, nama=f"{one.name} Pratama", kelurahan=one.village)
        | {"tanggal_lahir": f"2016-05-{one.nik[6:8]}", "jenis_kelamin": "L"}
        | {"status_kawin": "BELUM KAWIN"}
        for one in wards
    ]
    extract, orphans = folder / "anak.csv", folder / "yatim.csv"
    extract.write_text(csv_text(rows), "utf-8")
    orphans.write_text("nik\n" + "\n".join(one.nik for one in wards) + "\n", "utf-8")
    asked = ("--source", "dukcapil", "--file", str(extract), "--minutes", "3")
    told = operated(stack, "register.py", *asked)
    assert f"baru {len(wards)}" in told, told
    assert f"{len(wards)} anak baru" in operated(stack, "orphans.py", "--file", str(orphans))


def operated(stack: Stack, command: str, *asked: str) -> str:
    """What an operator's command says."""
    done = subprocess.run(  # noqa: S603  the project's own command
        [sys.executable, str(ROOT / "infra/operations" / command), "--stage", "local", *asked],
        env=os.environ | KEYS | {"AWS_ENDPOINT_URL": stack.endpoint},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return done.stdout + done.stderr


def child_of(stack: Stack, reference: str) -> str:
    """The child's id, by the number of the case that looked for its fosterer."""
    case_id = reference.replace("-", "").removeprefix("BKL")
    table = stack.aws("dynamodb")
    name = next(one for one in table.list_tables()["TableNames"] if "mandat" in one)
    found: dict[str, Any] = table.query(
        TableName=name,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": "FOSTERING"}},
    )
    states = (json.loads(item["state"]["S"]) for item in found["Items"])
    return str(next(one["child"] for one in states if one["case_id"] == case_id))


def open_month(stack: Stack, child: str) -> None:
    """As the calendar does on the first day of the next month: whoever has the child owes it."""
    ran = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "e2e.wards", child],
        env=surroundings(stack),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def main(child: str) -> None:
    from mandat.fostering.commands import settle_duty

    later = datetime.now(UTC).astimezone(JAKARTA).replace(day=28) + timedelta(days=5)
    first = later.replace(day=1).astimezone(UTC)
    assert settle_duty(child, f"{later:%Y-%m}", first), "it is not owed"


if __name__ == "__main__":
    main(*sys.argv[1:])
