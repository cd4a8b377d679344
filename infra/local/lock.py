"""One stack a folder: who runs it, and how to ask it to stop."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.errors import LocalError
from local.settings import Settings


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Hold the folder for as long as the stack runs; the kernel lets go when the process ends."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    with path(settings).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalError(f"A stack already runs in {settings.folder}: `make stop`.") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(settings: Settings) -> int | None:
    """The process id of the running stack, if one runs."""
    if not path(settings).exists():
        return None
    with path(settings).open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read())
    return None


def path(settings: Settings) -> Path:
    """The lock file; it stays, only its lock and its content come and go."""
    return settings.folder / "run.lock"
