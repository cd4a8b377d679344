"""`sam build` for this machine, only when something that goes into it has changed."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local import commands
from local.errors import LocalError
from local.inputs import digest
from local.progress import say, step
from local.settings import Settings, read

INPUTS = ("template.yaml", "samconfig.toml", "requirements.txt", "functions", "layers")


def current(settings: Settings) -> str:
    """The digest of what a build of the checkout would be made from."""
    return digest(settings.root, INPUTS, [sys.version])


def ensure(settings: Settings) -> bool:
    """Build unless what is there is up to date; says whether it built."""
    with _alone(settings):
        if _stamp(settings).exists() and _stamp(settings).read_text() == current(settings):
            return False
        _build(settings)
        return True


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Two stacks of one checkout share the build: one makes it, the other waits."""
    settings.built.mkdir(parents=True, exist_ok=True)
    with settings.built.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(settings: Settings) -> None:
    _stamp(settings).unlink(missing_ok=True)
    before = current(settings)
    commands.run(
        [
            *(commands.tool(settings, "sam"), "build", "--config-env", "local"),
            *("--build-dir", str(settings.built)),
            *("--cache-dir", str(settings.built.with_suffix(".cache"))),
        ],
        env=commands.environment(settings),
        cwd=settings.root,
        log=settings.logs / "build.log",
    )
    _stamp(settings).write_text(before)


def main() -> int:
    """Build, for checks that look at what would be deployed; 1 and the reason when it fails."""
    try:
        with step("Build") as current:
            current.note = "" if ensure(read(os.environ)) else "unchanged"
    except LocalError as error:
        say(str(error))
        return 1
    return 0


def _stamp(settings: Settings) -> Path:
    return settings.built / "inputs.sha256"


if __name__ == "__main__":
    sys.exit(main())
