"""The addresses of an answer: in its Location, and those of our own in its page."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

ADDRESS = re.compile(r'(?:href|src|action|formaction)="([^"]+)"')
SITE = "mandat.example.org"
# The doors that a token opens; it stands nowhere else.
SECRET = re.compile(
    r"/(?:t/(?:jabatan|daftar|catat|laporan|pinjam|santunan|rumah-sakit|asuhan|ktp)"
    r"|pinjam/ubah|ambulans/status"
    r"|surat/(?:santunan|jaminan|ktp/kartu|ktp)|berobat/surat"
    r"|sopir|kru|meja|k|f|foto|alamat|ikut|saya|j|t|anak|asuh|ktp|surat/anak)/[\w.-]+"
)
# Where the next page of a worklist starts: signed against guessing, it opens nothing.
CURSOR = re.compile(r"lanjut=[\w.-]+")


def addresses(answer: Mapping[str, Any]) -> Iterator[str]:
    """The bucket's own addresses and those of others (tel:, wa.me) are for the reader to tap."""
    body, headers = answer.get("body") or "", answer.get("multiValueHeaders") or {}
    for one in (*headers.get("Location", ()), *ADDRESS.findall(body)):
        parts = urlsplit(unescape(one))
        if parts.netloc in {"", SITE} and parts.scheme in {"", "https"}:
            yield parts.geturl()


def bare(address: str) -> str:
    """An address without what may stand in it: the one token that its door asks for."""
    return CURSOR.sub("", SECRET.sub("", address, count=1))
