"""Captured mails on disk, so that they are still there after a restart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from local.mailbox.messages import Mail

# A mailbox for trying things out: beyond this the oldest go.
MAX_MAILS = 5000


class MailStore:
    """Mails in one SQLite file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._database() as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS mails"
                " (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL, raw BLOB NOT NULL)"
            )

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
            yield database

    def add(self, mail: Mail, raw: bytes) -> int:
        """Keep a mail; returns the id that it has from now on. Ids only ever grow."""
        with self._database() as database:
            row = database.execute(
                "INSERT INTO mails (mail, raw) VALUES (?, ?)", (json.dumps(asdict(mail)), raw)
            )
            added = int(row.lastrowid or 0)
            database.execute("DELETE FROM mails WHERE id <= ?", (added - MAX_MAILS,))
        return added

    def newest(self, *, after: int = 0, to: str = "") -> list[Mail]:
        """Mails, newest first: those with an id above `after`, delivered to the address `to`."""
        with self._database() as database:
            rows = database.execute(
                "SELECT id, mail FROM mails WHERE id > ? ORDER BY id DESC", (after,)
            ).fetchall()
        mails = [_mail(number, text) for number, text in rows]
        return [mail for mail in mails if not to or to.lower() in mail.to.lower().split(", ")]

    def get(self, number: int) -> Mail | None:
        """One mail, if it is there."""
        found = self._first("SELECT mail FROM mails WHERE id = ?", number)
        return None if found is None else _mail(number, found)

    def raw(self, number: int) -> bytes | None:
        """One mail exactly as it came in."""
        found = self._first("SELECT raw FROM mails WHERE id = ?", number)
        return None if found is None else bytes(found)

    def _first(self, query: str, number: int) -> Any:
        with self._database() as database:
            row = database.execute(query, (number,)).fetchone()
        return row[0] if row else None


def _mail(number: int, text: str) -> Mail:
    return replace(Mail(**json.loads(text)), id=number)
