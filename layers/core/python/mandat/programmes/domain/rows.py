"""One line of an extract: read, or refused with a code that names nobody. Pure."""

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from typing import TypeVar

from mandat.errors import InvalidError
from mandat.programmes.domain.layout import Layout
from mandat.programmes.domain.nik import SEPARATORS, Nik, parse, parse_card
from mandat.programmes.domain.person import Marital, Sex
from mandat.records import record

NAME_MAX, ADDRESS_MAX = 100, 200
POOREST_TO_RICHEST = 10
EARLIEST = date(1900, 1, 1)
SEXES: Mapping[str, Sex] = {
    "l": "m",
    "laki-laki": "m",
    "laki - laki": "m",
    "p": "f",
    "perempuan": "f",
}
MARITAL = {
    "belum kawin": Marital.SINGLE,
    "kawin": Marital.MARRIED,
    "kawin tercatat": Marital.MARRIED,
    "kawin belum tercatat": Marital.MARRIED,
    "cerai hidup": Marital.DIVORCED,
    "cerai hidup tercatat": Marital.DIVORCED,
    "cerai hidup belum tercatat": Marital.DIVORCED,
    "cerai mati": Marital.WIDOWED,
}
FAITHS = {
    "": "",
    "islam": "islam",
    "kristen": "kristen",
    "katolik": "katolik",
    "katholik": "katolik",
    "hindu": "hindu",
    "buddha": "buddha",
    "budha": "buddha",
    "khonghucu": "khonghucu",
    "konghucu": "khonghucu",
    "kepercayaan": "kepercayaan",
    "kepercayaan terhadap tuhan yme": "kepercayaan",
}
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII)
_LOCAL = re.compile(r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})", re.ASCII)
_HOUSE = re.compile(r"\d{1,3}", re.ASCII)
_PHONE = re.compile(r"(?:\+62|62|0)([1-9]\d{7,11})", re.ASCII)
_VILLAGE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Word = TypeVar("Word")


@record
class Row:
    """What a line says of a person; `phone` is E.164."""

    nik: Nik
    card: str = field(repr=False)
    name: str = field(repr=False)
    born_on: date = field(repr=False)
    sex: Sex = "f"
    marital: Marital = Marital.SINGLE
    faith: str = ""
    village: str = ""
    neighbourhood: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    decile: int | None = field(default=None, repr=False)
    died_on: date | None = field(default=None, repr=False)


@record
class Known:
    """What a line is held against. `day` is the local one of the import."""

    provinces: Collection[str]
    villages: Collection[str]
    day: date


def fields(text: str, layout: Layout) -> dict[str, str]:
    """The values of a line by column. A quoted value ends on its own line.

    Raises InvalidError("line"): quotes, columns or unreadable.
    """
    try:
        values = next(csv.reader([text], delimiter=layout.delimiter, strict=True), [])
    except csv.Error as error:
        raise InvalidError("line", "quotes") from error
    if len(values) != len(layout.columns):
        raise InvalidError("line", "columns")
    if any(map(_CONTROL.search, values)):
        raise InvalidError("line", "unreadable")
    return {name: value.strip() for name, value in zip(layout.columns, values, strict=True)}


def read(values: Mapping[str, str], known: Known) -> Row:
    """The row. Raises InvalidError with the column and a code."""
    born = _born(values["tanggal_lahir"], known)
    return Row(
        parse(values["nik"], known.provinces),
        parse_card(values["no_kk"]),
        _text(values, "nama", NAME_MAX, needed=True),
        born,
        _word(values, "jenis_kelamin", SEXES, "sex_unknown"),
        _word(values, "status_kawin", MARITAL, "marital_unknown"),
        _word(values, "agama", FAITHS, "faith_unknown"),
        _village(values["kelurahan"], known),
        _neighbourhood(values),
        _text(values, "alamat", ADDRESS_MAX),
        _phone(values.get("no_hp", "")),
        _decile(values.get("desil", "")),
        _died(values.get("tanggal_meninggal", ""), born, known),
    )


def _text(values: Mapping[str, str], column: str, longest: int, *, needed: bool = False) -> str:
    text = " ".join(values[column].split())
    if needed and not text:
        raise InvalidError(column, "name_missing")
    if len(text) > longest:
        raise InvalidError(column, "text_long")
    return text


def _word(values: Mapping[str, str], column: str, words: Mapping[str, Word], code: str) -> Word:
    found = words.get(" ".join(values.get(column, "").casefold().split()))
    if found is None:
        raise InvalidError(column, code)
    return found


def _day(text: str, column: str) -> date:
    """2026-11-24, 24-11-2026 or 24/11/2026."""
    found = _ISO.fullmatch(text) or _LOCAL.fullmatch(text)
    try:
        return date(*(int(found[part]) for part in "ymd"))  # type: ignore[index]  # None is caught
    except (TypeError, ValueError) as error:
        raise InvalidError(column, "date_unreadable") from error


def _born(text: str, known: Known) -> date:
    """Not held against the NIK, which is never corrected."""
    born = _day(text, "tanggal_lahir")
    if not EARLIEST <= born <= known.day:
        raise InvalidError("tanggal_lahir", "born_out_of_range")
    return born


def _died(text: str, born: date, known: Known) -> date | None:
    if not text:
        return None
    died = _day(text, "tanggal_meninggal")
    if not born <= died <= known.day:
        raise InvalidError("tanggal_meninggal", "died_out_of_range")
    return died


def _village(text: str, known: Known) -> str:
    """17.71.01.1001, with or without its dots."""
    found = _VILLAGE.fullmatch(text)
    code = ".".join(found.groups()) if found else ""
    if code not in known.villages:
        raise InvalidError("kelurahan", "village_unknown")
    return code


def _neighbourhood(values: Mapping[str, str]) -> str:
    """RT 05 RW 02, as the forms write it; empty parts stay away."""
    parts = ((name, values[name.casefold()]) for name in ("RT", "RW"))
    return " ".join(f"{name} {_number(text)}" for name, text in parts if text)


def _number(text: str) -> str:
    if not _HOUSE.fullmatch(text):
        raise InvalidError("rt", "neighbourhood")
    return f"{int(text):02}"


def _phone(text: str) -> str:
    plain = text.translate(SEPARATORS)
    if not plain:
        return ""
    found = _PHONE.fullmatch(plain)
    if found is None:
        raise InvalidError("no_hp", "phone_unreadable")
    return f"+62{found[1]}"


def _decile(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= POOREST_TO_RICHEST):
        raise InvalidError("desil", "decile_unreadable")
    return int(text)
