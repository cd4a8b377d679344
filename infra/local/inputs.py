"""Has anything changed? A digest over the files and values that a step is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

IGNORED_FOLDERS = frozenset({"__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache"})


def digest(root: Path, entries: Iterable[str], values: Iterable[str] = ()) -> str:
    """SHA-256 (hex) over names and contents of files under root, and over plain values.

    An entry is a file or a folder relative to root; one that is not there counts as absent.
    """
    total = hashlib.sha256()
    for value in values:
        _add(total, b"value", value.encode())
    for entry in entries:
        for path in files(root / entry):
            _add(total, path.relative_to(root).as_posix().encode(), path.read_bytes())
    return total.hexdigest()


def files(path: Path) -> Iterator[Path]:
    """The files at or under the path in a fixed order, without what Python compiles."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return (item for item in found if item.is_file() and not IGNORED_FOLDERS & {*item.parts})


def _add(total: hashlib._Hash, name: bytes, content: bytes) -> None:
    # lengths in front, so that no two different lists of files can give the same bytes
    total.update(b"%d:%d:" % (len(name), len(content)) + name + content)
