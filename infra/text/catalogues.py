"""Compile the gettext catalogues, or say which are out of date: `catalogues.py [--check]`."""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "layers/core/python/mandat/text/locale"
# Babel would write the present minute: the same words compile to the same bytes at any hour.
MADE = datetime(2026, 11, 24, tzinfo=UTC)


def compiled(source: Path) -> bytes:
    with source.open("rb") as file:
        catalogue = read_po(file)
    catalogue.creation_date = MADE
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def stale() -> list[Path]:
    """The sources whose compiled file is missing or differs."""
    return [one for one in sorted(FOLDER.rglob("*.po")) if _current(one) != compiled(one)]


def _current(source: Path) -> bytes:
    target = source.with_suffix(".mo")
    return target.read_bytes() if target.exists() else b""


def main(arguments: list[str]) -> int:
    found = stale()
    for source in found:
        print(f"{source.name}: {'out of date' if '--check' in arguments else 'compiled'}")
        if "--check" not in arguments:
            source.with_suffix(".mo").write_bytes(compiled(source))
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
