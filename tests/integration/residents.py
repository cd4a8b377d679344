"""Invented people for the tests of the register: NIKs, rows of extracts, the city's terms."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import boto3

from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from mandat.programmes import store
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import Programmes, RegisterTerms
from mandat.programmes.sealing import seal
from mandat.programmes.store import Stored
from mandat.programmes.terms_store import forget_programmes, put_programmes

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TERMS = RegisterTerms(provinces=frozenset({"17", "31"}), child_posts=frozenset({"dinas-sosial"}))
DUKCAPIL = (
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
DINSOS = (*DUKCAPIL[:6], *DUKCAPIL[7:], "no_hp", "desil")
ROW = {
    "nik": "1771014101550001",
    "no_kk": "1771010101100001",
    "nama": "Siti Contoh",
    "tanggal_lahir": "1955-01-01",
    "jenis_kelamin": "P",
    "status_kawin": "CERAI MATI",
    "agama": "ISLAM",
    "kelurahan": "17.71.01.1001",
    "rt": "5",
    "rw": "02",
    "alamat": "Jalan Contoh 1",
    "no_hp": "0812-3456-7890",
    "desil": "1",
    "tanggal_meninggal": "",
}
Row = Mapping[str, str]


def set_terms() -> None:
    forget_programmes()
    put_programmes(Programmes(version=1, register=TERMS), replaces=0)


def nik(number: int, born: str = "410155") -> Nik:
    return Nik(f"177101{born}{number:04}")


def row(number: int = 1, **other: str) -> dict[str, str]:
    """Person `number`, on a family card of her own."""
    own = {"nik": nik(number).digits, "no_kk": f"177101010110{number:04}"}
    return ROW | own | {"nama": f"Siti{number} Contoh"} | other


def csv_text(
    rows: Iterable[Row], columns: Iterable[str] = DUKCAPIL, delimiter: str = ",", end: str = "\n"
) -> str:
    names = tuple(columns)
    lines = [names, *([one[name] for name in names] for one in rows)]
    return "".join(f"{delimiter.join(line)}{end}" for line in lines)


def upload(body: bytes | str, source: str = "dukcapil", name: str = "contoh") -> str:
    """Its key."""
    key = f"incoming/{source}/{name}.csv"
    data = body.encode() if isinstance(body, str) else body
    boto3.client("s3").put_object(Bucket=settings().register_bucket, Key=key, Body=data)
    return key


def report(key: str) -> list[str]:
    """The lines of the report behind its header."""
    found = boto3.client("s3").get_object(
        Bucket=settings().register_bucket, Key=key.replace("incoming/", "reports/")
    )
    header, *lines = found["Body"].read().decode().splitlines()
    assert header == "baris,kode"
    return lines


def person(number: int = 1, **other: Any) -> Person:
    """In the register, with a NIK of the same number."""
    wanted = nik(number)
    made = Person(
        store.person_id(wanted), wanted.last4, "Siti Contoh", date(1955, 1, 1), source="dukcapil"
    )
    made = replace(made, retain_until=date(2031, 11, 23), **other)
    sealed = seal(wanted.digits, store.resident_key(made.id))
    commit(store.writes(None, Stored(made, sealed)))
    return made
