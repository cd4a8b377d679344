"""What a mail of the product says to a machine: its kind, its links, and what the links hold."""

from __future__ import annotations

import base64
import json
import re
import zlib

from e2e.stage import Mail

TOKEN = r"https?://[^/\s]+/{}/[\w.~-]+"
ID = "X-Mandat-Message"


def id_of(mail: Mail) -> str:
    """«7F3K9QX2.2.assigned.rsud.a1», or «….citizen» at its end."""
    return str(mail["headers"][ID])


def kind_of(mail: Mail) -> str:
    """«assigned» of «7F3K9QX2.2.assigned.rsud.a1»."""
    parts = id_of(mail).split(".")
    return parts[-2 if parts[-1] == "citizen" else -3]


def link_in(mail: Mail, first: str) -> str:
    """The first link in its text whose path begins with `first`."""
    found = re.search(TOKEN.format(first), mail["text"])
    assert found, f"no link /{first}/ in {mail['subject']}"
    return found[0]


def claims(token: str) -> dict[str, str]:
    """What a signed token says: itsdangerous' payload, compressed when it begins with a dot."""
    payload = token.rpartition(".")[0]
    packed = payload.startswith(".")
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "==")
    found: dict[str, str] = json.loads(zlib.decompress(raw) if packed else raw)
    return found
